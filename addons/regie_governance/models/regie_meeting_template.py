from odoo import fields, models

from .regie_statutes_meeting_rule import MEETING_TYPES


class RegieMeetingTemplate(models.Model):
    """The usual agenda of a kind of meeting, which the régie writes once and takes again each year."""

    _name = "regie.meeting.template"
    _description = "Usual agenda"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", index="btree_not_null", help="Empty: offered to every régie of the database."
    )
    organ_kind = fields.Selection(
        selection=lambda self: self.env["regie.organ"]._fields["kind"].selection,
        string="For",
        help="Kind of organ for which it is offered. Empty: for all.",
    )
    meeting_type = fields.Selection(MEETING_TYPES, string="Kind", help="Empty: for both.")
    line_ids = fields.One2many("regie.meeting.template.line", "template_id", string="Points", copy=True)

    def _prepare_resolution_vals(self, meeting):
        """Return the values of the points to add to the agenda of a meeting, after those that it has."""
        self.ensure_one()
        start = max(meeting.resolution_ids.mapped("sequence"), default=0)
        # the agenda is read by the members: it is written in the language of the régie
        lines = self.with_context(lang=meeting.company_id.partner_id.lang or self.env.lang).line_ids
        return [
            {
                "meeting_id": meeting.id,
                "sequence": start + 10 * rank,
                "title": line.title,
                "resolution_type": line.resolution_type,
                "is_vote": line.is_vote,
                "vote_mode": line.vote_mode,
                "duration": line.duration,
                "text": line.text,
            }
            for rank, line in enumerate(lines, 1)
        ]
