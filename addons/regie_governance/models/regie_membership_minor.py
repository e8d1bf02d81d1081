from odoo import fields, models


class RegieMembership(models.Model):
    """The consent of the parents of a young member, which the law asks for below an age (loi 1901, art. 2 bis)."""

    _inherit = "regie.membership"

    regie_birth_date = fields.Date(
        related="partner_id.regie_birth_date",
        readonly=False,
        groups="regie_governance.group_governance_secretary",
    )
    parental_consent_date = fields.Date(
        string="Consent of the parents on",
        copy=False,
        tracking=True,
        groups="regie_governance.group_governance_secretary",
        help="Day of the written consent of the legal representative: needed to administer before 16.",
    )
    parental_consent_attachment_ids = fields.Many2many(
        "ir.attachment",
        "regie_membership_consent_rel",
        string="Written consent of the parents",
        copy=False,
        groups="regie_governance.group_governance_secretary",
    )

    def _has_parental_consent(self):
        """Tell whether the written consent of the legal representative is kept."""
        self.ensure_one()
        return bool(self.parental_consent_date and self.parental_consent_attachment_ids)
