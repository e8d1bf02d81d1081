from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare, format_date

#: Computed and stored: a computed field without inverse is writable by RPC.
COMPUTED = frozenset(
    ("cost_actual", "funding_landlord_actual", "valued_amount", "year", "agreement_id", "landlord_id", "company_id")
)


class RegieTfpbAction(models.Model):
    """An action of the programme: what, where, by whom, for how much, and which part of it the tax abatement pays.

    What is common law (the ordinary upkeep that every tenant pays for) is not valued. Domain: gup_services.md, 3.3.
    """

    _name = "regie.tfpb.action"
    _description = "Action of a property tax agreement"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "year desc, axis_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    year_id = fields.Many2one(
        "regie.tfpb.year", string="Programme", required=True, index=True, ondelete="cascade", check_company=True
    )
    year = fields.Integer(related="year_id.year", store=True, precompute=True, aggregator=None)
    year_state = fields.Selection(related="year_id.state", string="State of the year")
    agreement_id = fields.Many2one(related="year_id.agreement_id", store=True, index=True, precompute=True)
    landlord_id = fields.Many2one(related="year_id.landlord_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="year_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    axis_id = fields.Many2one("regie.tfpb.axis", required=True, index=True, ondelete="restrict")
    territory_ids = fields.Many2many(
        "regie.territory",
        "regie_tfpb_action_territory_rel",
        string="Priority neighbourhoods",
        domain="[('is_priority', '=', True)]",
    )
    site_ids = fields.Many2many("regie.site", "regie_tfpb_action_site_rel", string="Sites", check_company=True)
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    operator = fields.Selection(
        [
            ("regie", "Régie"),
            ("landlord", "Landlord"),
            ("association", "Association"),
            ("municipality", "Town"),
            ("company", "Company"),
        ],
        string="Done by",
        required=True,
        default="regie",
    )
    operator_id = fields.Many2one("res.partner", ondelete="restrict")
    lot_id = fields.Many2one("regie.market.lot", string="Market lot", check_company=True, index="btree_not_null")
    service_ids = fields.Many2many(
        "regie.service",
        "regie_tfpb_action_service_rel",
        string="Recurring services",
        check_company=True,
        help="The reinforced upkeep that this action pays for.",
    )
    cost_planned = fields.Monetary(string="Planned cost")
    funding_landlord = fields.Monetary(string="Planned funding of the landlord")
    funding_other = fields.Monetary(string="Planned funding of others")
    valuation_ids = fields.One2many("regie.tfpb.valuation", "action_id", string="Invoices")
    cost_manual = fields.Monetary(
        string="Cost declared by the operator", help="When the cost does not come from invoices of the régie."
    )
    cost_actual = fields.Monetary(
        string="Actual cost",
        compute="_compute_actual",
        store=True,
        help="The invoices below when the régie does the action, otherwise what the operator declares.",
    )
    funding_other_actual = fields.Monetary(string="Actual funding of others")
    funding_landlord_actual = fields.Monetary(
        string="Actual funding of the landlord",
        compute="_compute_actual",
        store=True,
        help="The actual cost less what others pay.",
    )
    common_law_amount = fields.Monetary(
        string="Of which common law", help="Part of the landlord's funding that is ordinary upkeep: never valued."
    )
    valuation_rate = fields.Float(
        string="Valued (%)", default=100, digits=(16, 2), aggregator=None, help="Share of the landlord's funding."
    )
    valued_amount = fields.Monetary(string="Valued in the TFPB", compute="_compute_actual", store=True)
    indicator = fields.Char(help="How you will know that it was useful: number of passes, of tenants met, of tonnes…")
    result = fields.Text(string="What was done")

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "The action ends before it starts.")

    @api.depends(
        *("operator", "cost_manual", "valuation_ids.amount", "funding_other_actual", "common_law_amount"),
        "valuation_rate",
    )
    def _compute_actual(self):
        for one in self:
            is_invoiced = one.operator == "regie" and one.valuation_ids
            one.cost_actual = sum(one.valuation_ids.mapped("amount")) if is_invoiced else one.cost_manual
            one.funding_landlord_actual = one.cost_actual - one.funding_other_actual
            valuable = max(0, one.funding_landlord_actual - one.common_law_amount)
            one.valued_amount = one.currency_id.round(valuable * one.valuation_rate / 100)

    @api.constrains(
        *("cost_planned", "funding_landlord", "funding_other"),
        *("cost_actual", "funding_other_actual", "cost_manual", "valuation_ids"),
    )
    def _check_funding(self):
        """The funding covers the cost, neither more nor less. (E-ATF-02)"""
        for one in self:
            planned = one.funding_landlord + one.funding_other
            amounts = (one.cost_planned, one.funding_landlord, one.funding_other, one.funding_other_actual)
            if min(amounts) < 0 or float_compare(planned, one.cost_planned, precision_digits=2):
                raise ValidationError(
                    self.env._(
                        "%(action)s: unbalanced funding plan, %(sum).2f € for a cost of %(cost).2f €. (E-ATF-02)",
                        action=one.name,
                        sum=planned,
                        cost=one.cost_planned,
                    )
                )
            if one.cost_actual and float_compare(one.funding_other_actual, one.cost_actual, precision_digits=2) > 0:
                raise ValidationError(
                    self.env._(
                        "%(action)s: unbalanced funding plan, others pay %(sum).2f € for an actual cost of %(cost).2f"
                        " €. (E-ATF-02)",
                        action=one.name,
                        sum=one.funding_other_actual,
                        cost=one.cost_actual,
                    )
                )

    @api.constrains("valuation_rate", "common_law_amount", "funding_other_actual", "cost_manual", "valuation_ids")
    def _check_valuation(self):
        """What is valued is a part of what the landlord paid. (E-ATF-03)"""
        for one in self:
            common = float_compare(one.common_law_amount, max(0, one.funding_landlord_actual), precision_digits=2) > 0
            if not 0 <= one.valuation_rate <= 100 or one.common_law_amount < 0 or (one.cost_actual and common):
                raise ValidationError(
                    self.env._(
                        "%(action)s: what is valued exceeds the funding of the landlord. The rate is between 0 and"
                        " 100 %%, and the part of common law is within what the landlord paid (%(amount).2f €)."
                        " (E-ATF-03)",
                        action=one.name,
                        amount=one.funding_landlord_actual,
                    )
                )

    @api.constrains("territory_ids")
    def _check_territories(self):
        """The action is done for at least one QPV. (E-ATF-05)"""
        for one in self:
            if not one.territory_ids.filtered("is_priority"):
                raise ValidationError(
                    self.env._("%s: attach the action to at least one QPV. (E-ATF-05)", one.name or "")
                )

    @api.constrains("year_id", "date_from", "date_to")
    def _check_calendar(self):
        """The action takes place in its year. (E-ATF-04)"""
        for one in self:
            if any(day and day.year != one.year for day in (one.date_from, one.date_to)):
                raise ValidationError(
                    self.env._(
                        "%(action)s takes place in %(year)s: mend its dates. (E-ATF-04)",
                        action=one.name,
                        year=one.year,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create actions; an action without a QPV is refused (E-ATF-05), a closed year takes none (E-ATF-08)."""
        for vals in vals_list:
            self._check_not_computed(vals)
        actions = super().create(vals_list)
        actions._check_territories()
        if not self.env.su:
            actions.year_id._check_open()
        return actions

    def write(self, vals):
        """Change actions; those of a closed year no longer change. (E-ATF-08)"""
        self._check_not_computed(vals)
        if not self.env.su:
            self.year_id._check_open()
        result = super().write(vals)
        if not self.env.su and "year_id" in vals:
            self.year_id._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.year_id._check_open()

    def _check_not_computed(self, vals):
        if not self.env.su and COMPUTED & vals.keys():
            raise UserError(
                self.env._("The actual cost and what is valued follow from the invoices and the rate. (E-ATF-07)")
            )

    def _get_operator_name(self):
        """Answer who does the action, in words: "Association (Les Jardins)"."""
        self.ensure_one()
        kind = dict(self._fields["operator"]._description_selection(self.env))[self.operator]
        return f"{kind} ({self.operator_id.name})" if self.operator_id else kind

    def _get_calendar(self):
        """Answer when the action takes place, in words; the whole year when no date is written."""
        self.ensure_one()
        days = [format_date(self.env, day, date_format="dd/MM") for day in (self.date_from, self.date_to) if day]
        return " – ".join(days) or self.env._("whole year")

    def action_take_invoices(self):
        """Value the posted invoice lines of the action's lot, or of the landlord, that no action has taken yet.

        :raise UserError: E-ATF-09 when there is none
        """
        self.ensure_one()
        self.check_access("write")
        self.year_id._check_open()
        # sudo: the office sees what was invoiced on its lots, without a right on the accounts
        lines = self.env["account.move.line"].sudo().search(self._get_invoice_line_domain())
        if not lines:
            raise UserError(
                self.env._(
                    "No posted invoice of %(landlord)s in %(year)s is left to value for %(action)s: choose the lot of"
                    " the action, or post its invoices. (E-ATF-09)",
                    landlord=self.landlord_id.name,
                    year=self.year,
                    action=self.name,
                )
            )
        # sudo: valuations are made here, from lines just chosen by the rules; the accountant adds others by hand
        self.env["regie.tfpb.valuation"].sudo().create(
            [{"action_id": self.id, "move_line_id": line.id} for line in lines]
        )

    def _get_invoice_line_domain(self):
        """The posted lines of the landlord's invoices of the year that no action has valued: those of the order of the
        lot when the action has one, all of them otherwise."""
        self.ensure_one()
        taken = self.env["regie.tfpb.valuation"].sudo().search([("company_id", "=", self.company_id.id)])
        order = self.lot_id.sale_order_id
        of_lot = [("sale_line_ids.order_id", "=", order.id)] if order else []
        return [
            *of_lot,
            ("parent_state", "=", "posted"),
            ("display_type", "=", "product"),
            ("company_id", "=", self.company_id.id),
            ("move_id.move_type", "in", ("out_invoice", "out_refund")),
            ("move_id.commercial_partner_id", "=", self.landlord_id.commercial_partner_id.id),
            ("move_id.invoice_date", ">=", f"{self.year}-01-01"),
            ("move_id.invoice_date", "<=", f"{self.year}-12-31"),
            ("id", "not in", taken.move_line_id.ids),
        ]
