from odoo import fields, models


class EventEvent(models.Model):
    """A session of an activity: an event with a kind, a place and people who come. gup_services.md, 8.2."""

    _inherit = "event.event"

    regie_type_id = fields.Many2one(
        "regie.activity.type", string="Kind of activity", index="btree_not_null", ondelete="restrict"
    )
    regie_site_id = fields.Many2one("regie.site", string="Site", index="btree_not_null", ondelete="restrict")
