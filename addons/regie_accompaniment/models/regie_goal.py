from odoo import api, fields, models
from odoo.exceptions import ValidationError

STATES = [
    ("todo", "To do"),
    ("running", "In progress"),
    ("reached", "Reached"),
    ("partial", "Partly reached"),
    ("dropped", "Given up"),
]


class RegieGoal(models.Model):
    """Objective of a pathway, agreed between the person and the CIP; sub-objectives make it up, actions reach it."""

    _name = "regie.goal"
    _description = "Objective"
    _order = "date_due, sequence, id"
    _parent_store = True
    _check_company_auto = True

    name = fields.Char(string="Objective", required=True)
    sequence = fields.Integer(default=10)
    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="cascade", index=True, check_company=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    social_worker_id = fields.Many2one(related="pathway_id.social_worker_id", store=True, index=True)
    parent_id = fields.Many2one(
        "regie.goal", string="Part of", ondelete="cascade", index="btree_not_null", check_company=True
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("regie.goal", "parent_id", string="Sub-objectives")
    action_ids = fields.One2many("regie.goal.action", "goal_id", string="Actions")
    action_count = fields.Integer(compute="_compute_action_count")
    action_done_count = fields.Integer(string="Actions done", compute="_compute_action_count")
    axis_id = fields.Many2one("regie.barrier.axis", string="Barrier", ondelete="restrict", index="btree_not_null")
    date_due = fields.Date(string="Due date")
    origin = fields.Selection(
        [("person", "The person"), ("adviser", "The adviser")],
        required=True,
        default="person",
        help="Whose idea it is.",
    )
    started_on = fields.Date(readonly=True, copy=False, help="Empty: the first action done starts it.")
    outcome = fields.Selection(
        [("reached", "Reached"), ("partial", "Partly reached"), ("dropped", "Given up")],
        copy=False,
        help="Filled in: the objective is closed today.",
    )
    closed_on = fields.Date(compute="_compute_closed_on", store=True, readonly=False, copy=False)
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        recursive=True,
        index=True,
        help="The outcome when there is one; in progress once started or once an action is done; to do until then.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late", help="Open after its due date.")

    @api.depends("action_ids.state")
    def _compute_action_count(self):
        for goal in self:
            goal.action_count = len(goal.action_ids)
            goal.action_done_count = len(goal.action_ids.filtered(lambda action: action.state == "done"))

    @api.depends("outcome")
    def _compute_closed_on(self):
        today = fields.Date.context_today(self)
        for goal in self:
            goal.closed_on = (goal.closed_on or today) if goal.outcome else False

    @api.depends("outcome", "started_on", "action_ids.state", "child_ids.state")
    def _compute_state(self):
        for goal in self:
            begun = goal.started_on or "done" in goal.action_ids.mapped("state")
            begun = begun or any(state != "todo" for state in goal.child_ids.mapped("state"))
            goal.state = goal.outcome or ("running" if begun else "todo")

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for goal in self:
            goal.is_late = goal in late

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_late_domain()

    @api.constrains("parent_id", "pathway_id")
    def _check_parent(self):
        for goal in self.filtered("parent_id"):
            if goal.parent_id.pathway_id != goal.pathway_id:
                raise ValidationError(self.env._("A sub-objective is of the same person as its objective. (INS-O01)"))
        if self._has_cycle():
            raise ValidationError(self.env._("An objective is no part of itself. (INS-O02)"))

    def action_start(self):
        """Start the objectives today."""
        self.filtered(lambda goal: not goal.started_on).started_on = fields.Date.context_today(self)

    def action_reach(self):
        """Close the objectives: reached."""
        self.outcome = "reached"

    def action_reopen(self):
        """Take back the outcome."""
        self.outcome = False

    @api.model
    def _get_late_domain(self):
        return [("state", "in", ["todo", "running"]), ("date_due", "<", fields.Date.context_today(self))]
