from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class RegieIaePassProlongation(models.Model):
    """Prolongation under its rules (INS-R01 to INS-R09), its answer, and the calls while it waits."""

    _inherit = "regie.iae.pass.prolongation"

    def _check_rules(self):
        """Rules of the domain in their order; the first that fails is raised."""
        for record in self.filtered(lambda row: row.state != "refusee"):
            record._check_dates()
            record._check_kind()
            record._check_place()
            record._check_pending()
            record._check_prescriber()
            record._check_window()
            record._check_reason()

    def _check_dates(self):
        """INS-R01 and INS-R02."""
        if self.date_end <= self.date_start:
            raise ValidationError(self.env._("The shortest duration is one day at least. (INS-R01)"))
        limit = self._get_date_end_max()
        if self.date_end > limit:
            raise ValidationError(
                self.env._(
                    "The total duration is too long for the reason “%(reason)s”. Latest end date: %(date)s. (INS-R02)",
                    reason=self.reason_id.name,
                    date=self._format(limit),
                )
            )

    def _check_kind(self):
        """INS-R03."""
        if not self.reason_id._allows_kind(self.agreement_id.kind):
            raise ValidationError(
                self.env._(
                    "The reason “%(reason)s” is reserved to the kinds %(kinds)s. (INS-R03)",
                    reason=self.reason_id.name,
                    kinds=self.env._(" and ").join(self.reason_id.kinds.replace(" ", "").split(",")),
                )
            )

    def _check_place(self):
        """INS-R04 and INS-R05: right after the PASS, over no other prolongation."""
        pass_end = self.pass_id._get_date_end_without(self)
        if self.date_start != pass_end:
            raise ValidationError(
                self.env._(
                    "The start date must be the end date of the PASS IAE “%(date)s”. (INS-R04)",
                    date=self._format(pass_end),
                )
            )
        for other in self._get_others().filtered(lambda row: row.state == "acceptee"):
            if other.date_start < self.date_end and self.date_start < other.date_end:
                raise ValidationError(
                    self.env._("The period overlaps an existing prolongation of this PASS IAE. (INS-R05)")
                )

    def _check_pending(self):
        """INS-R06."""
        if self.state != "acceptee" and self._get_others().filtered(lambda row: row.state == "a_traiter"):
            raise ValidationError(
                self.env._("A prolongation request to be decided already exists for this PASS IAE (INS-R06)")
            )

    def _check_prescriber(self):
        """INS-R07: once sent, the reasons that a prescriber decides have an authorised one."""
        prescriber = self.sudo().prescriber_id  # the rule looks at the prescriber, whoever asks
        due = self.reason_id.needs_prescriber and self.state != "brouillon"
        if (due or prescriber) and not prescriber._is_authorised_prescriber(self.requested_on):
            raise ValidationError(self.env._("This user is not an authorised prescriber. (INS-R07)"))

    def _check_window(self):
        """INS-R08 and INS-R09: around the end of the PASS, and not while it is suspended."""
        date_from, date_to = self.pass_id._get_prolongation_window(self.date_start)
        if not date_from <= self.requested_on <= date_to:
            raise ValidationError(
                self.env._(
                    "A prolongation is possible from %(start)s to %(end)s only. (INS-R08)",
                    start=self._format(date_from),
                    end=self._format(date_to),
                )
            )
        if self.pass_id._get_suspension(self.requested_on):
            raise ValidationError(self.env._("A suspended PASS IAE cannot be prolonged. (INS-R09)"))

    def _check_reason(self):
        """The latest PASS of the person, and a reason that is still open."""
        latest = self.pass_id.search(
            [("employee_id", "=", self.employee_id.id)], order="date_end desc, id desc", limit=1
        )
        if latest != self.pass_id:
            raise ValidationError(self.env._("Only the latest PASS IAE of the person can be prolonged. (INS-R10)"))
        closed = self.reason_id.date_to
        if closed and self.requested_on > closed:
            raise ValidationError(
                self.env._(
                    "The reason “%(reason)s” is closed since %(date)s. (INS-R11)",
                    reason=self.reason_id.name,
                    date=self._format(closed),
                )
            )

    def _check_answer(self):
        """What is sent has its report, what is denied its reason, its proposal and a motive in writing."""
        for record in self:
            # sudo: whether there is a report, not what it says
            if record.state == "a_traiter" and record.reason_id.needs_report and not record.sudo().report_file:
                raise ValidationError(
                    self.env._(
                        "The reason “%(reason)s” asks for the report of the pathway: join it. (INS-R12)",
                        reason=record.reason_id.name,
                    )
                )
            if record.state == "refusee" and not (
                record.deny_reason and record.deny_action and (record.deny_explanation or "").strip()
            ):
                raise ValidationError(
                    self.env._("A denial needs its reason, the action proposed and a motive in writing. (INS-R13)")
                )

    # -- actions -------------------------------------------------------------------------------

    def action_submit(self):
        """Send the request; a reason that needs no prescriber is granted at once."""
        today = fields.Date.context_today(self)
        for record in self:
            vals = {"submitted_on": today}
            if not record.reason_id.needs_prescriber:
                vals["granted_on"] = today
            record.write(vals)

    def action_grant(self):
        """Record that the prescriber accepts: the end of the PASS moves."""
        self._check_waiting()
        self.write({"granted_on": fields.Date.context_today(self)})
        self.activity_unlink(["regie_insertion.mail_activity_type_prolongation"])

    def action_deny(self):
        """Record that the prescriber refuses, with the reason, the action proposed and the motive in writing."""
        self._check_waiting()
        self.write({"denied_on": fields.Date.context_today(self)})
        self.activity_unlink(["regie_insertion.mail_activity_type_prolongation"])

    def _check_waiting(self):
        if any(record.state != "a_traiter" for record in self):
            raise UserError(self.env._("Only a request to be decided can be granted or denied. (INS-R14)"))

    @api.model
    def _cron_remind(self):
        """Remind the adviser of each request that waits: after ten, twenty and thirty days by default."""
        today = fields.Date.context_today(self)
        waiting = self.search([("state", "=", "a_traiter"), ("date_reminder", "<=", today)])
        for record in waiting:
            step, times = (int(record._get_parameter(code)) for code in ("prolong_relance_jours", "prolong_relances"))
            days = (today - record.submitted_on).days
            record.reminder_count = min(times, days // step)
            record.activity_schedule(
                "regie_insertion.mail_activity_type_prolongation",
                summary=self.env._("Prolongation waiting for %(days)s days: call the prescriber", days=days),
                user_id=record._get_adviser().id,
            )

    def _get_adviser(self):
        """Adviser of the person, else who asked for the prolongation."""
        self.ensure_one()
        pathway = self.env["regie.insertion.pathway"].search([("employee_id", "=", self.employee_id.id)], limit=1)
        return pathway.social_worker_id or self.create_uid

    def _format(self, day):
        return format_date(self.env, day, date_format="dd/MM/yyyy")
