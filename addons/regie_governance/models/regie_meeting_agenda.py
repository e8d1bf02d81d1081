from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMeetingAgenda(models.Model):
    """The agenda of a meeting starts from the usual points of its organ."""

    _inherit = "regie.meeting"

    template_id = fields.Many2one(
        "regie.meeting.template",
        string="Usual agenda",
        copy=False,
        ondelete="set null",
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id),"
        " '|', ('organ_kind', '=', False), ('organ_kind', '=', organ_kind),"
        " '|', ('meeting_type', '=', False), ('meeting_type', '=', meeting_type)]",
        help="Its points are copied into the agenda; changing one does not change the other.",
    )
    organ_kind = fields.Selection(related="organ_id.kind", string="Kind of organ")
    resolution_count = fields.Integer(compute="_compute_resolution_count", string="Points")

    @api.depends("resolution_ids")
    def _compute_resolution_count(self):
        groups = self.env["regie.resolution"]._read_group([("meeting_id", "in", self.ids)], ["meeting_id"], ["__count"])
        counts = {meeting.id: count for meeting, count in groups}
        for meeting in self:
            meeting.resolution_count = counts.get(meeting.id, 0)

    def action_take_template(self):
        """Copy the points of the usual agenda into the agenda (button)."""
        for meeting in self:
            meeting.check_access("write")
            if meeting.state != "draft":
                raise UserError(self.env._("%(meeting)s was convoked: its agenda has left.", meeting=meeting.name))
            if not meeting.template_id:
                raise UserError(self.env._("Choose a usual agenda first."))
            self.env["regie.resolution"].create(meeting.template_id._prepare_resolution_vals(meeting))
