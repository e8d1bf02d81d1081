from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieLoanSuspension(models.Model):
    """A borrower who may not borrow until a day, and why. An ended or lifted suspension never blocks. Domain: 5.13.

    The night watch suspends who keeps a tool too long: without an end until the return, then for as long as the delay.
    """

    _name = "regie.loan.suspension"
    _description = "Suspension of a borrower"
    _inherit = ["regie.fact.guard", "mail.thread"]
    _order = "date_from desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Borrower", required=True, index=True, ondelete="cascade", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_end = fields.Date(string="Until", tracking=True, help="Last day. Empty: until the tool is back.")
    reason = fields.Char(required=True, tracking=True, help="Told to the borrower at the counter: facts only.")
    is_auto = fields.Boolean(string="By the night watch", readonly=True, copy=False)
    line_id = fields.Many2one(
        "regie.loan.line", string="Tool returned late", readonly=True, copy=False, index="btree_not_null"
    )
    date_lifted = fields.Datetime(string="Lifted on", readonly=True, copy=False)
    lifted_by_id = fields.Many2one("res.users", string="Lifted by", readonly=True, copy=False)
    is_current = fields.Boolean(string="In force", compute="_compute_is_current", search="_search_is_current")

    _dates_ordered = models.Constraint("CHECK (date_end >= date_from)", "A suspension cannot end before it begins.")
    _line_uniq = models.UniqueIndex(
        "(line_id) WHERE is_auto AND line_id IS NOT NULL", "This delay already suspends the borrower."
    )

    @api.depends("date_from", "date_end", "date_lifted")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for suspension in self:
            ended = suspension.date_end and suspension.date_end < today
            begun = suspension.date_from and suspension.date_from <= today
            suspension.is_current = begun and not ended and not suspension.date_lifted

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_current_domain(fields.Date.context_today(self))
        return domain if True in value else ~domain

    @api.model
    def _get_current_domain(self, date):
        """Return the Domain of the suspensions in force on a day."""
        return Domain(
            [("date_lifted", "=", False), ("date_from", "<=", date)],
        ) & (Domain("date_end", "=", False) | Domain("date_end", ">=", date))

    @api.model
    def _get_current(self, partner, date=None):
        """Return the suspension that holds a person back on a day, the longest one first; empty without any."""
        date = date or fields.Date.context_today(self)
        domain = self._get_current_domain(date) & Domain("partner_id", "=", partner.id)
        found = self.search(domain & Domain("company_id", "=", self.env.company.id))
        return found.sorted(lambda one: (not one.date_end, one.date_end or one.date_from), reverse=True)[:1]

    def action_lift(self):
        """End the suspensions now: the borrower may borrow again.

        :raise UserError: E-LOAN-30 for somebody else than the manager of the tool library
        """
        self.check_access("write")
        if not self.env.user.has_group("regie_loan.group_loan_manager"):
            raise UserError(
                self.env._("Only the manager of the tool library lifts a suspension: ask for it. (E-LOAN-30)")
            )
        # sudo: who lifted it and when are facts, written by this button only
        self.sudo().filtered(lambda one: not one.date_lifted).write(
            {"date_lifted": fields.Datetime.now(), "lifted_by_id": self.env.uid}
        )
        return True

    @api.model
    def _suspend_for(self, lines, today):
        """Suspend the borrowers of tools kept too long, until the return; one suspension by tool. One batch."""
        known = self.search([("line_id", "in", lines.ids), ("is_auto", "=", True)]).line_id
        return self.create(
            [
                {
                    "partner_id": line.partner_id.id,
                    "company_id": line.company_id.id,
                    "line_id": line.id,
                    "is_auto": True,
                    "date_from": today,
                    "reason": line.env._("%(tool)s is not back", tool=line.item_id.display_name),
                }
                for line in lines - known
            ]
        )

    def _end_after_return(self, back, days):
        """End automatic suspensions as many days after the return as the tool was late."""
        self.write({"date_end": max(back + timedelta(days=days), *self.mapped("date_from"))})
