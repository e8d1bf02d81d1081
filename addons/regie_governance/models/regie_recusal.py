from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .regie_interest_line import NATURES

#: Who leaves, what point, and whether for its vote: to change one is to take the recusal back.
SCOPE = frozenset(("is_internal_organ", "resolution_id", "partner_id"))


class RegieRecusal(models.Model):
    """The déport of a person on a resolution: out of the room, of the votes, of the proxies and of the papers.

    Good practice of the Movement (GOV-12 to GOV-15), printed in the minutes. What is done outside of the régie (the
    landlord's own board, its commission of tenders) is recorded from an attestation and not enforced.
    """

    _name = "regie.recusal"
    _description = "Recusal"
    _inherit = ["mail.thread", "regie.signed.guard"]
    _order = "date_declared desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    resolution_id = fields.Many2one("regie.resolution", index="btree_not_null", ondelete="restrict", check_company=True)
    meeting_id = fields.Many2one(related="resolution_id.meeting_id", store=True, index="btree_not_null")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="restrict")
    mandate_id = fields.Many2one(
        "regie.mandate",
        compute="_compute_mandate_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        check_company=True,
    )
    college_id = fields.Many2one("regie.college", compute="_compute_voice", store=True)
    organisation_id = fields.Many2one(
        "res.partner",
        string="Organisation represented",
        compute="_compute_voice",
        store=True,
        readonly=False,
        ondelete="restrict",
        domain="[('is_company', '=', True)]",
    )
    line_id = fields.Many2one("regie.interest.line", string="Declared interest", ondelete="restrict")
    declaration_date = fields.Date(related="line_id.declaration_id.date", string="Interest declared on")
    nature = fields.Selection(NATURES, required=True, default="personal")
    reason = fields.Text(required=True, help="In one sentence: it is read by the person and printed in the minutes.")
    # From what the person withdraws
    is_internal_organ = fields.Boolean(
        string="Deliberation of the organ",
        default=True,
        help="Leaves the room, has no vote and no proxy, does not preside.",
    )
    is_preparatory_work = fields.Boolean(
        string="Preparatory work", default=True, help="Takes no part in drafting or validating the papers."
    )
    excluded_work = fields.Text(string="Papers and meetings left", help="What the person keeps out of, with the dates.")
    is_selection_committee = fields.Boolean(string="Selection committee (CAO or other)")
    committee = fields.Char(help="Name of the committee from which the person withdraws.")
    is_external_assembly = fields.Boolean(
        string="Body of another organisation", help="Noted from an attestation: the régie does not enforce it."
    )
    external_body = fields.Char(string="Which body", help="Assembly or commission of the other organisation.")
    external_date = fields.Date(string="Held on")
    attachment_ids = fields.Many2many("ir.attachment", "regie_recusal_attachment_rel", string="Attestation")
    # Facts
    moment = fields.Selection(
        [("before", "Before the meeting"), ("opening", "At the opening"), ("during", "During the point")],
        string="Declared",
        required=True,
        compute="_compute_moment",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_declared = fields.Datetime(string="Declared at", required=True, default=fields.Datetime.now)
    date_left = fields.Datetime(string="Left the room at", tracking=True)
    date_returned = fields.Datetime(string="Came back at", tracking=True)
    leave_mode = fields.Selection(
        [("room", "Left the room"), ("remote", "Was disconnected")], required=True, default="room", string="How"
    )
    is_statement = fields.Boolean(
        string="Gave neither instruction nor power", help="Statement of the person, printed in the minutes."
    )
    signatory_id = fields.Many2one(
        "res.partner", string="Noted by", default=lambda self: self.env.user.partner_id, ondelete="restrict"
    )
    date_cancelled = fields.Datetime(string="Cancelled at", readonly=True, copy=False, tracking=True)
    cancel_reason = fields.Text(readonly=True, copy=False)
    is_active = fields.Boolean(
        string="Out of the point",
        compute="_compute_is_active",
        store=True,
        help="Neither votes nor counts on the point.",
    )
    state = fields.Selection(
        [("declared", "Declared"), ("recorded", "Noted"), ("cancelled", "Cancelled")],
        compute="_compute_state",
        store=True,
        help="Noted once the hour of the exit is written, or the attestation filed.",
    )
    suspended_proxy_ids = fields.Many2many(
        "regie.proxy", string="Proxies suspended", compute="_compute_suspended_proxy_ids"
    )
    chair_id = fields.Many2one(related="resolution_id.chair_id")
    minute_text = fields.Text(string="In the minutes", compute="_compute_minute_text")

    _person_uniq = models.UniqueIndex(
        "(resolution_id, partner_id) WHERE date_cancelled IS NULL", "This person is already recused on this point."
    )
    _left_before_returned = models.Constraint(
        "CHECK (date_returned >= date_left)",
        "Came back before having left: correct the hours. (GOV-048)",
    )

    @api.depends("resolution_id", "partner_id")
    def _compute_mandate_id(self):
        for recusal in self:
            meeting, person = recusal.meeting_id, recusal.partner_id
            line = meeting.attendance_ids.filtered(lambda line, p=person: line.partner_id == p)[:1]
            recusal.mandate_id = recusal.mandate_id or line.mandate_id

    @api.depends("resolution_id", "partner_id", "mandate_id")
    def _compute_voice(self):
        for recusal in self:
            meeting, person, mandate = recusal.meeting_id, recusal.partner_id, recusal.mandate_id
            line = meeting.attendance_ids.filtered(lambda line, p=person: line.partner_id == p)[:1]
            member = (mandate.membership_id or line.membership_id).partner_id
            recusal.college_id = mandate.college_id or line.college_id
            recusal.organisation_id = recusal.organisation_id or (member if member.is_company else False)

    @api.depends("resolution_id")
    def _compute_moment(self):
        for recusal in self:
            if recusal.moment:
                continue
            resolution = recusal.resolution_id
            is_meeting = resolution.meeting_id.date_opened
            recusal.moment = "during" if resolution.date_opened else "opening" if is_meeting else "before"

    @api.depends("date_cancelled", "is_internal_organ")
    def _compute_is_active(self):
        for recusal in self:
            recusal.is_active = recusal.is_internal_organ and not recusal.date_cancelled

    @api.depends("date_cancelled", "date_left", "is_internal_organ", "attachment_ids")
    def _compute_state(self):
        for recusal in self:
            is_noted = recusal.date_left if recusal.is_internal_organ else recusal.attachment_ids
            recusal.state = "cancelled" if recusal.date_cancelled else "recorded" if is_noted else "declared"

    @api.depends("resolution_id.vote_line_ids.choice")
    def _compute_suspended_proxy_ids(self):
        for recusal in self:
            # sudo: whoever reads the recusal reads whose proxies it suspends; they are printed in the minutes
            lines = recusal.sudo().resolution_id.vote_line_ids
            recusal.suspended_proxy_ids = lines.filtered(
                lambda line, person=recusal.partner_id: line.choice == "suspended" and line.voter_id == person
            ).proxy_id

    @api.depends("partner_id", "reason", "date_left", "date_returned", "is_statement", "chair_id", "organisation_id")
    def _compute_minute_text(self):
        for recusal in self:
            recusal.minute_text = recusal._get_minute_text()

    @api.constrains("is_internal_organ", "is_preparatory_work", "is_selection_committee", "is_external_assembly")
    def _check_scope(self):
        for recusal in self:
            if recusal.is_internal_organ and not recusal.resolution_id:
                raise ValidationError(
                    self.env._("Choose the point of the agenda that %s leaves.", recusal.partner_id.name)
                )
            scopes = (recusal.is_internal_organ, recusal.is_preparatory_work, recusal.is_selection_committee)
            if not any((*scopes, recusal.is_external_assembly)):
                raise ValidationError(self.env._("Say from what %s withdraws.", recusal.partner_id.name))

    @api.constrains("is_external_assembly", "external_body", "attachment_ids")
    def _check_attestation(self):
        for recusal in self.filtered("is_external_assembly"):
            if not (recusal.external_body and recusal.attachment_ids):
                raise ValidationError(
                    self.env._(
                        "Name the body of the other organisation and attach the attestation of %s.",
                        recusal.partner_id.name,
                    )
                )

    @api.constrains("date_returned", "date_left", "resolution_id")
    def _check_return(self):
        """Nobody comes back before the end of the point. (GOV-048)"""
        for recusal in self.filtered(lambda r: r.date_returned and r.resolution_id):
            resolution = recusal.resolution_id
            end = resolution.date_closed or resolution.date_withdrawn
            is_early = resolution.is_vote and (not end or recusal.date_returned < end)
            if is_early or not recusal.date_left:
                raise ValidationError(
                    self.env._(
                        "%(person)s comes back once the point is over: close the vote on %(point)s, then write the hour"
                        " of the return, after that of the exit. (GOV-048)",
                        person=recusal.partner_id.name,
                        point=resolution.title,
                    )
                )

    def _get_minute_text(self):
        """Return what the minutes say of the recusal: who, why, when, whose proxies, who presided."""
        self.ensure_one()
        who = self.partner_id.name
        if self.organisation_id:
            who = self.env._("%(person)s (%(organisation)s)", person=who, organisation=self.organisation_id.name)
        parts = [
            self.env._("%(who)s recuses themself: %(reason)s", who=who, reason=(self.reason or "").strip().rstrip("."))
        ]
        if self.date_left:
            hour = self._format_hour(self.date_left)
            if self.leave_mode == "remote":
                parts.append(self.env._("disconnected at %(hour)s", hour=hour))
            else:
                parts.append(self.env._("left the room at %(hour)s", hour=hour))
        if self.date_returned:
            parts.append(self.env._("came back at %(hour)s", hour=self._format_hour(self.date_returned)))
        if self.is_statement:
            parts.append(self.env._("gave neither instruction nor power"))
        if givers := self.suspended_proxy_ids.giver_id.partner_id.mapped("name"):
            parts.append(self.env._("proxies suspended: %(givers)s", givers=", ".join(givers)))
        if self.chair_id and self.meeting_id.chair_id == self.partner_id:
            parts.append(self.env._("%(chair)s presides over this point", chair=self.chair_id.name))
        return "; ".join(parts) + "."

    def _format_hour(self, value):
        return self.meeting_id._get_hour(value)

    @api.model_create_multi
    def create(self, vals_list):
        """Record recusals and take the voices of these persons out of the vote.

        :raise UserError: GOV-044 on a closed point, GOV-041 when a secret ballot was already cast, GOV-046 when the
            chair leaves an open vote without a substitute
        """
        points = self.env["regie.resolution"].browse(
            {vals["resolution_id"] for vals in vals_list if vals.get("resolution_id")}
        )
        points._lock_for_recusal()
        for vals in vals_list:
            if vals.get("resolution_id"):
                vals.setdefault("company_id", points.browse(vals["resolution_id"]).company_id.id)
        recusals = super().create(vals_list)
        recusals._check_point_running()
        recusals.filtered("is_active").resolution_id._sync_recused_voices()
        recusals._check_chair_replaced()
        return recusals

    def write(self, vals):
        """Keep what the minutes say: a recusal on signed minutes no longer changes.

        :raise UserError: GOV-041 when people would come back by themselves, GOV-044 on a closed point, GOV-061 once
            signed, FACT-01 when it is cancelled without its button
        """
        self._check_minutes_not_signed()
        points = self.resolution_id
        if vals.keys() & SCOPE:
            self._check_not_own()
            self._check_point_running()
            points |= points.browse(vals.get("resolution_id") or [])
            points._lock_for_recusal()
        result = super().write(vals)
        if vals.keys() & SCOPE:
            self._check_point_running()
        if vals.keys() & (SCOPE | {"date_cancelled"}):
            # the point that was left takes its voices back, the one that was reached loses them
            points._sync_recused_voices()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """A recusal is cancelled with a reason, never deleted."""
        if self:
            raise UserError(self.env._("A recusal is not deleted: cancel it and say why. (GOV-062)"))

    def _cancel(self, reason):
        """Take recusals back before the end of their point: the persons vote again.

        :raise UserError: without a reason, by the person concerned, or once the point is over (GOV-044)
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the recusal is cancelled: the reason is kept."))
        self.check_access("write")
        self._check_not_own()
        self._check_point_running()
        self.resolution_id._lock_for_recusal()
        # sudo: facts, after the right to write and the rules were checked
        self.sudo().write({"date_cancelled": fields.Datetime.now(), "cancel_reason": reason})
        for recusal in self:
            recusal.message_post(body=self.env._("Recusal cancelled: %s", reason))

    def action_cancel(self):
        """Ask for the reason of the cancellation."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel the recusal of %s", self.partner_id.name),
            "res_model": "regie.recusal.cancel",
            "view_mode": "form",
            "target": "new",
            "context": {"default_recusal_id": self.id},
        }

    def action_left(self):
        """Note that the person leaves the room now."""
        self.filtered(lambda recusal: not recusal.date_left).write({"date_left": fields.Datetime.now()})

    def action_returned(self):
        """Note that the person comes back now. (GOV-048 before the end of the point)"""
        self.filtered(lambda recusal: not recusal.date_returned).write({"date_returned": fields.Datetime.now()})

    def _check_not_own(self):
        """Raise GOV-041 when the user is recused by one of these: nobody comes back by their own hand."""
        if self.env.user.partner_id in self.partner_id:
            raise UserError(
                self.env._("You cannot cancel your own recusal: ask the president or the secretary. (GOV-041)")
            )

    def _check_point_running(self):
        """Raise when a point is over: its votes are counted. (GOV-044)"""
        closed = self.resolution_id.filtered("date_closed")[:1]
        if closed and self.filtered(lambda recusal: recusal.resolution_id == closed and recusal.is_internal_organ):
            raise UserError(
                self.env._("The vote on %s is closed: recusals no longer change it. (GOV-044)", closed.title)
            )

    def _check_minutes_not_signed(self):
        signed = self.meeting_id.filtered("date_signed")[:1]
        if signed:
            raise UserError(
                self.env._("The minutes of %s are signed: establish a corrective act. (GOV-061)", signed.name)
            )

    def _check_chair_replaced(self):
        """Somebody else presides as soon as the chair leaves an open vote. (GOV-046)"""
        for resolution in self.resolution_id.filtered(lambda point: point.date_opened and not point.date_closed):
            resolution._check_chair_not_recused()
