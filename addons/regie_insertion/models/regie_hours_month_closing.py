from odoo import api, fields, models


class RegieHoursMonth(models.Model):
    """Closing of a month by the director: hours, statements, reconciliation, lock, one step after the other."""

    _inherit = "regie.hours.month"

    closed_on = fields.Datetime(
        readonly=True, copy=False, tracking=True, help="Nothing of this month changes any more: it is accounted for."
    )
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)

    @api.model
    def _is_closed(self, company, day):
        """Tell whether the month of a day is closed in the company."""
        domain = [("company_id", "=", company.id), ("date", "=", day.replace(day=1)), ("closed_on", "!=", False)]
        # sudo: whoever types an absence may not read the months, and only learns that this one is closed
        return bool(self.sudo().search_count(domain, limit=1))
