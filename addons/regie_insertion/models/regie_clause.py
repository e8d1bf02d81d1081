from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.clause import obligation_hours, share_hours


class RegieClause(models.Model):
    """A social clause: the insertion hours that a buyer asks for on its worksites, between two dates.

    Public purchasing code, articles L2112-2 (conditions of performance) and L2113-13 (reserved markets). One hour
    serves one clause only: it has one worksite, and the worksite has at most one clause.
    """

    _name = "regie.clause"
    _description = "Social Clause"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_end desc, reference"
    _rec_names_search = ["reference", "name"]
    _check_company_auto = True

    reference = fields.Char(required=True, tracking=True, help="The buyer's number of the market and of the lot.")
    name = fields.Char(string="Object", tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True, ondelete="restrict"
    )
    buyer_id = fields.Many2one(
        "res.partner",
        required=True,
        tracking=True,
        check_company=True,
        index=True,
        help="Who bought the works and asks for the hours; receives the declaration without names.",
    )
    facilitator_id = fields.Many2one(
        "res.partner",
        check_company=True,
        tracking=True,
        help="Who follows the clause for the buyer; receives the nominative list, with the buyer's agreement.",
    )
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user, check_company=True, tracking=True
    )
    frame = fields.Selection(
        [
            ("l2112_2", "Condition of performance (L2112-2)"),
            ("reserved", "Reserved market (L2113-13)"),
            ("insertion", "Insertion market (L2123-1 2°)"),
            ("npnru_works", "NPNRU charter, works"),
            ("npnru_gup", "NPNRU charter, neighbourhood management"),
            ("internal", "The régie's own commitment"),
        ],
        default="l2112_2",
        required=True,
        help="Where the obligation comes from.",
    )
    date_start = fields.Date(
        string="First day", required=True, tracking=True, help="Hours worked before this day do not count."
    )
    date_end = fields.Date(
        string="Last day", required=True, tracking=True, help="Hours worked after this day do not count."
    )
    frequency = fields.Selection(
        [("month", "Monthly"), ("quarter", "Quarterly")],
        string="Declared",
        default="month",
        required=True,
        help="The period that one declaration covers.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    base_amount = fields.Monetary(
        string="Amount excl. tax", help="Amount of the works from which the obligation is computed."
    )
    labour_share = fields.Float(
        string="Labour share (%)", digits=(6, 3), help="Part of the amount that is labour, in percent."
    )
    rate = fields.Float(
        string="Clause rate (%)", digits=(6, 3), help="Part of the labour that is due in insertion hours."
    )
    hourly_cost = fields.Monetary(help="Cost of one hour by which the labour amount is divided.")
    rounding = fields.Selection(
        [("half_up", "To the nearest hour"), ("up", "Up to the next hour")],
        default="up",
        required=True,
        help="How the computed obligation becomes whole hours: up, unless the market says otherwise.",
    )
    hours_formula = fields.Float(
        string="Hours by the formula",
        compute="_compute_hours_formula",
        store=True,
        digits=(16, 2),
        help="Amount × labour share × rate ÷ hourly cost, or hours of the works × rate, in whole hours; "
        "0 while one of them is missing.",
    )
    hours_target_manual = fields.Float(
        string="Hours in the contract",
        digits=(16, 2),
        tracking=True,
        help="The hours that the contract itself states; filled, it wins over the formula.",
    )
    hours_target = fields.Float(
        string="Hours due",
        compute="_compute_hours_target",
        inverse="_inverse_hours_target",
        store=True,
        digits=(16, 2),
        help="The hours in the contract when it states them, else those of the formula.",
    )
    penalty = fields.Monetary(
        string="Penalty per missing hour", help="Only what the contract says; the law fixes no amount."
    )
    eligibility_months = fields.Integer(
        string="Eligible for (months)",
        help="A person's hours count for this many months from their first hour on any clause, the régie's employees "
        "included. 0: the market sets no limit. Often 24.",
    )
    months_after_cdi = fields.Integer(
        string="Eligible after a CDI (months)",
        help="A person's hours count for this many months from the first day of their CDI. "
        "0: the market sets no limit. Often 6.",
    )
    training_counted = fields.Boolean(
        string="Training counts", help="The hours of the training worksites count too: only if the market says so."
    )
    project_ids = fields.One2many("project.project", "clause_id", string="Worksites")
    project_count = fields.Integer(compute="_compute_project_count")
    line_ids = fields.One2many("account.analytic.line", "clause_id", string="Hours")

    _reference_company_uniq = models.Constraint(
        "UNIQUE (reference, company_id)", "This reference of a clause is already used in this régie."
    )
    _hours_target_positive = models.Constraint(
        "CHECK (hours_target >= 0)", "The hours due of a clause cannot be negative."
    )
    _eligibility_positive = models.Constraint(
        "CHECK (eligibility_months >= 0 AND COALESCE(months_after_cdi, 0) >= 0)",
        "The months of eligibility cannot be negative.",
    )

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for clause in self:
            clause.display_name = " ".join(part for part in (clause.reference, clause.name) if part)

    @api.depends("base_amount", "labour_share", "rate", "hourly_cost", "rounding", "obligation_kind", "base_hours")
    def _compute_hours_formula(self):
        for clause in self:
            clause.hours_formula = float(clause._get_hours_by_formula())

    def _get_hours_by_formula(self):
        """Hours due by the formula of the kind of obligation, 0 while one of its factors is missing."""
        self.ensure_one()
        if self.obligation_kind == "hires":
            return 0
        if self.obligation_kind == "hours_share":
            return share_hours(self.base_hours, self.rate, self.rounding)
        factors = (self.base_amount, self.labour_share, self.rate, self.hourly_cost)
        return obligation_hours(*factors, self.rounding) if all(factor > 0 for factor in factors) else 0

    @api.depends("hours_target_manual", "hours_formula")
    def _compute_hours_target(self):
        for clause in self:
            clause.hours_target = clause.hours_target_manual or clause.hours_formula

    def _inverse_hours_target(self):
        for clause in self:
            clause.hours_target_manual = clause.hours_target

    @api.depends("project_ids")
    def _compute_project_count(self):
        counts = dict(
            self.env["project.project"]._read_group([("clause_id", "in", self.ids)], ["clause_id"], ["__count"])
        )
        for clause in self:
            clause.project_count = counts.get(clause, 0)

    @api.constrains("date_start", "date_end")
    def _check_period(self):
        for clause in self:
            if clause.date_end < clause.date_start:
                raise ValidationError(
                    self.env._(
                        "The clause %(clause)s ends before it starts: its length must be strictly positive. (E-MKT-01)",
                        clause=clause.display_name,
                    )
                )

    @api.constrains("labour_share", "rate")
    def _check_rates(self):
        for clause in self:
            if any(not 0 <= rate <= 100 for rate in (clause.labour_share, clause.rate)):
                raise ValidationError(
                    self.env._("The clause rate and the labour share must be between 0 and 100 %. (E-MKT-09)")
                )

    @api.constrains("hourly_cost", "rate", "base_amount", "labour_share")
    def _check_hourly_cost(self):
        for clause in self:
            asks = clause.obligation_kind in ("hours", "amount") and clause.rate and clause.base_amount
            if clause.hourly_cost < 0 or (asks and clause.labour_share and not clause.hourly_cost):
                raise ValidationError(self.env._("The hourly cost of the clause must be above zero. (E-MKT-10)"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_hours(self):
        """A clause that hours were worked for is archived, not deleted."""
        groups = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group([("clause_id", "in", self.ids)], ["clause_id"], ["unit_amount:sum"])
        )
        for clause, hours in groups:
            raise ValidationError(
                self.env._(
                    "The clause %(clause)s cannot be deleted: %(hours).2f hours were worked for it. "
                    "Archive it instead.",
                    clause=clause.display_name,
                    hours=hours,
                )
            )

    def action_view_worksites(self):
        """Open the worksites whose hours count for this clause."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.project_project_action_worksite")
        context = {"default_clause_id": self.id, "default_partner_id": self.buyer_id.id}
        return {**action, "domain": [("clause_id", "=", self.id)], "context": context}

    def action_view_hours(self):
        """Open the hours that count for this clause, which add up to its figure, under the reader's own rights."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        return {**action, "domain": [("counted_clause_id", "=", self.id)], "context": {"create": False}}
