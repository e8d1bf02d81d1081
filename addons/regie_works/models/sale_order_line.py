from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """A line of the price schedule: how the passes pay for it, and which worksite it pays for."""

    _inherit = "sale.order.line"

    pass_billing = fields.Selection(
        [
            ("manual", "Progress typed"),
            ("monthly", "Flat rate per month"),
            ("prorata", "Flat rate × passes done"),
            ("per_pass", "Per validated pass"),
        ],
        string="Situation",
        default="manual",
        required=True,
        help="How a situation counts this line: the progress typed by hand, one unit a month, one unit a month in "
        "proportion of the validated passes (only if the contract says so), or one unit per validated pass.",
    )
    regie_service_ids = fields.One2many("regie.service", "sale_line_id", string="Recurring services")
    worksite_id = fields.Many2one(
        "project.project",
        compute="_compute_worksite_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="The worksite that this line pays for: its margin counts it.",
    )

    @api.depends("order_id.project_id", "project_id", "order_id.market_lot_ids.project_ids")
    def _compute_worksite_id(self):
        for line in self:
            worksites = line.order_id.market_lot_ids.project_ids
            alone = worksites if len(worksites) == 1 else worksites.browse()
            line.worksite_id = line.project_id or line.order_id.project_id or line.worksite_id or alone

    @api.constrains("product_id")
    def _check_zero_phyto(self):
        for company, lines in self.grouped("company_id").items():
            lines.product_id._check_zero_phyto(company)

    def _get_period_quantity(self, date_from, date_to, passes):
        """Return what the period adds to this line; ``passes`` is (validated, planned) or None.

        A flat rate is one unit per month begun; « prorata » multiplies it by validated ÷ planned, nothing planned being
        nothing due.
        """
        self.ensure_one()
        validated, planned = passes or (0, 0)
        months = (date_to.year - date_from.year) * 12 + date_to.month - date_from.month + 1
        if self.pass_billing == "per_pass":
            return validated
        if self.pass_billing == "monthly":
            return months
        if self.pass_billing == "prorata":
            return months * min(validated / planned, 1) if planned else 0
        return 0
