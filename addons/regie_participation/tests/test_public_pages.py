import base64
import json
import re

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestPublicPages(HttpCase, ParticipationCase):
    """Each public page: what its link opens, what another's does not, what an unknown one does not."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.csrf = http.Request.csrf_token(self)

    def _post(self, url, expected=200, files=None, **data):
        response = self.url_open(url, data={"csrf_token": self.csrf, **data}, files=files)
        self.assertEqual(response.status_code, expected, response.text[:300])
        return response

    def _refresh(self, *records):
        for record in records:
            record.invalidate_recordset()

    # consultations

    def test_consultation_page_leads_to_the_questions_while_it_runs(self):
        consultation = self._create_consultation()
        page = self.url_open(f"/consultation/{consultation.access_token}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(f"/survey/start/{consultation.survey_id.access_token}", page.text)
        self.assertEqual(page.headers["X-Robots-Tag"], "noindex, nofollow")

    def test_consultation_that_is_not_opened_or_unknown_is_not_found(self):
        draft = self._create_consultation(opened=False)
        archived = self._create_consultation(active=False)
        for token in (draft.access_token, archived.access_token, "unknown", "x" * 80, str(draft.id)):
            self.assertEqual(self.url_open(f"/consultation/{token}").status_code, 404)

    def test_results_are_shown_once_told_with_small_counts_hidden(self):
        consultation = self._create_consultation(decision="Benches first.")
        self._answer(consultation, 9, 2)
        url = f"/consultation/{consultation.access_token}"
        consultation.action_close()
        self.assertNotIn("Bench", self.url_open(url).text)
        consultation.action_publish()
        text = self.url_open(url).text
        self.assertIn("Benches first.", text)
        self.assertEqual(text.count("o_regie_hidden"), 2)
        self.assertNotIn("(82 %)", text)

    def test_anonymous_questionnaire_is_answered_without_a_trace_by_a_signed_in_person(self):
        self._create_user("answerer", "group_role_office")
        answerer = self.env["res.users"].search([("login", "=", "answerer")])
        answerer.password = "answerer-password"
        consultation = self._create_consultation()
        survey = consultation.survey_id
        self.authenticate("answerer", "answerer-password")
        page = self.url_open(f"/survey/start/{survey.access_token}")
        self.assertEqual(page.status_code, 200)
        answer = self.env["survey.user_input"].sudo().search([("survey_id", "=", survey.id)])
        self.assertEqual(len(answer), 1)
        question = survey.question_ids
        self._rpc(f"/survey/begin/{survey.access_token}/{answer.access_token}", {})
        self._rpc(
            f"/survey/submit/{survey.access_token}/{answer.access_token}",
            {"question_id": question.id, str(question.id): str(question.suggested_answer_ids[0].id)},
        )
        self._refresh(answer)
        self.assertEqual(answer.state, "done")
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        lines = answer.user_input_line_ids
        self.assertEqual(lines.suggested_answer_id, question.suggested_answer_ids[0])
        for record in (answer, lines):
            self.assertNotIn(answerer, record.create_uid, f"{record._name}: create_uid")
            self.assertNotIn(answerer, record.write_uid, f"{record._name}: write_uid")

    def test_questionnaire_is_closed_out_of_the_period(self):
        consultation = self._create_consultation()
        survey = consultation.survey_id
        consultation.action_close()
        self.url_open(f"/survey/start/{survey.access_token}")
        self.assertFalse(self.env["survey.user_input"].sudo().search([("survey_id", "=", survey.id)]))

    def test_report_of_the_questionnaire_leads_to_the_protected_results(self):
        president = self._create_user("prez", "regie_governance.group_role_president")
        president.password = "prez-password"
        consultation = self._create_consultation()
        self.authenticate("prez", "prez-password")
        response = self.url_open(f"/survey/results/{consultation.survey_id.id}")
        self.assertTrue(any("regie-consultations" in step.headers["Location"] for step in response.history))

    def _rpc(self, url, params):
        response = self.url_open(
            url, data=json.dumps({"jsonrpc": "2.0", "params": params}), headers={"Content-Type": "application/json"}
        )
        self.assertEqual(response.status_code, 200)
        self.assertNotIn("error", response.json(), response.text[:400])
        return response.json()["result"]

    # ideas

    def test_page_of_ideas_shows_what_was_read_and_nobody_s_name(self):
        shown = self._create_idea("Garden", author_name="Fatou Secret", author_email="secret@inhabitants.example")
        shown.action_publish()
        self._create_idea("Hidden thing")
        theirs = self._create_idea("Their thing", company=self.neighbour)
        theirs.action_publish()
        text = self.url_open(f"/idees/{self.company.regie_idea_token}").text
        self.assertIn("Garden", text)
        for word in ("Secret", "secret@", "Hidden thing", "Their thing", shown.access_token):
            self.assertNotIn(word, text)
        self.assertIn("Their thing", self.url_open(f"/idees/{self.neighbour.regie_idea_token}").text)

    def test_unknown_page_of_ideas_is_not_found(self):
        for path in ("/idees/unknown", "/idees/suivi/unknown", f"/idees/{self.company.id}"):
            self.assertEqual(self.url_open(path).status_code, 404, path)
        self.assertEqual(self.url_open("/idees", allow_redirects=False).status_code, 303)

    def test_idea_is_sent_followed_and_not_shown_before_it_is_read(self):
        page = f"/idees/{self.company.regie_idea_token}"
        response = self._post(
            f"{page}/proposer",
            name="A bench <b>here</b>",
            text="<script>alert(1)</script>",
            email="me@inhabitants.example",
            files={"photo": ("p.jpg", self._picture_bytes("JPEG"), "image/jpeg")},
        )
        idea = self.env["regie.idea"].search([("name", "like", "A bench")])
        self.assertIn(f"/idees/suivi/{idea.access_token}", response.url)
        self.assertNotIn("<script>alert(1)", response.text)
        self.assertNotIn("me@inhabitants.example", response.text)
        self.assertEqual((idea.company_id, bool(idea.photo), idea.date_published), (self.company, True, False))
        self.assertNotIn("A bench", self.url_open(page).text)

    def test_wrong_file_is_refused_in_a_sentence_and_the_text_is_kept(self):
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
        response = self._post(
            f"/idees/{self.company.regie_idea_token}/proposer",
            expected=422,
            name="Kept title",
            files={"photo": ("p.jpg", svg, "image/jpeg")},
        )
        self.assertIn("PAR-43", response.text)
        self.assertIn("Kept title", response.text)
        self.assertFalse(self.env["regie.idea"].search([("name", "=", "Kept title")]))

    def test_robot_that_fills_the_trap_leaves_nothing(self):
        self._post(
            f"/idees/{self.company.regie_idea_token}/proposer", name="Buy pills", website="https://pills.example"
        )
        self.assertFalse(self.env["regie.idea"].search([("name", "=", "Buy pills")]))
        event = self._create_event()
        self._post(f"/reunion/{event.regie_token}/venir", name="Bot", consent="1", website="x")
        self.assertFalse(event.registration_ids)

    def test_me_too_counts_once_per_visitor(self):
        idea = self._create_idea()
        idea.action_publish()
        url = f"/idees/{self.company.regie_idea_token}/{idea.id}/moi-aussi"
        self._post(url)
        self._post(url)
        self._refresh(idea)
        self.assertEqual(idea.support_count, 1)

    def test_me_too_and_photo_of_a_hidden_or_foreign_idea_are_not_found(self):
        hidden = self._create_idea(photo=self._picture())
        theirs = self._create_idea(company=self.neighbour, photo=self._picture())
        theirs.action_publish()
        page = f"/idees/{self.company.regie_idea_token}"
        for idea in (hidden, theirs):
            self._post(f"{page}/{idea.id}/moi-aussi", expected=404)
            self.assertEqual(self.url_open(f"{page}/{idea.id}/photo").status_code, 404)
        hidden.action_publish()
        response = self.url_open(f"{page}/{hidden.id}/photo")
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (200, "image/jpeg"))

    # meetings

    def test_door_counts_by_taps_and_names_with_consent(self):
        event = self._create_event()
        url = f"/reunion/accueil/{event.regie_door_token}"
        self.assertEqual(self.url_open(url).status_code, 200)
        self._post(f"{url}/compter", profile="inhabitant", step="1")
        self._post(f"{url}/compter", profile="inhabitant", step="1")
        self._post(f"{url}/compter", profile="inhabitant", step="-1")
        self._post(f"{url}/compter", profile="partner", step="1")
        self.assertIn("PAR-13", self._post(f"{url}/inscrire", expected=422, name="Fatou").text)
        self._post(f"{url}/inscrire", name="Fatou", profile="inhabitant", consent="1")
        self._refresh(event)
        self.assertEqual((event.regie_inhabitant_count, event.regie_partner_count), (2, 1))
        self._post(f"{url}/compter", profile="partner", step="-1")
        self.assertIn("PAR-11", self._post(f"{url}/compter", expected=422, profile="partner", step="-1").text)
        self._post(f"{url}/compter", expected=404, profile="director", step="1")

    def test_page_of_the_meeting_does_not_open_the_door(self):
        event = self._create_event()
        other = self._create_event(kind=False)
        for token in (event.regie_token, "unknown", other.regie_door_token, str(event.id)):
            self.assertEqual(self.url_open(f"/reunion/accueil/{token}").status_code, 404)
            self._post(f"/reunion/accueil/{token}/compter", expected=404, profile="inhabitant", step="1")
            self._post(f"/reunion/accueil/{token}/inscrire", expected=404, name="X", consent="1")
        self.assertEqual(self.url_open(f"/reunion/{event.regie_door_token}").status_code, 404)
        self.assertEqual(self.url_open(f"/reunion/{other.regie_token}").status_code, 404)
        self._refresh(event)
        self.assertEqual(event.regie_inhabitant_taps, 0)
        self.assertEqual(self.url_open(f"/reunion/{event.regie_token}").status_code, 200)

    def test_report_is_shown_without_the_names(self):
        event = self._create_event()
        event._regie_register("Fatou Secret", "inhabitant", consent=True)
        self.assertNotIn("said", self.url_open(f"/reunion/{event.regie_token}").text)
        event.regie_report = "<p>Benches were said.</p>"
        event.action_regie_publish()
        text = self.url_open(f"/reunion/{event.regie_token}").text
        self.assertIn("Benches were said.", text)
        self.assertNotIn("Secret", text)
        self._post(f"/reunion/{event.regie_token}/venir", expected=422, name="Late", consent="1")

    def test_inhabitant_leaves_a_name_with_consent(self):
        event = self._create_event(days=3)
        url = f"/reunion/{event.regie_token}/venir"
        self._post(url, expected=422, name="Ahmed")
        self._post(url, name="Ahmed", consent="1")
        self._refresh(event)
        self.assertEqual(event.registration_ids.name, "Ahmed")
        self.assertTrue(event.registration_ids.regie_date_consent)

    # volunteers

    def test_volunteer_agrees_writes_and_takes_back(self):
        volunteer = self._create_volunteer(consent=False)
        url = f"/benevolat/{volunteer.access_token}"
        category = self.env.ref("regie_participation.volunteer_category_garden")
        self.assertIn("/accepter", self.url_open(url).text)
        self._refresh(volunteer)
        self.assertFalse(volunteer.date_consent, "reading changes nothing")
        self._post(f"{url}/noter", expected=422, category=category.id, hours="2")
        self._post(f"{url}/accepter")
        page = self.url_open(url).text
        key = re.search(r'name="request_key" value="(\w+)"', page)[1]
        for _tap in range(2):
            self._post(f"{url}/noter", category=category.id, hours="1.5", request_key=key)
        self._refresh(volunteer)
        time = volunteer.time_ids
        self.assertEqual((len(time), time.hours, time.state), (1, 1.5, "draft"))
        self._post(f"{url}/effacer", time_id=time.id)
        self._refresh(volunteer)
        self.assertFalse(volunteer.time_ids)

    def test_volunteer_writes_yesterday_and_another_duration(self):
        volunteer = self._create_volunteer()
        category = self.env.ref("regie_participation.volunteer_category_garden")
        url = f"/benevolat/{volunteer.access_token}/noter"
        self._post(url, category=category.id, other="2,5", day="1", request_key="a")
        self.assertIn("PAR-30", self._post(url, expected=422, category=category.id, other="abc", request_key="b").text)
        self._refresh(volunteer)
        self.assertEqual((volunteer.time_ids.hours, volunteer.time_ids.date), (2.5, self._day(-1)))

    def test_hours_of_another_or_validated_are_not_taken_back(self):
        volunteer, other = self._create_volunteer(), self._create_volunteer()
        theirs, sealed = self._give_time(other), self._give_time(volunteer, validated=True)
        url = f"/benevolat/{volunteer.access_token}/effacer"
        self._post(url, expected=404, time_id=theirs.id)
        self._post(url, expected=404, time_id=sealed.id)
        self._post(url, expected=404, time_id="x")
        self.assertTrue(theirs.exists() and sealed.exists())
        self.assertNotIn(other.name, self.url_open(f"/benevolat/{volunteer.access_token}").text)

    def test_unknown_or_archived_volunteer_page_is_not_found(self):
        volunteer = self._create_volunteer(active=False)
        for token in (volunteer.access_token, "unknown", str(volunteer.id)):
            self.assertEqual(self.url_open(f"/benevolat/{token}").status_code, 404)
            for verb in ("accepter", "noter", "effacer"):
                self._post(f"/benevolat/{token}/{verb}", expected=404)
            self.assertEqual(self.url_open(f"/benevolat/{token}/attestation/2026").status_code, 404)

    def test_volunteer_of_another_regie_writes_in_that_regie(self):
        volunteer = self._create_volunteer(company=self.neighbour)
        category = self.env.ref("regie_participation.volunteer_category_garden")
        page = self.url_open(f"/benevolat/{volunteer.access_token}")
        self.assertIn(self.neighbour.name, page.text)
        self._post(f"/benevolat/{volunteer.access_token}/noter", category=category.id, hours="1")
        self._refresh(volunteer)
        self.assertEqual(volunteer.time_ids.company_id, self.neighbour)

    def test_volunteer_downloads_the_statement_of_the_year(self):
        volunteer = self._create_volunteer()
        self._give_time(volunteer, validated=True)
        url = f"/benevolat/{volunteer.access_token}/attestation"
        response = self.url_open(f"{url}/{self.today.year}", timeout=60)
        self.assertEqual(response.status_code, 200)
        self.assertIn("attestation-benevolat", response.headers["Content-Disposition"])
        self.assertEqual(self.url_open(f"{url}/{self.today.year + 1}").status_code, 404)

    # testimonies

    def test_person_signs_then_withdraws_in_one_tap(self):
        testimony = self._create_testimony(signed=False, photo=self._picture())
        url = f"/temoignage/{testimony.access_token}"
        self.assertIn(testimony.text, self.url_open(url).text)
        self.assertEqual(self.url_open(f"{url}/photo").headers["Content-Type"], "image/jpeg")
        signature = self._picture().decode()
        self.assertIn("PAR-41", self._rpc(f"{url}/signer", {"name": "", "signature": signature})["error"])
        self._rpc(f"{url}/signer", {"name": "Samira B.", "signature": signature})
        self._refresh(testimony)
        self.assertTrue(testimony.is_usable)
        self.assertEqual(base64.b64decode(testimony.signature)[:4], b"\x89PNG")
        self.assertIn("PAR-46", self._rpc(f"{url}/signer", {"name": "Other", "signature": signature})["error"])
        self.assertIn(self.url_open(f"{url}/retirer").status_code, (404, 405))
        self._refresh(testimony)
        self.assertTrue(testimony.is_usable, "reading changes nothing")
        self._post(f"{url}/retirer")
        self._refresh(testimony)
        self.assertFalse(testimony.is_usable)
        self.assertNotIn(testimony.text, self.url_open(url).text)

    def test_archived_testimony_can_still_be_withdrawn(self):
        testimony = self._create_testimony(active=True)
        testimony.active = False
        self._post(f"/temoignage/{testimony.access_token}/retirer")
        self._refresh(testimony)
        self.assertTrue(testimony.date_withdrawn)

    @mute_logger("odoo.http")
    def test_unknown_testimony_is_not_found(self):
        testimony = self._create_testimony()
        for token in ("unknown", str(testimony.id), "x" * 100):
            self.assertEqual(self.url_open(f"/temoignage/{token}").status_code, 404)
            self._post(f"/temoignage/{token}/retirer", expected=404)
            self.assertEqual(self.url_open(f"/temoignage/{token}/photo").status_code, 404)
        self._refresh(testimony)
        self.assertFalse(testimony.date_withdrawn)

    # every page

    def test_reading_a_page_changes_nothing(self):
        consultation, idea, event = self._create_consultation(), self._create_idea(), self._create_event()
        volunteer, testimony = self._create_volunteer(consent=False), self._create_testimony()
        idea.action_publish()
        pages = {
            consultation: f"/consultation/{consultation.access_token}",
            idea: f"/idees/suivi/{idea.access_token}?nouvelle=1",
            event: f"/reunion/accueil/{event.regie_door_token}",
            volunteer: f"/benevolat/{volunteer.access_token}?note=1",
            testimony: f"/temoignage/{testimony.access_token}",
        }
        self.env.flush_all()
        before = {record: record.write_date for record in pages}
        for record, page in pages.items():
            self.assertEqual(self.url_open(page).status_code, 200, page)
            self._refresh(record)
            self.assertEqual(record.write_date, before[record], page)

    def test_writing_routes_refuse_a_get(self):
        event, volunteer, testimony = self._create_event(), self._create_volunteer(), self._create_testimony()
        idea = self._create_idea()
        for path in (
            f"/idees/{self.company.regie_idea_token}/proposer",
            f"/idees/{self.company.regie_idea_token}/{idea.id}/moi-aussi",
            f"/reunion/{event.regie_token}/venir",
            f"/reunion/accueil/{event.regie_door_token}/compter",
            f"/reunion/accueil/{event.regie_door_token}/inscrire",
            f"/benevolat/{volunteer.access_token}/noter",
            f"/benevolat/{volunteer.access_token}/accepter",
            f"/benevolat/{volunteer.access_token}/effacer",
            f"/temoignage/{testimony.access_token}/retirer",
        ):
            self.assertIn(self.url_open(path).status_code, (404, 405), path)
