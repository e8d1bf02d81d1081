from odoo import fields, models

KINDS = [
    ("open_meeting", "Open meeting"),
    ("open_day", "Visit or open day"),
    ("clean_up", "Clean-up day"),
    ("training", "Training of the administrators"),
    ("other", "Other event of the association"),
]


class EventType(models.Model):
    """A model of event, with what it is in the life of the association."""

    _inherit = "event.type"

    regie_kind = fields.Selection(
        KINDS, string="In the life of the association", help="Events made from this model are counted as such."
    )
