from odoo import api, fields, models


class RegieNoteOpen(models.TransientModel):
    """The director says why the confidential notes of a person must be read today."""

    _name = "regie.note.open"
    _description = "Open confidential notes"

    pathway_id = fields.Many2one("regie.insertion.pathway", required=True, readonly=True)
    reason = fields.Text(required=True, help="Kept with your name, and shown to the referent of the person.")
    hours = fields.Integer(compute="_compute_hours")

    @api.depends("pathway_id")
    def _compute_hours(self):
        self.hours = int(self.env["regie.parameter"].get("bris_glace_heures", fields.Date.context_today(self)))

    def action_open(self):
        """Open the notes for some hours, tell the referent, show the interviews."""
        self.ensure_one()
        self.env["regie.note.grant"].open_glass(self.pathway_id, self.reason)
        return self.pathway_id.action_open_granted()
