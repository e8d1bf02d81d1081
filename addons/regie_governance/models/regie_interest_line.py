from odoo import fields, models

NATURES = [
    ("personal", "Personal"),
    ("organisation", "Of the organisation that the person represents"),
    ("financial", "Financial"),
    ("family", "Of a relative"),
]


class RegieInterestLine(models.Model):
    """An interest that a person declares: with whom, of what nature."""

    _name = "regie.interest.line"
    _description = "Declared interest"
    _order = "declaration_id, id"
    _rec_name = "interest_partner_id"

    declaration_id = fields.Many2one("regie.interest.declaration", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="declaration_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="declaration_id.partner_id", store=True, index=True)
    interest_partner_id = fields.Many2one("res.partner", string="With", required=True, index=True, ondelete="restrict")
    nature = fields.Selection(NATURES, required=True, default="personal")
    description = fields.Text()
    amount_band = fields.Selection(
        [
            ("none", "No amount"),
            ("low", "Less than 5 000 €"),
            ("middle", "From 5 000 € to 50 000 €"),
            ("high", "More than 50 000 €"),
        ],
        string="Amount",
        default="none",
    )
    relative_name = fields.Char(string="Relative", help="Who, when the interest is that of a relative.")
