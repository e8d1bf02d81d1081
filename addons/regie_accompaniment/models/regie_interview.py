from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

STATES = [
    ("planned", "Planned"),
    ("done", "Held"),
    ("excused", "Absent, excused"),
    ("absent", "Absent"),
    ("cancelled", "Cancelled"),
]
GROUP_SOCIAL = "regie_insertion.group_insertion_social"
GROUP_NOTE = "regie_insertion.group_insertion_social,regie_insertion.group_insertion_manager"


class RegieInterview(models.Model):
    """Interview of a CIP with a person: planned, then held, missed or cancelled, with what was said.

    The shared part may be shown to the person and to the other advisers. The confidential part is a record of its own
    (``regie.interview.note``) behind its own rules: the fields that show it here hold nothing.
    """

    _name = "regie.interview"
    _description = "Interview"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="restrict", index=True, check_company=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    type_id = fields.Many2one(
        "regie.interview.type",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["regie.interview.type"]._get_by_code("suivi"),
    )
    social_worker_id = fields.Many2one(
        "res.users",
        string="Social adviser (CIP)",
        required=True,
        default=lambda self: self.env.user,
        check_company=True,
        index=True,
    )
    date_start = fields.Datetime(string="Date", required=True, default=fields.Datetime.now, index=True)
    duration = fields.Float(compute="_compute_duration", store=True, readonly=False, help="In hours.")
    date_end = fields.Datetime(string="End", compute="_compute_date_end", store=True)
    place = fields.Char(help="Office, worksite, home, telephone…")
    participant_ids = fields.Many2many(
        "res.partner", string="Other participants", help="Prescriber, France Travail adviser, team leader…"
    )
    theme_ids = fields.Many2many(
        "regie.interview.theme", compute="_compute_theme_ids", store=True, readonly=False, string="Themes"
    )
    done_on = fields.Datetime(string="Held on", readonly=True, copy=False, help="When the adviser said it was held.")
    absence = fields.Selection(
        [("excused", "Excused"), ("absent", "Not excused")],
        readonly=True,
        copy=False,
        help="The person did not come.",
    )
    cancelled_on = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        index=True,
        help="Cancelled, absent or held as it was recorded; planned until then.",
    )
    is_late = fields.Boolean(
        string="To write up", compute="_compute_is_late", search="_search_is_late", help="Past, and nothing recorded."
    )
    shared_note = fields.Text(
        string="Shared part",
        help="What was agreed with the person. The advisers of the régie read it, and it may be printed for the "
        "person. Nothing confidential here.",
    )
    confidential_note = fields.Text(
        string="Confidential part",
        compute="_compute_confidential_note",
        inverse="_inverse_confidential_note",
        groups=GROUP_NOTE,
        help="Read by the referent, the substitutes and the author only. Each reading is recorded.",
    )
    is_note_readable = fields.Boolean(compute="_compute_note_access", groups=GROUP_NOTE)
    is_note_editable = fields.Boolean(compute="_compute_note_access", groups=GROUP_NOTE)
    note_reader_list = fields.Json(string="Who can read", compute="_compute_note_access", groups=GROUP_NOTE)
    date_next = fields.Datetime(string="Next interview", help="Filled in: the next interview is planned on that day.")
    next_interview_id = fields.Many2one("regie.interview", readonly=True, copy=False, ondelete="set null")

    _duration_check = models.Constraint("CHECK (duration > 0)", "An interview lasts more than nothing. (INS-E01)")

    # -- computes ------------------------------------------------------------------------------

    @api.depends("employee_id.name", "type_id.name")
    def _compute_display_name(self):
        for interview in self:
            interview.display_name = f"{interview.employee_id.name or ''} · {interview.type_id.name or ''}"

    @api.depends("type_id")
    def _compute_duration(self):
        for interview in self:
            interview.duration = interview.type_id.duration or 1.0

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for interview in self:
            start = interview.date_start
            interview.date_end = start and start + timedelta(hours=interview.duration or 0)

    @api.depends("type_id")
    def _compute_theme_ids(self):
        for interview in self:
            interview.theme_ids = interview.type_id.theme_ids

    @api.depends("done_on", "absence", "cancelled_on")
    def _compute_state(self):
        for interview in self:
            if interview.cancelled_on:
                interview.state = "cancelled"
            else:
                interview.state = interview.absence or ("done" if interview.done_on else "planned")

    @api.depends("state", "date_end")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for interview in self:
            interview.is_late = interview in late

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_late_domain()

    @api.depends_context("uid")
    @api.depends("pathway_id")
    def _compute_confidential_note(self):
        # never as superuser: a field related to this one must not open what its reader may not read
        notes = self.env["regie.interview.note"].sudo(False).search([("interview_id", "in", self.ids)])
        bodies = {note.interview_id.id: note.body for note in notes}
        for interview in self:
            interview.confidential_note = bodies.get(interview.id, False)

    def _inverse_confidential_note(self):
        for interview in self:
            self.env["regie.interview.note"].sudo(False)._save(interview, interview.confidential_note)

    @api.depends_context("uid")
    @api.depends("pathway_id.social_worker_id", "pathway_id.substitute_ids", "state", "social_worker_id")
    def _compute_note_access(self):
        notes = self.env["regie.interview.note"].sudo(False)
        for interview in self:
            interview.is_note_readable = notes._is_allowed(interview, "read")
            interview.is_note_editable = notes._is_allowed(interview, "write")
            interview.note_reader_list = notes._get_readers(interview)

    # -- rules and CRUD ------------------------------------------------------------------------

    @api.constrains("done_on", "date_start")
    def _check_done(self):
        now = fields.Datetime.now()
        for interview in self:
            if interview.state == "done" and interview.date_start > now + timedelta(hours=1):
                raise ValidationError(self.env._("An interview is not held before its date. (INS-E02)"))

    @api.model_create_multi
    def create(self, vals_list):
        """Prepare the headings of the themes, and start a review from the previous one."""
        interviews = super().create(vals_list)
        for interview, vals in zip(interviews, vals_list, strict=True):
            interview._prepare_notes(vals)
        return interviews

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if any(interview.state != "planned" or interview.shared_note for interview in self):
            raise UserError(self.env._("An interview that leaves a trace is cancelled, never deleted. (INS-E03)"))

    # -- actions -------------------------------------------------------------------------------

    def action_done(self):
        """Record that the interviews were held, close the confidential parts and plan the next ones."""
        self._record({"done_on": fields.Datetime.now(), "absence": False, "cancelled_on": False})
        self._plan_next()

    def action_excused(self):
        """Record that the person was absent and had said so."""
        return self._record({"absence": "excused", "done_on": False, "cancelled_on": False})

    def action_absent(self):
        """Record that the person did not come."""
        return self._record({"absence": "absent", "done_on": False, "cancelled_on": False})

    def action_cancel(self):
        """Cancel interviews that will not be held."""
        return self._record({"cancelled_on": fields.Datetime.now(), "done_on": False, "absence": False})

    def action_replan(self):
        """Take back what was recorded: the interviews are planned again."""
        return self._record({"cancelled_on": False, "done_on": False, "absence": False})

    def action_open_pathway(self):
        """Back to the page of the person."""
        self.ensure_one()
        return self.pathway_id._open_social("regie.insertion.pathway", self.pathway_id)

    @api.model
    def autosave_note(self, interview_id, name, value):
        """Save one part of the notes while it is typed, without the rest of the form. Returns the hour of the save.

        :param name: ``shared_note`` or ``confidential_note``
        :raise UserError: INS-E04 for any other field
        """
        if name not in ("shared_note", "confidential_note"):
            raise UserError(self.env._("Only the notes of an interview are saved while they are typed. (INS-E04)"))
        interview = self.browse(interview_id)
        interview.check_access("read")
        interview.write({name: value})
        return fields.Datetime.to_string(fields.Datetime.now())

    # -- business ------------------------------------------------------------------------------

    def _record(self, vals):
        return self.write(vals)

    def _plan_next(self):
        """Create the interviews of the next dates given, once: they show in the calendar and on the home."""
        waiting = self.filtered(lambda each: each.date_next and not each.next_interview_id)
        planned = self.create([interview._prepare_next_vals() for interview in waiting])
        for interview, following in zip(waiting, planned, strict=True):
            interview.next_interview_id = following

    def _prepare_next_vals(self):
        self.ensure_one()
        return {
            "pathway_id": self.pathway_id.id,
            "type_id": self.env["regie.interview.type"]._get_by_code("suivi").id or self.type_id.id,
            "social_worker_id": self.social_worker_id.id,
            "date_start": self.date_next,
            "place": self.place,
        }

    @api.model
    def _get_late_domain(self):
        return [("state", "=", "planned"), ("date_end", "<", fields.Datetime.now())]

    def _get_previous(self):
        """Return the last interview of the same type held before this one."""
        self.ensure_one()
        domain = [
            ("pathway_id", "=", self.pathway_id.id),
            ("type_id", "=", self.type_id.id),
            ("state", "=", "done"),
            ("id", "!=", self.id),
            ("date_start", "<=", self.date_start),
        ]
        return self.search(domain, limit=1)

    def _prepare_notes(self, vals):
        """Fill in empty notes: the previous review, then the headings of the themes, each on its side of the wall."""
        self.ensure_one()
        if not vals.get("shared_note"):
            previous = self._get_previous() if self.type_id.is_review else self.browse()
            parts = [previous._get_quote()] if previous.shared_note else []
            parts += self._get_headings(confidential=False)
            if parts:
                self.shared_note = "\n\n".join(parts)
        headings = self._get_headings(confidential=True)
        notes = self.env["regie.interview.note"]
        if headings and not vals.get("confidential_note") and notes._is_allowed(self, "write"):
            notes._save(self, "\n\n".join(headings))

    def _get_quote(self):
        """Return the shared part of this interview, under its date, to start the next one from."""
        self.ensure_one()
        day = format_date(self.env, fields.Datetime.context_timestamp(self, self.date_start).date())
        return self.env._("Review of %(date)s:", date=day) + f"\n{self.shared_note}"

    def _get_headings(self, confidential):
        themes = self.theme_ids.filtered(lambda theme: theme.is_confidential == confidential)
        return [f"{theme.name}\n{theme.question or ''}".rstrip() + "\n" for theme in themes]
