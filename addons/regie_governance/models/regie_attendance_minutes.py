from odoo import models


class RegieAttendanceMinutes(models.Model):
    """What the minutes say of a person who was convoked."""

    _inherit = "regie.attendance"

    def _prepare_minutes_person(self, proxy):
        """Return the line of a person: there, represented (by whom), excused or absent, at what hours."""
        self.ensure_one()
        meeting = self.meeting_id
        member = self.member_id
        role = self.mandate_id.role_id
        spans = self.presence_ids.sorted("date_in")
        return {
            "name": self.partner_id.name,
            "member": member.name if member and member != self.partner_id else "",
            "role": role.name or "",
            "status": self.status,
            "status_label": self._get_minutes_label("status"),
            "represented_by": proxy.holder_id.name or "" if proxy else "",
            "hours": [[meeting._get_hour(span.date_in), meeting._get_hour(span.date_out)] for span in spans],
        }

    def _prepare_sheet_row(self, proxy):
        """Return the row of a person on the attendance sheet, with the signature drawn at the door."""
        self.ensure_one()
        spans = self.presence_ids.sorted("date_in")
        labels = dict(spans._fields["proof"]._description_selection(self.env))
        return {
            **self._prepare_minutes_person(proxy),
            "is_over": bool(self.meeting_id.date_closed),
            "proof": labels.get(spans[:1].proof, ""),
            "signature": next((span.signature for span in spans.with_context(bin_size=False) if span.signature), False),
        }
