from odoo import api, fields, models
from odoo.exceptions import UserError

#: Facts after which a meeting has minutes.
ENDS = ("date_closed", "date_adjourned", "date_no_quorum")


class RegieMeetingMinutes(models.Model):
    """The minutes of a meeting: they write themselves from its facts; the secretary adds words, the chair and the
    secretary of the meeting sign, and from then on nothing of the meeting changes."""

    _name = "regie.meeting"
    _inherit = ["regie.meeting", "regie.sealed.document"]

    minutes_introduction = fields.Html(
        string="Words of introduction",
        groups="regie_governance.group_governance_secretary",
        help="Printed in the minutes, after the agenda.",
    )
    minutes_closing = fields.Html(
        string="Closing words",
        groups="regie_governance.group_governance_secretary",
        help="Printed at the end of the minutes: next date, miscellaneous questions…",
    )
    signature_ids = fields.One2many("regie.minutes.signature", "meeting_id", string="Signatures", readonly=True)
    correction_ids = fields.One2many("regie.minutes.correction", "meeting_id", string="Corrections")
    correction_count = fields.Integer(compute="_compute_correction_count")
    deliberation_count = fields.Integer(compute="_compute_deliberation_count")
    is_mine_to_sign = fields.Boolean(compute="_compute_is_mine_to_sign")

    @api.depends("correction_ids")
    def _compute_correction_count(self):
        groups = self.env["regie.minutes.correction"]._read_group(
            [("meeting_id", "in", self.ids)], ["meeting_id"], ["__count"]
        )
        counts = dict(groups)
        for meeting in self:
            meeting.correction_count = counts.get(meeting, 0)

    @api.depends("resolution_ids.number")
    def _compute_deliberation_count(self):
        counts = dict(
            self.env["regie.resolution"]._read_group(
                [("meeting_id", "in", self.ids), ("number", "!=", False)], ["meeting_id"], ["__count"]
            )
        )
        for meeting in self:
            meeting.deliberation_count = counts.get(meeting, 0)

    @api.depends_context("uid")
    @api.depends("signature_ids.date_signed")
    def _compute_is_mine_to_sign(self):
        for meeting in self:
            waiting = meeting.signature_ids.filtered(lambda line: not line.date_signed)
            meeting.is_mine_to_sign = self.env.user.partner_id in waiting.partner_id

    def write(self, vals):
        """Number the deliberations when the meeting closes."""
        result = super().write(vals)
        if vals.get("date_closed"):
            self.resolution_ids._assign_numbers()
        return result

    # Buttons

    def action_write_minutes(self):
        """Write the minutes: from the facts, to be read again and completed with words."""
        self.check_access("write")
        for meeting in self:
            if not any(meeting[end] for end in ENDS):
                raise UserError(
                    self.env._("%(meeting)s is not closed: its minutes are written after it.", meeting=meeting.name)
                )
            if not meeting.date_minutes:
                # sudo: a fact, once the right to write was checked
                meeting.sudo().date_minutes = fields.Datetime.now()
        return True

    def action_approve_minutes(self):
        """Approve the text and send it to be signed by the chair and the secretary of the meeting.

        :raise UserError: GOV-060 with what is missing
        """
        self.check_access("write")
        for meeting in self:
            meeting._check_not_signed()
            meeting._check_minutes_complete()
            meeting.resolution_ids._assign_numbers()
            now = fields.Datetime.now()
            # sudo: a fact, once the right to write and the rules were checked
            meeting.sudo().write({"date_minutes": meeting.date_minutes or now, "date_minutes_approved": now})
        self._send_to_sign()
        return True

    def action_reopen_minutes(self):
        """Take the text back to complete it; those who signed it sign again."""
        self.check_access("write")
        self._check_not_signed()
        self._take_back()
        # sudo: a fact, once the right to write was checked
        self.sudo().write({"date_minutes_approved": False})
        return True

    def action_sign_minutes(self):
        """Open the drawing of my signature."""
        self.ensure_one()
        mine = self.signature_ids.filtered(lambda line: line.is_mine and not line.date_signed)
        if not mine:
            raise UserError(self.env._("You have nothing to sign here."))
        return mine[:1].action_sign()

    def action_print_minutes(self):
        """Open the PDF of the minutes: the signed one, or the draft."""
        self.ensure_one()
        self._check_minutes_readable()
        return {"type": "ir.actions.act_url", "url": f"/regie/minutes/{self.id}.pdf", "target": "new"}

    def action_open_deliberations(self):
        """Open the numbered deliberations of the meeting."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deliberations"),
            "res_model": "regie.resolution",
            "view_mode": "list,form",
            "domain": [("meeting_id", "=", self.id), ("number", "!=", False)],
        }

    def action_open_corrections(self):
        """Open the corrections of the minutes."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_minutes_correction_action")
        return dict(action, domain=[("meeting_id", "=", self.id)], context={"default_meeting_id": self.id})

    # Rules

    def _check_minutes_complete(self):
        """Refuse to sign minutes that lack something.

        :raise UserError: GOV-060, with the list
        """
        for meeting in self:
            missing = meeting._get_missing_for_minutes()
            if missing:
                raise UserError(self.env._("Incomplete minutes: %(missing)s. (GOV-060)", missing="; ".join(missing)))

    def _get_missing_for_minutes(self):
        """Return what the minutes lack before they can be signed, in words."""
        self.ensure_one()
        missing = []
        if not any(self[end] for end in ENDS):
            missing.append(self.env._("the meeting is not closed"))
        elif self.date_closed:
            missing += [
                self.env._("“%(title)s” has no result", title=point.title)
                for point in self._get_minutes_points()
                if point.is_vote and not point.result
            ]
        if not self.chair_id:
            missing.append(self.env._("the chair of the meeting"))
        if not self.secretary_id:
            missing.append(self.env._("the secretary of the meeting"))
        return missing

    def _check_minutes_readable(self):
        """Refuse the draft to whoever was not in the meeting: signed minutes are for all who read the meeting."""
        user = self.env.user
        self.check_access("read")
        if self.env.su:  # the personal link of a signer, once its token is checked
            return
        if user.has_group("regie_governance.group_governance_secretary"):
            return
        for meeting in self.filtered(lambda meeting: not meeting.date_signed):
            people = meeting.chair_id | meeting.secretary_id | meeting.attendance_ids.partner_id
            if user.partner_id not in people:
                raise UserError(
                    self.env._("The minutes of %(meeting)s are not signed yet: come back later.", meeting=meeting.name)
                )
