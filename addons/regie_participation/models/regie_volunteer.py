from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieVolunteer(models.Model):
    """A person who gives time to the régie, with a personal page where the hours are written in a few taps."""

    _name = "regie.volunteer"
    _description = "Volunteer"
    _inherit = ["regie.participation.link", "mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _public_path = "/benevolat"

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", False)],
        check_company=True,
    )
    name = fields.Char(related="partner_id.name", store=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    active = fields.Boolean(default=True)
    date_start = fields.Date(string="Volunteer since", default=fields.Date.context_today)
    date_consent = fields.Datetime(
        string="Agreed on",
        copy=False,
        tracking=True,
        help="When the person agreed that the régie keeps the hours under their name: on the page, or on paper.",
    )
    note = fields.Char(string="Likes to do", help="What the person offered to do.")
    date_thanked = fields.Date(string="Thanked on", copy=False, tracking=True)
    time_ids = fields.One2many("regie.volunteer.time", "volunteer_id", string="Hours")
    hours_year = fields.Float(string="Hours this year", compute="_compute_hours")
    hours_to_validate = fields.Float(string="To validate", compute="_compute_hours")

    _check_company_auto = True
    _person_uniq = models.Constraint("UNIQUE (partner_id, company_id)", "This person is already a volunteer here.")
    _token_uniq = models.Constraint("UNIQUE (access_token)", "This link is already in use.")

    @api.depends("time_ids.hours", "time_ids.state", "time_ids.date")
    def _compute_hours(self):
        first = fields.Date.context_today(self).replace(month=1, day=1)
        times = self.env["regie.volunteer.time"]
        domain = [("volunteer_id", "in", self.ids)]
        done = dict(
            times._read_group(
                [*domain, ("state", "=", "validated"), ("date", ">=", first)], ["volunteer_id"], ["hours:sum"]
            )
        )
        waiting = dict(times._read_group([*domain, ("state", "=", "draft")], ["volunteer_id"], ["hours:sum"]))
        for volunteer in self:
            volunteer.hours_year = done.get(volunteer, 0)
            volunteer.hours_to_validate = waiting.get(volunteer, 0)

    def action_send_link(self):
        """Send their personal page to the volunteers by mail.

        :raise UserError: PAR-35 without an address
        """
        template = self.env.ref("regie_participation.mail_template_volunteer_link")
        for volunteer in self:
            if not volunteer.partner_id.email:
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address: show the QR code of the card instead. (PAR-35)",
                        name=volunteer.name,
                    )
                )
            template.send_mail(volunteer.id)

    def action_thank(self):
        """Note that the régie said thank you, and send the thanks to those who have an address."""
        template = self.env.ref("regie_participation.mail_template_volunteer_thanks")
        for volunteer in self.filtered("partner_id.email"):
            template.send_mail(volunteer.id)
        self.date_thanked = fields.Date.context_today(self)

    def action_open_times(self):
        """Open the hours of the volunteer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_participation.regie_volunteer_time_action")
        return dict(action, domain=[("volunteer_id", "=", self.id)], context={"default_volunteer_id": self.id})

    def _get_statement(self, year):
        """``[(category, hours)]`` of the validated hours of a year, and their total."""
        self.ensure_one()
        domain = [
            ("volunteer_id", "=", self.id),
            ("state", "=", "validated"),
            ("date", ">=", f"{year}-01-01"),
            ("date", "<=", f"{year}-12-31"),
        ]
        lines = self.env["regie.volunteer.time"]._read_group(
            domain, ["category_id"], ["hours:sum", "date:count_distinct"]
        )
        return {
            "lines": lines,
            "hours": sum(hours for _category, hours, _days in lines),
        }

    def _accept(self):
        """The volunteer agrees, on the personal page, that the hours are kept under their name."""
        self.filtered(lambda record: not record.date_consent).date_consent = fields.Datetime.now()

    def _enter_time(self, category_id, hours, days_ago=0, request_key=None):
        """Write hours from the personal page; the same form sent twice counts once.

        :raise UserError: PAR-34 no consent yet or unknown activity; the errors of the hours themselves
        """
        self.ensure_one()
        times = self.env["regie.volunteer.time"]
        category = self.env["regie.volunteer.category"].search(
            [("id", "=", category_id), ("company_id", "in", (False, self.company_id.id))]
        )
        if not self.date_consent or not category:
            raise UserError(self.env._("Agree first that your hours are kept, then choose what you did. (PAR-34)"))
        if request_key and (same := times.search([("request_key", "=", request_key), ("volunteer_id", "=", self.id)])):
            return same
        return times.create(
            {
                "volunteer_id": self.id,
                "date": fields.Date.subtract(fields.Date.context_today(self), days=days_ago),
                "category_id": category.id,
                "hours": hours,
                "is_from_phone": True,
                "request_key": request_key or False,
            }
        )
