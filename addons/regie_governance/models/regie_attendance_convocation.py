from urllib.parse import quote_plus

from odoo import api, fields, models
from odoo.tools import email_normalize

BATCH = 50


class RegieAttendanceConvocation(models.Model):
    """What was sent to a person of the roll, by what channel, and the proof that it left."""

    _inherit = "regie.attendance"

    date_reminded = fields.Datetime(string="Reminded on", readonly=True, copy=False)
    mail_message_id = fields.Many2one(
        "mail.message",
        string="Mail of the convocation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Its Message-Id and its deliveries are the proof of the sending.",
    )
    mail_status = fields.Selection(
        [("waiting", "In the queue"), ("sent", "Sent"), ("failed", "Not delivered")],
        string="Delivery",
        compute="_compute_mail_status",
        help="Read from the delivery of the mail: a wrong address shows here.",
    )
    mail_failure = fields.Char(string="Why it failed", compute="_compute_mail_status")
    proof_attachment_ids = fields.Many2many(
        "ir.attachment",
        "regie_attendance_proof_rel",
        string="Proof",
        copy=False,
        help="Registered letter, receipt signed by hand…",
    )
    answer = fields.Selection(
        [("coming", "Comes"), ("excused", "Excused"), ("proxy", "Gives a proxy")],
        readonly=True,
        copy=False,
        help="What the person answered by their link.",
    )
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    portal_url = fields.Char(
        compute="_compute_portal_url",
        groups="base.group_system",
        help="Personal link: who holds it answers and votes as this person.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add people to the roll; only letters have their day of sending written by hand.

        :raise UserError: FACT-01 when a mail would be said to have left
        """
        lines = super().create(vals_list)
        lines.filtered("date_sent")._check_mail_not_typed({"date_sent": False})
        return lines

    def write(self, vals):
        """Change lines of the roll; only letters have their day of sending written by hand.

        :raise UserError: FACT-01 when a mail would be said to have left
        """
        if "date_sent" in vals:
            self._check_mail_not_typed({"date_sent": vals["date_sent"]})
        return super().write(vals)

    def _check_mail_not_typed(self, sent):
        # the sending of the mails itself writes the day in sudo
        if not self.env.su:
            self.filtered(lambda line: line.channel == "mail")._check_facts_unchanged(sent)

    @api.depends("mail_message_id.notification_ids.notification_status")
    def _compute_mail_status(self):
        # sudo: deliveries are the server's; the line that they prove was already checked
        groups = (
            self.env["mail.notification"]
            .sudo()
            ._read_group(
                [("mail_message_id", "in", self.sudo().mail_message_id.ids)],
                ["mail_message_id", "notification_status"],
                ["id:max"],
            )
        )
        status = {message.id: (state, last) for message, state, last in groups}
        reasons = {
            notification.id: notification.failure_reason or notification.failure_type
            for notification in self.env["mail.notification"]
            .sudo()
            .browse([last for state, last in status.values() if state in ("exception", "bounce")])
        }
        for line in self:
            state, last = status.get(line.sudo().mail_message_id.id, (False, False))
            failed = state in ("exception", "bounce", "canceled")
            line.mail_status = state and ("failed" if failed else "sent" if state == "sent" else "waiting")
            line.mail_failure = failed and (reasons.get(last) or state)

    def _compute_portal_url(self):
        for line in self:
            line.portal_url = f"{line.get_base_url()}{line._get_portal_path()}"

    def _get_portal_path(self):
        """Return the path of the personal page; the caller has checked that it may be known."""
        self.ensure_one()
        # sudo: the link is secret to all but the person and the server that writes to them
        return f"/my/meeting/{self.sudo().access_token}"

    def _get_qr_path(self):
        """Return the address of the image of the personal code, for the printed letter."""
        self.ensure_one()
        # sudo: the letter is the person's; its printing was allowed to the secretary
        return f"/report/barcode/?barcode_type=QR&value={quote_plus(self.sudo().portal_url)}&width=200&height=200"

    def _is_reachable(self):
        """Tell whether the convocation can reach the person by the channel of the line."""
        self.ensure_one()
        if self.channel == "mail":
            return bool(email_normalize(self.partner_id.email))
        return bool(self.channel)

    def _get_papers(self):
        """Return the working papers that the person may read: those of the points on which they are not recused."""
        self.ensure_one()
        return self.meeting_id.resolution_ids._get_papers_for(self.partner_id)

    def _send_convocation(self):
        """Send each person the convocation by mail: agenda, papers, proxy form, invitation and personal link."""
        for meeting, lines in self.grouped("meeting_id").items():
            lines._send_mail_template(
                "regie_governance.mail_template_meeting_convocation",
                attachments=meeting._prepare_convocation_attachments(),
                is_proof=True,
            )

    def _send_mail_template(self, xmlid, attachments=None, is_proof=False):
        """Send a mail per line. The message kept as a proof says what was sent and to whom, without the personal link:
        the mail that holds it goes once sent.

        :param is_proof: keep the message on the line and join the papers
        """
        if not self:
            return
        # sudo: personal links are the server's to send; the right to convoke was checked by the caller
        lines = self.sudo()
        template = self.env.ref(xmlid).sudo()
        subjects = template._render_field("subject", lines.ids, compute_lang=True)
        bodies = template._render_field("body_html", lines.ids, compute_lang=True)
        senders = template._render_field("email_from", lines.ids)
        author = self.env.user.partner_id
        messages = (
            self.env["mail.message"]
            .sudo()
            .create(
                [
                    {
                        "model": "regie.meeting",
                        "res_id": line.meeting_id.id,
                        "message_type": "user_notification",
                        "subtype_id": self.env.ref("mail.mt_note").id,
                        "subject": subjects[line.id],
                        "body": line.meeting_id._get_agenda_html(),
                        "author_id": author.id,
                        "email_from": senders[line.id],
                        "partner_ids": line.partner_id.ids,
                        "attachment_ids": ((attachments or self.env["ir.attachment"]) | line._get_papers()).ids
                        if is_proof
                        else [],
                    }
                    for line in lines
                ]
            )
        )
        mails = (
            self.env["mail.mail"]
            .sudo()
            .create(
                [
                    {
                        "mail_message_id": message.id,
                        "body_html": bodies[line.id],
                        "recipient_ids": line.partner_id.ids,
                        "auto_delete": True,
                    }
                    for line, message in zip(lines, messages, strict=True)
                ]
            )
        )
        self.env["mail.notification"].sudo().create(
            [
                {
                    "mail_message_id": message.id,
                    "mail_mail_id": mail.id,
                    "res_partner_id": line.partner_id.id,
                    "author_id": author.id,
                    "notification_type": "email",
                    "notification_status": "ready",
                    "is_read": True,
                }
                for line, message, mail in zip(lines, messages, mails, strict=True)
            ]
        )
        if is_proof:
            for line, message in zip(lines, messages, strict=True):
                line.mail_message_id = message
        if len(mails) <= BATCH:
            mails.send_after_commit()
        else:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _answer(self, answer):
        """Write what a person answers to the convocation: comes, excused, or gives a proxy."""
        self.ensure_one()
        self.write({"answer": answer, "date_answered": fields.Datetime.now(), "is_excused": answer != "coming"})
