from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Months after the exit. The questionnaire of the European fund asks for the situation six months later.
MONTHS = {"three": 3, "six": 6, "fse": 6}


class RegieInsertionFollowUp(models.Model):
    """What became of a person three and six months after the exit, and what the European fund (FSE+) asks then."""

    _name = "regie.insertion.follow.up"
    _description = "Follow-up after the exit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"

    exit_id = fields.Many2one("regie.insertion.exit", required=True, ondelete="cascade", index=True)
    pathway_id = fields.Many2one(related="exit_id.pathway_id", store=True, index=True, precompute=True)
    employee_id = fields.Many2one(related="exit_id.employee_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="exit_id.company_id", store=True, index=True, precompute=True)
    social_worker_id = fields.Many2one(related="pathway_id.social_worker_id", store=True, index="btree_not_null")
    kind = fields.Selection(
        [("three", "At three months"), ("six", "At six months"), ("fse", "FSE+ questionnaire at six months")],
        required=True,
    )
    date_due = fields.Date(string="Due on", required=True, index=True)
    date_done = fields.Date(string="Done on", help="Day of the contact, or of the last try.")
    is_reached = fields.Boolean(string="Person reached")
    situation = fields.Selection(
        [
            ("durable", "Lasting job"),
            ("transition", "Short job"),
            ("training", "In training"),
            ("insertion", "In another insertion structure"),
            ("seeking", "Looking for a job"),
            ("inactive", "Neither working nor looking"),
            ("unknown", "No news"),
        ],
        string="Situation found",
        help="Situation of the person on that day. No news when nobody could be reached.",
    )
    note = fields.Char(help="Facts useful for the follow-up only: nothing on health, justice or family.")
    answers = fields.Text(
        string="Answers of the questionnaire", help="What the person answered to the questionnaire of the fund."
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late", help="Due before today, not done.")

    _kind_uniq = models.Constraint("UNIQUE (exit_id, kind)", "This follow-up is planned already for this exit.")

    @api.depends("employee_id.name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{one.employee_id.name or ''} · {kinds.get(one.kind, '')}"

    @api.depends("date_due", "date_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for one in self:
            one.is_late = not one.date_done and bool(one.date_due) and one.date_due < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date_done", "=", False), ("date_due", "<", fields.Date.context_today(self))]

    @api.constrains("date_done", "situation")
    def _check_situation(self):
        for one in self:
            if one.date_done and not one.situation:
                raise ValidationError(
                    self.env._(
                        "Say what became of %(name)s, or “No news” when nobody could be reached. (INS-J07)",
                        name=one.employee_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Each follow-up to come is in the activities of the referent, for the day when it is due."""
        follow_ups = super().create(vals_list)
        follow_ups._schedule()
        return follow_ups

    def write(self, vals):
        """Done, the activity is over; the last one done closes the pathway."""
        result = super().write(vals)
        if "date_due" in vals:
            self.activity_unlink(["mail.mail_activity_data_call"])
            self._schedule()
        if vals.get("date_done"):
            self.activity_feedback(["mail.mail_activity_data_call"])
            self.pathway_id._close_followed()
        return result

    @api.model
    def _get_months(self, leaving):
        """``{kind: months}`` of the follow-ups to plan for an exit."""
        return {kind: months for kind, months in MONTHS.items() if kind != "fse" or leaving.pathway_id.is_fse}

    def _schedule(self):
        today = fields.Date.context_today(self)
        for one in self.filtered(lambda one: not one.date_done and one.social_worker_id and one.date_due >= today):
            one.activity_schedule(
                "mail.mail_activity_data_call", one.date_due, user_id=one.social_worker_id.id, summary=one.display_name
            )

    def action_done(self):
        """The person was reached today; the situation is asked for by INS-J07."""
        self.write({"date_done": fields.Date.context_today(self), "is_reached": True})

    def action_no_news(self):
        """Nobody could be reached: it is written as such."""
        self.write({"date_done": fields.Date.context_today(self), "is_reached": False, "situation": "unknown"})
