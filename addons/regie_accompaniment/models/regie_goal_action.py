from odoo import api, fields, models
from odoo.exceptions import ValidationError

STATES = [("planned", "Planned"), ("done", "Done"), ("not_done", "Not done"), ("postponed", "Postponed")]
CATEGORIES = [
    ("step", "Administrative step"),
    ("meeting", "Appointment with a partner"),
    ("training", "Training"),
    ("immersion", "Immersion"),
    ("job_search", "Job search"),
    ("workshop", "Workshop"),
    ("other", "Other"),
]


class RegieGoalAction(models.Model):
    """One thing to do with or for a person, for an objective or on its own."""

    _name = "regie.goal.action"
    _description = "Action of the accompaniment"
    _order = "date_deadline, id"
    _check_company_auto = True

    name = fields.Char(string="Action", required=True)
    pathway_id = fields.Many2one(
        "regie.insertion.pathway",
        compute="_compute_pathway_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    goal_id = fields.Many2one(
        "regie.goal",
        string="Objective",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="Empty: an action outside any objective.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Followed by",
        default=lambda self: self.env.user,
        check_company=True,
        index="btree_not_null",
    )
    category = fields.Selection(CATEGORIES, required=True, default="step")
    criticality = fields.Selection(
        [("0", "Normal"), ("1", "Important"), ("2", "Urgent")], default="0", required=True, string="Priority"
    )
    partner_id = fields.Many2one("res.partner", ondelete="restrict", index="btree_not_null")
    date_planned = fields.Date(string="Planned on", required=True, default=fields.Date.context_today)
    postponed_to = fields.Date(copy=False, help="Filled in: the action is postponed to that day.")
    date_deadline = fields.Date(string="For", compute="_compute_date_deadline", store=True, index=True)
    date_done = fields.Date(string="Done on", copy=False)
    not_done_on = fields.Date(string="Given up on", copy=False, help="Filled in: the action will not be done.")
    duration = fields.Integer(string="Minutes", help="Time spent by the adviser.")
    result = fields.Char(copy=False, help="What came out of it, in a few words that may be shown to the person.")
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        index=True,
        help="Done or not done as its dates say; postponed when it has another day; planned until then.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late", help="Open after its day.")

    _duration_check = models.Constraint("CHECK (duration >= 0)", "An action does not last less than nothing. (INS-O03)")

    @api.depends("goal_id")
    def _compute_pathway_id(self):
        for action in self:
            action.pathway_id = action.goal_id.pathway_id or action.pathway_id

    @api.depends("date_planned", "postponed_to")
    def _compute_date_deadline(self):
        for action in self:
            action.date_deadline = action.postponed_to or action.date_planned

    @api.depends("date_done", "not_done_on", "postponed_to")
    def _compute_state(self):
        for action in self:
            if action.date_done:
                action.state = "done"
            elif action.not_done_on:
                action.state = "not_done"
            else:
                action.state = "postponed" if action.postponed_to else "planned"

    @api.depends("state", "date_deadline")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for action in self:
            action.is_late = action in late

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_late_domain()

    @api.constrains("goal_id", "pathway_id")
    def _check_goal(self):
        for action in self.filtered("goal_id"):
            if action.goal_id.pathway_id != action.pathway_id:
                raise ValidationError(self.env._("An action is of the same person as its objective. (INS-O04)"))

    @api.constrains("date_done", "not_done_on")
    def _check_outcome(self):
        today = fields.Date.context_today(self)
        for action in self:
            if action.date_done and action.not_done_on:
                raise ValidationError(self.env._("An action is done or not done, not both. (INS-O05)"))
            if action.date_done and action.date_done > today:
                raise ValidationError(self.env._("An action is not done in advance. (INS-O06)"))

    def action_done(self):
        """Record that the actions were done today."""
        self.write({"date_done": fields.Date.context_today(self), "not_done_on": False})

    def action_not_done(self):
        """Record that the actions will not be done."""
        self.write({"not_done_on": fields.Date.context_today(self), "date_done": False})

    def action_reopen(self):
        """Take back the outcome of the actions."""
        self.write({"not_done_on": False, "date_done": False})

    @api.model
    def _get_late_domain(self):
        return [("state", "in", ["planned", "postponed"]), ("date_deadline", "<", fields.Date.context_today(self))]
