from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieMandateSuspension(models.Model):
    """A seat that is suspended: its holder keeps the mandate and is neither convoked nor counted meanwhile."""

    _inherit = "regie.mandate"

    date_suspended = fields.Date(
        string="Suspended since", readonly=True, copy=False, tracking=True, help="First day of the last suspension."
    )
    date_resumed = fields.Date(
        string="Resumed on", readonly=True, copy=False, tracking=True, help="First day after the last suspension."
    )
    is_suspended = fields.Boolean(compute="_compute_is_suspended", search="_search_is_suspended")

    _resumed_after = models.Constraint(
        "CHECK (date_resumed >= date_suspended)", "A seat is resumed after it was suspended."
    )

    @api.depends("date_suspended", "date_resumed")
    def _compute_is_suspended(self):
        today = fields.Date.context_today(self)
        for mandate in self:
            mandate.is_suspended = mandate._is_suspended_on(today)

    def _search_is_suspended(self, operator, value):
        if operator != "in":
            return NotImplemented
        suspended = self._get_suspended_domain("today")
        return Domain.OR(suspended if one else ~suspended for one in value)

    def _is_suspended_on(self, date):
        """Tell whether the seat is suspended on a date."""
        self.ensure_one()
        resumed = self.date_resumed and self.date_resumed <= date
        return bool(self.date_suspended and self.date_suspended <= date and not resumed)

    @api.model
    def _get_suspended_domain(self, date):
        """Return the Domain of the seats that are suspended on a date."""
        resumed = Domain("date_resumed", "<=", date)
        return Domain("date_suspended", "<=", date) & ~resumed

    @api.model
    def _get_running_domain(self, date):
        """Return the Domain of the mandates that sit on a date: in force, and not suspended."""
        return super()._get_running_domain(date) & ~self._get_suspended_domain(date)

    def action_suspend(self):
        """Suspend the seats from today: their holders are no longer convoked nor counted.

        :raise UserError: when a mandate is not in force
        """
        today = fields.Date.context_today(self)
        if any(mandate.state != "running" or mandate.is_suspended for mandate in self):
            raise UserError(self.env._("Only a seat in force, and not suspended yet, can be suspended."))
        self.check_access("write")
        # sudo: facts, once the right to write is checked
        self.sudo().write({"date_suspended": today, "date_resumed": False})
        self._follow_change()

    def action_resume(self):
        """Give the suspended seats back to their holders from today."""
        suspended = self.filtered("is_suspended")
        suspended.check_access("write")
        # sudo: a fact, once the right to write is checked
        suspended.sudo().write({"date_resumed": fields.Date.context_today(self)})
        suspended._follow_change()
