from odoo import api, fields, models
from odoo.fields import Domain


class RegieInterestDue(models.Model):
    """Who has to declare, by when, and the reminders: before the date, on it, then the president is warned."""

    _inherit = "regie.interest.declaration"

    @api.model
    def _get_due_dates(self, company, today):
        """Return ``{person id: day}``: by when each person who sits in the board or the bureau has to declare.

        Within some days of a mandate that started after their last declaration, and by the end of that declaration.
        Someone who declared since then is not in it. Two queries for a régie.
        """
        running = self.env["regie.mandate"]._get_running_domain(today) & Domain("company_id", "=", company.id)
        seats = self.env["regie.mandate"]._read_group(
            running & Domain("organ_id.kind", "in", ("board", "bureau")),
            ["partner_id"],
            ["date_start:max", "date_start:min"],
        )
        signed = self._read_group(
            [("company_id", "=", company.id), ("date", "!=", False)], ["partner_id"], ["date:max", "date_end:max"]
        )
        last = {partner.id: (date, end) for partner, date, end in signed}
        delay = int(self.env["regie.parameter"].with_company(company).get("interest_first_days", today))
        due = {}
        for partner, newest, oldest in seats:
            date, end = last.get(partner.id, (None, None))
            if not date:
                due[partner.id] = fields.Date.add(oldest, days=delay)
            elif newest > date:
                due[partner.id] = min(fields.Date.add(newest, days=delay), end)
            else:
                due[partner.id] = end
        return due

    @api.model
    def _prepare_drafts(self, company, today):
        """Open the declarations that have to be filled in soon, follow their date, drop the empty ones of those who no
        longer sit."""
        parameters = self.env["regie.parameter"].with_company(company)
        horizon = fields.Date.add(today, days=int(parameters.get("interest_remind_days", today)))
        due = self._get_due_dates(company, today)
        drafts = self.search([("company_id", "=", company.id), ("date", "=", False)])
        known = {draft.partner_id.id: draft for draft in drafts}
        drafts.filtered(
            lambda draft: draft.partner_id.id not in due and not draft.line_ids and not draft.is_without_interest
        ).unlink()
        for partner, day in due.items():
            draft = known.get(partner)
            if draft and draft.date_due != day:
                draft.date_due = day
        self.create(
            [
                {"partner_id": partner, "company_id": company.id, "date_due": day}
                for partner, day in due.items()
                if day <= horizon and partner not in known
            ]
        )

    @api.model
    def action_ask(self):
        """Open the declarations that are due, for the current régie."""
        self.check_access("create")
        self._prepare_drafts(self.env.company, fields.Date.context_today(self))
        return self.env["ir.actions.act_window"]._for_xml_id(
            "regie_governance.regie_interest_declaration_action_overdue"
        )

    @api.model
    def _cron_remind(self):
        """Ask for the declarations, remind on their date, warn the president afterwards; twice in a day changes
        nothing."""
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].search([])
        for done, company in enumerate(companies, start=1):
            drafts = self.with_company(company)
            drafts._prepare_drafts(company, today)
            drafts.search([("company_id", "=", company.id), ("date", "=", False)])._remind(today)
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - done)

    def _remind(self, today):
        """Send what each declaration to fill in asks for on a day."""
        self.filtered(lambda draft: not draft.date_asked and draft.partner_id.email).action_send()
        now = fields.Datetime.now()
        due = self.filtered(lambda draft: draft.date_due and draft.date_due <= today and not draft.date_reminded)
        reminder = self.env.ref("regie_governance.mail_template_interest_declaration_due")
        for draft in due.filtered("partner_id.email"):
            reminder.send_mail(draft.id)
        due.write({"date_reminded": now})
        late = self.filtered(lambda draft: draft.date_due and draft.date_due < today and not draft.date_alerted)
        for draft in late:
            for user in draft._get_presidents():
                draft.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=user.id,
                    summary=self.env._("Declaration of interests overdue: %s", draft.partner_id.name),
                )
        late.write({"date_alerted": now})

    def _get_presidents(self):
        """Return the users who preside over the régie: those whose mandate says so, else those in the role."""
        self.ensure_one()
        role = self.env.ref("regie_governance.mandate_role_president")
        running = self.env["regie.mandate"]._get_running_domain(fields.Date.context_today(self))
        seats = self.env["regie.mandate"].search(
            running & Domain([("company_id", "=", self.company_id.id), ("role_id", "=", role.id)])
        )
        users = seats.partner_id.user_ids.filtered(lambda user: not user.share)
        if users:
            return users
        return self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref("regie_governance.group_role_president").ids),
                ("company_ids", "in", self.company_id.ids),
            ]
        )
