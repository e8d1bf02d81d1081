from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

# People forgotten between two commits: a night that is cut short goes on where it stopped.
BATCH = 200


class RegiePersonRetention(models.Model):
    """The end of the keeping of a person's file: notice given, hold if a duty asks for it, then anonymisation.

    CNIL referential on social support (délib. 2021-028) and on durations (2023): the active base until two years after
    the last contact, then a notice, thirty days of grace, then anonymisation. A hold is the intermediate archive.
    """

    _name = "regie.person.retention"
    _description = "Retention of a person's file"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_anonymise, id"
    _check_company_auto = True

    employee_id = fields.Many2one("hr.employee", string="Person", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    last_contact = fields.Date(required=True, readonly=True, help="Last contract, hours, interview or follow-up.")
    noticed_on = fields.Date(required=True, readonly=True, help="Day on which the notice was given.")
    date_anonymise = fields.Date(
        string="Anonymised from", required=True, readonly=True, help="First night on which the file may be forgotten."
    )
    hold_until = fields.Date(
        string="Kept until",
        help="Last day on which a legal duty or a dispute asks to keep the file (FSE+ proofs: five years after the "
        "last payment). Empty: nothing does.",
    )
    hold_reason = fields.Char(string="Why it is kept", help="Asked for with the day.")
    anonymised_on = fields.Date(readonly=True)
    state = fields.Selection(
        [("noticed", "Notice given"), ("held", "Kept by duty"), ("anonymised", "Anonymised")],
        compute="_compute_state",
        store=True,
        help="Read from the day of anonymisation and from the hold.",
    )

    _employee_uniq = models.Constraint("UNIQUE (employee_id)", "The file of this person is already on its way out.")

    @api.depends("employee_id.name")
    def _compute_display_name(self):
        for retention in self:
            retention.display_name = retention.employee_id.name or ""

    @api.depends("anonymised_on", "hold_until")
    def _compute_state(self):
        for retention in self:
            held = "held" if retention.hold_until else "noticed"
            retention.state = "anonymised" if retention.anonymised_on else held

    @api.constrains("hold_until", "hold_reason")
    def _check_hold(self):
        for retention in self:
            if retention.hold_until and not retention.hold_reason:
                raise ValidationError(self.env._("Say which duty asks to keep the file of this person. (RET-01)"))

    def write(self, vals):
        """Refuse to bring a forgotten person back. (RET-02)"""
        if any(retention.anonymised_on for retention in self):
            raise UserError(self.env._("This person has been anonymised: nothing can be restored. (RET-02)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_anonymised(self):
        if any(retention.anonymised_on for retention in self):
            raise UserError(self.env._("This person has been anonymised: nothing can be restored. (RET-02)"))

    def action_keep(self):
        """The person came back or was met: withdraw the notice; the clock starts again from the next review."""
        self.unlink()

    @api.model
    def _get_contact_queries(self):
        """SELECT (employee_id, day, is_open) of each trace of contact; ``is_open`` alone keeps the file from going.

        Addons add theirs: an interview is a contact.
        """
        today = fields.Date.context_today(self)
        return [
            SQL(
                """SELECT employee_id, COALESCE(contract_date_end, contract_date_start),
                          contract_date_end IS NULL OR contract_date_end >= %s
                     FROM hr_version WHERE active AND contract_date_start IS NOT NULL""",
                today,
            ),
            SQL("SELECT employee_id, date_start, date_end >= %s FROM regie_iae_pass", today),
            SQL(
                """SELECT employee_id, GREATEST(date_start, date_end, closed_on), FALSE
                     FROM regie_insertion_pathway"""
            ),
            SQL("SELECT employee_id, MAX(date), FALSE FROM account_analytic_line GROUP BY employee_id"),
        ]

    @api.model
    def _get_last_contacts(self):
        """``[(employee id, company id, last contact)]`` of the people in insertion whom nothing open keeps. One SQL."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH contact(employee_id, day, is_open) AS (%s)
                SELECT contact.employee_id, employee.company_id, MAX(contact.day)
                  FROM contact
                  JOIN hr_employee employee ON employee.id = contact.employee_id
                 WHERE contact.employee_id IN (SELECT employee_id FROM regie_insertion_pathway
                                                UNION SELECT employee_id FROM regie_iae_pass)
              GROUP BY contact.employee_id, employee.company_id
                HAVING NOT BOOL_OR(COALESCE(contact.is_open, FALSE)) AND MAX(contact.day) IS NOT NULL
                """,
                SQL(" UNION ALL ").join(self._get_contact_queries()),
            )
        )

    @api.model
    def _cron_review(self):
        """Every night: give the notices that are due, take back those of people met since, forget the others."""
        self._review_notices()
        self._anonymise_due()
        self._erase_old_papers()

    @api.model
    def _review_notices(self):
        today = fields.Date.context_today(self)
        contacts = self._get_last_contacts()
        last_days = {employee: day for employee, _company, day in contacts}
        running = self.search([("anonymised_on", "=", False)])
        running.filtered(
            lambda retention: last_days.get(retention.employee_id.id, today) > retention.last_contact
        ).unlink()
        durations = {company: self._get_durations(company) for company in {row[1] for row in contacts}}
        due = {}
        for employee, company, day in contacts:
            years, grace = durations[company]
            if day <= today + relativedelta(days=grace, years=-years):
                due[employee] = (day, today + relativedelta(days=grace))
        for [employee] in self._read_group([("employee_id", "in", list(due))], ["employee_id"], []):
            del due[employee.id]
        retentions = self.create(
            [
                {"employee_id": employee, "last_contact": day, "noticed_on": today, "date_anonymise": end}
                for employee, (day, end) in due.items()
            ]
        )
        retentions._send_notice()

    @api.model
    def _get_durations(self, company_id):
        """(years kept after the last contact, days of notice) in force today in a régie."""
        today = fields.Date.context_today(self)
        parameters = self.env["regie.parameter"].with_company(company_id)
        codes = ("conservation_annees", "conservation_preavis_jours")
        return tuple(int(parameters.get(code, today)) for code in codes)

    def _send_notice(self):
        """Tell whoever walked with the person, and the person when an address is known."""
        template = self.env.ref("regie_insertion.mail_template_retention_notice")
        advisers = {
            pathway.employee_id: pathway.social_worker_id
            for pathway in self.env["regie.insertion.pathway"].search(
                [("employee_id", "in", self.employee_id.ids), ("social_worker_id", "!=", False)]
            )
        }
        everyone = self.env.ref("regie_insertion.group_insertion_manager").all_user_ids
        for company, retentions in self.grouped("company_id").items():
            managers = everyone.filtered(
                lambda user, company=company: company in user.company_ids and not user._is_superuser()
            )
            for retention in retentions:
                retention.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=retention.date_anonymise,
                    summary=self.env._("File to be anonymised: keep it only if a duty asks for it"),
                    user_id=(advisers.get(retention.employee_id) or managers[:1] or self.env.user).id,
                )
        for retention in self.filtered("employee_id.private_email"):
            template.send_mail(retention.id)

    @api.model
    def _anonymise_due(self):
        """Forget the people whose grace is over, batch by batch; each batch is committed, a cut night goes on."""
        today = fields.Date.context_today(self)
        due = self.search(
            [
                ("anonymised_on", "=", False),
                ("date_anonymise", "<=", today),
                "|",
                ("hold_until", "=", False),
                ("hold_until", "<", today),
            ]
        )
        for start in range(0, len(due), BATCH):
            batch = due[start : start + BATCH]
            batch.activity_unlink(["mail.mail_activity_data_todo"])
            batch.employee_id._anonymise()
            batch.write({"anonymised_on": today})
            self.env["ir.cron"]._commit_progress(len(batch), remaining=len(due) - start - len(batch))

    @api.model
    def _erase_old_papers(self):
        """Names on declared papers go when the papers have been kept long enough, for people already forgotten."""
        today = fields.Date.context_today(self)
        years = int(self.env["regie.parameter"].get("conservation_pieces_annees", today))
        limit = today - relativedelta(years=years)
        self.env["regie.iae.statement.line"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE regie_iae_statement_line line
                   SET employee_name = employee.name, registration_number = NULL, birth_date = employee.birthday
                  FROM regie_iae_statement statement, regie_person_retention retention, hr_employee employee
                 WHERE statement.id = line.statement_id AND statement.date_month < %(limit)s
                   AND retention.employee_id = line.employee_id AND retention.anonymised_on IS NOT NULL
                   AND employee.id = line.employee_id AND line.employee_name <> employee.name
                """,
                limit=limit,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE regie_clause_declaration_line line
                   SET name = employee.name, registration_number = NULL, note = NULL
                  FROM regie_clause_declaration declaration, regie_person_retention retention, hr_employee employee
                 WHERE declaration.id = line.declaration_id AND declaration.date_to < %(limit)s
                   AND retention.employee_id = line.employee_id AND retention.anonymised_on IS NOT NULL
                   AND employee.id = line.employee_id AND line.name <> employee.name
                """,
                limit=limit,
            )
        )
        self.env["regie.iae.statement.line"].invalidate_model(flush=False)
        self.env["regie.clause.declaration.line"].invalidate_model(flush=False)
