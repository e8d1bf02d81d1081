from odoo import fields, models


class RegieGrantFraction(models.Model):
    """Part of a grant attributable to an exercise; what belongs to later ones is deferred income (487)."""

    _name = "regie.grant.fraction"
    _description = "Fraction of a grant"
    _inherit = ["regie.grant.part"]
    _order = "grant_id, date_from, id"
    _rec_name = "exercise_id"

    exercise_id = fields.Many2one("regie.exercise", required=True, index=True, ondelete="restrict", check_company=True)
    date_from = fields.Date(related="exercise_id.date_from", store=True)

    _exercise_uniq = models.Constraint(
        "UNIQUE (grant_id, exercise_id)", "A grant has one fraction by exercise. (FIN-015)"
    )
