from odoo import api, fields, models
from odoo.exceptions import ValidationError

SCALES = [("0_4", "From 0 to 4"), ("yes_no", "Yes or no")]


class RegieQualityCriterion(models.Model):
    """A thing to look at in a grid, with its weight. An inspection takes a copy: changing it changes no past one."""

    _name = "regie.quality.criterion"
    _description = "Criterion of a quality grid"
    _order = "grid_id, sequence, id"

    grid_id = fields.Many2one("regie.quality.grid", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="grid_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    section = fields.Char(translate=True, help="Part of the site where it is looked at: hall, stairs, bins…")
    name = fields.Char(string="Criterion", required=True, translate=True)
    family_id = fields.Many2one(
        "regie.service.family",
        ondelete="restrict",
        help="Who mends it, and in how many days. Empty: the family of the grid.",
    )
    weight = fields.Integer(default=1, required=True, help="From 1, a detail, to 5, what residents see first.")
    scale = fields.Selection(SCALES, required=True, default="0_4", help="Yes is worth 4 and no 0.")
    is_eliminatory = fields.Boolean(
        string="Eliminatory", help="Noted 0, it makes the whole inspection not compliant, whatever the score."
    )
    expected_text = fields.Text(string="What is expected", translate=True)
    photo_required_below = fields.Integer(
        string="Photo below", help="A photo is asked for when the note is below this one; 0: never, 5: always."
    )

    _photo_note = models.Constraint(
        "CHECK (photo_required_below BETWEEN 0 AND 5)", "The note under which a photo is asked for goes from 0 to 5."
    )

    @api.constrains("weight")
    def _check_weight(self):
        """Refuse a weight that would not count, or would take away. (E-QUAL-02)"""
        for criterion in self:
            if not 1 <= criterion.weight <= 5:
                raise ValidationError(
                    self.env._(
                        "The weight of “%(name)s” is %(weight)s: give it a weight from 1 to 5, above zero. (E-QUAL-02)",
                        name=criterion.name,
                        weight=criterion.weight,
                    )
                )

    def _prepare_line_vals(self):
        """Values of the line of an inspection: a copy, so that the grid may change afterwards."""
        self.ensure_one()
        return {
            "criterion_id": self.id,
            "sequence": self.sequence,
            "section": self.section,
            "name": self.name,
            "expected_text": self.expected_text,
            "family_id": (self.family_id or self.grid_id.family_id).id,
            "weight": self.weight,
            "scale": self.scale,
            "is_eliminatory": self.is_eliminatory,
            "photo_required_below": self.photo_required_below,
        }
