from odoo import fields, models


class RegieServiceFamily(models.Model):
    """The works of some families produce waste that the quotation must describe."""

    _inherit = "regie.service.family"

    has_waste_block = fields.Boolean(
        string="Waste on quotations",
        help="Quotations of this family describe their waste: environment code, article D541-45-1.",
    )
    is_building = fields.Boolean(
        string="Building works", help="A reduced rate of VAT needs the certification of the customer."
    )
