from odoo import fields, models


class RegieAraCheck(models.Model):
    """What was seen of one point in a room: a copy of the list of the régie, which may change afterwards."""

    _name = "regie.ara.check"
    _description = "Point seen in a room"
    _order = "room_id, sequence, id"

    room_id = fields.Many2one("regie.ara.room", required=True, index=True, ondelete="cascade")
    case_id = fields.Many2one(related="room_id.case_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="room_id.company_id", store=True, precompute=True, index=True)
    item_id = fields.Many2one("regie.ara.check.item", string="Point of the list", ondelete="set null")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Point", required=True)
    result = fields.Selection(
        [
            ("good", "Good"),
            ("mend", "To mend"),
            ("urgent", "Urgent"),
            ("danger", "Danger: call a professional"),
            ("na", "Does not exist here"),
        ],
        string="Seen",
        index=True,
    )
    note = fields.Char()
