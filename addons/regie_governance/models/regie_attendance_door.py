import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError


class RegieAttendanceDoor(models.Model):
    """A voice at the door of the meeting: comes, leaves, comes back."""

    _inherit = "regie.attendance"

    def _come(self, proof="hand", at=None, is_remote=False, signature=False):
        """Have people come in, now by default; who is already there stays so: two secretaries who tick the same
        person at once enter it once.

        :return: the new spans of presence
        """
        if is_remote and any(not line.meeting_id.rule_id.is_remote_allowed for line in self):
            raise ValidationError(
                self.env._("The statutes do not allow remote attendance in this organ: enter who is in the room.")
            )
        at = at or fields.Datetime.now()
        vals = {"date_in": at, "proof": proof, "is_remote": is_remote, "signature": signature}
        try:
            with self.env.cr.savepoint():
                return self.env["regie.meeting.presence"].create(
                    [{**vals, "attendance_id": line.id} for line in self if not line.is_present]
                )
        except psycopg2.errors.ExclusionViolation:
            # the other secretary was faster: the person is in, which is what was asked
            self.invalidate_recordset()
            return self.env["regie.meeting.presence"]

    def _leave(self, at=None):
        """Have people leave, now by default.

        :return: the spans of presence that ended
        """
        spans = self.presence_ids.filtered(lambda span: not span.date_out)
        spans.write({"date_out": at or fields.Datetime.now()})
        return spans

    def _undo_presence(self):
        """Take back the last coming or going that was entered for people, as if it had not been.

        :raise UserError: it is older than a minute: then it is corrected on the attendance sheet
        """
        limit = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        for line in self:
            last = line.presence_ids.sorted(lambda span: (span.date_in, span.id))[-1:]
            if not last or max(last.date_in, last.date_out or last.date_in) < limit:
                raise UserError(
                    self.env._("Too late to undo: correct the hour on the attendance sheet of the meeting.")
                )
            if last.date_out:
                last.date_out = False
            else:
                last.unlink()
                line.given_proxy_ids._restore_given(limit)
