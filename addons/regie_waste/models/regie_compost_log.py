from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class RegieCompostLog(models.Model):
    """A visit to a compost: what was brought, the heat, the turning, the smell, what was taken."""

    _name = "regie.compost.log"
    _description = "Log of a compost"
    _inherit = ["regie.fact.defaults"]
    _order = "date desc, id desc"
    _check_company_auto = True

    compost_id = fields.Many2one(
        "regie.compost.site",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_compost_id(),
    )
    company_id = fields.Many2one(related="compost_id.company_id", store=True, precompute=True, index=True)
    site_id = fields.Many2one(related="compost_id.site_id", store=True, precompute=True, index=True)
    owner_id = fields.Many2one(related="site_id.owner_id", string="Landlord", store=True)
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    week = fields.Char(compute="_compute_week", store=True, precompute=True, help="Week by ISO 8601: 2026-W10.")
    user_id = fields.Many2one("res.users", string="Noted by", default=lambda self: self.env.user, readonly=True)
    weight_in = fields.Float(string="Kitchen waste brought (kg)", digits=(16, 1))
    weight_dry = fields.Float(string="Dry matter brought (kg)", digits=(16, 1), help="Shreds, leaves, cardboard.")
    weight_chips = fields.Float(
        string="Of which shredded crates (kg)",
        digits=(16, 1),
        help="Part of the dry matter that comes from the crates.",
    )
    temperature = fields.Float(
        string="Temperature (°C)", digits=(16, 1), help="In the middle of the heap. 0: not taken."
    )
    is_turned = fields.Boolean(string="Turned")
    humidity = fields.Selection([("dry", "Too dry"), ("good", "Good"), ("wet", "Too wet")])
    smell = fields.Selection([("none", "No smell"), ("light", "Light smell"), ("strong", "Strong smell")])
    has_pests = fields.Boolean(string="Pests")
    weight_out = fields.Float(string="Compost taken out (kg)", digits=(16, 1))
    contribution_count = fields.Integer(string="People who came", help="A count: no name.")
    note = fields.Text()

    _positive = models.Constraint(
        "CHECK (weight_in >= 0 AND weight_dry >= 0 AND weight_out >= 0 AND weight_chips >= 0"
        " AND contribution_count >= 0)",
        "A weight or a count is not negative.",
    )
    _chips_dry = models.Constraint(
        "CHECK (weight_chips <= weight_dry)", "The shredded crates are part of the dry matter brought."
    )
    _compost_week_idx = models.Index("(compost_id, week)")

    @api.model
    def _default_compost_id(self):
        """The compost, when the régie has only one that is open."""
        composts = self.env["regie.compost.site"].search(
            [("state", "=", "open"), ("company_id", "=", self.env.company.id)], limit=2
        )
        return composts if len(composts) == 1 else False

    @api.model
    def _get_week(self, day):
        """The ISO week of a day as text: ``2026-W10``."""
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"

    @api.depends("date")
    def _compute_week(self):
        for log in self:
            log.week = log.date and self._get_week(log.date)

    @api.depends("compost_id", "date")
    def _compute_display_name(self):
        for log in self:
            log.display_name = f"{log.compost_id.name or ''} {log.date or ''}".strip()

    @api.constrains("compost_id", "weight_in", "date")
    def _check_open(self):
        """Only an open compost is fed, from its opening to its closing. (E-COMP-03)"""
        for log in self.filtered("weight_in"):
            compost = log.compost_id
            opened = compost.date_opened and compost.date_opened <= log.date
            if not opened or (compost.date_closed and compost.date_closed < log.date):
                raise ValidationError(
                    self.env._(
                        "%(name)s is not open on that day: nothing is brought to it. (E-COMP-03)", name=compost.name
                    )
                )

    @api.constrains("compost_id", "weight_in", "date")
    def _check_week(self):
        """At most a tonne of kitchen waste a week and a compost (order of 9 April 2018). (E-COMP-01)

        Two people who write at the same time both change the row of the compost: the second one waits, then starts
        again and sees what the first one wrote.
        """
        fed = self.filtered("weight_in")
        if not fed:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """UPDATE regie_compost_site SET last_fed = NOW() AT TIME ZONE 'UTC'
                    WHERE id IN (SELECT id FROM regie_compost_site WHERE id IN %s ORDER BY id FOR UPDATE)""",
                tuple(fed.compost_id.ids),
            )
        )
        # sudo: the ceiling counts what everybody brought
        groups = self.sudo()._read_group(
            [("compost_id", "in", fed.compost_id.ids), ("week", "in", fed.mapped("week"))],
            ["compost_id", "week"],
            ["weight_in:sum", "date:min"],
        )
        parameters = self.env["regie.parameter"]
        limits = {}
        for compost, _week, weight, day in groups:
            key = (compost.company_id, day.year)
            if key not in limits:
                limits[key] = float(parameters.with_company(compost.company_id).get("compost_week_limit", day))
            if weight > limits[key] + 1e-6:
                raise ValidationError(
                    self.env._(
                        "The ceiling of %(limit)s kg a week is exceeded at %(site)s (%(kg)s kg). (E-COMP-01)",
                        limit=f"{limits[key]:g}",
                        site=compost.name,
                        kg=f"{weight:g}",
                    )
                )
