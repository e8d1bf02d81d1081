from dateutil.relativedelta import relativedelta

from odoo import fields, models


class RegieDossierShare(models.TransientModel):
    """Asks to whom a frozen dossier is opened, until when, and with which message."""

    _name = "regie.dossier.share"
    _description = "Share a dossier"

    dossier_id = fields.Many2one(
        "regie.dossier", required=True, ondelete="cascade", default=lambda self: self.env.context.get("active_id")
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Recipients",
        required=True,
        help="Each one opens the dossier with a portal account, or with a personal link sent by e-mail.",
    )
    date_expiry = fields.Date(
        string="Access until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(months=3),
        help="Last day on which the recipients open the dossier; the day after, it is not found.",
    )
    is_mail_sent = fields.Boolean(string="Send the link by e-mail", default=True)
    mail_template_id = fields.Many2one(
        "mail.template",
        string="Message",
        domain="[('model', '=', 'regie.dossier.recipient')]",
        default=lambda self: self.env.ref("regie_base.mail_template_dossier_share", raise_if_not_found=False),
    )

    def action_share(self):
        """Open the dossier to the recipients."""
        self.ensure_one()
        template = self.mail_template_id if self.is_mail_sent else None
        self.dossier_id._share(self.partner_ids, self.date_expiry, template)
        return {"type": "ir.actions.act_window_close"}
