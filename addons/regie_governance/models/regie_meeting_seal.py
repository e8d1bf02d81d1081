from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools import facts

#: What the signature itself writes: the seal cannot hold it.
WRITTEN_BY_SIGNING = {
    "date_minutes",
    "date_minutes_approved",
    "date_signed",
    "minutes_content",
    "minutes_seal",
    "minutes_pdf",
    "minutes_pdf_seal",
}


class RegieMeetingSeal(models.Model):
    """What is signed of a meeting, how it is proved later that nothing changed, and what the register keeps of it."""

    _inherit = "regie.meeting"

    def _get_minutes(self):
        """Return what is printed: the text that was sent to be signed, else what the facts say now."""
        self.ensure_one()
        sealed = self._get_sealed_text()
        # sudo: who prints was checked (_check_minutes_readable); the minutes also say what that person may not list
        minutes = sealed["minutes"] if sealed else self.sudo()._prepare_minutes()
        words = {name: Markup(minutes[name]) for name in ("introduction", "closing")}
        # the words come from Html fields, which are cleaned when they are written
        points = [
            {**point, "text": Markup(point["text"]), "debate": Markup(point["debate"])} for point in minutes["points"]
        ]
        return {**minutes, **words, "points": points}

    def _get_signers(self):
        self.ensure_one()
        return {"chair": self.chair_id, "secretary": self.secretary_id}

    def _prepare_sealed_text(self):
        self.ensure_one()
        # sudo: the text and the facts are the same whoever sends them, also what that person may not read
        meeting = self.sudo()
        return {"minutes": meeting._prepare_minutes(), "facts": meeting._read_facts()}

    def _read_facts(self):
        """Return every fact of the meeting, by model and record: what the seal stands for besides the text."""
        self.ensure_one()
        names = self.env["regie.signed.guard"]._get_guarded_models()
        return {name: self.env[name]._read_meeting_facts(self) for name in names}

    @api.model
    def _get_unsealed_fields(self):
        return super()._get_unsealed_fields() | WRITTEN_BY_SIGNING

    @api.model
    def _get_harmless_fields(self):
        return super()._get_harmless_fields() | {"user_id"}

    def _find_altered_facts(self):
        """Return one sentence per fact that is no longer what was sent to be signed."""
        self.ensure_one()
        self.env.flush_all()
        # sudo: the facts are compared whole, whoever asks
        meeting = self.sudo()
        return [
            meeting._get_difference_words(*difference)
            for difference in facts.differences(self._get_sealed_text()["facts"], meeting._read_facts())
        ]

    def _get_difference_words(self, model, key, name):
        """Return a difference in words: what record, what field."""
        noun = self.env["ir.model"]._get(model).name
        record = self.env[model].browse(int(key)).exists()
        if not record:
            return self.env._("%(noun)s no. %(key)s was removed.", noun=noun, key=key)
        if name is None:
            return self.env._("%(noun)s “%(record)s” was added.", noun=noun, record=record.display_name)
        field = self.env["ir.model.fields"]._get(model, name)
        return self.env._(
            "%(noun)s “%(record)s”: “%(field)s” was changed.",
            noun=noun,
            record=record.display_name,
            field=field.field_description or name,
        )

    def _get_document_report(self):
        return "regie_governance.report_minutes"

    def _get_document_name(self):
        return self.env._(
            "Minutes %(organ)s %(day)s", organ=self.organ_id.code, day=fields.Date.to_string(self._get_day())
        )

    def _get_minutes_timezone(self):
        """Return the time zone in which the hours of the minutes are told: that of the régie, not of the reader."""
        self.ensure_one()
        company = self.company_id
        return company.partner_id.tz or company.resource_calendar_id.tz or "Europe/Paris"

    def _get_signing_day(self):
        """Return the day of the last signature where the régie is, False before it."""
        self.ensure_one()
        local = self.with_context(tz=self._get_minutes_timezone())
        return self.date_signed and fields.Datetime.context_timestamp(local, self.date_signed).date()

    def _after_sealed(self):
        """Enter the deliberations and the minutes in the register, and plan what follows."""
        super()._after_sealed()
        self._append_to_register()
        self._plan_follow_up()

    def _append_to_register(self):
        """Add to the register one line per deliberation, then that of the minutes with their seals."""
        self.ensure_one()
        meeting = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        decided = meeting._get_minutes_points().filtered("number")
        lines = [point._prepare_register_line() for point in decided]
        lines.append(
            {
                "kind": "minutes",
                "reference": False,
                "summary": meeting.env._(
                    "Minutes of %(meeting)s, signed on %(day)s by %(people)s. Seal: %(seal)s. PDF: %(pdf)s.",
                    meeting=meeting.name,
                    day=format_date(meeting.env, meeting._get_signing_day()),
                    people=", ".join(meeting.signature_ids.partner_id.mapped("name")),
                    seal=meeting.minutes_seal,
                    pdf=meeting.minutes_pdf_seal,
                ),
                "meeting_id": meeting.id,
                "resolution_id": False,
            }
        )
        self.env["regie.register.entry"]._append_lines(self.company_id, lines)

    def _plan_follow_up(self):
        """Plan the activities that follow the decisions. To be extended."""
