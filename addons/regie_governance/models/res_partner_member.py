from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """A person, who may be on the register of one or more régies."""

    _inherit = "res.partner"

    def _get_companies_of_member(self):
        """Return the régies of which a person is a member, represents one, or holds a mandate, today."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        # sudo: the register says whether the person is on it; only the régies are told
        memberships = self.env["regie.membership"].sudo()
        lasting = Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        person = Domain.OR(Domain(name, "=", self.id) for name in ("partner_id", "representative_id", "deputy_id"))
        accepted = Domain([("date_approved", "!=", False), ("date_start", "<=", today)])
        mandates = self.env["regie.mandate"].sudo()
        running = mandates._get_running_domain(today) & Domain("partner_id", "=", self.id)
        return memberships.search(person & accepted & lasting).company_id | mandates.search(running).company_id
