from odoo import api, fields, models
from odoo.fields import Domain

#: States that ask somebody to act, in order of gravity
ALERTS = ("near", "reached", "late")


class RegieDutyCheck(models.Model):
    """Where a duty stands for an exercise: its figure beside its threshold, in a sentence, with its criteria.

    Computed again each time the page is opened, and every week; what somebody noted stays.
    """

    _name = "regie.duty.check"
    _description = "Duty of an exercise"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, sequence, id"
    _rec_name = "duty_id"
    _check_company_auto = True

    duty_id = fields.Many2one("regie.duty", required=True, readonly=True, index=True, ondelete="cascade")
    exercise_id = fields.Many2one(
        "regie.exercise", required=True, readonly=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(
        related="exercise_id.company_id", string="Régie", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="exercise_id.date_from", store=True, precompute=True)
    sequence = fields.Integer(related="duty_id.sequence", store=True, precompute=True)
    code = fields.Char(related="duty_id.code")
    unit = fields.Selection(related="duty_id.unit")
    reference = fields.Text(related="duty_id.reference")
    todo = fields.Text(related="duty_id.todo")
    figure = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    threshold = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    state = fields.Selection(
        [
            ("ok", "Below"),
            ("near", "Comes close"),
            ("reached", "Reached"),
            ("late", "Late"),
            ("done", "Done"),
            ("na", "Does not apply"),
            ("unknown", "A figure is missing"),
        ],
        required=True,
        default="unknown",
        readonly=True,
        index=True,
        tracking=True,
    )
    sentence = fields.Text(string="Where it stands", readonly=True)
    date_deadline = fields.Date(string="Deadline", readonly=True)
    line_ids = fields.One2many("regie.duty.line", "check_id", string="Criteria", readonly=True)
    computed_on = fields.Datetime(readonly=True)
    told_state = fields.Char(readonly=True, help="State of which the responsible was told last.")
    note = fields.Text(tracking=True, help="What was decided, by whom.")

    _duty_uniq = models.Constraint("UNIQUE (duty_id, exercise_id)", "This duty is already watched for this exercise.")

    @api.model
    def action_open(self):
        """Compute the duties of the running exercise and of the one before, and open them."""
        self.check_access("read")
        # sudo: the figures are those of the whole books; the list then shows what the reader may read
        self.sudo()._refresh_companies(self.env.companies)
        return self.env["ir.actions.act_window"]._for_xml_id("regie_accounts.regie_duty_check_action")

    def action_refresh(self):
        """Compute these duties again."""
        self.check_access("read")
        # sudo: the figures are those of the whole books, once the right to read is checked
        self.sudo()._refresh()

    @api.model
    def _cron_refresh(self):
        """Compute the duties of each régie that has exercises, and tell who answers for those that come."""
        companies = self.env["regie.exercise"].search([]).company_id
        checks = self._refresh_companies(companies)
        checks._tell()

    @api.model
    def _refresh_companies(self, companies):
        """Compute the duties of the two last exercises begun in each régie; return them."""
        exercises = self.env["regie.exercise"]
        today = fields.Date.context_today(self)
        for company in companies:
            exercises |= exercises.search(
                [("company_id", "=", company.id), ("date_from", "<=", today)], order="date_from desc", limit=2
            )
        checks = self._get_or_create(exercises)
        checks._refresh()
        return checks

    @api.model
    def _get_or_create(self, exercises):
        """Return the checks of each duty for these exercises; the missing ones are created at once."""
        duties = self.env["regie.duty"].search([])
        checks = self.search(Domain("exercise_id", "in", exercises.ids) & Domain("duty_id", "in", duties.ids))
        known = {(check.duty_id, check.exercise_id) for check in checks}
        missing = [
            {"duty_id": duty.id, "exercise_id": exercise.id}
            for exercise in exercises
            for duty in duties
            if (duty, exercise) not in known
        ]
        return checks | self.create(missing)

    def _refresh(self):
        """Write what the rule of each duty answers, in the language of the régie: a job has none of its own."""
        now = fields.Datetime.now()
        for check in self:
            company = check.company_id
            check = check.with_company(company).with_context(lang=company.partner_id.lang or self.env.lang)
            values, lines = check._get_answer()
            check.line_ids.unlink()
            self.env["regie.duty.line"].create(
                [{"check_id": check.id, "sequence": rank, **line} for rank, line in enumerate(lines)]
            )
            check.write({"figure": 0, "threshold": 0, "date_deadline": False, **values, "computed_on": now})

    def _tell(self):
        """One activity for who answers for a duty, each time that it comes to a state that asks to act."""
        for check in self.filtered(lambda check: check.state in ALERTS and check.told_state != check.state):
            user = check.duty_id._get_responsible(check.company_id)
            if not user:
                continue
            told = check.with_context(lang=user.lang)
            states = dict(told._fields["state"]._description_selection(told.env))
            told.activity_schedule(
                "mail.mail_activity_data_warning",
                date_deadline=check.date_deadline or fields.Date.context_today(check),
                user_id=user.id,
                summary=self.env._("%(duty)s: %(state)s", duty=told.duty_id.name, state=states[check.state]),
                note=told.sentence,
            )
        for check in self.filtered(lambda check: check.told_state != check.state):
            check.told_state = check.state

    def _is_on_time(self):
        """Tell whether what has a date was done by that date, or does not apply."""
        self.ensure_one()
        if self.state == "na":
            return True
        done = self.exercise_id.approved_on if self.code == "approval" else self.exercise_id.published_on
        return bool(done and self.date_deadline and done <= self.date_deadline)

    def action_view_lines(self):
        """Open the records of the first criterion that has some."""
        self.ensure_one()
        line = self.line_ids.filtered("res_model")[:1]
        return line.action_view() if line else False
