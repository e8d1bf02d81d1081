from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieCommunicationAction(models.Model):
    """One thing that the régie does to be known: where, when, for whom, who does it and what it costs."""

    _name = "regie.communication.action"
    _description = "Action of communication"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(string="What", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    channel_id = fields.Many2one("regie.communication.channel", required=True, index=True, ondelete="restrict")
    campaign = fields.Char(help="Name that several actions share: open day 2026, recruitment of administrators…")
    date = fields.Date(required=True, default=fields.Date.context_today, index=True, tracking=True)
    date_done = fields.Date(string="Done on", copy=False, tracking=True)
    date_cancelled = fields.Date(string="Given up on", copy=False, tracking=True)
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Given up")],
        compute="_compute_state",
        store=True,
        index=True,
        group_expand=True,
        help="Worked out from the dates: done, given up.",
    )
    audience = fields.Char(help="Whom it addresses: inhabitants of a hall, landlords, families…")
    audience_size = fields.Integer(string="People reached", help="Estimate: letter boxes, readers, views.")
    message = fields.Text(help="What is said, in the words that will be used.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary()
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user, tracking=True)
    event_id = fields.Many2one("event.event", string="For the event", check_company=True, index="btree_not_null")
    testimony_ids = fields.Many2many(
        "regie.testimony",
        "regie_communication_action_testimony_rel",
        string="Testimonies",
        check_company=True,
        groups="regie_governance.group_governance_secretary",
        help="Only those whose consent covers this channel on that day.",
    )

    _check_company_auto = True
    _cost_check = models.Constraint(
        "CHECK (cost >= 0 AND audience_size >= 0)", "A cost or a number of people is not negative."
    )

    @api.depends("date_done", "date_cancelled")
    def _compute_state(self):
        for action in self:
            action.state = "cancelled" if action.date_cancelled else "done" if action.date_done else "planned"

    @api.constrains("testimony_ids", "channel_id", "date")
    def _check_testimonies(self):
        """A face or words are used only where and while the person agreed. (PAR-42)"""
        for action in self:
            for testimony in action.testimony_ids:
                if not testimony._is_usable_for(action.channel_id, action.date_done or action.date):
                    raise ValidationError(
                        self.env._(
                            "%(name)s did not agree to “%(channel)s” on that day: ask them again, or choose another"
                            " testimony. (PAR-42)",
                            name=testimony.display_as,
                            channel=action.channel_id.name,
                        )
                    )

    def action_done(self):
        """Note that it is done today."""
        self.write({"date_done": fields.Date.context_today(self), "date_cancelled": False})

    def action_cancel(self):
        """Note that it is given up."""
        self.write({"date_cancelled": fields.Date.context_today(self), "date_done": False})
