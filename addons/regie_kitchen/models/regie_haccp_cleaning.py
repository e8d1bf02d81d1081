from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

STEPS = {
    "daily": relativedelta(days=1),
    "weekly": relativedelta(weeks=1),
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
}


class RegieHaccpCleaning(models.Model):
    """A line of the cleaning plan: what, how often, with what."""

    _name = "regie.haccp.cleaning"
    _description = "Cleaning plan"
    _inherit = ["regie.fact.guard"]
    _order = "place_id, frequency, sequence, id"

    name = fields.Char(string="What is cleaned", required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    frequency = fields.Selection(
        [("daily", "Every day"), ("weekly", "Every week"), ("monthly", "Every month"), ("quarterly", "Every quarter")],
        required=True,
        default="daily",
    )
    method = fields.Char(string="How", help="Product, dose, time, rinsing.")
    date_last = fields.Date(string="Last done", readonly=True, copy=False)
    date_next = fields.Date(string="To do from", compute="_compute_date_next", store=True, index=True)
    is_due = fields.Boolean(string="To do", compute="_compute_is_due")

    @api.depends("date_last", "frequency")
    def _compute_date_next(self):
        for task in self:
            task.date_next = task.date_last and task.date_last + STEPS[task.frequency or "daily"]

    @api.depends("date_next")
    def _compute_is_due(self):
        today = fields.Date.context_today(self)
        for task in self:
            task.is_due = not task.date_next or task.date_next <= today

    def action_done(self):
        """Note that it was cleaned now, by the reader."""
        self.env["regie.haccp.cleaning.log"].create([{"cleaning_id": task.id} for task in self])
