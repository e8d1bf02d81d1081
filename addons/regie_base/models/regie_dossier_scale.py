from odoo import fields, models


class RegieDossierScale(models.Model):
    """The words and marks with which a recipient rates the criteria of a dossier (absent … exemplary, yes / no)."""

    _name = "regie.dossier.scale"
    _description = "Rating scale of a dossier"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    level_ids = fields.One2many(
        "regie.dossier.scale.level",
        "scale_id",
        string="Levels",
        copy=True,
        help="The recipient chooses one of these levels for each criterion.",
    )
    active = fields.Boolean(default=True)


class RegieDossierScaleLevel(models.Model):
    """One mark of a rating scale: its value orders the marks, its name is what the recipient reads."""

    _name = "regie.dossier.scale.level"
    _description = "Level of a rating scale"
    _order = "scale_id, value, id"

    scale_id = fields.Many2one("regie.dossier.scale", required=True, index=True, ondelete="cascade")
    value = fields.Integer(required=True, help="Orders the levels, from the weakest to the strongest.")
    name = fields.Char(required=True, translate=True)

    _value_uniq = models.Constraint(
        "UNIQUE (scale_id, value)", "Two levels of a scale have the same value: give each level its own."
    )
