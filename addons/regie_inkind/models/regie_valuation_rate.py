from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: Dated parameter that holds the gross hourly minimum wage
SMIC_CODE = "cvn_smic_brut"
#: What an approved rate keeps as it is
SEALED = {"company_id", "nature_id", "profile", "method", "coefficient", "charge_rate", "amount", "date_from"}


class RegieValuationRate(models.Model):
    """What a unit given free of charge is worth from a day on, by decision of the régie.

    The method is constant and told in the annex (ANC 2018-06, art. 211-1 to 211-4): a new value is a new rate.
    """

    _name = "regie.valuation.rate"
    _description = "Valuation rate"
    _inherit = ["regie.fact.guard", "mail.thread"]
    _order = "nature_id, profile, date_from desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    nature_id = fields.Many2one(
        "regie.inkind.nature",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self.env.ref("regie_inkind.nature_volunteer", raise_if_not_found=False),
    )
    unit = fields.Selection(related="nature_id.unit")
    profile = fields.Char(
        tracking=True, help="Skill or kind of what is given: accountant, van… Empty: for all those without their own."
    )
    method = fields.Selection(
        [
            ("smic_gross", "SMIC, gross"),
            ("smic_loaded", "SMIC, employer's charges included"),
            ("average_salary", "Average salary of the régie"),
            ("replacement", "Replacement cost"),
            ("external", "Price outside"),
        ],
        required=True,
        default="smic_gross",
        tracking=True,
        help="SMIC: the dated parameter on the day of the contribution, times the coefficient of the skill. Others: "
        "the value that you write, with where it comes from.",
    )
    coefficient = fields.Float(digits=(16, 2), default=1.0, tracking=True, help="Multiple of the SMIC for this skill.")
    charge_rate = fields.Float(
        string="Employer's charges", digits=(16, 2), tracking=True, help="As a percentage of the gross pay."
    )
    amount = fields.Monetary(string="Value of a unit", tracking=True, help="Written for the methods without SMIC.")
    unit_amount = fields.Monetary(
        string="Value", compute="_compute_unit_amount", help="Of one unit, today or on the last day of the rate."
    )
    date_from = fields.Date(string="In force from", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(string="In force until", tracking=True, help="Empty: until further notice.")
    basis = fields.Text(string="Where it comes from", help="Text, offer, pay slips… quoted in the annex.")
    deliberation = fields.Char(tracking=True, help="Organ, date and number of the resolution that approves the rate.")
    date_deliberation = fields.Date(string="Decided on", tracking=True)
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", string="Approved by", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "To approve"), ("approved", "Approved")],
        compute="_compute_state",
        store=True,
        precompute=True,
        help="Only an approved rate values contributions.",
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A rate ends after it starts. (FIN-032)")
    _values_positive = models.Constraint(
        "CHECK (coefficient > 0 AND charge_rate >= 0 AND amount >= 0)", "A rate is worth something. (FIN-032)"
    )
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, nature_id WITH =, (COALESCE(profile, '')) WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "Two rates of the same nature and skill would be in force on the same day: end the old one the day before."
        " (FIN-032)",
    )

    @api.depends("date_approved")
    def _compute_state(self):
        for rate in self:
            rate.state = "approved" if rate.date_approved else "draft"

    @api.depends("method", "coefficient", "charge_rate", "amount", "date_from", "date_to", "company_id")
    def _compute_unit_amount(self):
        today = fields.Date.context_today(self)
        for rate in self:
            day = min(rate.date_to or today, max(today, rate.date_from or today))
            try:
                rate.unit_amount = rate._get_unit_amount(day)
            except UserError:  # no SMIC on that day: the contribution will say it
                rate.unit_amount = 0

    @api.depends("nature_id", "profile", "date_from")
    def _compute_display_name(self):
        for rate in self:
            parts = [rate.nature_id.name, rate.profile, format_date(self.env, rate.date_from)]
            rate.display_name = " · ".join(part for part in parts if part)

    def write(self, vals):
        """Refuse to change what an approved rate says: contributions rest on it. (FIN-035)"""
        if SEALED & vals.keys():
            self._check_not_approved()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self._check_not_approved()

    def _check_not_approved(self):
        for rate in self.filtered("date_approved"):
            raise UserError(
                self.env._(
                    "The rate “%(rate)s” is approved: end it, and create another from the next day on. (FIN-035)",
                    rate=rate.display_name,
                )
            )

    def action_approve(self):
        """Bring the rates into force, with the decision that approves them.

        :raise UserError: FIN-034 without the decision and its date
        """
        self.check_access("write")
        for rate in self.filtered(lambda rate: not rate.date_approved):
            if not rate._has_deliberation():
                raise UserError(
                    self.env._(
                        "Write the decision that approves the rate “%(rate)s”, and its date. (FIN-034)",
                        rate=rate.display_name,
                    )
                )
            # sudo: the fact, once the right to write and the decision are checked
            rate.sudo().write({"date_approved": fields.Datetime.now(), "approved_by_id": self.env.uid})

    def action_withdraw(self):
        """Take the approval back, as long as no contribution rests on the rate.

        :raise UserError: FIN-035
        """
        self.check_access("write")
        used = self.env["regie.inkind.contribution"].search([("rate_id", "in", self.ids)], limit=1)
        if used:
            used.rate_id._check_not_approved()
        # sudo: the fact, once the right to write is checked
        self.sudo().write({"date_approved": False, "approved_by_id": False})

    def _has_deliberation(self):
        """Tell whether the decision that approves the rate is known."""
        self.ensure_one()
        return bool(self.deliberation and self.date_deliberation)

    def _get_unit_amount(self, date, smic=None):
        """Euros of one unit on a day, with four decimals: the cent is rounded once the quantity is known.

        ``smic`` holds the values of the SMIC (``_get_smic``), read once for many contributions.

        :raise UserError: FIN-032 when the SMIC of that day is not known
        """
        self.ensure_one()
        if self.method not in ("smic_gross", "smic_loaded"):
            return self.amount
        values = self._get_smic() if smic is None else smic
        hourly = next(
            (
                value
                for company, first, last, value in values
                if company in (False, self.company_id.id) and first <= date and (not last or date <= last)
            ),
            None,
        )
        if hourly is None:
            raise UserError(
                self.env._(
                    "The SMIC is not known on %(date)s: add its value in the dated parameters, code %(code)s. "
                    "(FIN-032)",
                    date=format_date(self.env, date),
                    code=SMIC_CODE,
                )
            )
        charges = self.charge_rate if self.method == "smic_loaded" else 0
        return round(hourly * self.coefficient * (1 + charges / 100), 4)

    @api.model
    def _get_smic(self):
        """``[(company id or False, first day, last day or False, euros)]`` of the SMIC, that of a régie first."""
        # sudo: figures of the law are read by all
        found = self.env["regie.parameter"].sudo().search([("code", "=", SMIC_CODE)])
        rows = [(row.company_id.id, row.date_from, row.date_to, row.value) for row in found]
        return sorted(rows, key=lambda row: not row[0])

    @api.model
    def _get_approved(self, companies):
        """Return the approved rates of these régies, read once for many contributions."""
        return self.search([("company_id", "in", companies.ids), ("date_approved", "!=", False)])

    def _pick(self, contribution):
        """Return, among these rates, that of the skill of a contribution on its first day, else that for all skills.

        :raise UserError: FIN-032 when none is in force
        """
        day = contribution.date_from
        found = self.filtered(
            lambda rate: (
                rate.company_id == contribution.company_id
                and rate.nature_id == contribution.nature_id
                and rate.date_from <= day
                and (not rate.date_to or day <= rate.date_to)
            )
        )
        profile = contribution.profile or False
        rate = found.filtered(lambda rate: rate.profile == profile) or found.filtered(lambda rate: not rate.profile)
        if not rate:
            raise UserError(
                self.env._(
                    "No valuation rate of “%(nature)s” is in force on %(date)s: approve one in Finance / In kind / "
                    "Rates. (FIN-032)",
                    nature=contribution.nature_id.name,
                    date=format_date(self.env, day),
                )
            )
        return rate[0]
