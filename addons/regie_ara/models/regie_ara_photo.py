from odoo import api, fields, models


class RegieAraPhoto(models.Model):
    """A photo of a room before, during or after the works; shown to nobody else unless the household agreed."""

    _name = "regie.ara.photo"
    _description = "Photo of a room"
    _inherit = ["regie.photo.mixin"]
    _order = "room_id, moment desc, date, id"

    room_id = fields.Many2one("regie.ara.room", required=True, index=True, ondelete="cascade")
    # Not computed before creation: the photos of the case would hold the record twice until it is read again
    case_id = fields.Many2one(related="room_id.case_id", store=True, index=True)
    company_id = fields.Many2one(related="room_id.company_id", store=True, precompute=True, index=True)
    moment = fields.Selection(
        [("before", "Before"), ("during", "During"), ("after", "After")], required=True, default="before", index=True
    )
    is_public = fields.Boolean(
        string="For the gallery", help="No face, no name, nothing that tells where it is. The household agreed to it."
    )

    @api.depends("name", "room_id", "moment")
    def _compute_display_name(self):
        moments = dict(self._fields["moment"]._description_selection(self.env))
        for photo in self:
            photo.display_name = photo.name or f"{photo.room_id.name or ''} · {moments.get(photo.moment, '')}"
