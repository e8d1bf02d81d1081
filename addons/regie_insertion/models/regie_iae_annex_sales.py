from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import aid
from .regie_iae_annex import ACTIVE_STATES


class RegieIaeAnnex(models.Model):
    """Sales of an ACI against the charges of its activity: 30 % at most, 50 % if the préfet allows it (D5132-34)."""

    _inherit = "regie.iae.annex"

    sales_amount = fields.Monetary(string="Sales of the year", help="Sales of the insertion activity, typed.")
    charges_amount = fields.Monetary(string="Charges of the year", help="Charges of the insertion activity, typed.")
    sales_limit = fields.Float(
        string="Ceiling allowed (%)",
        digits=(5, 1),
        help="Ceiling that the préfet allowed for this ACI. 0: the ordinary one (dated parameter).",
    )
    sales_rate = fields.Float(string="Sales ÷ charges (%)", digits=(16, 1), compute="_compute_sales", store=True)
    sales_status = fields.Selection(
        [("ok", "Under the ceiling"), ("near", "Near the ceiling"), ("over", "Above the ceiling")],
        compute="_compute_sales_status",
        search="_search_sales_status",
        help="Near: from nine tenths of the ceiling on (27 % when it is 30 %; dated parameters).",
    )

    _sales_check = models.Constraint(
        "CHECK (sales_amount >= 0 AND charges_amount >= 0)", "Sales and charges of the year cannot be negative."
    )

    @api.depends("sales_amount", "charges_amount")
    def _compute_sales(self):
        for annex in self:
            annex.sales_rate = float(aid.share(annex.sales_amount, annex.charges_amount))

    @api.depends("sales_amount", "charges_amount", "sales_limit", "kind", "date_start")
    def _compute_sales_status(self):
        for annex in self:
            if annex.kind != "ACI" or not annex.charges_amount or not annex.date_start:
                annex.sales_status = False
                continue
            limit = aid.exact(annex.sales_limit) or annex._get_sales_parameter("plafond_recettes_aci")
            near = limit * annex._get_sales_parameter("alerte_recettes_aci") / 100
            rate = aid.exact(annex.sales_amount) * 100 / aid.exact(annex.charges_amount)
            annex.sales_status = "over" if rate >= limit else "near" if rate >= near else "ok"

    def _search_sales_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        annexes = self.search([("kind", "=", "ACI"), ("charges_amount", ">", 0), ("state", "in", ACTIVE_STATES)])
        return [("id", "in", annexes.filtered(lambda annex: annex.sales_status in value).ids)]

    @api.constrains("sales_limit", "date_start")
    def _check_sales_limit(self):
        for annex in self.filtered("sales_limit"):
            lowest = annex._get_sales_parameter("plafond_recettes_aci")
            highest = annex._get_sales_parameter("plafond_recettes_aci_max")
            if not lowest <= aid.exact(round(annex.sales_limit, 1)) <= highest:
                raise ValidationError(
                    self.env._(
                        "The ceiling of the sales of an ACI runs from %(lowest)s to %(highest)s %%. (INS-A15)",
                        lowest=f"{lowest:g}",
                        highest=f"{highest:g}",
                    )
                )

    def _get_sales_parameter(self, code):
        return aid.exact(self.agreement_id._get_parameter(code, self.date_start))
