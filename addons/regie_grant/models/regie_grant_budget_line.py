from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieGrantBudgetLine(models.Model):
    """A row of the budget of a grant: what is planned in whole euros, what was done as the books say it."""

    _name = "regie.grant.budget.line"
    _description = "Budget line of a grant"
    _order = "grant_id, side, sequence, id"
    _rec_name = "row_id"
    _inherit = ["regie.fact.guard"]
    _check_company_auto = True

    grant_id = fields.Many2one("regie.grant", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="grant_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    row_id = fields.Many2one(
        "regie.cerfa.row", required=True, ondelete="restrict", domain="[('is_heading', '=', False)]"
    )
    side = fields.Selection(related="row_id.side", store=True, precompute=True)
    sequence = fields.Integer(related="row_id.sequence", store=True, precompute=True)
    is_inkind = fields.Boolean(related="row_id.is_inkind", store=True, precompute=True)
    label = fields.Char(string="Detail", help="Which State service, which Region, which fee…")
    planned = fields.Monetary(help="Whole euros, as in the form.")
    actual = fields.Monetary(
        compute="_compute_actual", help="Read from the posted entries; kept once the report is handed in."
    )
    actual_sealed = fields.Monetary(string="Actual at the report", readonly=True, copy=False)
    variance = fields.Float(string="Variance (%)", compute="_compute_actual", digits=(16, 1))
    is_variance_high = fields.Boolean(string="To be explained", compute="_compute_actual")
    note = fields.Char(string="Explanation", help="Why what was done is far from what was planned.")

    _row_uniq = models.Constraint("UNIQUE (grant_id, row_id)", "This row is already in the budget of the grant.")

    @api.depends("planned", "actual_sealed", "row_id", "grant_id.state")
    def _compute_actual(self):
        """What the books say, in one query by grant, or what the report kept."""
        threshold = {}
        for grant, lines in self.grouped("grant_id").items():
            actuals = {} if grant.state in ("reported", "closed") else grant._get_actuals()[0]
            if grant.company_id not in threshold:
                threshold[grant.company_id] = grant._get_variance_threshold()
            for line in lines:
                line.actual = actuals.get(line.row_id, 0.0) if actuals or not line.actual_sealed else line.actual_sealed
                if line.planned:
                    line.variance = 100 * (line.actual - line.planned) / line.planned
                else:
                    line.variance = 100.0 if line.actual else 0.0
                line.is_variance_high = abs(line.variance) > threshold[grant.company_id]

    @api.constrains("planned")
    def _check_whole_euros(self):
        """The forms are in whole euros. (FIN-041)"""
        for line in self:
            if line.currency_id.compare_amounts(line.planned, round(line.planned)):
                raise ValidationError(
                    self.env._(
                        "“%(row)s”: %(amount)s €. The forms are filled in whole euros. (FIN-041)",
                        row=line.row_id.display_name,
                        amount=line.planned,
                    )
                )

    @api.constrains("row_id")
    def _check_row(self):
        """A heading sums its rows: nothing is planned on it. (FIN-044)"""
        if heading := self.row_id.filtered("is_heading")[:1]:
            raise ValidationError(
                self.env._("“%s” is a heading: plan the rows below it. (FIN-044)", heading.display_name)
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Add rows to the budgets of open grants. (FIN-019)"""
        lines = super().create(vals_list)
        if not self.env.su:
            lines.grant_id._check_open()
        return lines

    def write(self, vals):
        """Change rows of the budgets of open grants. (FIN-019)"""
        if not self.env.su:
            self.grant_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        self.grant_id._check_open()

    def action_view_items(self):
        """Analytic items behind the actual of the row: their total is the figure."""
        self.ensure_one()
        grant = self.grant_id
        return {
            "type": "ir.actions.act_window",
            "name": self.row_id.display_name,
            "res_model": "account.analytic.line",
            "view_mode": "list,form",
            "domain": [("id", "in", grant._get_items_by_row().get(self.row_id, []))],
            "context": {"create": False},
        }
