from odoo import models
from odoo.tools import format_date


class RegieMeetingSheet(models.Model):
    """The attendance sheet: who is expected, who came and by what proof, who represents whom."""

    _inherit = "regie.meeting"

    def _prepare_attendance_sheet(self):
        """Return the sheet to be signed at the door, or the one that was, as plain values."""
        self.ensure_one()
        meeting = self.with_context(
            lang=self.company_id.partner_id.lang or self.env.lang, tz=self._get_minutes_timezone()
        )
        proxies = {proxy.giver_id: proxy for proxy in meeting.proxy_ids if proxy.state in ("accepted", "suspended")}
        lines = meeting.attendance_ids.sorted(lambda line: (line.partner_id.name or "", line.id))
        voters = lines.filtered(lambda line: not line.is_invited)
        groups = [
            {"name": college.name or "", "rows": [line._prepare_sheet_row(proxies.get(line)) for line in found]}
            for college, found in sorted(
                voters.grouped("college_id").items(), key=lambda item: (item[0].sequence, item[0].id)
            )
        ]
        invited = lines - voters
        if invited:
            rows = [line._prepare_sheet_row(None) for line in invited]
            groups.append({"name": meeting.env._("Invited"), "rows": rows})
        return {
            "association": meeting._prepare_minutes_association(),
            "meeting": meeting._prepare_minutes_meeting(),
            "groups": groups,
            "present": len(voters.filtered("presence_ids")),
            "represented": len(voters.filtered(lambda line: line.status == "represented")),
        }

    def _get_sheet_name(self):
        """Return the name of the file of the attendance sheet."""
        return self.env._(
            "Attendance %(organ)s %(day)s", organ=self.organ_id.code, day=format_date(self.env, self._get_day())
        )
