from zoneinfo import ZoneInfo

from odoo import fields, models


class ResCompany(models.Model):
    """How a régie prices and invoices the meals that it brings."""

    _inherit = "res.company"

    regie_meal_product_id = fields.Many2one(
        "product.product",
        string="Meal brought at home",
        check_company=True,
        help="Its price, by the price list of each person, is the price of a meal.",
    )
    regie_meal_vat_regime = fields.Selection(
        [("taxed", "Subject to VAT"), ("exempt", "Exempt"), ("franchise", "Below the threshold (franchise)")],
        string="VAT of the meals at home",
        required=True,
        default="taxed",
        help="Subject to VAT: the taxes of the product. Otherwise the invoices bear no VAT and print the mention.",
    )
    regie_meal_vat_mention = fields.Char(
        string="Mention without VAT", help="Printed on the invoices without VAT: ask your accountant for the article."
    )
    regie_meal_bill_absent = fields.Boolean(
        string="Invoice meals brought for nothing",
        default=True,
        help="Meals of a person who was absent or refused them, when nobody told before the deadline.",
    )

    def _get_meal_zone(self):
        """The time zone in which the deadlines of the meals are told."""
        self.ensure_one()
        return ZoneInfo(self.resource_calendar_id.tz or "Europe/Paris")
