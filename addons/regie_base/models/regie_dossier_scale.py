from odoo import api, fields, models


class RegieDossierScale(models.Model):
    """The words and marks with which a recipient rates the criteria of a dossier (absent … exemplary, yes / no)."""

    _name = "regie.dossier.scale"
    _inherit = ["regie.config.exchange"]
    _description = "Rating scale of a dossier"
    _order = "name, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "level_ids")

    code = fields.Char(
        required=True, copy=False, help="Short name without spaces or accents; a file of templates designates it so."
    )
    name = fields.Char(required=True, translate=True)
    level_ids = fields.One2many(
        "regie.dossier.scale.level",
        "scale_id",
        string="Levels",
        copy=True,
        help="The recipient chooses one of these levels for each criterion.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A rating scale with this code exists already.")


class RegieDossierScaleLevel(models.Model):
    """One mark of a rating scale: its value orders the marks, its name is what the recipient reads."""

    _name = "regie.dossier.scale.level"
    _inherit = ["regie.config.exchange"]
    _description = "Level of a rating scale"
    _order = "scale_id, value, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "value", "name")

    scale_id = fields.Many2one("regie.dossier.scale", required=True, index=True, ondelete="cascade")
    value = fields.Integer(required=True, help="Orders the levels, from the weakest to the strongest.")
    name = fields.Char(required=True, translate=True)
    code = fields.Char(compute="_compute_code", inverse="_inverse_code", help="Its value, as a file designates it.")

    _value_uniq = models.Constraint(
        "UNIQUE (scale_id, value)", "Two levels of a scale have the same value: give each level its own."
    )

    @api.depends("value")
    def _compute_code(self):
        for level in self:
            level.code = str(level.value)

    def _inverse_code(self):
        for level in self.filtered(lambda level: (level.code or "").isdecimal()):
            level.value = int(level.code)
