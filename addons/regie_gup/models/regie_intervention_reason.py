from odoo import fields, models


class RegieInterventionReason(models.Model):
    """Why a pass was not done, was cancelled, or why its label was not scanned: chosen by a pictogram."""

    _name = "regie.intervention.reason"
    _description = "Reason of a pass"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("missed", "Not done"),
            ("cancelled", "Cancelled"),
            ("no_scan", "Label not scanned"),
            ("far", "Far from the site"),
        ],
        required=True,
        default="missed",
    )
    pictogram = fields.Char(default="❓")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_excused = fields.Boolean(
        string="Not our doing", help="Counts for no penalty: no access given, weather, works of somebody else."
    )
