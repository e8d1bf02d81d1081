from odoo import fields, models


class ResCompany(models.Model):
    """The journal that keeps the classes 86 and 87 apart from the books."""

    _inherit = "res.company"

    regie_inkind_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of contributions in kind",
        domain="[('type', '=', 'general'), ('company_id', '=', id)]",
        ondelete="restrict",
        help="Off-balance entries of classes 86 and 87: left out of the FEC, whose opening would carry them forward.",
    )

    def _get_inkind_journal(self):
        """Return the journal CVN of the régie, created the first time that it is needed."""
        self.ensure_one()
        # sudo: an accountant without the right to set up journals proposes the entries too
        company = self.sudo()
        if not company.regie_inkind_journal_id:
            journals = company.env["account.journal"].with_context(active_test=False)
            taken = set(journals.search([("company_id", "=", company.id), ("code", "=like", "CVN%")]).mapped("code"))
            company.regie_inkind_journal_id = journals.create(
                {
                    "name": self.env._("Contributions in kind"),
                    "code": next(code for code in ("CVN", *(f"CVN{i}" for i in range(2, 99))) if code not in taken),
                    "type": "general",
                    "company_id": company.id,
                    "show_on_dashboard": False,
                }
            )
        return self.env["account.journal"].browse(company.regie_inkind_journal_id.id)
