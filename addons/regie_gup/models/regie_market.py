from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

FACTS = ("date_sourcing", "date_application", "date_offer", "outcome", "date_opened", "date_terminated")


class RegieMarket(models.Model):
    """A public or private market of the régie, from the day it is heard of to its last day.

    Public purchasing code (CCP). Its state is read from its dates: a button writes a date, never a state.
    """

    _name = "regie.market"
    _description = "Market"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_end desc, reference"
    _rec_names_search = ["reference", "name"]
    _check_company_auto = True

    reference = fields.Char(required=True, tracking=True, index="trigram", help="The buyer's number of the market.")
    name = fields.Char(string="Object", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user, check_company=True, tracking=True
    )
    buyer_id = fields.Many2one("res.partner", required=True, check_company=True, tracking=True, index=True)
    buyer_kind = fields.Selection(
        [
            ("municipality", "Municipality"),
            ("intermunicipal", "Intermunicipal body (EPCI)"),
            ("department", "Department"),
            ("region", "Region"),
            ("state", "State"),
            ("oph", "Public housing office (OPH)"),
            ("esh", "Social housing company (ESH)"),
            ("coop_hlm", "HLM cooperative"),
            ("sem", "Semi-public company (SEM)"),
            ("condominium", "Condominium"),
            ("association", "Association, foundation or home"),
            ("private", "Private company"),
            ("individual", "Individual"),
        ],
        tracking=True,
    )
    facilitator_id = fields.Many2one(
        "res.partner",
        string="Clause facilitator",
        check_company=True,
        help="Who follows the social clauses of this market for the buyer.",
    )
    role = fields.Selection(
        [
            ("holder", "Holder"),
            ("co_contractor", "Co-contractor"),
            ("subcontractor", "Subcontractor"),
            ("direct_order", "Direct order"),
        ],
        string="Role of the régie",
        default="holder",
        required=True,
        tracking=True,
    )
    main_contractor_id = fields.Many2one(
        "res.partner", check_company=True, help="The company for which the régie works as a subcontractor."
    )
    procedure = fields.Selection(
        [
            ("direct", "Direct agreement below the threshold (R2122-8)"),
            ("adapted", "Adapted procedure (L2123-1 1°)"),
            ("adapted_insertion", "Insertion and qualification market (L2123-1 2°)"),
            ("adapted_small_lots", "Small lots (L2123-1 3°)"),
            ("tender", "Call for tenders"),
            ("reserved_iae", "Reserved to insertion structures (L2113-13)"),
            ("reserved_ess", "Reserved to the social economy (L2113-15)"),
            ("agreement", "Agreement outside the public markets"),
        ],
        tracking=True,
    )
    legal_article_ids = fields.Many2many("regie.legal.article", string="Legal articles")
    publication_ref = fields.Char(string="Publication", help="Number of the notice in the official journal.")
    date_deadline = fields.Datetime(string="Offers due", tracking=True, help="Last moment to hand in the offer.")
    ccag = fields.Selection(
        [("fcs", "Supplies and services"), ("works", "Works"), ("none", "None")], string="General terms (CCAG)"
    )
    price_form = fields.Selection([("flat", "Flat rate"), ("unit", "Unit prices (BPU)"), ("mixed", "Mixed")])
    revision_formula = fields.Char()
    penalty_rule = fields.Text(string="Penalties", help="What the market says of penalties, in its own words.")

    date_sourcing = fields.Date(string="Sourcing since", tracking=True)
    date_application = fields.Date(string="Application sent on", tracking=True)
    date_offer = fields.Date(string="Offer handed in on", tracking=True)
    outcome = fields.Selection([("won", "Won"), ("lost", "Lost"), ("dropped", "Without follow-up")], tracking=True)
    date_notification = fields.Date(string="Notified on", tracking=True, help="The day the buyer's signed market came.")
    date_opened = fields.Date(string="Works ordered on", tracking=True, help="From this day the market is running.")
    date_terminated = fields.Date(string="Terminated on", tracking=True, help="Ended by the buyer before its term.")
    date_start = fields.Date(string="First day", tracking=True, index=True)
    duration_months = fields.Integer(help="Length of the market, renewals not included.")
    renewal_count = fields.Integer(string="Renewals")
    renewal_months = fields.Integer(string="Months of a renewal")
    date_end = fields.Date(
        string="Last day",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        tracking=True,
        index=True,
        help="Last day of the market. Proposed from the start and the length.",
    )
    date_end_max = fields.Date(
        string="End with renewals",
        compute="_compute_date_end_max",
        store=True,
        help="Last day if every renewal is used.",
    )
    state = fields.Selection(
        [
            ("detected", "Heard of"),
            ("sourcing", "Sourcing"),
            ("application", "Application"),
            ("offer", "Offer handed in"),
            ("awarded", "Awarded"),
            ("running", "Running"),
            ("ended", "Ended"),
            ("lost", "Lost"),
            ("dropped", "Without follow-up"),
            ("terminated", "Terminated"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        group_expand=True,
        tracking=True,
        help="Read from the dates: sourcing, application, offer, notification, order of works, end. "
        "Ended is set on the day after the last day.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    lot_ids = fields.One2many("regie.market.lot", "market_id", string="Lots")
    lot_count = fields.Integer(compute="_compute_lot_totals", store=True)
    amount_untaxed = fields.Monetary(string="Amount excl. tax", compute="_compute_lot_totals", store=True)
    hours_target = fields.Float(
        string="Clause hours", compute="_compute_lot_totals", store=True, digits=(16, 2), help="Sum of its lots."
    )
    project_count = fields.Integer(string="Worksites", compute="_compute_project_count")

    _reference_company_uniq = models.Constraint(
        "UNIQUE (reference, company_id)", "This reference of a market is already used in this régie."
    )

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for market in self:
            market.display_name = " ".join(part for part in (market.reference, market.name) if part)

    @api.depends("date_start", "duration_months")
    def _compute_date_end(self):
        for market in self:
            if market.date_start and market.duration_months > 0:
                market.date_end = market.date_start + relativedelta(months=market.duration_months, days=-1)

    @api.depends("date_end", "renewal_count", "renewal_months")
    def _compute_date_end_max(self):
        for market in self:
            months = market.renewal_count * market.renewal_months
            if market.date_end:
                # From the day after the end: one month after 31 January is 28 February, not 3 March.
                day_after = market.date_end + relativedelta(days=1)
                market.date_end_max = day_after + relativedelta(months=months) - relativedelta(days=1)
            else:
                market.date_end_max = False

    @api.depends(*FACTS, "date_end", "date_notification")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for market in self:
            market.state = market._get_state(today)

    @api.depends("lot_ids.amount_untaxed", "lot_ids.hours_target", "lot_ids.active")
    def _compute_lot_totals(self):
        for market in self:
            market.lot_count = len(market.lot_ids)
            market.amount_untaxed = sum(market.lot_ids.mapped("amount_untaxed"))
            market.hours_target = sum(market.lot_ids.mapped("hours_target"))

    def _compute_project_count(self):
        counts = dict(
            self.env["project.project"]._read_group([("market_id", "in", self.ids)], ["market_id"], ["__count"])
        )
        for market in self:
            market.project_count = counts.get(market, 0)

    @api.constrains("date_start", "date_end", "duration_months")
    def _check_period(self):
        for market in self:
            reversed_dates = market.date_start and market.date_end and market.date_end < market.date_start
            if reversed_dates or market.duration_months < 0:
                raise ValidationError(
                    self.env._(
                        "The duration of the market %(market)s must be strictly positive. (E-MKT-01)",
                        market=market.display_name,
                    )
                )

    @api.constrains("outcome", "date_notification")
    def _check_notification(self):
        for market in self:
            if market.outcome == "won" and not market.date_notification:
                raise ValidationError(
                    self.env._(
                        "Fill in the date of notification before you award the market %(market)s. (E-MKT-03)",
                        market=market.display_name,
                    )
                )

    @api.constrains("role", "main_contractor_id")
    def _check_main_contractor(self):
        for market in self:
            if market.role == "subcontractor" and not market.main_contractor_id:
                raise ValidationError(
                    self.env._(
                        "State the main contractor of which the régie is the subcontractor on the market %(market)s. "
                        "(E-MKT-05)",
                        market=market.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_lots(self):
        """The lots go with their market, by the model, so that a lot with hours refuses."""
        self.with_context(active_test=False).lot_ids.unlink()

    def _get_state(self, today):
        """The state that the facts give on the day ``today``."""
        self.ensure_one()
        if self.date_terminated:
            return "terminated"
        if self.outcome in ("lost", "dropped"):
            return self.outcome
        if self.date_opened or self.outcome == "won":
            if self.date_end and self.date_end < today:
                return "ended"
            return "running" if self.date_opened and self.date_opened <= today else "awarded"
        for fact, state in (
            ("date_offer", "offer"),
            ("date_application", "application"),
            ("date_sourcing", "sourcing"),
        ):
            if self[fact]:
                return state
        return "detected"
