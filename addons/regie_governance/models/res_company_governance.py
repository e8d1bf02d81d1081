from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with the day from which its declarations to the prefecture are followed here."""

    _inherit = "res.company"

    regie_declaration_since = fields.Date(
        string="Declarations followed since",
        default=fields.Date.context_today,
        help="Changes of the persons in charge from this day on are put in a declaration to the prefecture. Earlier"
        " ones were declared before the software came.",
    )
