from odoo import fields, models


class RegiePermanenceSlot(models.Model):
    """One opening of a permanence in the week."""

    _name = "regie.permanence.slot"
    _description = "Opening hours of a permanence"
    _order = "weekday, hour_from, id"
    _rec_name = "weekday"

    permanence_id = fields.Many2one("regie.permanence", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="permanence_id.company_id", store=True, index=True, precompute=True)
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Day",
        required=True,
    )
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="Until", required=True)

    _hours_ordered = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "A permanence opens before it closes, within the day.",
    )
