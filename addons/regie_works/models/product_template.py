from odoo import fields, models

#: What the law still allows (Labbé act, order of 15 January 2021): refused by a régie that chose to be strict.
TOLERATED = ("biocontrol", "low_risk", "organic")
#: The classes that count as ecological in the share of the purchases
ECOLOGICAL = ("eu_ecolabel", "nf_environment", "ecocert", "homemade")


class ProductTemplate(models.Model):
    """What a product is for plants and for those who use it: read by whatever plans, buys, moves or consumes it."""

    _inherit = "product.template"

    phyto_class = fields.Selection(
        [
            ("none", "Not a plant-protection product"),
            ("biocontrol", "Biocontrol"),
            ("low_risk", "Low risk"),
            ("organic", "Usable in organic farming"),
            ("banned", "Banned plant-protection product"),
        ],
        string="Plant protection",
        default="none",
        required=True,
        tracking=True,
        help="A banned product can be neither quoted, bought, moved nor used. The three classes that the law tolerates "
        "are refused too while the régie is strict (settings).",
    )
    eco_class = fields.Selection(
        [
            ("eu_ecolabel", "European Ecolabel"),
            ("nf_environment", "NF Environnement"),
            ("ecocert", "Ecocert"),
            ("homemade", "Vinegar, soap, soda"),
            ("conventional", "Conventional"),
            ("cmr", "Carcinogenic, mutagenic or reprotoxic (CMR)"),
        ],
        string="Ecological class",
        help="Filled on the cleaning products: gives the share of ecological products in the reports to landlords.",
    )
    sds_document = fields.Binary(
        string="Safety data sheet", attachment=True, help="The supplier's sheet, that the team must be able to read."
    )
    sds_filename = fields.Char(string="Name of the safety data sheet")
    service_family_id = fields.Many2one(
        "regie.service.family",
        string="Family of services",
        index="btree_not_null",
        help="What is sold belongs to this family: building and gardening works ask for the waste block on quotations.",
    )
