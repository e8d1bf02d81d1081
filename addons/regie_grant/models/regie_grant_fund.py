from odoo import api, fields, models
from odoo.exceptions import UserError

#: Dedicated funds by kind of resource (ANC 2018-06, art. 132-2); the other kinds have none: prices, contributions due
#: by law.
PAIR_BY_KIND = {"grant": "194", "financial_contribution": "195", "assigned_gift": "196"}


class RegieGrant(models.Model):
    """Dedicated funds of a grant, and the decisions of the closings."""

    _inherit = "regie.grant"

    decision_ids = fields.One2many("regie.grant.decision", "grant_id")
    fund_movement_ids = fields.One2many("regie.fund.movement", "grant_id")
    depreciation_ids = fields.One2many("regie.grant.depreciation", "grant_id")
    fund_balance = fields.Monetary(
        string="Dedicated funds", compute="_compute_fund_balance", help="What is left to spend, in posted entries."
    )
    decision_count = fields.Integer(compute="_compute_decision_count")
    asset_value = fields.Monetary(
        help="Cost of the asset that the grant helped to buy: the grant goes to the income in step with it."
    )
    asset_start = fields.Date(string="In service on", help="First day of depreciation of the asset.")
    asset_years = fields.Integer(string="Years of depreciation")

    _asset_whole = models.Constraint(
        "CHECK (COALESCE(asset_value, 0) >= 0 AND COALESCE(asset_years, 0) >= 0)",
        "The asset has a positive cost and lasts at least a year.",
    )

    @api.depends("fund_movement_ids.balance", "fund_movement_ids.parent_state")
    def _compute_fund_balance(self):
        layers = self.env["regie.fund.movement"].get_layers(self)
        for grant in self:
            grant.fund_balance = sum(layers.get(grant.id, {}).values())

    @api.depends("decision_ids")
    def _compute_decision_count(self):
        groups = self.env["regie.grant.decision"]._read_group([("grant_id", "in", self.ids)], ["grant_id"], ["__count"])
        counts = {grant.id: count for grant, count in groups}
        for grant in self:
            grant.decision_count = counts.get(grant.id, 0)

    def _get_fund_pair(self):
        """Account pair of the dedicated funds of the grant, or False when it can have none."""
        self.ensure_one()
        return self.is_project_defined and not self.is_investment and PAIR_BY_KIND.get(self.legal_kind)

    def _check_may_have_fund(self):
        """Refuse dedicated funds for what no third party dedicated to a defined project.

        :raise UserError: FIN-020
        """
        if other := self.filtered(lambda grant: not grant._get_fund_pair())[:1]:
            raise UserError(
                self.env._(
                    "Dedicated funds are impossible for “%(grant)s”: the resource is not dedicated to a defined project"
                    " (general grant, market, contribution due by law or investment). (FIN-020)",
                    grant=other.display_name,
                )
            )

    def _get_fund_distribution(self):
        """Analytic axes of an entry of the grant: its activity and itself."""
        self.ensure_one()
        axes = self.activity_id.analytic_account_id | self.analytic_account_id
        return {",".join(str(axis.id) for axis in axes): 100} if axes else False

    def action_view_decisions(self):
        """Decisions of the closings of the grant."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_grant_decision_action")
        return {**action, "domain": [("grant_id", "=", self.id)], "context": {"default_grant_id": self.id}}

    def action_view_fund(self):
        """Movements of the dedicated funds of the grant, those of drafts included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_fund_movement_action")
        return {**action, "domain": [("grant_id", "=", self.id)], "context": {}}
