from dateutil.relativedelta import relativedelta

from odoo import fields, models


class RegieBinderShare(models.TransientModel):
    """Asks to whom the frozen binder is opened, until when: the auditor, the accountant of outside."""

    _name = "regie.binder.share"
    _description = "Open the room of a closing binder"

    dossier_id = fields.Many2one("regie.dossier", string="Binder", required=True, readonly=True, ondelete="cascade")
    partner_ids = fields.Many2many(
        "res.partner",
        string="Recipients",
        required=True,
        help="Each one opens the binder with a portal account, or with a personal link sent by e-mail; each reading is "
        "recorded.",
    )
    date_expiry = fields.Date(
        string="Access until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(months=3),
        help="Last day on which the recipients open the binder; the day after, it is not found.",
    )
    is_mail_sent = fields.Boolean(string="Send the link by e-mail", default=True)

    def action_share(self):
        """Open the binder to the recipients.

        :raise AccessError: FIN-090 to who does not close the accounts
        :raise UserError: FIN-091 when the dossier is not a frozen binder
        """
        self.ensure_one()
        closing = self.dossier_id.closing_id
        closing._check_binder_manager()
        closing._check_binder_frozen(self.dossier_id)
        # sudo: dossiers are shared, and their personal links sent, by the director; a binder by who closes the accounts
        # too, checked above
        template = self.env.ref("regie_base.mail_template_dossier_share").sudo() if self.is_mail_sent else None
        self.dossier_id.sudo()._share(self.partner_ids, self.date_expiry, template)
        return {"type": "ir.actions.act_window_close"}
