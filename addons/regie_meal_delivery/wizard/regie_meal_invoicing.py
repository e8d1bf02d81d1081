from odoo import api, fields, models
from odoo.tools import date_utils


class RegieMealInvoicing(models.TransientModel):
    """The month whose meals are invoiced, one draft invoice per payer."""

    _name = "regie.meal.invoicing"
    _description = "Invoicing of the meals"

    company_id = fields.Many2one("res.company", string="Régie", required=True, default=lambda self: self.env.company)
    date_from = fields.Date(string="From", required=True, default=lambda self: self._default_dates()[0])
    date_to = fields.Date(string="Until", required=True, default=lambda self: self._default_dates()[1])
    meal_count = fields.Integer(string="Meals to invoice", compute="_compute_counts")
    person_count = fields.Integer(string="People", compute="_compute_counts")

    def _default_dates(self):
        """Last month until its invoices are likely made: the month of a fortnight ago."""
        day = date_utils.subtract(fields.Date.context_today(self), days=15)
        return date_utils.start_of(day, "month"), date_utils.end_of(day, "month")

    @api.depends("company_id", "date_from", "date_to")
    def _compute_counts(self):
        orders = self.env["regie.meal.order"]
        for one in self:
            one.meal_count = one.person_count = 0
            if one.date_from and one.date_to:
                domain = orders._get_billable_domain(one.company_id, one.date_from, one.date_to)
                [(meals, people)] = orders._read_group(domain, [], ["quantity:sum", "subscription_id:count_distinct"])
                one.meal_count, one.person_count = meals or 0, people

    def action_invoice(self):
        """Write the draft invoices and open them. (E-MEAL-08, E-MEAL-12)"""
        self.ensure_one()
        moves = self.env["regie.meal.order"]._invoice(self.company_id, self.date_from, self.date_to)
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_out_invoice_type")
        return {**action, "domain": [("id", "in", moves.ids)], "context": {}}
