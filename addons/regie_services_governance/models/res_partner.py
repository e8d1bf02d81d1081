from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """A borrower who must be a member: the register of the association says so. Domain: gup_services.md, 5.4."""

    _inherit = "res.partner"

    def _get_members_over(self, first, last):
        """Those who are members on the first and on the last day, in their own name or as part of a member body, and
        whose fee is paid today as the statutes ask."""
        # sudo: whether the person is a member, for the counter that does not read the register
        memberships = self.env["regie.membership"].sudo()
        company = self.env.company
        bodies = self.commercial_partner_id
        domain = Domain("partner_id", "in", (self | bodies).ids)
        for day in (first, last):
            domain &= memberships._get_active_domain(company, day)
        today = min(max(fields.Date.context_today(self), first), last)
        members = memberships.search(domain & memberships._get_fee_domain(company, today)).partner_id
        return self.filtered(lambda person: person in members or person.commercial_partner_id in members)
