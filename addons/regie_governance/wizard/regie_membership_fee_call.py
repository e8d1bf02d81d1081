from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieMembershipFeeCall(models.TransientModel):
    """The yearly call: the fee of a year for each member who has none yet, and the letter that asks for it."""

    _name = "regie.membership.fee.call"
    _description = "Call of the fees"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    year = fields.Integer(required=True, default=lambda self: self._default_year(), help="Year of the fee: 2026.")
    date_due = fields.Date(string="Due on", required=True, help="After that day the fee is late.")
    college_ids = fields.Many2many("regie.college", string="Colleges", help="Empty: all of them.")
    is_mail = fields.Boolean(string="Write to the members", default=True, help="To those who have an e-mail address.")
    member_count = fields.Integer(compute="_compute_figures", string="Fees to create")
    done_count = fields.Integer(compute="_compute_figures", string="Already called")
    amount_total = fields.Monetary(compute="_compute_figures", string="Total")
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.model
    def _default_year(self):
        today = fields.Date.context_today(self)
        statutes = self.env["regie.statutes"]._get_in_force(self.env.company, today, raise_if_missing=False)
        return statutes._get_fee_year(today)

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Call the fees")

    @api.depends("year", "college_ids", "company_id")
    def _compute_figures(self):
        for wizard in self:
            members = wizard._get_members()
            done = self.env["regie.membership.fee"].search(
                [("membership_id", "in", members.ids), ("year", "=", wizard.year)]
            )
            missing = members - done.membership_id
            amounts = wizard._get_amounts() if wizard.year else {}
            wizard.member_count = len(missing)
            wizard.done_count = len(done)
            wizard.amount_total = sum(amounts.get(member.college_id, 0) for member in missing)

    def _get_amounts(self):
        """Return ``{college: amount}`` of the year."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        statutes = self.env["regie.statutes"]._get_in_force(self.company_id, today, raise_if_missing=False)
        return self.env["regie.membership.fee.rate"]._get_amounts(
            self.company_id, statutes._get_fee_year_start(self.year)
        )

    def _get_members(self):
        """Return those whom the call concerns: the members of today, suspended ones included, in these colleges."""
        self.ensure_one()
        domain = Domain([("company_id", "=", self.company_id.id), ("state", "in", ["active", "suspended"])])
        if self.college_ids:
            domain &= Domain("college_id", "in", self.college_ids.ids)
        return self.env["regie.membership"].search(domain)

    def action_call(self):
        """Create the fees, write to the members if asked, and open the fees.

        :raise UserError: GOV-019 when nobody is left to call, or an amount is missing
        """
        self.ensure_one()
        fees = self._get_members()._create_fees(self.year, self.date_due)
        if not fees:
            raise UserError(
                self.env._("Every member of these colleges already has a fee for %(year)s. (GOV-019)", year=self.year)
            )
        to_write = fees.filtered(lambda fee: fee.amount and fee._get_contact().email)
        if self.is_mail and to_write:
            to_write._send()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_membership_fee_action")
        return {**action, "domain": [("id", "in", fees.ids)], "context": {}}
