from odoo import fields, models


class RegieSiteKind(models.Model):
    """The kinds of places, some of which would tell who lives there."""

    _inherit = "regie.site.kind"

    is_private = fields.Boolean(
        string="Too close to somebody",
        help="A dwelling, a landing: an incident or a stop of a round is never located there, but at the hall.",
    )
