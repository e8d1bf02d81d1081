from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMarketLot(models.Model):
    """A lot of a market: one object, one amount, and at most one social clause in hours.

    Public purchasing code, article L2113-10 (a market is split into lots).
    """

    _name = "regie.market.lot"
    _description = "Market Lot"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_end desc, reference"
    _rec_names_search = ["reference", "name"]
    _check_company_auto = True

    market_id = fields.Many2one("regie.market", required=True, index=True, ondelete="cascade", check_company=True)
    number = fields.Char(required=True, default="1", tracking=True, help="Number of the lot in its market.")
    name = fields.Char(string="Object", required=True, tracking=True)
    reference = fields.Char(
        compute="_compute_reference",
        store=True,
        index="trigram",
        help="The market's reference, a slash and the lot's number: what worksites and declarations quote.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(related="market_id.company_id", store=True, index=True)
    buyer_id = fields.Many2one(related="market_id.buyer_id", store=True, index=True)
    market_state = fields.Selection(related="market_id.state", string="State of the market", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    nature = fields.Selection(
        [("supplies", "Supplies"), ("services", "Services"), ("works", "Works")], default="services", required=True
    )
    amount_untaxed = fields.Monetary(string="Amount excl. tax", tracking=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", compute="_compute_user_id", store=True, readonly=False, check_company=True
    )
    department_id = fields.Many2one("hr.department", string="Team", check_company=True, tracking=True)
    site_ids = fields.Many2many(
        "regie.site",
        "regie_market_lot_site_rel",
        string="Sites",
        check_company=True,
        help="The territory of the lot: these sites and all that stand in them.",
    )
    date_start = fields.Date(
        string="First day",
        compute="_compute_date_start",
        store=True,
        readonly=False,
        tracking=True,
        help="First day of the lot; the market's own when you leave it.",
    )
    date_end = fields.Date(
        string="Last day",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        tracking=True,
        index=True,
        help="Last day of the lot; the market's own when you leave it.",
    )
    clause_id = fields.Many2one(
        "regie.clause", string="Social clause", copy=False, readonly=True, ondelete="restrict", check_company=True
    )
    hours_target = fields.Float(
        string="Clause hours",
        compute="_compute_hours_target",
        inverse="_inverse_hours_target",
        store=True,
        digits=(16, 2),
        tracking=True,
        help="Insertion hours that the buyer asks for. Filled, the lot gets its social clause; "
        "every insertion hour of its worksites then counts for it.",
    )
    hours_done = fields.Float(related="clause_id.hours_done")
    progress = fields.Float(related="clause_id.progress")
    alert = fields.Selection(related="clause_id.alert", string="Clause")
    declaration_count = fields.Integer(related="clause_id.declaration_count")
    project_ids = fields.One2many("project.project", "market_lot_id", string="Worksites")
    project_count = fields.Integer(compute="_compute_project_count")

    _number_market_uniq = models.Constraint(
        "UNIQUE (market_id, number)", "This number of a lot already exists in its market. (E-MKT-02)"
    )
    _clause_uniq = models.UniqueIndex(
        "(clause_id) WHERE clause_id IS NOT NULL", "A social clause belongs to one lot only."
    )

    @api.depends("market_id.reference", "number")
    def _compute_reference(self):
        for lot in self:
            lot.reference = f"{lot.market_id.reference or ''}/{lot.number or ''}"

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for lot in self:
            lot.display_name = " ".join(part for part in (lot.reference, lot.name) if part)

    @api.depends("market_id.user_id")
    def _compute_user_id(self):
        for lot in self:
            lot.user_id = lot.market_id.user_id

    @api.depends("market_id.date_start")
    def _compute_date_start(self):
        for lot in self:
            lot.date_start = lot.market_id.date_start

    @api.depends("market_id.date_end")
    def _compute_date_end(self):
        for lot in self:
            lot.date_end = lot.market_id.date_end

    @api.depends("clause_id.hours_target")
    def _compute_hours_target(self):
        for lot in self:
            lot.hours_target = lot.clause_id.hours_target

    def _inverse_hours_target(self):
        """Create the clauses of the lots that get hours, bring the others' obligation up to date."""
        for lot in self.filtered("clause_id"):
            lot.clause_id.hours_target = lot.hours_target
        new = self.filtered(lambda lot: not lot.clause_id and lot.hours_target)
        new._create_clauses()

    def _compute_project_count(self):
        counts = dict(
            self.env["project.project"]._read_group([("market_lot_id", "in", self.ids)], ["market_lot_id"], ["__count"])
        )
        for lot in self:
            lot.project_count = counts.get(lot, 0)

    @api.constrains("date_start", "date_end")
    def _check_period(self):
        for lot in self:
            if lot.date_start and lot.date_end and lot.date_end < lot.date_start:
                raise ValidationError(
                    self.env._(
                        "The lot %(lot)s ends before it starts: its duration must be strictly positive. (E-MKT-01)",
                        lot=lot.display_name,
                    )
                )

    @api.constrains("hours_target", "date_start", "date_end")
    def _check_clause_dates(self):
        for lot in self:
            if lot.hours_target and not (lot.date_start and lot.date_end):
                raise ValidationError(
                    self.env._(
                        "The lot %(lot)s asks for insertion hours: give it, or its market, a first and a last day. "
                        "(E-MKT-01)",
                        lot=lot.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create the lots; refuse a number that its market already has (E-MKT-02)."""
        self._refuse_taken_numbers([(vals.get("market_id"), vals.get("number") or "1") for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        """Write the lots; refuse a number that its market already has (E-MKT-02)."""
        if vals.keys() & {"number", "market_id"}:
            self._refuse_taken_numbers(
                [(vals.get("market_id", lot.market_id.id), vals.get("number", lot.number)) for lot in self]
            )
        return super().write(vals)

    def _refuse_taken_numbers(self, wanted):
        """Raise E-MKT-02 when one of the (market id, number) ``wanted`` is another lot's; one query for all."""
        others = self.with_context(active_test=False)._read_group(
            [("market_id", "in", [market for market, _number in wanted]), ("id", "not in", self.ids)],
            ["market_id", "number"],
        )
        taken = {(market.id, number): market for market, number in others}
        for key in wanted:
            if key in taken:
                raise ValidationError(
                    self.env._(
                        "The lot no. %(number)s already exists in the market %(market)s. (E-MKT-02)",
                        number=key[1],
                        market=taken[key].reference,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_hours(self):
        """A lot that hours were worked for stays: archive it."""
        # Asked for everybody's hours: a manager without a right on timesheets must be refused too.
        groups = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group([("market_lot_id", "in", self.ids)], ["market_lot_id"], ["unit_amount:sum"])
        )
        for lot, hours in groups:
            raise ValidationError(
                self.env._(
                    "The lot %(lot)s cannot be deleted: %(hours).2f hours were worked for it. Archive it instead.",
                    lot=lot.display_name,
                    hours=hours,
                )
            )

    def unlink(self):
        """Delete the lots, and with them the clauses that were theirs alone."""
        clauses = self.clause_id
        result = super().unlink()
        clauses.unlink()
        return result

    def _prepare_clause_vals(self):
        """Values of the clause of this lot; what the lot already knows is not typed again."""
        self.ensure_one()
        return {
            "reference": self.reference,
            "name": self.name,
            "company_id": self.company_id.id,
            "buyer_id": self.buyer_id.id,
            "facilitator_id": self.market_id.facilitator_id.id,
            "user_id": self.user_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "base_amount": self.amount_untaxed,
            "frame": self.market_id._get_clause_frame(),
            "hours_target_manual": self.hours_target,
            **self.market_id._prepare_market_clause_vals(),
        }

    def _create_clauses(self):
        """Create the clause of each lot, in one batch; raises E-MKT-01 for a lot without dates."""
        self._check_clause_dates()
        clauses = self.env["regie.clause"].create([lot._prepare_clause_vals() for lot in self])
        for lot, clause in zip(self, clauses, strict=True):
            lot.clause_id = clause
        self.project_ids._attach_hours("clause_id")
        return clauses

    def action_view_clause(self):
        """Open the social clause of this lot."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.clause",
            "view_mode": "form",
            "res_id": self.clause_id.id,
        }

    def action_view_worksites(self):
        """Open the worksites of this lot; a new one is already its own."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.project_project_action_worksite")
        context = {
            "default_market_lot_id": self.id,
            "default_partner_id": self.buyer_id.id,
            "default_allow_timesheets": True,
        }
        return {**action, "domain": [("market_lot_id", "=", self.id)], "context": context}

    def action_view_hours(self):
        """Open the hours worked for this lot, under the reader's own rights."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        return {**action, "domain": [("market_lot_id", "=", self.id)], "context": {"create": False}}

    def action_view_declarations(self):
        """Open the declarations of this lot's clause."""
        self.ensure_one()
        return self.clause_id.action_view_declarations()
