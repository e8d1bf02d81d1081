from odoo import fields, models


class EventRegistration(models.Model):
    """A person who registers for a session. gup_services.md, 8.3."""

    _inherit = "event.registration"

    regie_type_id = fields.Many2one(related="event_id.regie_type_id", store=True, index="btree_not_null")
