from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestConsultation(ParticipationCase):
    """A consultation is prepared, opened, closed, told; and nobody learns who answered what."""

    def test_secretary_prepares_a_consultation_from_a_model_and_opens_it(self):
        template = self.env.ref("regie_participation.survey_needs")
        with Form(self.env["regie.consultation"].with_user(self.secretary)) as form:
            form.name = "Needs"
            form.date_end = self._day(10)
            form.template_id = template
        consultation = form.save()
        consultation.action_prepare_survey()
        self.assertEqual(consultation.survey_id.question_ids.mapped("title"), template.question_ids.mapped("title"))
        self.assertNotEqual(consultation.survey_id, template)
        self.assertFalse(consultation.survey_id.is_regie_template)
        consultation.action_open()
        self.assertEqual(consultation.state, "open")
        self.assertTrue(consultation._is_running())

    def test_shipped_models_have_questions_and_ask_no_name(self):
        templates = self.env["survey.survey"].search([("is_regie_template", "=", True)])
        self.assertGreaterEqual(len(templates), 5)
        for template in templates:
            self.assertTrue(template.question_ids, template.title)
            self.assertFalse(template.users_login_required)
            self.assertFalse(any(template.question_ids.mapped("save_as_email")))

    def test_consultation_that_ends_before_it_starts_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "PAR-01"):
            self._create_consultation(date_start=self._day(2), date_end=self._day(1))

    def test_consultation_without_a_question_is_not_opened(self):
        empty = self.env["survey.survey"].create({"title": "Empty"})
        with self.assertRaisesRegex(UserError, "PAR-02"):
            self._create_consultation(survey_id=empty.id)

    def test_results_are_not_told_before_the_end(self):
        consultation = self._create_consultation()
        with self.assertRaisesRegex(UserError, "PAR-03"):
            consultation.action_publish()
        consultation.action_close()
        consultation.action_publish()
        self.assertEqual(consultation.state, "told")

    def test_college_or_territory_must_be_named(self):
        with self.assertRaisesRegex(ValidationError, "PAR-04"):
            self._create_consultation(audience="college")
        self._create_consultation(audience="college", college_id=self.colleges["HAB"].id)

    def test_anonymous_consultation_stays_anonymous_once_opened(self):
        consultation = self._create_consultation()
        with self.assertRaisesRegex(UserError, "PAR-05"):
            consultation.is_anonymous = False

    def test_invitation_goes_to_the_members_of_the_college_one_mail_each(self):
        members = self._create_member() | self._create_member()
        self._create_member(college="SAL")
        consultation = self._create_consultation(audience="college", college_id=self.colleges["HAB"].id)
        before = self.env["mail.mail"].search([])
        consultation.action_invite()
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(mails.recipient_ids, members.partner_id)
        self.assertEqual(len(mails), 2)
        self.assertEqual(consultation.invited_count, 2)
        self.assertIn(consultation.public_url, mails[0].body_html)

    def test_nobody_to_invite_says_so(self):
        with self.assertRaisesRegex(UserError, "PAR-06"):
            self._create_consultation().action_invite()

    def test_small_counts_are_hidden_in_the_results(self):
        survey = self._create_survey("Bench", "Swing", "Market")
        consultation = self._create_consultation(survey_id=survey.id)
        self._answer(consultation, 9, 7, 2)
        consultation.action_close()
        [result] = consultation._get_results()
        self.assertEqual([row[1] for row in result["rows"]], [9, None, None])
        self.assertEqual(result["base"], 18)
        self.assertIn("9", consultation.results_html)

    def test_results_are_empty_while_answers_may_come(self):
        consultation = self._create_consultation()
        self._answer(consultation, 9, 7)
        self.assertFalse(consultation.results_html)
        self.assertEqual(consultation._get_results(), [])
        self.assertEqual(consultation.answer_count, 16)

    def test_threshold_is_that_of_the_day_of_the_closing(self):
        consultation = self._create_consultation()
        self._answer(consultation, 9, 7)
        consultation.action_close()
        self.assertEqual([row[1] for row in consultation._get_results()[0]["rows"]], [9, 7])
        self.env["regie.parameter"].search([("code", "=", "consultation_petite_cellule")]).value = 8
        self.env.flush_all()
        self.assertEqual([row[1] for row in consultation._get_results()[0]["rows"]], [None, None])

    def test_average_is_hidden_with_the_marks(self):
        survey = self._create_survey()
        survey.question_ids.unlink()
        survey.question_and_page_ids = [
            Command.create({"title": "Mark", "question_type": "scale", "scale_min": 0, "scale_max": 2})
        ]
        consultation = self._create_consultation(survey_id=survey.id)
        question = survey.question_ids
        for mark, people in ((0, 6), (1, 7)):
            for _person in range(people):
                given = self.env["survey.user_input"].sudo().create({"survey_id": survey.id})
                given._save_lines(question, str(mark))
                given._mark_done()
        consultation.action_close()
        self.assertAlmostEqual(consultation._get_results()[0]["average"], 7 / 13)
        given = self.env["survey.user_input"].sudo().create({"survey_id": survey.id})
        given._save_lines(question, "2")
        given._mark_done()
        self.assertIsNone(consultation._get_results()[0]["average"])

    def test_nobody_reads_the_answers_of_an_anonymous_consultation_one_by_one(self):
        consultation = self._create_consultation()
        named = self._create_consultation(is_anonymous=False)
        self._answer(consultation, 1, 0)
        self._answer(named, 1, 0)
        answers = self.env["survey.user_input"].sudo().search([("survey_id", "=", consultation.survey_id.id)])
        manager = self._create_user("surveyor", "survey.group_survey_manager", "regie_governance.group_role_president")
        for user in (self.secretary, manager):
            with self.assertRaises(AccessError):
                answers.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                answers.user_input_line_ids.with_user(user).read(["suggested_answer_id"])
        visible = self.env["survey.user_input"].with_user(manager).search([("survey_id", "=", named.survey_id.id)])
        self.assertEqual(len(visible), 1)

    def test_signed_in_person_leaves_no_trace_in_an_anonymous_consultation(self):
        consultation = self._create_consultation()
        survey = consultation.survey_id
        survey_as_user = survey.with_user(self.secretary).sudo()
        given = survey_as_user._create_answer(user=self.secretary)
        given._save_lines(survey.question_ids, str(survey.question_ids.suggested_answer_ids[0].id))
        given._mark_in_progress()
        given._mark_done()
        self.env.flush_all()
        for record in (given, given.user_input_line_ids):
            self.assertNotIn(self.secretary, record.sudo().create_uid | record.sudo().write_uid)
        self.assertFalse(given.partner_id or given.email or given.nickname)
        self.assertEqual(given.state, "done")

    def test_answer_to_a_named_consultation_keeps_the_person(self):
        consultation = self._create_consultation(is_anonymous=False)
        given = consultation.survey_id.with_user(self.secretary).sudo()._create_answer(user=self.secretary)
        self.assertEqual(given.partner_id, self.secretary.partner_id)

    def test_free_texts_are_read_by_the_secretary_once_enough_people_answered(self):
        survey = self._create_survey(
            question_and_page_ids=[
                Command.create({"title": "Else?", "question_type": "text_box"}),
                Command.create(
                    {
                        "title": "Which?",
                        "question_type": "simple_choice",
                        "sequence": 20,
                        "suggested_answer_ids": [Command.create({"value": "A"}), Command.create({"value": "B"})],
                    }
                ),
            ]
        )
        consultation = self._create_consultation(survey_id=survey.id)
        given = self.env["survey.user_input"].sudo().create({"survey_id": survey.id})
        given._save_lines(survey.question_ids[0], "Toilets")
        given._mark_done()
        consultation.action_close()
        self.assertEqual(consultation._get_texts(), [])
        self._answer(consultation, 4, 0, question=1)
        consultation.invalidate_recordset()
        self.assertEqual(consultation._get_texts(), [("Else?", ["Toilets"])])
        self.assertIn("Toilets", consultation.with_user(self.secretary).texts_html)
        with self.assertRaises(AccessError):
            consultation.with_user(self.reader).read(["texts_html"])

    def test_cron_closes_what_ended_once(self):
        ended = self._create_consultation(date_start=self._day(-9), date_end=self._day(-1))
        running = self._create_consultation()
        cron = self.env.ref("regie_participation.regie_consultation_cron_close")
        self._run(cron)
        first = ended.date_closed
        self.assertTrue(first)
        self.assertFalse(running.date_closed)
        self._run(cron)
        self.assertEqual(ended.date_closed, first)

    def test_poster_prints_the_link(self):
        consultation = self._create_consultation()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("regie_participation.report_consultation_poster", consultation.ids)[0]
            .decode()
        )
        self.assertIn(consultation.access_token, html)
        self.assertIn("What about the square?", html)

    def test_invitation_template_speaks_of_the_period(self):
        template = self.env.ref("regie_participation.mail_template_consultation_invite")
        consultation = self._create_consultation(date_end=self._day(3))
        body = template._render_field("body_html", consultation.ids)[consultation.id]
        self.assertIn(consultation.name, body)

    def test_opening_again_lets_answers_come(self):
        consultation = self._create_consultation()
        consultation.action_close()
        self.assertFalse(consultation._is_running())
        consultation.action_open()
        self.assertTrue(consultation._is_running())
