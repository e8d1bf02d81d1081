from odoo import fields, models
from odoo.tools import SQL


class RegiePhytoReport(models.Model):
    """The weekly control of zero phyto: passes on green spaces, products used, and no plant-protection product."""

    _name = "regie.phyto.report"
    _description = "Control of zero phyto"
    _auto = False
    _order = "date desc, owner_id"

    date = fields.Date(string="Week", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    owner_id = fields.Many2one("res.partner", string="Landlord", readonly=True)
    lot_id = fields.Many2one("regie.market.lot", string="Market lot", readonly=True)
    pass_count = fields.Integer(string="Passes on green spaces", readonly=True)
    product_quantity = fields.Float(string="Products used", readonly=True)
    phyto_quantity = fields.Float(
        string="Plant-protection products", readonly=True, help="Always 0: any other figure is a fault to explain."
    )

    @property
    def _table_query(self):
        return SQL(
            """SELECT MIN(pass.id) AS id, date_trunc('week', pass.date_planned)::date AS date, pass.company_id,
                      pass.owner_id, pass.lot_id, COUNT(*) AS pass_count,
                      COALESCE(SUM(used.quantity), 0) AS product_quantity,
                      COALESCE(SUM(used.phyto), 0) AS phyto_quantity
                 FROM regie_intervention pass
                 JOIN regie_service_family family ON family.id = pass.family_id AND family.is_green
            LEFT JOIN (SELECT line.intervention_id, SUM(line.quantity) AS quantity,
                              SUM(line.quantity) FILTER (WHERE template.phyto_class <> 'none') AS phyto
                         FROM regie_intervention_product line
                         JOIN product_product product ON product.id = line.product_id
                         JOIN product_template template ON template.id = product.product_tmpl_id
                     GROUP BY line.intervention_id) AS used ON used.intervention_id = pass.id
                WHERE pass.state IN ('done', 'validated')
             GROUP BY date_trunc('week', pass.date_planned), pass.company_id, pass.owner_id, pass.lot_id"""
        )
