from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.regie_closing.tools.control_result import ControlResult


class RegieClosing(models.Model):
    """The accounts settled by the board and approved by the assembly, read from their resolutions."""

    _inherit = "regie.closing"

    def _control_board(self):
        """Step 21: the board adopted a resolution that settles the accounts, and its minutes are signed."""
        return self._get_resolution_result("board") or super()._control_board()

    def _control_assembly(self):
        """Step 22: the assembly approved the accounts, its minutes are signed, and the result is allocated."""
        approval = self._get_resolution_result("assembly")
        results = [super()._control_assembly()]
        return ControlResult.gravest([*([approval] if approval else []), *results])

    def _get_resolution_result(self, kind):
        """Return whether an organ of a kind adopted the accounts; nothing when its meetings are not kept here."""
        resolution = self._get_accounts_resolution(kind)
        if not resolution:
            held = self.env["regie.meeting"].search_count(self._get_meeting_domain(kind), limit=1)
            if not held:
                return None
            sentence = self.env._(
                "No adopted resolution “Approval of the accounts” since %s.", format_date(self.env, self.date_to)
            )
            return ControlResult("ko", 0, sentence, "regie.meeting", self._get_meeting_domain(kind))
        domain = [("id", "=", resolution.id)]
        words = {
            "title": resolution.title,
            "number": resolution.number or "–",
            "date": format_date(self.env, resolution.meeting_id._get_day()),
        }
        if not resolution.meeting_id.date_signed:
            sentence = self.env._("%(number)s “%(title)s” of %(date)s: its minutes are not signed.", **words)
            return ControlResult("ko", 0, sentence, "regie.resolution", domain)
        sentence = self.env._("%(number)s “%(title)s”, adopted on %(date)s, minutes signed.", **words)
        return ControlResult("ok", 0, sentence, "regie.resolution", domain)

    def _get_meeting_domain(self, kind):
        """Meetings of the organs of a kind after the exercise, up to the end of the one that follows."""
        following = self.env["regie.exercise"].search(
            [("company_id", "=", self.company_id.id), ("date_from", ">", self.date_to)], order="date_from", limit=1
        )
        domain = Domain("company_id", "=", self.company_id.id) & Domain("organ_id.kind", "=", kind)
        domain &= Domain("date", ">", f"{self.date_to} 23:59:59")
        if following:
            domain &= Domain("date", "<=", f"{following.date_to} 23:59:59")
        return list(domain)

    def _get_accounts_resolution(self, kind):
        """Return the last resolution by which an organ of a kind adopted the accounts after the exercise."""
        return self.env["regie.resolution"].search(
            [
                ("meeting_id", "any", self._get_meeting_domain(kind)),
                ("resolution_type", "=", "accounts"),
                ("result", "=", "adopted"),
            ],
            order="date desc, id desc",
            limit=1,
        )
