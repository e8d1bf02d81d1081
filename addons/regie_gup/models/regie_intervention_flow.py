from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: What was validated is what is counted and billed: these change only once the pass is reopened.
FROZEN = frozenset(
    ("service_id", "slot", "project_id", "site_id", "service_type_id", "date_planned", "department_id", "employee_ids")
)
#: Photos that each rule of the catalogue asks for before a pass is ended.
PHOTOS = {"none": (), "after": ("photo_after",), "before_after": ("photo_before", "photo_after")}


class RegieIntervention(models.Model):
    """The life of a pass: its buttons write the facts, once the rules are checked. Domain: gup_services.md, 1.6."""

    _inherit = "regie.intervention"

    no_scan_reason_id = fields.Many2one(
        "regie.intervention.reason",
        string="Why no scan",
        copy=False,
        ondelete="restrict",
        domain="[('kind', '=', 'no_scan')]",
        help="Given in place of the scan of the label, when the service asks for one.",
    )
    is_without_hours = fields.Boolean(
        string="Ended without hours",
        compute="_compute_is_without_hours",
        search="_search_is_without_hours",
        help="Ended or validated, and nobody's hours name it: the pass would cost nothing and feed no statement.",
    )

    _ends_after_start = models.Constraint(
        "CHECK (date_done >= date_started)", "The end of the pass is before its start. (E-INT-01)"
    )

    @api.depends("state", "line_ids")
    def _compute_is_without_hours(self):
        for one in self:
            one.is_without_hours = one.state in ("done", "validated") and not one.hours

    def _search_is_without_hours(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: whether a pass has hours names nobody
        hours = self.env["account.analytic.line"].sudo()._search([("intervention_id", "!=", False)])
        without = [
            ("state", "in", ("done", "validated")),
            ("id", "not in", hours.subselect("intervention_id")),
        ]
        return without if True in value else ["!", "&", *without]

    def write(self, vals):
        """Change a pass.

        :raise UserError: E-INT-05 when it is invoiced, E-INT-08 when it is validated and not reopened
        """
        if FROZEN & vals.keys():
            self._check_not_invoiced()
            if validated := self.filtered("date_validated")[:1]:
                raise UserError(self._get_validated_message(validated))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        self._check_not_invoiced()

    def action_start(self):
        """Start the passes now.

        :raise UserError: E-INT-07 when one is already ended or cancelled
        """
        self._start()

    def action_done(self):
        """End the passes now; the crew that is planned gets its hours, when nobody entered any.

        :raise UserError: E-INT-01, E-INT-02 (photo missing), E-INT-03 (scan missing), E-INT-07
        """
        self._finish()

    def action_validate(self):
        """Validate the ended passes: from there they are counted and billed.

        :raise UserError: E-INT-07 when one is not ended
        """
        self._check_may_run()
        self._check_step("done", self.env._("validated"))
        self._write_facts({"date_validated": fields.Datetime.now(), "validated_by_id": self.env.uid})

    def action_reopen(self):
        """Take back the validation, the cancellation or the end of passes.

        :raise AccessError: to whoever is not a manager (E-INT-09)
        :raise UserError: E-INT-05 when one is invoiced
        """
        if not self.env.su and not self.env.user.has_group("regie_gup.group_gup_manager"):
            raise AccessError(self.env._("Only the director reopens a pass. (E-INT-09)"))
        self.check_access("write")
        self._check_not_invoiced()
        for one in self:
            if one.date_validated:
                one._write_facts({"date_validated": False, "validated_by_id": False})
            elif one.date_cancelled:
                one._write_facts({"date_cancelled": False, "reason_id": False})
            else:
                one._write_facts({"date_done": False})

    def action_cancel(self):
        """Ask for the reason of a cancellation, then cancel."""
        self._check_may_run()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_cancel_action")
        return dict(action, context={"default_intervention_ids": self.ids})

    def _start(self, moment=None):
        """Start the passes at a moment (now by default); the second of two phones that start one changes nothing."""
        self._check_may_run()
        self._check_step("planned missed in_progress", self.env._("started"))
        waiting = self.filtered(lambda one: not one.date_started)
        waiting._write_facts(
            {"date_started": self._no_later_than_now(moment), "date_missed": False, "reason_id": False}
        )

    def _finish(self, moment=None):
        """End the passes at a moment (now by default), with their proofs."""
        self._check_may_run()
        self._check_step("planned missed in_progress", self.env._("ended"))
        moment = self._no_later_than_now(moment)
        self._check_order(moment)
        self._check_photos()
        self._check_scan()
        unstarted = self.filtered(lambda one: not one.date_started)
        unstarted._write_facts({"date_started": moment, "date_missed": False, "reason_id": False})
        self._write_facts({"date_done": moment})
        self._enter_planned_crew()

    def _cancel(self, reason):
        """Cancel the passes that are not ended.

        :raise UserError: E-INT-04 without a reason, E-INT-07 when one is ended
        """
        self._check_may_run()
        if not reason:
            raise UserError(self.env._("Say why the pass is cancelled. (E-INT-04)"))
        self._check_not_invoiced()
        self._check_step("planned missed in_progress", self.env._("cancelled"))
        self._write_facts({"date_cancelled": fields.Datetime.now(), "reason_id": reason.id})

    def _miss(self, reason):
        """Say that the passes could not be done, and why: the door was closed, nobody came.

        :raise UserError: E-INT-04 without a reason, E-INT-07 when one is started
        """
        self._check_may_run()
        if not reason:
            raise UserError(self.env._("Say why the pass was not done. (E-INT-04)"))
        self._check_step("planned missed", self.env._("reported as not done"))
        self._write_facts({"date_missed": fields.Date.context_today(self), "reason_id": reason.id})

    def _is_invoiced(self):
        """Say whether one of these passes is on an invoice or in a situation: hook of the addons that bill.

        Called with a whole recordset: answer it in one query.
        """
        return False

    def _write_facts(self, vals):
        # sudo: the facts are refused by hand (E-INT-06); who presses the button and the rules were checked before
        if self:
            self.sudo().write(vals)

    def _check_may_run(self):
        """Raise AccessError to whoever may not change these passes; buttons are methods open to RPC."""
        self.check_access("write")

    def _check_not_invoiced(self):
        """Raise UserError (E-INT-05) when one of the passes is invoiced."""
        if self and self._is_invoiced():
            raise UserError(
                self.env._(
                    "Already invoiced: %s. What is invoiced does not change any more; put it right in the next"
                    " situation. (E-INT-05)",
                    ", ".join(self[:3].mapped("display_name")),
                )
            )

    def _check_step(self, states, step):
        """Raise UserError (E-INT-07) when a pass is in none of these states."""
        if wrong := self.filtered(lambda one: one.state not in states.split())[:1]:
            state = dict(self._fields["state"]._description_selection(self.env))[wrong.state]
            raise UserError(
                self.env._(
                    "%(name)s cannot be %(step)s: its state is “%(state)s”. (E-INT-07)",
                    name=wrong.display_name,
                    step=step,
                    state=state,
                )
            )

    def _check_order(self, moment):
        """Raise ValidationError (E-INT-01) when a pass would end before its start."""
        if wrong := self.filtered(lambda one: one.date_started and one.date_started > moment)[:1]:
            raise ValidationError(
                self.env._("%s: the end of the pass is before its start. (E-INT-01)", wrong.display_name)
            )

    def _check_photos(self):
        """Raise UserError (E-INT-02) for the first photo that is missing."""
        names = dict(self.env["regie.intervention.proof"]._fields["kind"]._description_selection(self.env))
        for one, missing in self._find_missing_photos().items():
            raise UserError(
                self.env._(
                    "%(name)s: “%(photo)s” is mandatory before this pass is ended. (E-INT-02)",
                    name=one.display_name,
                    photo=names[missing[0]],
                )
            )

    def _find_missing_photos(self):
        """Return ``{pass: [kinds of photo still missing]}``, for the passes that miss some, in one query."""
        asked = {one: PHOTOS[one.service_type_id.photo_rule] for one in self}
        taken = self._get_proof_kinds() if any(asked.values()) else {}
        missing = {one: [kind for kind in kinds if kind not in taken.get(one.id, ())] for one, kinds in asked.items()}
        return {one: kinds for one, kinds in missing.items() if kinds}

    def _check_scan(self):
        """Raise UserError (E-INT-03) when the label was neither scanned nor a reason given."""
        asked = self.filtered(lambda one: one.service_type_id.needs_scan and not one.no_scan_reason_id)
        taken = asked._get_proof_kinds() if asked else {}
        if wrong := asked.filtered(lambda one: "scan" not in taken.get(one.id, ()))[:1]:
            raise UserError(
                self.env._(
                    "%s: scan the label of the site, or say why it was not scanned. (E-INT-03)", wrong.display_name
                )
            )

    def _get_proof_kinds(self):
        """Return ``{id of a pass: {kinds of its proofs}}``."""
        groups = self.env["regie.intervention.proof"]._read_group(
            [("intervention_id", "in", self.ids)], ["intervention_id"], ["kind:array_agg_distinct"]
        )
        return {one.id: set(kinds) for one, kinds in groups}

    @api.model
    def _no_later_than_now(self, moment):
        """A moment told by a phone never lies in the future."""
        now = fields.Datetime.now()
        return min(moment, now) if moment else now
