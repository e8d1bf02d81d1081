import hmac
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieDossierRecipient(models.Model):
    """A person to whom a dossier is handed: a portal account or a personal link, until the access ends."""

    _name = "regie.dossier.recipient"
    _description = "Recipient of a dossier"
    _order = "dossier_id, id"
    _rec_name = "partner_id"

    dossier_id = fields.Many2one("regie.dossier", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="dossier_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Recipient", required=True, index=True, ondelete="restrict")
    email = fields.Char(related="partner_id.email")
    access_token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        groups="regie_base.group_regie_manager",
        export_string_translation=False,
    )
    portal_url = fields.Char(
        string="Personal link",
        compute="_compute_portal_url",
        groups="regie_base.group_regie_manager",
        help="Opens the dossier for this person, until the access ends. Remove the recipient to make it useless.",
    )
    date_sent = fields.Datetime(readonly=True)
    date_last_access = fields.Datetime(string="Last reading", compute="_compute_date_last_access")

    _partner_uniq = models.Constraint(
        "UNIQUE (dossier_id, partner_id)", "This person is already a recipient of the dossier."
    )

    @api.depends("access_token", "dossier_id")
    def _compute_portal_url(self):
        for recipient in self:
            page = f"{recipient.get_base_url()}/my/dossiers/{recipient.dossier_id.id}"
            recipient.portal_url = f"{page}?access_token={recipient.access_token}"

    def _compute_date_last_access(self):
        groups = self.env["regie.dossier.access"]._read_group(
            [("recipient_id", "in", self.ids)], ["recipient_id"], ["date:max"]
        )
        last = {recipient.id: date for recipient, date in groups}
        for recipient in self:
            recipient.date_last_access = last.get(recipient.id, False)

    def write(self, vals):
        """Refuse to turn a recipient into another: what was read and rated stays with the person."""
        if {"dossier_id", "partner_id"} & vals.keys():
            raise UserError(self.env._("Remove this recipient and add the other person. (LAB-005)"))
        return super().write(vals)

    def _matches_token(self, token):
        """Tell whether a link holds the token of this recipient, in constant time."""
        self.ensure_one()
        return bool(token) and hmac.compare_digest(self.sudo().access_token.encode(), str(token).encode())

    def _send_invitation(self, template):
        """Send each recipient the link to the dossier and write when."""
        for recipient in self:
            template.send_mail(recipient.id, email_layout_xmlid="mail.mail_notification_light")
        self.date_sent = fields.Datetime.now()
