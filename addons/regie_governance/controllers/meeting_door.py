from odoo.exceptions import UserError, ValidationError
from odoo.http import Controller, request, route


class MeetingDoor(Controller):
    """The page of the door, on the phone of who prepares the meetings: one tap comes in, a second one leaves."""

    def _open_meeting_door(self, meeting_id):
        """The meeting, for who may enter its attendance; 404 for anybody else."""
        meeting = request.env["regie.meeting"].browse(meeting_id).exists()
        if not meeting or not request.env["regie.meeting.presence"].has_access("create"):
            raise request.not_found()
        if not meeting.has_access("write"):
            raise request.not_found()
        return meeting

    @route("/governance/meeting/<int:meeting_id>/door", type="http", auth="user", methods=["GET"])
    def meeting_door(self, meeting_id):
        """Show the door of a meeting."""
        meeting = self._open_meeting_door(meeting_id)
        values = {
            "meeting": meeting,
            "state": meeting._get_door_state(),
            "texts": meeting._get_door_texts(),
            "rule": meeting.rule_id,
        }
        return request.render("regie_governance.meeting_door", values, headers={"Cache-Control": "no-store"})

    @route("/governance/meeting/<int:meeting_id>/door/state", type="jsonrpc", auth="user")
    def meeting_door_state(self, meeting_id):
        """Return who is there now: the page asks again every few seconds, two secretaries see the same."""
        return self._open_meeting_door(meeting_id)._get_door_state()

    @route("/governance/meeting/<int:meeting_id>/door/pass", type="jsonrpc", auth="user")
    def pass_meeting_door(self, meeting_id, action=None, person=None, code=None, is_remote=False, signature=None):
        """Have a person come in, leave, or undo it; return the new state, and the sentence of what was refused."""
        meeting = self._open_meeting_door(meeting_id)
        if action not in ("come", "leave", "undo"):
            raise request.not_found()
        answer = {}
        try:
            with request.env.cr.savepoint():
                lines = meeting._find_by_code(code) if code else meeting._get_door_lines(person)
                proof = "qr" if code else "signature" if signature else "hand"
                meeting._pass_door(lines, action, proof, bool(is_remote), signature or False)
                answer["done"] = {"id": lines.partner_id.id, "name": lines.partner_id.name, "action": action}
        except (UserError, ValidationError) as refused:
            answer["error"] = str(refused)
        return {**answer, **meeting._get_door_state()}
