from odoo import fields, models


class RegieRegulatoryGate(models.Model):
    """An authorisation may be given for a vehicle or for a driver: their checks are gates too. Domain: 8.6, 8.7."""

    _inherit = "regie.regulatory.gate"

    scope = fields.Selection(
        selection_add=[("vehicle", "Each vehicle"), ("driver", "Each driver")],
        ondelete={"vehicle": "set default", "driver": "set default"},
    )
    is_tus = fields.Boolean(
        string="Asked for each trip", help="No trip of social transport is written without a valid document."
    )
