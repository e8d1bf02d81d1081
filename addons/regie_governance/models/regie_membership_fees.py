from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieMembership(models.Model):
    """The fees of a member, and whether they are up to date on a day."""

    _inherit = "regie.membership"

    fee_ids = fields.One2many("regie.membership.fee", "membership_id", string="Fees")
    fee_count = fields.Integer(compute="_compute_fee_count", string="Number of fees")
    is_up_to_date = fields.Boolean(
        string="Up to date",
        compute="_compute_is_up_to_date",
        search="_search_is_up_to_date",
        help="Member today, not suspended, and with the fee that the statutes ask for.",
    )

    @api.depends("fee_ids")
    def _compute_fee_count(self):
        counts = dict(
            self.env["regie.membership.fee"]._read_group(
                [("membership_id", "in", self.ids)], ["membership_id"], ["__count"]
            )
        )
        for membership in self:
            membership.fee_count = counts.get(membership, 0)

    @api.depends("fee_ids.date_paid", "fee_ids.amount", "fee_ids.year", "date_start", "date_end", "date_suspended")
    def _compute_is_up_to_date(self):
        today = fields.Date.context_today(self)
        domain = Domain.OR(self._get_up_to_date_domain(company, today) for company in self.company_id)
        up_to_date = self.search(domain & Domain("id", "in", self.ids)) if self.ids else self.browse()
        for membership in self:
            membership.is_up_to_date = membership._origin in up_to_date

    def _search_is_up_to_date(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domain = Domain.OR(self._get_up_to_date_domain(company, today) for company in self.env.companies)
        return domain if True in value else ~domain

    @api.model
    def _get_fee_domain(self, company, date):
        """Return the Domain of the members who have paid, on a date, what the statutes ask for in order to vote.

        Everybody when the statutes ask for no fee, or when no version is in force; else those whose fee of the year,
        or of the last one in the days of grace, was paid on that date or amounts to nothing.
        """
        statutes = self.env["regie.statutes"]._get_in_force(company, date, raise_if_missing=False)
        if not statutes or statutes.fee_condition == "none":
            return Domain.TRUE
        settled = Domain("year", "in", statutes._get_fee_years_accepted(date)) & (
            Domain("date_paid", "<=", date) | Domain("amount", "=", 0)
        )
        return Domain("fee_ids", "any", settled)

    @api.model
    def _get_up_to_date_domain(self, company, date):
        """Return the Domain of the members of a régie, on a date, with the fee that its statutes ask for."""
        return self._get_active_domain(company, date) & self._get_fee_domain(company, date)

    def _is_fee_paid(self, date):
        """Tell, as ``{membership: bool}``, whether each has paid what is needed to vote on a date."""
        paid = self.browse()
        for company, members in self.grouped("company_id").items():
            paid |= self.search(Domain("id", "in", members.ids) & self._get_fee_domain(company, date))
        return {membership: membership in paid for membership in self}

    def _create_fees(self, year, date_due):
        """Create the fee of a year for those of these members who have none; return the new ones.

        :raise UserError: GOV-019 when the amount of a college is not written
        """
        done = self.env["regie.membership.fee"].search([("membership_id", "in", self.ids), ("year", "=", year)])
        vals_list = []
        for company, members in (self - done.membership_id).grouped("company_id").items():
            statutes = self.env["regie.statutes"]._get_in_force(
                company, fields.Date.context_today(self), raise_if_missing=False
            )
            amounts = self.env["regie.membership.fee.rate"]._get_amounts(company, statutes._get_fee_year_start(year))
            members._check_amounts(amounts, year)
            vals_list += [
                {
                    "membership_id": member.id,
                    "year": year,
                    "amount": amounts[member.college_id],
                    "date_due": date_due,
                }
                for member in members
            ]
        return self.env["regie.membership.fee"].create(vals_list)

    def _check_amounts(self, amounts, year):
        """Refuse a call when nobody wrote what a college owes (GOV-019)."""
        if missing := self.college_id.filtered(lambda college: college not in amounts):
            raise UserError(
                self.env._(
                    "No amount of the fee %(year)s is written for: %(colleges)s. Write it in Members > Amounts of the"
                    " fee, 0 if they pay nothing. (GOV-019)",
                    year=year,
                    colleges=", ".join(missing.mapped("name")),
                )
            )

    def action_open_fees(self):
        """Open the fees of the member."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_membership_fee_action")
        return {
            **action,
            "domain": [("membership_id", "=", self.id)],
            "context": {"default_membership_id": self.id},
        }
