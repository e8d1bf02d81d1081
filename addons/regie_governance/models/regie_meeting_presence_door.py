from odoo import api, models


class RegieMeetingPresenceDoor(models.Model):
    """Comings and goings move the quorum and the proxies."""

    _inherit = "regie.meeting.presence"

    @api.model_create_multi
    def create(self, vals_list):
        """Who comes takes back the proxy that they gave; the quorum is counted again."""
        self.env["regie.attendance"].browse({vals["attendance_id"] for vals in vals_list}).meeting_id._check_presence()
        # a departure that still waits in memory would clash with the coming that follows it
        self.flush_model(["date_in", "date_out"])
        spans = super().create(vals_list)
        spans.attendance_id.given_proxy_ids._void_given(spans.attendance_id)
        spans.meeting_id._watch_quorum()
        return spans

    def write(self, vals):
        """Count the quorum again when somebody leaves or comes back."""
        self.meeting_id._check_presence()
        result = super().write(vals)
        if vals.keys() & {"date_in", "date_out", "attendance_id"}:
            self.meeting_id._watch_quorum()
        return result

    def unlink(self):
        """Count the quorum again without what was entered by mistake."""
        meetings = self.meeting_id
        meetings._check_presence()
        result = super().unlink()
        meetings._watch_quorum()
        return result
