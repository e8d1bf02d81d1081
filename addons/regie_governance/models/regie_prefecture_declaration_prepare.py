from odoo import Command, api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class RegiePrefectureDeclarationPrepare(models.Model):
    """How declarations come: from the mandates that start or end, from the resolutions adopted; and how they are not
    forgotten."""

    _inherit = "regie.prefecture.declaration"

    @api.model
    def _declare_for_mandates(self, mandates):
        """Have the starts and ends of these mandates in the declaration of their day, one for all the changes of a day.

        Functions that are not declared, changes earlier than the day from which the régie follows its declarations
        here, and associations under local law are left out; the latter are told to inform the court.
        """
        self._drop_moved_changes(mandates)
        for mandate in mandates:
            for change, day in (("start", mandate.date_start), ("end", mandate.date_end)):
                if day and mandate._is_declared_on(day):
                    self._add_change(mandate, change, day)

    @api.model
    def _drop_moved_changes(self, mandates):
        """Take out of the declarations not filed yet the changes whose day is another one now, or none."""
        # sudo: whoever may seat people prepares the declaration that the law asks for
        lines = self.env["regie.prefecture.declaration.line"].sudo()
        lines = lines.search([("mandate_id", "in", mandates.ids), ("declaration_id.date_filed", "=", False)])
        field_of = {"start": "date_start", "end": "date_end"}
        moved = lines.filtered(lambda line: line.mandate_id[field_of[line.change]] != line.declaration_id.date_event)
        declarations = moved.declaration_id
        moved.unlink()
        declarations.filtered(lambda declaration: not declaration.line_ids).unlink()

    def _add_change(self, mandate, change, day):
        """Add a change to the declaration of its day, made if needed; nothing when it is declared already."""
        # sudo: whoever may seat people prepares the declaration that the law asks for
        model = self.sudo()
        known = Domain([("mandate_id", "=", mandate.id), ("change", "=", change)])
        if model.line_ids.search_count(known & Domain("declaration_id.date_event", "=", day), limit=1):
            return
        line = Command.create({"mandate_id": mandate.id, "change": change})
        same_day = [("company_id", "=", mandate.company_id.id), ("kind", "=", "officers"), ("date_event", "=", day)]
        if declaration := model.search([*same_day, ("date_filed", "=", False)], limit=1):
            declaration.line_ids = [line]
            return
        model.create(
            {
                "kind": "officers",
                "company_id": mandate.company_id.id,
                "date_event": day,
                "line_ids": [line],
                "meeting_id": self._get_meeting_of(mandate, day).id,
            }
        )

    @api.model
    def _get_meeting_of(self, mandate, day):
        """Return the meeting of the association held on the day of a change, that of the assembly first."""
        meetings = self.env["regie.meeting"].search(
            [
                ("company_id", "=", mandate.company_id.id),
                ("date", ">=", fields.Date.subtract(day, days=1)),
                ("date", "<=", fields.Date.add(day, days=2)),
                ("date_cancelled", "=", False),
            ]
        )
        meetings = meetings.filtered(lambda meeting: meeting._get_day() == day)
        return meetings.sorted(lambda meeting: (meeting.organ_id.kind != "assembly", meeting.id))[:1]

    @api.model
    def _declare_for_resolution(self, resolution):
        """Prepare the declaration of an adopted resolution that changes what the prefecture knows, and return it.

        Empty when the resolution changes nothing of it, was not adopted, or when local law applies.
        """
        day = resolution.meeting_id._get_day()
        if resolution.result != "adopted" or not resolution.declaration_kind or not day:
            return self.browse()
        if self._is_under_local_law(resolution.company_id, day):
            resolution.meeting_id.message_post(body=self._get_local_law_text())
            return self.browse()
        # sudo: the declaration that the law asks for is prepared whoever closes the vote
        model = self.sudo()
        known = model.search([("resolution_id", "=", resolution.id), ("kind", "=", resolution.declaration_kind)])
        return known or model.create(
            {
                "kind": resolution.declaration_kind,
                "company_id": resolution.company_id.id,
                "date_event": day,
                "meeting_id": resolution.meeting_id.id,
                "resolution_id": resolution.id,
                "note": resolution.title,
            }
        )

    @api.model
    def _get_local_law_text(self):
        """Return what is told to an association of Alsace-Moselle instead of preparing a declaration."""
        return self.env._(
            "Local law (Alsace-Moselle): no declaration to the prefecture is prepared. Have the change entered in the "
            "register of associations of the court."
        )

    @api.model
    def _cron_remind(self):
        """Remind of the declarations to file, once when the deadline comes near and once when it is past (GOV-070)."""
        today = fields.Date.context_today(self)
        months = int(self.env["regie.parameter"].get("declaration_rappel_mois", today))
        domain = [("date_filed", "=", False), ("date_acknowledged", "=", False)]
        near = Domain("date_deadline", "<=", fields.Date.add(today, months=months))
        for declaration in self.search(Domain(domain) & near):
            declaration._remind()

    def _remind(self):
        """Schedule the activity of the declaration, unless it waits already."""
        self.ensure_one()
        if self.state == "late":
            summary = self.env._("Declaration to the prefecture late. (GOV-070)")
        else:
            summary = self.env._(
                "Declaration to the prefecture to file before %(date)s.",
                date=format_date(self.env, self.date_deadline),
            )
        if summary in self.activity_ids.mapped("summary"):
            return
        organ = self.env["regie.organ"].search([("company_id", "=", self.company_id.id)], limit=1)
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_deadline,
            summary=summary,
            note=self._get_late_sentence() or False,
            user_id=(organ._get_president_user() if organ else self.env.user).id,
        )

    def _get_late_sentence(self):
        """Return GOV-070 with the days, False when the declaration is not late."""
        self.ensure_one()
        if self.state != "late":
            return False
        return self.env._("Declaration to the prefecture %(n)s days late. (GOV-070)", n=self.late_days)
