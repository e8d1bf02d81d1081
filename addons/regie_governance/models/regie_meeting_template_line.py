from odoo import fields, models

from .regie_statutes_vote_rule import RESOLUTION_TYPES


class RegieMeetingTemplateLine(models.Model):
    """A point of a usual agenda."""

    _name = "regie.meeting.template.line"
    _description = "Point of a usual agenda"
    _order = "template_id, sequence, id"
    _rec_name = "title"

    template_id = fields.Many2one("regie.meeting.template", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="template_id.company_id", store=True, index="btree_not_null")
    sequence = fields.Integer(default=10)
    title = fields.Char(required=True, translate=True)
    resolution_type = fields.Selection(RESOLUTION_TYPES, string="Type", required=True, default="ordinary")
    is_vote = fields.Boolean(string="Put to the vote", default=True)
    vote_mode = fields.Selection(
        selection=lambda self: self.env["regie.resolution"]._fields["vote_mode"].selection,
        required=True,
        default="show_hands",
    )
    duration = fields.Integer(string="Planned duration (minutes)")
    text = fields.Html(translate=True, help="Draft of what is put to the vote.")
