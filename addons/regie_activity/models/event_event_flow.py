from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Empty lines of the sign-in sheet, for those who come without registering.
SHEET_LINES = 6


class EventEvent(models.Model):
    """What is done with a session: publish, count who comes without a name, close the attendance, call off."""

    _inherit = "event.event"

    def action_regie_session_publish(self):
        """Show the session to the inhabitants: from now on they register.

        :raise UserError: E-ACT-03 when an authorisation is missing, E-ACT-08 without a kind, E-ACT-09 called off
        """
        self.check_access("write")
        for event in self:
            if not event.regie_type_id:
                raise UserError(
                    self.env._("Say first which kind of activity “%(session)s” is. (E-ACT-08)", session=event.name)
                )
            event._check_not_cancelled()
        self._check_gates()
        # sudo: a fact, written by the button once the right is checked
        self.filtered(lambda event: not event.regie_date_published).sudo().regie_date_published = fields.Datetime.now()

    def action_regie_session_unpublish(self):
        """Take the session off the page of the inhabitants, as long as nobody registered.

        :raise UserError: E-ACT-10 when people registered
        """
        self.check_access("write")
        for event in self:
            # sudo: only whether there is somebody
            if event.sudo().registration_ids.filtered(lambda one: one.state != "cancel"):
                raise UserError(
                    self.env._(
                        "People registered for “%(session)s”: call it off with its reason, so that they are told."
                        " (E-ACT-10)",
                        session=event.name,
                    )
                )
        # sudo: a fact, written by the button once the right is checked
        self.sudo().regie_date_published = False

    def _check_gates(self):
        """Hook: refuse to publish a session whose kind asks for an authorisation that is missing (E-ACT-03)."""

    def _check_not_cancelled(self):
        for event in self:
            if event.regie_date_cancelled:
                raise UserError(
                    self.env._(
                        "“%(session)s” was called off: duplicate it to plan another one. (E-ACT-09)", session=event.name
                    )
                )

    def _check_attendance_open(self):
        """Refuse attendance once it is closed.

        :raise UserError: E-ACT-09 called off, E-ACT-11 closed
        """
        self._check_not_cancelled()
        for event in self:
            if event.regie_date_closed:
                raise UserError(
                    self.env._(
                        "The attendance of “%(session)s” is closed. The manager of the activities may open it again."
                        " (E-ACT-11)",
                        session=event.name,
                    )
                )

    def _count_walk_in(self, step):
        """Count one person more (or one less) who came without a name; return the new number.

        One statement, so that two phones at the same door lose nobody.

        :raise UserError: E-ACT-07 nobody left, E-ACT-11 closed
        """
        self.ensure_one()
        self.check_access("write")
        self._check_attendance_open()
        step = 1 if step > 0 else -1
        self.flush_recordset(["regie_walk_in_count"])
        rows = self.env.execute_query(
            SQL(
                "UPDATE event_event SET regie_walk_in_count = COALESCE(regie_walk_in_count, 0) + %s"
                " WHERE id = %s AND COALESCE(regie_walk_in_count, 0) + %s >= 0 RETURNING regie_walk_in_count",
                step,
                self.id,
                step,
            )
        )
        if not rows:
            raise UserError(self.env._("Nobody is left to take away from the count. (E-ACT-07)"))
        self.invalidate_recordset(["regie_walk_in_count"])
        self.modified(["regie_walk_in_count"])
        return rows[0][0]

    def action_regie_session_close(self):
        """Close the attendance: who did not come is absent, the clearances are given to those who were there.

        :raise UserError: E-ACT-12 before it begins
        """
        self.check_access("write")
        self._check_attendance_open()
        for event in self:
            if event.date_begin > fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "“%(session)s” has not begun: the attendance is closed afterwards. (E-ACT-12)",
                        session=event.name,
                    )
                )
        registrations = self.registration_ids
        absent = registrations.filtered(lambda one: one.state == "open")
        # sudo: facts, written by the button once the right is checked
        absent.sudo().regie_is_absent = True
        waiting = registrations.filtered("regie_is_waiting").sudo()
        waiting.with_context(regie_no_promotion=True).write({"state": "cancel"})
        registrations.filtered(lambda one: one.state == "done")._give_clearances()
        self.sudo().regie_date_closed = fields.Datetime.now()

    def action_regie_session_reopen(self):
        """Open the attendance again, to mend a mistake; the clearances given stay."""
        self.check_access("write")
        if not self.env.user.has_group("regie_activity.group_activity_manager"):
            raise UserError(self.env._("Only the manager of the activities opens an attendance again. (E-ACT-13)"))
        # sudo: a fact, written by the button once the right is checked
        self.sudo().regie_date_closed = False

    def _cancel_session(self, reason):
        """Call sessions off and tell who registered.

        :raise UserError: E-ACT-11 when it was held
        """
        self.check_access("write")
        self._check_attendance_open()
        registrations = self.registration_ids.filtered(lambda one: one.state in ("draft", "open"))
        # sudo: facts, written by the button once the right is checked
        self.sudo().write(
            {
                "regie_date_cancelled": fields.Datetime.now(),
                "regie_cancel_reason": reason,
                "kanban_state": "cancel",
            }
        )
        registrations.with_context(regie_no_promotion=True).write({"state": "cancel"})
        registrations._tell("regie_activity.mail_template_session_cancelled")

    def action_regie_open_registrations(self):
        """Open the people of the session."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_activity.event_registration_action")
        kept = {key: value for key, value in self.env.context.items() if key.startswith("search_default_")}
        kept.pop("search_default_coming", None)
        return dict(action, domain=[("event_id", "=", self.id)], context={"default_event_id": self.id, **kept})

    def action_regie_open_attendance(self):
        """Open the page of the phone, to tick who comes."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/animation/{self.id}", "target": "self"}

    def _get_sheet_lines(self):
        """Return who is expected, by name, then empty lines for those who come without registering."""
        self.ensure_one()
        expected = self.registration_ids.filtered(lambda one: one.state in ("open", "done"))
        return [*expected.sorted(lambda one: (one.name or "").lower()), *[expected.browse()] * SHEET_LINES]
