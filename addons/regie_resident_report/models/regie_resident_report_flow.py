from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .regie_resident_report_late import OPEN

ENDED = ("closed", "rejected")


class RegieResidentReport(models.Model):
    """The way of a report: read, given to the régie or passed on, solved, answered, opened again."""

    _inherit = "regie.resident.report"

    def _check_office(self):
        """Reports are handled by the office; a team leader only tells what they see.

        :raise AccessError: for anybody else
        """
        if not self.env.su and not self.env.user.has_group("regie_gup.group_gup_user"):
            raise AccessError(self.env._("The reports are handled by the office: tell it what you know."))

    def action_qualify(self):
        """Say that the report was read: its kind, its place and who handles it are right."""
        self._check_office()
        self.filtered(lambda report: not report.date_qualified)._write_facts({"date_qualified": fields.Datetime.now()})

    def action_plan_pass(self):
        """Open the wizard that plans the pass of a team for this report."""
        self.ensure_one()
        self._check_office()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.resident.report.pass",
            "name": self.env._("Plan a pass"),
            "view_mode": "form",
            "target": "new",
            "context": {"default_report_id": self.id},
        }

    def _plan_pass(self, vals):
        """Plan a pass for the report and return it.

        :param vals: values of the pass (worksite, service, team, day…)
        """
        self.ensure_one()
        self._check_office()
        self.routing = "regie"
        self.action_qualify()
        return self.env["regie.intervention"].create(
            {"site_id": self.site_id.id, "company_id": self.company_id.id, **vals, "report_id": self.id}
        )

    def _get_nearest_service(self):
        """Return the recurring service of the site, else of what it stands in, nearest first."""
        self.ensure_one()
        above = [int(number) for number in (self.site_id.parent_path or "").split("/") if number]
        services = self.env["regie.service"].search([("site_id", "in", above)])
        preferred = self.category_id.service_type_id
        return services.sorted(
            lambda one: (above.index(one.site_id.id), one.service_type_id == preferred, one.id), reverse=True
        )[:1]

    def action_transfer(self):
        """Pass the report on to the landlord, the town or another, by a mail that names nobody.

        :raise UserError: E-REP-06 without a recipient that has an address
        """
        self._check_office()
        for report in self:
            if report.routing == "regie" or not report.partner_id.email:
                raise UserError(
                    self.env._(
                        "%(code)s: choose who handles it and a recipient that has an e-mail address. (E-REP-06)",
                        code=report.tracking_code,
                    )
                )
        now = fields.Datetime.now()
        self.action_qualify()
        self._write_facts({"date_transferred": now})
        self._send("regie_resident_report.mail_template_report_transfer")

    def action_remind(self):
        """Remind the recipient of what was passed on and is not solved.

        :raise UserError: E-REP-06 when it was not passed on
        """
        self._check_office()
        for report in self:
            if report.state != "transferred":
                raise UserError(
                    self.env._("%(code)s was not passed on, or is solved. (E-REP-06)", code=report.tracking_code)
                )
            report._write_facts({"date_reminded": fields.Datetime.now(), "reminder_count": report.reminder_count + 1})
        self._send("regie_resident_report.mail_template_report_reminder")

    def action_resolve(self):
        """Declare the problem solved now, by whoever did it."""
        self._check_office()
        self.filtered(lambda report: report.state in OPEN)._write_facts({"date_declared": fields.Datetime.now()})

    def action_close(self):
        """Close the report, and those that it carries, with the same answer.

        :raise UserError: E-REP-04 without an answer when somebody waits for one
        """
        self._check_office()
        now = fields.Datetime.now()
        for report in self.filtered(lambda one: one.state not in (*ENDED, "duplicate")):
            report._check_answered()
            solved = {} if report.date_resolved else {"date_declared": now}
            report._write_facts({"date_closed": now, **solved})
            report._end()

    def action_reject_wizard(self):
        """Open the wizard that asks why the report is not followed up."""
        self.ensure_one()
        self._check_office()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.resident.report.reject",
            "name": self.env._("Not followed up"),
            "view_mode": "form",
            "target": "new",
            "context": {"default_report_id": self.id},
        }

    def _reject(self, reason):
        """Leave the report without a follow-up; the reason is the answer when none was written.

        :raise UserError: E-REP-08 without a reason
        """
        self._check_office()
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the report is not followed up: the resident reads it. (E-REP-08)"))
        for report in self:
            report.answer_public = report.answer_public or reason
            report._write_facts({"date_rejected": fields.Datetime.now(), "rejection_reason": reason})
            report._end()

    def action_reopen(self):
        """Open again a report that was solved, closed or left: its delay starts again."""
        self._check_office()
        self._reopen()

    def _reopen(self):
        """Take back the end of the reports; what was done before no longer counts."""
        for report in self.filtered(lambda one: one.state in ("resolved", *ENDED)):
            report._write_facts(
                {
                    "date_reopened": fields.Datetime.now(),
                    "reopen_count": report.reopen_count + 1,
                    "rejection_reason": False,
                    **dict.fromkeys(("date_declared", "date_closed", "date_rejected", "date_escalated"), False),
                }
            )

    def _check_answered(self):
        """Who left a way to be answered is answered before the end. (E-REP-04)"""
        whole = self | self.duplicate_ids
        if not all(whole.mapped("is_anonymous")) and not (self.answer_public or "").strip():
            raise UserError(
                self.env._(
                    "%(code)s: write the answer to the resident before closing. (E-REP-04)", code=self.tracking_code
                )
            )

    def _end(self):
        """Give the answer to the reports that this one carries, tell who waits for it, take the activities away."""
        whole = self | self.duplicate_ids
        self.duplicate_ids.write({"answer_public": self.answer_public})
        whole._send_answer()
        whole.activity_unlink(["mail.mail_activity_data_todo"])

    def _send_answer(self):
        # sudo: the address is read by few; the mail goes to its owner, who agreed to it
        waiting = self.sudo().filtered(lambda report: report.contact_email and report.answer_public)
        waiting._send("regie_resident_report.mail_template_report_answer")

    def _send(self, template_xmlid):
        """Queue the mail of a template for each report; the queue sends it."""
        template = self.env.ref(template_xmlid)
        for report in self:
            template.send_mail(report.id, email_values=report._prepare_mail_files(template))

    def _prepare_mail_files(self, template):
        """Return the photos that may be shown, for the mail to the recipient only."""
        if template == self.env.ref("regie_resident_report.mail_template_report_answer"):
            return {}
        photos = self.photo_ids.filtered("is_public")
        return {"attachments": [(f"{self.tracking_code}-{photo.id}.jpg", photo.image) for photo in photos]}

    def action_view_passes(self):
        """Open the passes made for the report."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return dict(action, domain=[("report_id", "=", self.id)], context={})

    def action_open_tracking(self):
        """Open, in another tab, the page that whoever has the code reads."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/regie/suivi/{self.tracking_code}", "target": "new"}

    @api.model
    def _get_reopen_limit(self):
        """Return the moment before which a resident no longer opens a report again."""
        days = int(self.env["regie.parameter"].get("report_reopen_days", fields.Date.context_today(self)))
        return fields.Datetime.now() - relativedelta(days=days)
