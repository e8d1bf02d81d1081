from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

#: What a validated line keeps as it is
SEALED = {"volunteer_id", "date", "hours", "category_id", "activity_id", "company_id"}


class RegieVolunteerTime(models.Model):
    """Hours that a volunteer gave on a day, written by the volunteer or by the régie, then validated.

    A validated hour may be valued in the accounts (ANC 2018-06, art. 211-1): it is changed only after being reopened.
    """

    _name = "regie.volunteer.time"
    _description = "Volunteer time"
    _order = "date desc, id desc"

    volunteer_id = fields.Many2one(
        "regie.volunteer", required=True, index=True, ondelete="restrict", check_company=True
    )
    partner_id = fields.Many2one(
        related="volunteer_id.partner_id", string="Person", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="volunteer_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    hours = fields.Float(required=True, aggregator="sum")
    category_id = fields.Many2one(
        "regie.volunteer.category", string="What was done", required=True, index=True, ondelete="restrict"
    )
    activity_id = fields.Many2one(
        "regie.activity", check_company=True, index="btree_not_null", help="Activity of the régie that the time served."
    )
    note = fields.Char()
    is_from_phone = fields.Boolean(string="Written by the volunteer", readonly=True)
    request_key = fields.Char(readonly=True, copy=False, help="Marks a form of the page, so that it counts once.")
    date_validated = fields.Datetime(string="Validated on", readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "To validate"), ("validated", "Validated")],
        compute="_compute_state",
        store=True,
        index=True,
        precompute=True,
        help="Worked out from the validation.",
    )
    is_staff_day = fields.Boolean(
        string="Employee on that day",
        compute="_compute_is_staff_day",
        help="The person is an employee of the régie on that day: volunteer time beside a job is to be looked at, it "
        "may be undeclared work.",
    )

    _check_company_auto = True
    _hours_check = models.Constraint(
        "CHECK (hours > 0 AND hours <= 24)", "A day has between 0 and 24 hours: check the hours. (PAR-30)"
    )
    _request_uniq = models.UniqueIndex(
        "(volunteer_id, request_key) WHERE request_key IS NOT NULL", "These hours are already written."
    )

    @api.depends("date_validated")
    def _compute_state(self):
        for time in self:
            time.state = "validated" if time.date_validated else "draft"

    @api.depends("partner_id", "date")
    def _compute_is_staff_day(self):
        staff = self._get_staff_days()
        for time in self:
            time.is_staff_day = (time.partner_id.id, time.date) in staff

    @api.constrains("date", "hours", "volunteer_id")
    def _check_day(self):
        """Hours are of a past day, and a day has 24 of them. (PAR-31, PAR-32)"""
        today = fields.Date.context_today(self)
        for time in self:
            if time.date > today:
                raise ValidationError(
                    self.env._(
                        "%(date)s is in the future: write the hours once they are given. (PAR-31)",
                        date=format_date(self.env, time.date),
                    )
                )
        groups = self._read_group(
            [("volunteer_id", "in", self.volunteer_id.ids), ("date", "in", self.mapped("date"))],
            ["volunteer_id", "date:day"],
            ["hours:sum"],
        )
        for volunteer, day, hours in groups:
            if hours > 24:
                raise ValidationError(
                    self.env._(
                        "%(name)s would have %(hours)s hours on %(date)s: one of the lines is written twice. (PAR-32)",
                        name=volunteer.name,
                        hours=hours,
                        date=format_date(self.env, day),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse impossible hours before the database does, so that the page can say it. (PAR-30)"""
        for vals in vals_list:
            self._check_hours(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change what is validated. (PAR-30, PAR-33)"""
        self._check_hours(vals)
        if SEALED & vals.keys():
            self._check_not_validated()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self._check_not_validated()

    @api.depends("volunteer_id", "date", "hours")
    def _compute_display_name(self):
        for time in self:
            time.display_name = f"{time.volunteer_id.name or ''} – {format_date(self.env, time.date) or ''}"

    def action_validate(self):
        """Take the hours as given, with the name of who says so."""
        self.filtered(lambda time: not time.date_validated).write(
            {"date_validated": fields.Datetime.now(), "validated_by_id": self.env.uid}
        )

    def action_reopen(self):
        """Take the validation back, to correct the hours."""
        self.write({"date_validated": False, "validated_by_id": False})

    @api.model
    def _check_hours(self, vals):
        if "hours" in vals and not 0 < (vals["hours"] or 0) <= 24:
            raise ValidationError(self.env._("A day has between 0 and 24 hours: check the hours. (PAR-30)"))

    def _check_not_validated(self):
        for time in self.filtered("date_validated"):
            raise UserError(
                self.env._(
                    "The hours of %(name)s on %(date)s are validated: reopen them first. (PAR-33)",
                    name=time.volunteer_id.name,
                    date=format_date(self.env, time.date),
                )
            )

    def _get_staff_days(self):
        """``{(partner id, day)}`` of the lines whose person is an employee of the régie on that day.

        Employees are the members of their college and, where the app *Employees* is installed, those with a contract.
        """
        days = {}
        for time in self:
            days.setdefault((time.partner_id.id, time.company_id.id), set()).add(time.date)
        people = [partner for partner, _company in days]
        spans = [
            (member.partner_id.id, member.company_id.id, member.date_start, member.date_end)
            # sudo: only whether the day is one of an employee is told
            for member in self.env["regie.membership"]
            .sudo()
            .search([("partner_id", "in", people), ("college_id.is_staff", "=", True), ("date_start", "!=", False)])
        ]
        spans += self._get_contract_spans(people)
        return {
            (partner, day)
            for partner, company, first, last in spans
            for day in days.get((partner, company), ())
            if day and first <= day and (not last or day <= last)
        }

    @api.model
    def _get_contract_spans(self, partner_ids):
        """``[(partner id, company id, first day, last day)]`` of the contracts of these people, when they are known."""
        if "hr.version" not in self.env:
            return []
        # sudo: only whether the day is one of an employee is told
        versions = (
            self.env["hr.version"]
            .sudo()
            .search([("employee_id.work_contact_id", "in", partner_ids), ("contract_date_start", "!=", False)])
        )
        return [
            (
                version.employee_id.work_contact_id.id,
                version.company_id.id,
                version.contract_date_start,
                version.contract_date_end,
            )
            for version in versions
        ]
