"""Builders with the words of the participation: consultations, meetings, ideas, volunteers, testimonies."""

import base64
import io

from PIL import Image

from odoo import Command
from odoo.fields import Date, Datetime

from odoo.addons.regie_governance.tests.common import GovernanceCase


class ParticipationCase(GovernanceCase):
    """A régie with statutes, a secretary who prepares, and people built on demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = Date.context_today(cls.env.user)
        cls.neighbour = cls._create_company()

    @classmethod
    def _day(cls, days):
        """The day that is ``days`` from today."""
        return Date.add(cls.today, days=days)

    @classmethod
    def _create_survey(cls, *answers, **vals):
        """Create a questionnaire of one question with these answers."""
        question = {
            "title": "Which one?",
            "question_type": "simple_choice",
            "suggested_answer_ids": [Command.create({"value": answer}) for answer in answers or ("Bench", "Swing")],
        }
        defaults = {"title": "Square", "access_mode": "public", "questions_layout": "page_per_question"}
        return cls.env["survey.survey"].create(
            {**defaults, "question_and_page_ids": [Command.create(question)], **vals}
        )

    @classmethod
    def _create_consultation(cls, opened=True, company=None, **vals):
        """Create a consultation that runs this week, open by default."""
        consultation = cls.env["regie.consultation"].create(
            {
                "name": "What about the square?",
                "company_id": (company or cls.company).id,
                "date_start": cls._day(-3),
                "date_end": cls._day(3),
                "survey_id": vals.pop("survey_id", None) or cls._create_survey().id,
                **vals,
            }
        )
        if opened:
            consultation.action_open()
        return consultation

    @classmethod
    def _answer(cls, consultation, *numbers, question=0):
        """Give ``numbers[i]`` complete answers to the i-th suggested answer of a question."""
        question = consultation.survey_id.question_ids[question]
        for answer, number in zip(question.suggested_answer_ids, numbers, strict=True):
            for _person in range(number):
                given = cls.env["survey.user_input"].sudo().create({"survey_id": consultation.survey_id.id})
                given._save_lines(question, str(answer.id))
                given._mark_done()

    @classmethod
    def _create_event(cls, kind="open_meeting", days=-1, company=None, **vals):
        """Create an event of the association, an open meeting that was held yesterday by default."""
        if kind:
            vals["regie_kind"] = kind
        start = Datetime.add(Datetime.to_datetime(cls._day(days)), hours=16)
        return cls.env["event.event"].create(
            {
                "name": "Open meeting",
                "date_begin": start,
                "date_end": Datetime.add(start, hours=2),
                "date_tz": "Europe/Paris",
                "company_id": (company or cls.company).id,
                **vals,
            }
        )

    @classmethod
    def _create_idea(cls, name="A shared garden", company=None, **vals):
        """Create an idea heard by the régie."""
        return cls.env["regie.idea"].create({"name": name, "company_id": (company or cls.company).id, **vals})

    @classmethod
    def _create_volunteer(cls, person=None, consent=True, company=None, **vals):
        """Create a volunteer who agreed that the hours are kept."""
        person = person or cls._create_person()
        return cls.env["regie.volunteer"].create(
            {
                "partner_id": person.id,
                "company_id": (company or cls.company).id,
                "date_consent": Datetime.now() if consent else False,
                **vals,
            }
        )

    @classmethod
    def _give_time(cls, volunteer, hours=2, days=0, category="garden", validated=False, **vals):
        """Write hours of a volunteer."""
        time = cls.env["regie.volunteer.time"].create(
            {
                "volunteer_id": volunteer.id,
                "date": cls._day(days),
                "hours": hours,
                "category_id": cls.env.ref(f"regie_participation.volunteer_category_{category}").id,
                **vals,
            }
        )
        if validated:
            time.action_validate()
        return time

    def _run(self, cron):
        """Run a scheduled job as the scheduler does."""
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    @classmethod
    def _channel(cls, code):
        return cls.env.ref(f"regie_participation.channel_{code}")

    @classmethod
    def _create_testimony(cls, signed=True, channels=("hall",), days=100, company=None, **vals):
        """Create a testimony, signed for the posters of the halls by default."""
        testimony = cls.env["regie.testimony"].create(
            {
                "partner_id": cls._create_person().id,
                "display_as": "Samira",
                "text": "I came for a chair and stayed for the people.",
                "channel_ids": [Command.set([cls._channel(code).id for code in channels])],
                "date_expiry": cls._day(days),
                "company_id": (company or cls.company).id,
                **vals,
            }
        )
        if signed:
            testimony.sudo()._sign("Samira B.", cls._picture())
        return testimony

    @classmethod
    def _picture(cls, kind="PNG", size=(12, 8), **options):
        """A small picture, in base64."""
        return base64.b64encode(cls._picture_bytes(kind, size, **options))

    @classmethod
    def _picture_bytes(cls, kind="PNG", size=(12, 8), **options):
        """The bytes of a small picture."""
        out = io.BytesIO()
        Image.new("RGB", size, (40, 90, 60)).save(out, kind, **options)
        return out.getvalue()
