from odoo import fields, models
from odoo.tools import SQL


class RegieWorksiteMargin(models.Model):
    """What a worksite was ordered, invoiced and cost: one row per worksite, in one statement.

    Stored products count when they leave for the worksite, the other purchases when they are ordered for it: a bag of
    plaster bought into the stock is not counted twice.
    """

    _name = "regie.worksite.margin"
    _description = "Margin of a worksite"
    _auto = False
    _order = "margin, project_id"
    _rec_name = "project_id"

    project_id = fields.Many2one("project.project", string="Worksite", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    lot_id = fields.Many2one("regie.market.lot", string="Market lot", readonly=True)
    is_building_site = fields.Boolean(readonly=True)
    amount_ordered = fields.Monetary(string="Ordered", readonly=True)
    amount_invoiced = fields.Monetary(readonly=True)
    hours = fields.Float(readonly=True, digits=(16, 2))
    hours_cost = fields.Monetary(
        string="Cost of the hours",
        readonly=True,
        help="Hours at the cost of each person, at the usual cost of the régie (parameter) where it is not filled in.",
    )
    materials_cost = fields.Monetary(string="Materials", readonly=True)
    purchases_cost = fields.Monetary(string="Subcontracting and purchases", readonly=True)
    cost = fields.Monetary(string="Total cost", readonly=True)
    margin = fields.Monetary(readonly=True, help="Invoiced minus the total cost.")
    margin_rate = fields.Float(string="Margin (%)", readonly=True, digits=(16, 1), aggregator="avg")
    progress = fields.Float(string="Invoiced (%)", readonly=True, digits=(16, 1), aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """SELECT figure.*, invoiced.amount_invoiced - figure.cost AS margin,
                      invoiced.amount_invoiced,
                      100 * (invoiced.amount_invoiced - figure.cost) / NULLIF(invoiced.amount_invoiced, 0)
                          AS margin_rate,
                      100 * invoiced.amount_invoiced / NULLIF(figure.amount_ordered, 0) AS progress
                 FROM (%(costs)s) AS figure
                 JOIN LATERAL (%(invoiced)s) AS invoiced ON TRUE""",
            costs=self._get_costs_query(),
            invoiced=self._get_invoiced_query(),
        )

    def _get_costs_query(self):
        """Return what each worksite was ordered and cost."""
        return SQL(
            """SELECT project.id, project.id AS project_id, project.company_id, company.currency_id,
                      project.partner_id, project.market_lot_id AS lot_id, project.is_building_site,
                      COALESCE(ordered.amount, 0) AS amount_ordered,
                      COALESCE(worked.hours, 0) AS hours,
                      COALESCE(worked.cost, 0) AS hours_cost,
                      COALESCE(moved.cost, 0) AS materials_cost,
                      COALESCE(bought.cost, 0) AS purchases_cost,
                      COALESCE(worked.cost, 0) + COALESCE(moved.cost, 0) + COALESCE(bought.cost, 0) AS cost
                 FROM project_project project
                 JOIN res_company company ON company.id = project.company_id
            LEFT JOIN (%(ordered)s) AS ordered ON ordered.project_id = project.id
            LEFT JOIN (%(worked)s) AS worked ON worked.project_id = project.id
            LEFT JOIN (%(moved)s) AS moved ON moved.project_id = project.id
            LEFT JOIN (%(bought)s) AS bought ON bought.project_id = project.id
                WHERE project.worksite_code IS NOT NULL""",
            ordered=self._get_ordered_query(),
            worked=self._get_worked_query(),
            moved=self._get_moved_query(),
            bought=self._get_bought_query(),
        )

    def _get_ordered_query(self):
        return SQL(
            """SELECT worksite_id AS project_id, SUM(price_subtotal) AS amount
                 FROM sale_order_line
                WHERE worksite_id IS NOT NULL AND state = 'sale' AND display_type IS NULL
             GROUP BY worksite_id"""
        )

    def _get_worked_query(self):
        # Hours only: bills shared out on the analytic account of a worksite are purchases. An hour whose person has no
        # cost counts at the usual cost of the régie: a worksite is not made profitable by an empty field.
        usual = self.env["regie.parameter"].get("lot_hourly_cost", fields.Date.context_today(self))
        return SQL(
            """SELECT project_id, SUM(unit_amount) AS hours,
                      SUM(COALESCE(NULLIF(-amount, 0), unit_amount * %(usual)s)) AS cost
                 FROM account_analytic_line
                WHERE project_id IS NOT NULL AND employee_id IS NOT NULL
             GROUP BY project_id""",
            usual=usual,
        )

    def _get_moved_query(self):
        return SQL(
            """SELECT picking.project_id,
                      SUM(CASE WHEN move.is_out THEN move.value
                               WHEN move.is_in AND source.usage IN ('production', 'customer') THEN -move.value
                               ELSE 0 END) AS cost
                 FROM stock_move move
                 JOIN stock_picking picking ON picking.id = move.picking_id
                 JOIN stock_location source ON source.id = move.location_id
                WHERE picking.project_id IS NOT NULL AND move.state = 'done'
             GROUP BY picking.project_id"""
        )

    def _get_bought_query(self):
        return SQL(
            """SELECT purchase.project_id, SUM(line.price_subtotal / NULLIF(purchase.currency_rate, 0)) AS cost
                 FROM purchase_order_line line
                 JOIN purchase_order purchase ON purchase.id = line.order_id
            LEFT JOIN product_product product ON product.id = line.product_id
            LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                WHERE purchase.project_id IS NOT NULL AND purchase.state = 'purchase'
                  AND line.display_type IS NULL AND template.is_storable IS NOT TRUE
             GROUP BY purchase.project_id"""
        )

    def _get_invoiced_query(self):
        """Return the posted invoices of the lines that pay for the worksite, credit notes taken off."""
        return SQL(
            """SELECT COALESCE(-SUM(item.balance), 0) AS amount_invoiced
                 FROM sale_order_line line
                 JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
                 JOIN account_move_line item ON item.id = rel.invoice_line_id
                WHERE line.worksite_id = figure.project_id AND item.parent_state = 'posted'"""
        )
