from odoo import api, fields, models
from odoo.fields import Domain

from .regie_label_step_template import STEPS

ENDED = ("refused", "withdrawn", "postponed")


class RegieLabelStep(models.Model):
    """A step of one application: when it was planned, when it was reached, how late it is."""

    _name = "regie.label.step"
    _description = "Step of a label application"
    _order = "application_id, sequence, date_planned, id"
    _rec_name = "step"

    application_id = fields.Many2one("regie.label.application", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="application_id.company_id", store=True, index=True, precompute=True)
    application_state = fields.Selection(related="application_id.state", store=True, string="State of the application")
    user_id = fields.Many2one(related="application_id.user_id", store=True)
    step = fields.Selection(STEPS, required=True)
    sequence = fields.Integer()
    months = fields.Integer(help="Months from the start of the application.")
    date_planned = fields.Date(
        string="Planned on",
        compute="_compute_date_planned",
        store=True,
        readonly=False,
        help="From the usual delay; change it when the parties agree on another date.",
    )
    date_done = fields.Date(string="Reached on", compute="_compute_date_done", store=True)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    days_late = fields.Integer(string="Days late", compute="_compute_is_late")
    date_reminded = fields.Date(readonly=True, copy=False, help="Day on which the responsible was told of the delay.")

    _step_uniq = models.Constraint("UNIQUE (application_id, step)", "This step is already in the path.")

    @api.depends("application_id.date_start", "months")
    def _compute_date_planned(self):
        for step in self:
            start = step.application_id.date_start
            step.date_planned = start and fields.Date.add(start, months=step.months)

    @api.depends(
        *("application_id.kind", "application_id.date_start", "application_id.date_project_group"),
        *("application_id.date_prefiguration", "application_id.date_dossier", "application_id.date_expertise"),
        *("application_id.date_decision", "application_id.date_labelled"),
    )
    def _compute_date_done(self):
        for step in self:
            application = step.application_id
            # a renewal starts with the dossier
            is_first = step.step == ("dossier" if application.kind == "renewal" else "exploration")
            step.date_done = application["date_start" if is_first else f"date_{step.step}"]

    @api.depends("date_planned", "date_done", "application_state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for step in self:
            waited = step.date_planned and not step.date_done and step.application_state not in ENDED
            step.days_late = max(0, (today - step.date_planned).days) if waited else 0
            step.is_late = step.days_late > 0

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain(
            [("date_planned", "<", "today"), ("date_done", "=", False), ("application_state", "not in", ENDED)]
        )
        return late if True in value else ~late

    @api.model
    def _cron_remind(self):
        """Tell once the responsible of each step that was not reached on the planned day."""
        late = self.search([("is_late", "=", True), ("date_reminded", "=", False)])
        labels = dict(self._fields["step"]._description_selection(self.env))
        for step in late:
            step.application_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._(
                    "Late: %(step)s, planned on %(date)s", step=labels[step.step], date=step.date_planned
                ),
                user_id=(step.user_id or self.env.user).id,
            )
        late.date_reminded = fields.Date.context_today(self)
