from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date


class RegieMeetingSession(models.Model):
    """The sitting: opened with its quorum, watched at each departure, closed once every point is."""

    _inherit = "regie.meeting"

    date_quorum_lost = fields.Datetime(
        string="Quorum lost at", readonly=True, copy=False, help="Since when the open meeting may no longer decide."
    )
    second_call_ids = fields.One2many("regie.meeting", "first_call_id", string="Second calls")
    voter_count = fields.Integer(string="Voters", compute="_compute_attendance_counts")
    present_count = fields.Integer(string="Voters present", compute="_compute_attendance_counts")
    proxy_count = fields.Integer(compute="_compute_attendance_counts", string="Accepted proxies")
    can_lead = fields.Boolean(compute="_compute_can_lead", help="May open and close the meeting.")

    @api.depends("attendance_ids.is_voter", "attendance_ids.is_present", "proxy_ids.state")
    def _compute_attendance_counts(self):
        lines = self.env["regie.attendance"]._read_group(
            [("meeting_id", "in", self.ids), ("is_voter", "=", True)], ["meeting_id", "is_present"], ["__count"]
        )
        # sudo: how many proxies were accepted is said to all who read the meeting; who gave them is not
        proxies = (
            self.env["regie.proxy"]
            .sudo()
            ._read_group([("meeting_id", "in", self.ids), ("state", "=", "accepted")], ["meeting_id"], ["__count"])
        )
        held = {meeting.id: count for meeting, count in proxies}
        for meeting in self:
            counts = {there: count for owner, there, count in lines if owner.id == meeting.id}
            meeting.voter_count = sum(counts.values())
            meeting.present_count = counts.get(True, 0)
            meeting.proxy_count = held.get(meeting.id, 0)

    def _compute_can_lead(self):
        for meeting in self:
            meeting.can_lead = meeting._is_led_by_me()

    def _is_led_by_me(self):
        """Tell whether the user may open and close: the president, or the chair or the secretary of the meeting."""
        self.ensure_one()
        user = self.env.user
        return (
            self.env.su
            or user.has_group("regie_governance.group_governance_president")
            or user.partner_id in (self.chair_id | self.secretary_id)
        )

    def _check_lead(self):
        for meeting in self:
            meeting.check_access("read")
            if not meeting._is_led_by_me():
                raise AccessError(
                    self.env._(
                        "The president, or the chair or the secretary of %(meeting)s, opens and closes it: ask them.",
                        meeting=meeting.name,
                    )
                )

    def action_open_door(self):
        """Open the page of the door, for a phone (button)."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/governance/meeting/{self.id}/door", "target": "new"}

    def action_open(self):
        """Open the meeting (button)."""
        return self._open()

    def _open(self):
        """Open the meeting: from now on it may vote.

        :raise AccessError: the user does not lead the meeting
        :raise UserError: GOV-026 no statutes, GOV-021 voters not convoked, GOV-024 no quorum, GOV-017 composition
        """
        self._check_lead()
        for meeting in self:
            # sudo: the chair, who may be a mere reader of the office's screens, was just checked
            led = meeting.sudo()
            led._check_can_open()
            led.proxy_ids._examine()
            led._check_quorum()
            led.write({"date_opened": fields.Datetime.now(), "date_quorum_lost": False})
            led.message_post(body=self.env._("Meeting opened. %s.", led.quorum_sentence))

    def _check_can_open(self):
        """Check what a meeting needs before its quorum is looked at; other subjects add theirs."""
        self.ensure_one()
        if self.state != "convoked":
            raise UserError(
                self.env._("%(meeting)s is not waiting to open: convoke it first.", meeting=self.name)
                if self.state == "draft"
                else self.env._("%(meeting)s was already opened or has ended.", meeting=self.name)
            )
        self.env["regie.statutes"]._get_in_force(self.company_id, self._get_day())
        if not self.chair_id or not self.secretary_id:
            raise UserError(
                self.env._("Name the chair and the secretary of %(meeting)s before opening it.", meeting=self.name)
            )
        self._check_all_convoked()
        check_composition = getattr(self.organ_id, "_check_composition", None)
        if check_composition:
            check_composition(self._get_day())

    def _check_quorum(self, resolution=None):
        """Check that the meeting may decide, on a point or in general.

        :raise UserError: GOV-024 with what was counted
        """
        self.ensure_one()
        quorum = self._get_quorum(resolution)
        if not quorum.is_reached:
            raise UserError(
                self.env._(
                    "Quorum not reached: %(got)s out of %(need)s needed (base %(base)s). %(sentence)s. (GOV-024)",
                    got=quorum.got,
                    need=quorum.need,
                    base=quorum.base,
                    sentence=quorum.sentence,
                )
            )

    def _check_presence(self):
        """Check that the meeting takes comings and goings; those of a signed meeting are kept by its seal.

        :raise ValidationError: it is cancelled
        """
        for meeting in self:
            if meeting.state == "cancelled":
                raise ValidationError(self.env._("%(meeting)s is cancelled: nobody comes.", meeting=meeting.name))

    def _watch_quorum(self):
        """Write when an open meeting loses its quorum or has it back, and tell it in its log."""
        for meeting in self.filtered(lambda meeting: meeting.state == "open"):
            quorum = meeting._get_quorum()
            if quorum.is_reached == (not meeting.date_quorum_lost):
                continue
            # sudo: the fact follows from a presence that the user was allowed to enter
            watched = meeting.sudo()
            watched.date_quorum_lost = False if quorum.is_reached else fields.Datetime.now()
            told = (
                self.env._("The quorum is there again. %s.", quorum.sentence)
                if quorum.is_reached
                else self.env._("The quorum is lost: nothing can be decided. %s.", quorum.sentence)
            )
            watched.message_post(body=told)

    def action_note_no_quorum(self):
        """Write that the quorum was not there: the meeting cannot be held (button)."""
        self._check_lead()
        for meeting in self:
            quorum = meeting._get_quorum()
            if meeting.state not in ("convoked", "open") or quorum.is_reached:
                raise UserError(
                    self.env._(
                        "%(meeting)s has its quorum, or is not under way: nothing to note.", meeting=meeting.name
                    )
                )
            # sudo: who leads the meeting was just checked
            meeting.sudo().date_no_quorum = fields.Datetime.now()
            meeting.sudo().message_post(body=self.env._("No quorum. %s.", quorum.sentence))

    def action_adjourn(self):
        """Adjourn the open meeting: it stops before the end of its agenda (button)."""
        self._check_lead()
        for meeting in self:
            if meeting.state != "open":
                raise UserError(self.env._("%(meeting)s is not open: cancel it instead.", meeting=meeting.name))
            meeting._check_no_open_vote()
            # sudo: who leads the meeting was just checked
            meeting.sudo().date_adjourned = fields.Datetime.now()

    def action_close(self):
        """Close the meeting (button)."""
        return self._close()

    def _close(self):
        """Close the meeting once each point put to the vote is closed or withdrawn.

        :raise UserError: points are left, by name
        """
        self._check_lead()
        for meeting in self:
            if meeting.state != "open":
                raise UserError(self.env._("%(meeting)s is not open.", meeting=meeting.name))
            left = meeting.resolution_ids.filtered(lambda point: point.is_vote and point.state != "closed")
            if left:
                raise UserError(
                    self.env._(
                        "Close or withdraw these points first: %(points)s.", points=", ".join(left.mapped("title"))
                    )
                )
            # sudo: who leads the meeting was just checked
            meeting.sudo().date_closed = fields.Datetime.now()

    def _check_no_open_vote(self):
        """Check that no vote is under way.

        :raise UserError: one is, by name
        """
        self.ensure_one()
        voting = self.resolution_ids.filtered(lambda point: point.state == "open")
        if voting:
            raise UserError(
                self.env._("Close the vote under way first: %(points)s.", points=", ".join(voting.mapped("title")))
            )

    def action_cancel(self):
        """Cancel a meeting that has not opened; who was convoked is told (button)."""
        self.check_access("write")
        for meeting in self:
            if meeting.date_opened or meeting.state not in ("draft", "convoked"):
                raise UserError(self.env._("%(meeting)s has opened: adjourn or close it.", meeting=meeting.name))
            # sudo: a fact, once the right to write was checked
            meeting.sudo().date_cancelled = fields.Datetime.now()
            meeting._tell_cancelled()

    def _call_again(self, date, place=None):
        """Make the second call of a meeting that did not reach its quorum: same agenda, at a date that leaves the delay
        of the statutes.

        :return: the new meeting, to be convoked
        :raise UserError: GOV-025, or the statutes have no second call
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "no_quorum" or self.second_call_ids.filtered(lambda call: call.state != "cancelled"):
            raise UserError(self.env._("%(meeting)s does not wait for a second call.", meeting=self.name))
        # sudo: the rank of the call is a fact, written once the right to write was checked
        again = self.sudo().copy(
            {
                "date": date,
                "date_end_planned": False,
                "place": place or self.place,
                "call_number": self.call_number + 1,
                "first_call_id": self.id,
            }
        )
        again = again.sudo(False)
        for point in self.resolution_ids:
            point.copy({"meeting_id": again.id, "chair_id": False})
        again._check_second_call()
        invited = self.attendance_ids.filtered("is_invited")
        invited.copy({"meeting_id": again.id, "date_sent": False, "is_excused": False})
        self.message_post(body=Markup("%s") % self.env._("Second call on %s.", format_date(self.env, again._get_day())))
        return again

    def _check_second_call(self):
        """Check a second call against the first: same agenda, delay of the statutes.

        :raise UserError: GOV-025
        """
        for meeting in self.filtered("first_call_id"):
            first, rule = meeting.first_call_id, meeting.rule_id
            if not rule.is_second_call_allowed:
                raise UserError(
                    self.env._("The statutes have no second call for %(organ)s.", organ=meeting.organ_id.name)
                )
            agendas = [
                [(point.title, point.resolution_type, point.is_vote, point.text or "") for point in call.resolution_ids]
                for call in (first, meeting)
            ]
            delay = (meeting._get_day() - first._get_day()).days
            if agendas[0] != agendas[1] or delay < rule.second_call_days:
                raise UserError(
                    self.env._(
                        "Second call: same agenda, and %(days)s days after the first meeting of %(date)s. (GOV-025)",
                        days=rule.second_call_days,
                        date=format_date(self.env, first._get_day()),
                    )
                )
