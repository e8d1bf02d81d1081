from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools import ics, notice


class RegieMeetingConvocation(models.Model):
    """The convocation: in time, to everybody of the roll, with the agenda and its papers, and with its proof."""

    _inherit = "regie.meeting"

    date_latest_sending = fields.Date(
        string="Convoke before",
        compute="_compute_date_latest_sending",
        store=True,
        help="Last day on which the convocation may leave, from the notice of the statutes. (GOV-020)",
    )
    not_convoked_count = fields.Integer(
        string="Voters not convoked", compute="_compute_convocation_counts", help="Have a vote and were sent nothing."
    )
    failed_count = fields.Integer(string="Convocations not delivered", compute="_compute_convocation_counts")
    letter_count = fields.Integer(string="Letters", compute="_compute_convocation_counts")

    @api.depends(
        *("date", "is_urgent", "call_number", "meeting_type", "statutes_id.meeting_rule_ids.notice_days"),
        *("statutes_id.meeting_rule_ids.notice_counting", "statutes_id.meeting_rule_ids.urgent_notice_days"),
        *("organ_id", "statutes_id.meeting_rule_ids.second_call_days"),
    )
    def _compute_date_latest_sending(self):
        for meeting in self:
            day = meeting._get_day()
            meeting.date_latest_sending = day and notice.get_latest_sending(day, *meeting._get_notice())

    @api.depends("attendance_ids.date_sent", "attendance_ids.is_voter", "attendance_ids.channel")
    def _compute_convocation_counts(self):
        for meeting in self:
            lines = meeting.attendance_ids
            meeting.not_convoked_count = len(lines.filtered(lambda line: line.is_voter and not line.date_sent))
            meeting.letter_count = len(lines.filtered(lambda line: line.channel in ("post", "hand")))
            meeting.failed_count = len(lines.filtered(lambda line: line.mail_status == "failed"))

    def _get_notice(self):
        """Return the notice that applies: number of days and how they count.

        The second call has no more notice than its delay, in calendar days: it could not be held on its day otherwise.
        """
        self.ensure_one()
        rule = self.rule_id
        days, counting = rule.notice_days, rule.notice_counting or "clear"
        if self.is_urgent and rule.urgent_notice_days:
            days = rule.urgent_notice_days
        if self.call_number > 1:
            days, counting = min(days, rule.second_call_days), "calendar"
        return days, counting

    def write(self, vals):
        """Keep the day and the organ of what people were convoked to.

        :raise UserError: the convocation has left
        """
        convoked = self.filtered("date_convoked")
        before = {meeting: (meeting.date, meeting.organ_id, meeting.meeting_type) for meeting in convoked}
        result = super().write(vals)
        for meeting, facts in before.items():
            if facts != (meeting.date, meeting.organ_id, meeting.meeting_type):
                raise UserError(
                    self.env._(
                        "People were convoked to %(meeting)s: cancel it, they will be told, and prepare another one.",
                        meeting=meeting.name,
                    )
                )
        return result

    def action_convoke(self):
        """Open the window that checks the convocation before it leaves (button)."""
        self.ensure_one()
        self.check_access("write")
        self._sync_attendance()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.meeting.convoke",
            "name": self.env._("Convoke"),
            "view_mode": "form",
            "target": "new",
            "context": {"default_meeting_id": self.id},
        }

    def _convoke(self, date_letters=None):
        """Send the convocation to whoever has not received it: by mail, or by the letters that were printed.

        :param date_letters: when the letters were posted or handed, now by default
        :return: the attendance lines that were convoked
        :raise UserError: GOV-020 too late, GOV-021 empty agenda or nobody's way to be reached, GOV-025, GOV-026
        """
        self.ensure_one()
        self.check_access("write")
        now, date_letters = fields.Datetime.now(), fields.Datetime.to_datetime(date_letters)
        if self.state not in ("draft", "convoked"):
            raise UserError(self.env._("%(meeting)s was already held or cancelled.", meeting=self.name))
        self._sync_attendance()
        lines = self.attendance_ids.filtered(lambda line: not line.date_sent)
        self._check_can_convoke(lines, now, date_letters or now)
        by_mail = lines.filtered(lambda line: line.channel == "mail")
        by_mail._send_convocation()
        # sudo: facts, once the right to write and the rules were checked
        by_mail.sudo().date_sent = now
        (lines - by_mail).sudo().date_sent = date_letters or now
        if not self.date_convoked:
            # sudo: a fact, once the right to write and the rules were checked; it tells of all the points so far
            self.sudo().date_convoked = now
        self.message_post(
            body=self.env._(
                "Convocation sent: %(mails)s by mail, %(letters)s by letter.",
                mails=len(by_mail),
                letters=len(lines - by_mail),
            )
        )
        return lines

    def _check_can_convoke(self, lines, now, date_letters):
        """Check the agenda, the notice and that everybody can be reached."""
        if not self.resolution_ids:
            raise UserError(self.env._("The agenda of %(meeting)s is empty. (GOV-021)", meeting=self.name))
        if not self._get_voting_lines():
            raise UserError(
                self.env._("Nobody has a vote in %(meeting)s: look at the roll first. (GOV-021)", meeting=self.name)
            )
        if date_letters > now:
            raise UserError(
                self.env._("The letters cannot have left in the future: print them, post them, then convoke.")
            )
        unreachable = lines.filtered(lambda line: not line._is_reachable())
        if unreachable:
            raise UserError(
                self.env._(
                    "%(count)s people cannot be convoked, for want of an e-mail address or of another channel:"
                    " %(names)s. Write their address, or choose a letter by hand. (GOV-021)",
                    count=len(unreachable),
                    names=", ".join(unreachable.mapped("partner_id.name")),
                )
            )
        self._check_second_call()
        voters = lines.filtered("is_voter")
        if voters.filtered(lambda line: line.channel == "mail"):
            self._check_notice(now)
        if voters.filtered(lambda line: line.channel != "mail"):
            self._check_notice(date_letters)

    def _check_notice(self, sent):
        """Check that a convocation sent at an hour (UTC) leaves the notice of the statutes.

        :raise UserError: GOV-020
        """
        days, counting = self._get_notice()
        if fields.Datetime.context_timestamp(self, sent).date() > self.date_latest_sending:
            clear = self.env._("clear days") if counting == "clear" else self.env._("calendar days")
            raise UserError(
                self.env._(
                    "Convocation too late: it could leave until %(date)s (%(days)s %(kind)s). Change the day of the"
                    " meeting, or tick Emergency if the statutes have a shorter notice. (GOV-020)",
                    date=format_date(self.env, self.date_latest_sending),
                    days=days,
                    kind=clear,
                )
            )

    def _check_all_convoked(self):
        """Check that every voter was convoked.

        :raise UserError: GOV-021 with the names of the first ones
        """
        self.ensure_one()
        missing = self._get_voting_lines().filtered(lambda line: not line.date_sent)
        if missing:
            raise UserError(
                self.env._(
                    "%(count)s voting members were not convoked: %(names)s. (GOV-021)",
                    count=len(missing),
                    names=", ".join(missing[:10].mapped("partner_id.name")),
                )
            )

    def action_remind(self):
        """Write again to those who were convoked by mail and have not answered (button)."""
        self.check_access("write")
        for meeting in self:
            if meeting.state != "convoked":
                raise UserError(self.env._("%(meeting)s is not waiting to open.", meeting=meeting.name))
            silent = meeting.attendance_ids.filtered(
                lambda line: line.channel == "mail" and line.date_sent and not line.answer
            )
            silent._send_mail_template("regie_governance.mail_template_meeting_reminder")
            # sudo: a fact, once the right to write was checked
            silent.sudo().date_reminded = fields.Datetime.now()
            meeting.message_post(body=self.env._("Reminder sent to %s people.", len(silent)))

    def _tell_cancelled(self):
        """Tell those who were convoked by mail that the meeting is cancelled."""
        self.ensure_one()
        told = self.attendance_ids.filtered(lambda line: line.date_sent and line.channel == "mail")
        told._send_mail_template("regie_governance.mail_template_meeting_cancelled")

    def action_print_letters(self):
        """Print the letters of those who are convoked by post or by hand (button)."""
        self.ensure_one()
        self._sync_attendance()
        letters = self.attendance_ids.filtered(lambda line: line.channel in ("post", "hand"))
        if not letters:
            raise UserError(self.env._("Everybody is convoked by mail: no letter to print."))
        return self.env.ref("regie_governance.regie_meeting_letter_report").report_action(letters, config=False)

    def _get_ics(self):
        """Return the invitation for a calendar (.ics, bytes), the same for all: it holds no personal link."""
        self.ensure_one()
        agenda = "\n".join(f"{rank}. {point.title}" for rank, point in enumerate(self.resolution_ids, 1))
        return ics.build(
            uid=f"regie-meeting-{self.id}@{self.env['ir.config_parameter'].sudo().get_param('database.uuid')}",
            start=self.date,
            stop=self.date_end_planned,
            stamp=self.date_convoked or self.create_date,
            summary=f"{self.organ_id.name}, {self.company_id.name}",
            location=self.place or "",
            description=agenda,
        )

    def _prepare_convocation_attachments(self):
        """Create the papers that go with every convocation: the invitation for a calendar and the proxy form."""
        self.ensure_one()
        files = [("convocation.ics", "text/calendar", self._get_ics())]
        if self.rule_id.is_proxy_allowed:
            # sudo: the layout of the printed documents is read by the server, not by the secretary
            report = self.env["ir.actions.report"].sudo()
            content = report._render_qweb_pdf("regie_governance.report_meeting_proxy_form", self.ids)[0]
            files.append((self.env._("proxy form") + ".pdf", "application/pdf", content))
        return self.env["ir.attachment"].create(
            [
                {"name": name, "mimetype": mimetype, "raw": content, "res_model": self._name, "res_id": self.id}
                for name, mimetype, content in files
            ]
        )

    def _get_agenda_html(self):
        """Return the agenda as a list, kept with the proof of each convocation."""
        self.ensure_one()
        items = Markup().join(Markup("<li>%s</li>") % point.title for point in self.resolution_ids)
        return Markup("<p>%s</p><ol>%s</ol>") % (self.name, items)
