from datetime import timedelta

from odoo import api, fields, models

LEVELS = [("before", "The day before"), ("late", "Late"), ("last", "Late by a week")]


class RegieLoan(models.Model):
    """The night watch of the returns: a word the day before, one when late, a last one with the suspension. 5.13."""

    _inherit = "regie.loan"

    reminder = fields.Selection(LEVELS, string="Last reminder", readonly=True, copy=False)
    reminder_due = fields.Datetime(
        string="Return that was reminded", readonly=True, copy=False, help="A renewed loan is reminded anew."
    )

    @api.model
    def _cron_remind(self):
        """Write to the borrowers whose tools are due, each level once, and suspend those who are late by a week."""
        out = self.env["regie.loan.line"].search([("state", "in", ("out", "overdue"))])
        now = fields.Datetime.now()
        for company, lines in out.grouped("company_id").items():
            lines.loan_id.with_company(company)._remind(now)
            lines.with_company(company)._suspend_late(now)

    def _remind(self, now):
        """Send to each borrower the reminder of the day, unless it was sent for this return."""
        ranks = {False: -1, **{code: rank for rank, (code, _label) in enumerate(LEVELS)}}
        for loan in self:
            due = min(loan._get_lines_out().mapped("date_due"))
            level = loan._get_reminder_level(due, now)
            sent = loan.reminder if loan.reminder_due == due else False
            if not level or ranks[level] <= ranks[sent]:
                continue
            # sudo: what was sent is a fact, written by the night watch
            loan.sudo().write({"reminder": level, "reminder_due": due})
            loan._send_reminder(level)

    def _get_lines_out(self):
        """The tools that the borrower still has."""
        return self.line_ids.filtered(lambda line: line.state in ("out", "overdue"))

    def _get_reminder_level(self, due, now):
        """Return which reminder a return deserves at a moment, or nothing."""
        self.ensure_one()
        today = self._get_local_date(now)
        days = (today - self._get_local_date(due)).days
        get = self.env["regie.parameter"].get
        if days >= int(get("pret_suspension_apres_jours", today)):
            return "last"
        if days >= int(get("pret_rappel_retard_jours", today)):
            return "late"
        return "before" if -int(get("pret_rappel_avant_jours", today)) <= days < 0 else None

    def _send_reminder(self, level):
        """Write to the borrower; who has no address is called by the tool library."""
        self.ensure_one()
        if self.partner_id.email:
            self.env.ref(f"regie_loan.mail_template_loan_{level}").send_mail(self.id)
        elif level != "before":
            self.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=self._get_local_date(fields.Datetime.now()) + timedelta(days=1),
                summary=self.env._("Call the borrower: the tools are not back"),
                user_id=(self.user_id or self.env.user).id,
            )
