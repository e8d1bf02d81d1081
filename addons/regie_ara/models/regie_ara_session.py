from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieAraSession(models.Model):
    """A day of works or of learning with a household: who was there, how long; the tutor types the hours once.

    The hours of the household are counted without names, unless the person agreed to be named. Domain: 6.6.
    """

    _name = "regie.ara.session"
    _description = "Session of self-renovation"
    _inherit = ["regie.fact.guard"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    case_id = fields.Many2one("regie.ara.case", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, precompute=True, index=True)
    name = fields.Char(string="What is done", required=True)
    kind = fields.Selection(
        [
            ("works", "Works in the home"),
            ("collective", "Works together"),
            ("training", "Training session"),
            ("visit", "Visit or advice"),
        ],
        required=True,
        default="works",
    )
    date_start = fields.Datetime(string="Begins", required=True, index=True)
    hours = fields.Float(string="Duration (h)", required=True, default=3)
    date_end = fields.Datetime(string="Ends", compute="_compute_date_end", store=True)
    tutor_id = fields.Many2one(
        "res.users",
        compute="_compute_tutor_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    tutor_hours = fields.Float(
        string="Hours of the tutor", compute="_compute_tutor_hours", store=True, readonly=False, precompute=True
    )
    people_count = fields.Integer(string="People of the household", default=1, help="Counted, not named.")
    helper_count = fields.Integer(string="Neighbours who help")
    presence_ids = fields.One2many(
        "regie.ara.presence", "session_id", string="Named", help="Those who agreed to be named."
    )
    worked_hours = fields.Float(string="Hours of the people", compute="_compute_worked_hours", store=True)
    event_id = fields.Many2one(
        "event.event",
        string="Training session of the calendar",
        domain="[('regie_type_id', '!=', False)]",
        index="btree_not_null",
        ondelete="set null",
        groups="regie_activity.group_activity_user",
    )
    date_done = fields.Datetime(string="Noted as done on", readonly=True, copy=False)
    timesheet_id = fields.Many2one(
        "account.analytic.line", string="Hours of the tutor typed", readonly=True, copy=False, ondelete="set null"
    )
    note = fields.Text(string="What was done and learnt")

    _figures_positive = models.Constraint(
        "CHECK (hours > 0 AND hours <= 24 AND COALESCE(tutor_hours, 0) >= 0 AND COALESCE(people_count, 0) >= 0"
        " AND COALESCE(helper_count, 0) >= 0)",
        "A session lasts between 0 and 24 hours, and its figures are not negative.",
    )

    @api.depends("date_start", "hours")
    def _compute_date_end(self):
        for session in self:
            session.date_end = session.date_start and fields.Datetime.add(session.date_start, hours=session.hours)

    @api.depends("case_id")
    def _compute_tutor_id(self):
        for session in self:
            session.tutor_id = session.case_id.tutor_id or session.tutor_id

    @api.depends("hours")
    def _compute_tutor_hours(self):
        for session in self:
            session.tutor_hours = session.hours

    @api.depends("hours", "people_count", "helper_count", "presence_ids.hours")
    def _compute_worked_hours(self):
        for session in self:
            named = session.presence_ids
            counted = max(session.people_count + session.helper_count - len(named), 0)
            session.worked_hours = counted * session.hours + sum(named.mapped("hours"))

    def write(self, vals):
        """Change sessions; one that is noted as done keeps its hours. (E-ARA-22)"""
        if not self.env.su and {"date_start", "hours", "tutor_id", "tutor_hours", "case_id"} & vals.keys():
            self._check_not_done()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_not_done()

    def _check_not_done(self):
        if self.filtered("date_done"):
            raise UserError(
                self.env._("This session is done and its hours are typed: reopen it before you change it. (E-ARA-22)")
            )

    def action_done(self):
        """Note sessions as done: the hours of the tutor go to their timesheet, once."""
        self.check_access("write")
        now = fields.Datetime.now()
        for session in self:
            if session.date_start > now:
                raise UserError(self.env._("%s has not begun yet. (E-ARA-22)", session.name))
        # sudo: the facts; a tutor types the session and not the timesheet
        done = self.sudo().filtered(lambda one: not one.date_done)
        worked = [(session, vals) for session in done for vals in session._prepare_timesheet_vals()]
        lines = done.env["account.analytic.line"].create([vals for _session, vals in worked])
        for (session, _vals), line in zip(worked, lines, strict=True):
            session.timesheet_id = line
        done.date_done = now
        return True

    def action_reopen(self):
        """Take up again sessions that were noted by mistake: their hours leave the timesheet."""
        self.check_access("write")
        # sudo: the hours were typed by this model, it takes them back; a validated month refuses it
        done = self.sudo()
        done.timesheet_id.unlink()
        done.write({"date_done": False})
        return True

    def _prepare_timesheet_vals(self):
        """Values of the hours of the tutor: none without a worksite for self-renovation, or without an employee."""
        vals_list = []
        for session in self:
            employee = session.tutor_id.with_company(session.company_id).employee_id
            project = session.company_id.ara_project_id
            if project and employee and session.tutor_hours:
                day = fields.Datetime.context_timestamp(session.with_context(tz="Europe/Paris"), session.date_start)
                vals_list.append(
                    {
                        "name": f"{session.case_id.name} · {session.name}",
                        "date": day.date(),
                        "employee_id": employee.id,
                        "project_id": project.id,
                        "unit_amount": session.tutor_hours,
                        "company_id": session.company_id.id,
                    }
                )
        return vals_list
