from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTfpbYear(models.Model):
    """A year of an agreement: the abatement that the landlord keeps, the programme that it finances, what was done.

    The amount of the abatement is given by the landlord, never computed here. Domain: gup_services.md, 3.3.
    """

    _name = "regie.tfpb.year"
    _description = "Year of a property tax agreement"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "year desc, agreement_id, id"
    _rec_names_search = ["agreement_id.name"]
    _check_company_auto = True

    agreement_id = fields.Many2one(
        "regie.tfpb.agreement", required=True, index=True, ondelete="restrict", check_company=True
    )
    landlord_id = fields.Many2one(related="agreement_id.landlord_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="agreement_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(required=True, aggregator=None, tracking=True)
    abatement_amount = fields.Monetary(
        string="Abatement", required=True, tracking=True, help="Given by the landlord: what it does not pay this year."
    )
    date_steering = fields.Date(string="Steering committee", help="Meeting that reads the programme or the report.")
    diagnosis = fields.Html(help="What the walk-through with the residents and the town found.")
    action_ids = fields.One2many("regie.tfpb.action", "year_id", string="Actions", copy=True)
    action_count = fields.Integer(string="Number of actions", compute="_compute_totals", store=True)
    planned_total = fields.Monetary(string="Planned", compute="_compute_totals", store=True)
    actual_total = fields.Monetary(string="Actual cost", compute="_compute_totals", store=True)
    valued_total = fields.Monetary(string="Valued", compute="_compute_totals", store=True)
    rate = fields.Float(
        string="Valued (%)",
        compute="_compute_rate",
        store=True,
        digits=(16, 2),
        aggregator="avg",
        help="What was valued ÷ the abatement. Above 100 % when the landlord spends more than it keeps.",
    )
    carried_amount = fields.Monetary(
        string="Carried from the year before",
        compute="_compute_carried_amount",
        help="What the closed year before left to be spent, when the agreement carries it over.",
    )
    balance = fields.Monetary(
        compute="_compute_balance",
        help="Valued less the abatement and what was carried from the year before. Negative: still to spend.",
    )
    signature_warning = fields.Char(compute="_compute_signature_warning")
    date_approved = fields.Date(string="Programme approved on", readonly=True, copy=False, tracking=True)
    date_reported = fields.Date(string="Report presented on", readonly=True, copy=False, tracking=True)
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [("programme", "Programme"), ("approved", "Approved"), ("report", "Report"), ("closed", "Closed")],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
        help="Follows from the dates: approved by the steering committee, report presented, closed. The landlord sees"
        " the year on the portal once its programme is approved.",
    )

    _year_uniq = models.Constraint(
        "UNIQUE (agreement_id, year)", "This year is already in the agreement: open the one that exists. (E-ATF-04)"
    )

    @api.depends("agreement_id.name", "year")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.year or ''} · {one.agreement_id.name or ''}"

    @api.depends("action_ids.cost_planned", "action_ids.cost_actual", "action_ids.valued_amount")
    def _compute_totals(self):
        for one in self:
            one.action_count = len(one.action_ids)
            one.planned_total = sum(one.action_ids.mapped("cost_planned"))
            one.actual_total = sum(one.action_ids.mapped("cost_actual"))
            one.valued_total = sum(one.action_ids.mapped("valued_amount"))

    @api.depends("valued_total", "abatement_amount")
    def _compute_rate(self):
        for one in self:
            one.rate = one.valued_total / one.abatement_amount * 100 if one.abatement_amount > 0 else 0

    @api.depends("agreement_id.is_carried_over", "agreement_id.year_ids.date_closed")
    def _compute_carried_amount(self):
        for one in self:
            before = one.agreement_id.year_ids.filtered(lambda other, one=one: other.year == one.year - 1)
            is_carried = one.agreement_id.is_carried_over and before.date_closed
            one.carried_amount = max(0, -before.balance) if is_carried else 0

    @api.depends("valued_total", "abatement_amount", "carried_amount")
    def _compute_balance(self):
        for one in self:
            one.balance = one.valued_total - one.abatement_amount - one.carried_amount

    @api.depends("agreement_id.date_signed", "year")
    def _compute_signature_warning(self):
        for one in self:
            signed = one.agreement_id.date_signed
            late = signed and (signed.year, signed.month, signed.day) > (one.year, 1, 1)
            one.signature_warning = late and self.env._(
                "The agreement was signed after 1 January %s: have the right to the abatement of that year checked by"
                " the tax office.",
                one.year,
            )

    @api.depends("date_approved", "date_reported", "date_closed")
    def _compute_state(self):
        for one in self:
            if one.date_closed:
                one.state = "closed"
            elif one.date_reported:
                one.state = "report"
            else:
                one.state = "approved" if one.date_approved else "programme"

    @api.constrains("abatement_amount")
    def _check_abatement(self):
        """An abatement is a positive amount. (E-ATF-01)"""
        for one in self:
            if one.abatement_amount <= 0:
                raise ValidationError(
                    self.env._("%s: the amount of the abatement must be positive. (E-ATF-01)", one.display_name)
                )

    @api.constrains("year", "agreement_id")
    def _check_year(self):
        """The year is one of its agreement. (E-ATF-04)"""
        for one in self:
            agreement = one.agreement_id
            if not agreement.year_from <= one.year <= agreement.year_to:
                raise ValidationError(
                    self.env._(
                        "The year %(year)s is out of the agreement (%(from)s-%(to)s). (E-ATF-04)",
                        **{"year": one.year, "from": agreement.year_from, "to": agreement.year_to},
                    )
                )

    def action_view_actions(self):
        """Open the actions of the year."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_landlord.regie_tfpb_action_action")
        return dict(action, domain=[("year_id", "=", self.id)], context={"default_year_id": self.id})

    def _get_file_stem(self):
        """Answer the name of the printed files, without extension."""
        self.ensure_one()
        return f"TFPB-{self.year}-{self.landlord_id.name}".replace("/", "-")

    def _get_table_titles(self):
        """Answer the titles of the yearly table, in the order of ``_get_table_rows``."""
        return [
            self.env._("Axis"),
            self.env._("Action"),
            self.env._("Done by"),
            self.env._("Calendar"),
            self.env._("Planned expense"),
            self.env._("Planned funding of the landlord"),
            self.env._("Planned funding of others"),
            self.env._("Actual cost"),
            self.env._("Valued in the TFPB"),
            self.env._("Valued (%)"),
            self.env._("What was done"),
        ]

    def _get_table_rows(self):
        """Answer one row per action, the axes in order: texts and floats."""
        self.ensure_one()
        return [
            [
                action.axis_id.display_name,
                action.name,
                action._get_operator_name(),
                action._get_calendar(),
                action.cost_planned,
                action.funding_landlord,
                action.funding_other,
                action.cost_actual,
                action.valued_amount,
                action.valuation_rate,
                action.result or "",
            ]
            for action in self.action_ids.sorted(lambda one: (one.axis_id.number, one.sequence, one.id))
        ]
