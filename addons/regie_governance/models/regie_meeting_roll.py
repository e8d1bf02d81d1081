from odoo import models
from odoo.fields import Domain


class RegieMeetingRoll(models.Model):
    """Who is convoked to a meeting and who carries each voice: the lines of its attendance."""

    _inherit = "regie.meeting"

    def _sync_attendance(self):
        """Have one attendance line per voice of the roll: per member in an assembly, per mandate elsewhere.

        Lines already there stay; lines of people who left the roll go, unless they were there. Invited people stay.
        """
        for meeting in self:
            wanted = meeting._prepare_roll_vals()
            known = {line._get_voice(): line for line in meeting.attendance_ids if not line.is_invited}
            gone = [line.id for voice, line in known.items() if voice not in wanted and not line.presence_ids]
            self.env["regie.attendance"].browse(gone).unlink()
            self.env["regie.attendance"].create(
                [{**vals, "meeting_id": meeting.id} for voice, vals in wanted.items() if voice not in known]
            )

    def _prepare_roll_vals(self):
        """Return ``{voice: values of its line}``; a voice is (membership id, mandate id).

        :raise UserError: GOV-026 when no version of the statutes is in force on the day of the meeting
        """
        self.ensure_one()
        statutes = self.statutes_id or self.env["regie.statutes"]._get_in_force(self.company_id, self._get_day())
        if self.organ_id._is_elected_by_members():
            members = self.env["regie.membership"]._get_voters(self.company_id, self.record_date, statutes)
            return {
                (member.id, False): {
                    "membership_id": member.id,
                    "partner_id": (member.voter_id or member.partner_id).id,
                    "college_id": member.college_id.id,
                }
                for member in members
            }
        running = self.env["regie.mandate"]._get_running_domain(self._get_day())
        return {
            (mandate.membership_id.id, mandate.id): {
                "mandate_id": mandate.id,
                "membership_id": mandate.membership_id.id,
                "partner_id": mandate.partner_id.id,
                "college_id": mandate.college_id.id,
            }
            for mandate in self.env["regie.mandate"].search(running & Domain("organ_id", "=", self.organ_id.id))
        }

    def _get_present_lines(self, at=None):
        """Return the attendance lines of those who are there at an hour (UTC), now by default."""
        self.ensure_one()
        return self.attendance_ids.filtered(lambda line: line._is_present_at(at))

    def _get_voting_lines(self):
        """Return the attendance lines that carry a voice that counts."""
        self.ensure_one()
        return self.attendance_ids.filtered("is_voter")
