from odoo import api, fields, models

AGE_BANDS = [
    ("child", "Children"),
    ("teenager", "Teenagers"),
    ("adult", "Adults"),
    ("senior", "Seniors"),
    ("unknown", "Not said"),
]
COUNT_FIELDS = tuple(f"{band}_count" for band, _label in AGE_BANDS)


class RegieMediationCount(models.AbstractModel):
    """People met, counted by age as one sees it, never by name."""

    _name = "regie.mediation.count"
    _description = "People counted by age"

    child_count = fields.Integer(string="Children met")
    teenager_count = fields.Integer(string="Teenagers met")
    adult_count = fields.Integer(string="Adults met")
    senior_count = fields.Integer(string="Seniors met")
    unknown_count = fields.Integer(string="Age not said", help="Counted without looking at the age.")
    contact_count = fields.Integer(
        string="People met", compute="_compute_contact_count", store=True, precompute=True, aggregator="sum"
    )

    _counts_positive = models.Constraint(
        "CHECK (child_count >= 0 AND teenager_count >= 0 AND adult_count >= 0 AND senior_count >= 0"
        " AND unknown_count >= 0)",
        "A number of people is not negative.",
    )

    @api.depends(*COUNT_FIELDS)
    def _compute_contact_count(self):
        for record in self:
            record.contact_count = sum(record[name] for name in COUNT_FIELDS)
