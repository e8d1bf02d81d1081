from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class RegieConvention(models.Model):
    """An agreement signed with a partner: what, from when to when, for how much, with its documents."""

    _name = "regie.convention"
    _description = "Convention with a partner"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_end desc, id desc"

    name = fields.Char(string="Subject", required=True, tracking=True)
    reference = fields.Char(help="Number or reference that the partner gives to the convention.")
    partner_id = fields.Many2one("res.partner", required=True, ondelete="restrict", index=True, tracking=True)
    role_ids = fields.Many2many(related="partner_id.regie_role_ids")
    date_signed = fields.Date(string="Signed on", tracking=True)
    date_start = fields.Date(string="Starts on", required=True, default=fields.Date.context_today, tracking=True)
    date_end = fields.Date(
        string="Ends on", tracking=True, help="Last day of the convention. Empty: until one of the two ends it."
    )
    amount = fields.Monetary(tracking=True, help="Total amount over the whole convention.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user, help="Receives the reminder."
    )
    reminder_days = fields.Integer(
        string="Reminder",
        default=90,
        help="The responsible is reminded this number of days before the end. 0: no reminder.",
    )
    date_reminded = fields.Date(
        string="Reminded on",
        readonly=True,
        copy=False,
        help="Day on which the reminder was sent; moving the end allows a new one.",
    )
    state = fields.Selection(
        [
            ("unsigned", "To be signed"),
            ("coming", "To come"),
            ("running", "In force"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
        search="_search_state",
        help="Read from the date of signature and the two dates of the convention, on the day you look at it.",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", help="Signed convention and its annexes.")
    note = fields.Text()
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A convention cannot end before it starts.")

    @api.depends("date_signed", "date_start", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for convention in self:
            if not convention.date_signed:
                convention.state = "unsigned"
            elif convention.date_end and convention.date_end < today:
                convention.state = "ended"
            elif convention.date_start and convention.date_start > today:
                convention.state = "coming"
            else:
                convention.state = "running"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        signed = Domain("date_signed", "!=", False)
        ended = Domain("date_end", "<", "today")
        coming = Domain("date_start", ">", "today")
        domains = {
            "unsigned": ~signed,
            "ended": signed & ended,
            "coming": signed & ~ended & coming,
            "running": signed & ~ended & ~coming,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def write(self, vals):
        """Allow a new reminder when the end moves."""
        if "date_end" in vals and "date_reminded" not in vals:
            vals = dict(vals, date_reminded=False)
        return super().write(vals)

    @api.model
    def _cron_remind(self):
        """Ask once the responsible of each convention that ends soon to prepare what comes after it."""
        today = fields.Date.context_today(self)
        running = self.search(
            [("state", "=", "running"), ("date_end", "!=", False), ("date_reminded", "=", False)]
        ).filtered(lambda convention: convention._get_reminder_date() <= today)
        for user, conventions in running.grouped("user_id").items():
            conventions.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("This convention ends soon: renew it or close it"),
                user_id=user.id or self.env.uid,
            )
        running.date_reminded = today

    def _get_reminder_date(self):
        """Return the day from which the responsible is reminded; never before the end when no reminder is asked."""
        self.ensure_one()
        if self.reminder_days <= 0:
            return self.date_end + relativedelta(days=1)
        return self.date_end - relativedelta(days=self.reminder_days)
