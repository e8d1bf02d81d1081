from odoo import api, fields, models

from .regie_ara_check_item import ROOM_KINDS

WET = ("kitchen", "bathroom")


class RegieAraRoom(models.Model):
    """A room, or a common area, of a case: what the diagnosis found, its photos, what is to be done in it."""

    _name = "regie.ara.room"
    _description = "Room of a case"
    _order = "case_id, sequence, id"
    _check_company_auto = True

    case_id = fields.Many2one("regie.ara.case", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, precompute=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Room", required=True)
    kind = fields.Selection(ROOM_KINDS, required=True, default="living")
    surface = fields.Float(string="Surface (m²)", digits=(16, 1))
    note = fields.Text()
    check_ids = fields.One2many("regie.ara.check", "room_id", string="Diagnosis", copy=True)
    photo_ids = fields.One2many("regie.ara.photo", "room_id", string="Photos")
    photo_before_count = fields.Integer(string="Photos before", compute="_compute_photo_count")
    photo_after_count = fields.Integer(string="Photos after", compute="_compute_photo_count")
    urgent_count = fields.Integer(string="Urgent points", compute="_compute_urgent_count")

    _surface_positive = models.Constraint("CHECK (COALESCE(surface, 0) >= 0)", "A surface is not negative.")

    @api.depends("photo_ids.moment")
    def _compute_photo_count(self):
        groups = self.env["regie.ara.photo"]._read_group(
            [("room_id", "in", self.ids)], ["room_id", "moment"], ["__count"]
        )
        counts = {(room.id, moment): count for room, moment, count in groups}
        for room in self:
            room.photo_before_count = counts.get((room.id, "before"), 0)
            room.photo_after_count = counts.get((room.id, "after"), 0)

    @api.depends("check_ids.result")
    def _compute_urgent_count(self):
        for room in self:
            room.urgent_count = len(room.check_ids.filtered(lambda check: check.result in ("urgent", "danger")))

    @api.model_create_multi
    def create(self, vals_list):
        """Create rooms with the points to look at, in one batch and in the language of the régie: they are copies."""
        rooms = super().create(vals_list)
        lang = rooms.company_id[:1].partner_id.lang or self.env.lang
        items = self.env["regie.ara.check.item"].with_context(lang=lang).search([])
        self.env["regie.ara.check"].create(
            [
                {"room_id": room.id, "item_id": item.id, "name": item.name, "sequence": item.sequence}
                for room in rooms
                if not room.check_ids
                for item in items
                if room.kind in WET or not item.wet_only
            ]
        )
        return rooms
