from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Written by the buttons of the compost site and by nothing else.
FACTS = frozenset(("date_opened", "date_closed", "state"))


class RegieCompostSite(models.Model):
    """A neighbourhood compost: its equipment, its operator, the trained person who answers for it.

    Order of 9 April 2018: at most a tonne of kitchen waste a week, temperature followed, used close by. Domain: 4.7.
    """

    _name = "regie.compost.site"
    _description = "Compost"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    site_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.code', '=', 'compost')]",
    )
    equipment = fields.Selection(
        [
            ("bins", "Wooden bins"),
            ("pavilion", "Pavilion"),
            ("electromechanical", "Electromechanical"),
            ("heap", "Windrow"),
        ],
        required=True,
        default="bins",
    )
    volume = fields.Float(string="Volume in process (m³)", digits=(16, 2))
    is_large = fields.Boolean(
        string="Sanitary by-laws", compute="_compute_is_large", help="Above the volume from which the RSD applies."
    )
    operator_id = fields.Many2one("res.partner", help="Who is responsible before the law; empty: the régie.")
    referent_id = fields.Many2one(
        "res.partner",
        string="Trained referent",
        tracking=True,
        help="The person trained in composting who looks after it.",
    )
    date_training = fields.Date(string="Trained on", tracking=True)
    rules = fields.Binary(string="Rules of the site", attachment=True)
    rules_name = fields.Char(string="Name of the rules")
    rsd_reference = fields.Char(
        string="Article of the sanitary by-laws",
        help="Departmental by-laws (RSD): article, distance, date of consultation.",
    )
    use_place = fields.Char(string="Used where", help="Compost is used in the same municipality group or the next one.")
    household_count = fields.Integer(string="Households that bring")
    date_opened = fields.Date(string="Opened on", readonly=True, copy=False, tracking=True)
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [("preparation", "In preparation"), ("open", "Open"), ("closed", "Closed")],
        compute="_compute_state",
        store=True,
        precompute=True,
        tracking=True,
        help="Read from the dates of opening and of closing.",
    )
    log_ids = fields.One2many("regie.compost.log", "compost_id")
    weight_in = fields.Float(string="Brought (kg)", compute="_compute_weights")
    weight_out = fields.Float(string="Compost taken (kg)", compute="_compute_weights")
    week_weight = fields.Float(string="This week (kg)", compute="_compute_weights")
    date_temperature = fields.Date(
        string="Last temperature", compute="_compute_date_temperature", help="Followed as the order of 2018 asks."
    )
    is_temperature_late = fields.Boolean(
        string="Temperature to take",
        compute="_compute_is_temperature_late",
        search="_search_is_temperature_late",
        help="Open, and no temperature noted for the number of days of the parameter compost_temperature_days.",
    )
    last_fed = fields.Datetime(
        readonly=True, copy=False, help="Two people who feed it at once wait for each other here."
    )

    _site_uniq = models.UniqueIndex("(site_id) WHERE active IS TRUE", "This site already has its compost.")
    _sizes_positive = models.Constraint(
        "CHECK (volume >= 0 AND household_count >= 0)", "A volume or a number is not negative."
    )

    @api.depends("date_opened", "date_closed")
    def _compute_state(self):
        for compost in self:
            compost.state = "closed" if compost.date_closed else "open" if compost.date_opened else "preparation"

    @api.depends("volume", "company_id")
    def _compute_is_large(self):
        today = fields.Date.context_today(self)
        limit = float(self.env["regie.parameter"].get("compost_rsd_volume", today))
        for compost in self:
            compost.is_large = compost.volume > limit

    @api.depends("log_ids.weight_in", "log_ids.weight_out")
    def _compute_weights(self):
        logs = self.env["regie.compost.log"]
        domain = [("compost_id", "in", self.ids)]
        totals = {
            compost: (fed, out)
            for compost, fed, out in logs._read_group(domain, ["compost_id"], ["weight_in:sum", "weight_out:sum"])
        }
        week = logs._get_week(fields.Date.context_today(self))
        weeks = dict(logs._read_group([*domain, ("week", "=", week)], ["compost_id"], ["weight_in:sum"]))
        for compost in self:
            compost.weight_in, compost.weight_out = totals.get(compost, (0, 0))
            compost.week_weight = weeks.get(compost, 0)

    @api.depends("log_ids.temperature", "log_ids.date")
    def _compute_date_temperature(self):
        dates = dict(
            self.env["regie.compost.log"]._read_group(
                [("compost_id", "in", self.ids), ("temperature", "!=", 0)], ["compost_id"], ["date:max"]
            )
        )
        for compost in self:
            compost.date_temperature = dates.get(compost)

    @api.depends("date_temperature", "state")
    def _compute_is_temperature_late(self):
        since = self._get_temperature_day()
        for compost in self:
            last = compost.date_temperature or compost.date_opened
            compost.is_temperature_late = compost.state == "open" and (not last or last < since)

    def _search_is_temperature_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        since = self._get_temperature_day()
        taken = self.env["regie.compost.log"]._search([("temperature", "!=", 0), ("date", ">=", since)])
        return [
            ("state", "=", "open"),
            ("date_opened", "<", since),
            "!",
            ("log_ids", "in", taken),
        ]

    def _get_temperature_day(self):
        today = fields.Date.context_today(self)
        days = int(self.env["regie.parameter"].get("compost_temperature_days", today))
        return fields.Date.subtract(today, days=days)

    @api.constrains("site_id")
    def _check_site(self):
        for compost in self:
            if compost.site_id.kind_id.code != "compost":
                raise ValidationError(
                    self.env._(
                        "%(site)s is not a site of the kind compost: create the site first. (E-COMP-04)",
                        site=compost.site_id.name,
                    )
                )

    @api.constrains("referent_id", "date_training", "date_opened", "date_closed")
    def _check_referent(self):
        """An open compost keeps its trained referent. (E-COMP-02)"""
        for compost in self.filtered(lambda one: one.state == "open"):
            compost._require_referent()

    def _require_referent(self):
        today = fields.Date.context_today(self)
        if not self.referent_id or not self.date_training or self.date_training > today:
            raise UserError(
                self.env._(
                    "%(name)s: name a trained referent, with the day of the training, before opening. (E-COMP-02)",
                    name=self.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Create composts in preparation.

        :raise UserError: E-COMP-05 for a fact written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change composts.

        :raise UserError: E-COMP-05 for a fact written by hand
        """
        self._check_no_fact(vals)
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked what each asks for.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(self.env._("A compost is opened and closed by its buttons. (E-COMP-05)"))

    def action_open(self):
        """Open the compost to the residents today.

        :raise UserError: E-COMP-02 without a trained referent
        """
        self.check_access("write")
        for compost in self:
            compost._require_referent()
        # sudo: the fact, once the right to write and the referent are checked
        self.sudo().write({"date_opened": fields.Date.context_today(self), "date_closed": False})

    def action_close(self):
        """Close the compost today: it is no longer fed, its compost is still taken."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered("date_opened").sudo().write({"date_closed": fields.Date.context_today(self)})

    def action_view_log(self):
        """Open the log of the compost."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_compost_log_action")
        return {
            **action,
            "domain": [("compost_id", "=", self.id)],
            "context": {"default_compost_id": self.id},
        }
