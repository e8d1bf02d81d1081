from odoo import api, fields, models


class AccountAccount(models.Model):
    """An account that associations have under a wording on which the published charts disagree."""

    _inherit = "account.account"

    is_association_to_confirm = fields.Boolean(
        string="To confirm",
        compute="_compute_is_association_to_confirm",
        help="The published charts of associations differ on this account: read its description, then confirm it.",
    )

    @api.depends("tag_ids")
    def _compute_is_association_to_confirm(self):
        """Carried by the tag, which the accountant takes off."""
        tag = self.env.ref("l10n_fr_association.account_tag_to_confirm", raise_if_not_found=False)
        for account in self:
            account.is_association_to_confirm = bool(tag) and tag in account.tag_ids

    def action_association_confirm(self):
        """Take the tag “to confirm” off: the accountant has read what the sources say and keeps the wording."""
        self.check_access("write")
        tag = self.env.ref("l10n_fr_association.account_tag_to_confirm")
        self.write({"tag_ids": [fields.Command.unlink(tag.id)]})
