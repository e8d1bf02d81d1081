import json
from datetime import date, datetime

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools.scope import Scope

from .common_social import SECRET, SocialCase


class TestInterview(SocialCase):
    """An interview, from its planning to its note."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pathway = cls._create_followed()

    def test_state_follows_what_happened(self):
        interview = self._create_interview(self.pathway)
        self.assertEqual(interview.state, "planned")
        for act, state in (("excused", "excused"), ("absent", "absent"), ("cancel", "cancelled"), ("done", "done")):
            getattr(interview, f"action_{act}")()
            self.assertEqual(interview.state, state)
        interview.action_replan()
        self.assertEqual(interview.state, "planned")

    def test_interview_is_not_held_before_its_date(self):
        with freeze_time("2026-03-01 09:00:00"):
            interview = self._create_interview(self.pathway, day=datetime(2026, 3, 20, 9))
            with self.assertRule("INS-E02"):
                interview.action_done()

    @mute_logger("odoo.sql_db")
    def test_interview_lasts_more_than_nothing(self):
        with self.assertRaisesRegex(CheckViolation, "duration_check"), self.env.cr.savepoint():
            self._create_interview(self.pathway, duration=0)

    def test_interview_with_a_trace_is_not_deleted(self):
        held = self._create_interview(self.pathway, done=True)
        with self.assertRule("INS-E03"):
            held.unlink()
        self._create_interview(self.pathway).unlink()

    def test_past_interview_without_outcome_is_to_write_up(self):
        with freeze_time("2026-03-10 09:00:00"):
            past = self._create_interview(self.pathway, day=datetime(2026, 3, 9, 9))
            coming = self._create_interview(self.pathway, day=datetime(2026, 3, 12, 9))
            self.assertEqual((past | coming).filtered("is_late"), past)
            found = self.env["regie.interview"].search([("is_late", "=", True), ("pathway_id", "=", self.pathway.id)])
            self.assertEqual(found, past)

    def test_entry_diagnosis_prepares_its_nine_themes_on_both_sides_of_the_wall(self):
        diagnosis = self._create_interview(self.pathway, kind="diagnostic")
        self.assertEqual(len(diagnosis.theme_ids), 9)
        self.assertIn("Housing", diagnosis.shared_note)
        self.assertNotIn("Health", diagnosis.shared_note)
        self.assertIn("Health", diagnosis.confidential_note)
        self.assertEqual(diagnosis.duration, 1.5)

    def test_review_starts_from_the_previous_one(self):
        first = self._create_interview(
            self.pathway, kind="bilan", done=True, shared_note="Code obtenu", confidential_note=SECRET
        )
        second = self._create_interview(self.pathway, kind="bilan", day=datetime(2026, 9, 1, 9))
        self.assertIn(first.shared_note, second.shared_note)
        self.assertFalse(second.confidential_note)

    def test_next_date_plans_the_next_interview_once(self):
        interview = self._create_interview(self.pathway, date_next=datetime(2026, 4, 2, 9), place="Bureau")
        interview.action_done()
        following = interview.next_interview_id
        self.assertEqual((following.state, following.date_start), ("planned", datetime(2026, 4, 2, 9)))
        self.assertEqual((following.place, following.social_worker_id), ("Bureau", self.cip))
        interview.action_done()
        self.assertEqual(self.env["regie.interview"].search_count([("pathway_id", "=", self.pathway.id)]), 2)

    def test_new_interview_is_a_diagnosis_for_a_newcomer_then_a_follow_up(self):
        pathway = self.pathway.with_user(self.cip)
        action = pathway.action_new_interview()
        first = self.env["regie.interview"].browse(action["res_id"])
        self.assertTrue(first.type_id.is_entry_diagnosis)
        again = self.env["regie.interview"].browse(pathway.action_new_interview()["res_id"])
        self.assertEqual(again.type_id.code, "suivi")

    def test_person_not_seen_for_a_month_and_diagnosis_due_are_found(self):
        with freeze_time("2026-05-01 09:00:00"):
            pathways = self.env["regie.insertion.pathway"].with_user(self.cip)
            domain = [("id", "=", self.pathway.id)]
            self.assertTrue(pathways.search_count([*domain, ("is_not_seen", "=", True)]))
            self.assertTrue(pathways.search_count([*domain, ("is_entry_diagnosis_due", "=", True)]))
            self._create_interview(self.pathway, kind="diagnostic", day=datetime(2026, 4, 20, 9), done=True)
            self.env.invalidate_all()
            self.assertEqual(self.pathway.last_interview_on, date(2026, 4, 20))
            self.assertFalse(pathways.search_count([*domain, ("is_not_seen", "=", True)]))
            self.assertFalse(pathways.search_count([*domain, ("is_entry_diagnosis_due", "=", True)]))
        with freeze_time("2026-06-15 09:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self.pathway.is_not_seen)

    def test_autosave_keeps_the_notes_and_nothing_else(self):
        interview = self._create_interview(self.pathway)
        model = self.env["regie.interview"].with_user(self.cip)
        model.autosave_note(interview.id, "confidential_note", "Un mot")
        model.autosave_note(interview.id, "shared_note", "Convenu")
        self.assertEqual((interview.confidential_note, interview.shared_note), ("Un mot", "Convenu"))
        with self.assertRule("INS-E04"):
            model.autosave_note(interview.id, "done_on", "2026-01-01 00:00:00")

    def test_form_is_filled_in_by_an_adviser(self):
        form = Form(self.env["regie.interview"].with_user(self.cip))
        form.pathway_id = self.pathway
        form.shared_note = "Premier contact"
        interview = form.save()
        with Form(interview) as form:
            form.confidential_note = SECRET
        self.assertEqual(interview.confidential_note, SECRET)
        self.assertEqual(interview.type_id.code, "suivi")

    def test_home_of_the_adviser_shows_what_waits(self):
        with freeze_time("2026-05-01 09:00:00"):
            self._create_interview(self.pathway, day=datetime(2026, 4, 2, 9))
            self.env["regie.goal.action"].with_user(self.cip).create(
                {"name": "Appeler", "pathway_id": self.pathway.id, "date_planned": date(2026, 4, 1)}
            )
            self.env.flush_all()
            for name, count in (("interviews_late", 1), ("not_seen", 1), ("diagnosis_due", 1), ("actions_late", 1)):
                card = self.env.ref(f"regie_accompaniment.home_card_{name}")
                self.assertEqual(card.with_user(self.cip).count, count, name)
                self.assertEqual(card.with_user(self.users["team_leader"]).is_mine, False, name)

    def test_indicator_counts_people_not_seen(self):
        self._create_interview(self.pathway, day=datetime(2026, 3, 2, 9), done=True)
        scope = Scope(self.company, date(2026, 3, 1), date(2026, 3, 31))
        missing = self.env.ref("regie_accompaniment.indicator_people_not_seen").with_user(self.director)
        before = missing._compute_result(scope).value
        self._create_followed()
        self.assertEqual(missing._compute_result(scope).value, before + 1)


@tagged("post_install", "-at_install")
class TestPersonPage(SocialCase, HttpCase):
    """The page of a person: one call for the line, few calls for the whole."""

    def test_line_holds_contract_pass_interviews_barriers_and_goals(self):
        pathway = self._create_followed()
        self._create_interview(pathway, done=True)
        self._assess(pathway)
        self.env["regie.goal"].create({"name": "Permis", "pathway_id": pathway.id, "date_due": date(2026, 6, 1)})
        data = pathway.with_user(self.cip).get_timeline_data()
        self.assertEqual([lane["key"] for lane in data["lanes"]], ["contract", "pass", "interview", "barrier", "goal"])
        self.assertEqual(len(data["hours"]), 6)
        self.assertTrue(data["pass"]["text"] and data["contract"]["text"] and data["seen"]["text"])
        json.dumps(data)

    def test_office_sees_the_line_without_the_accompaniment(self):
        pathway = self._create_followed()
        self._create_interview(pathway, done=True, shared_note="Permis")
        for role in ("office", "director"):
            data = pathway.with_user(self.users[role]).get_timeline_data()
            self.assertEqual([lane["key"] for lane in data["lanes"]], ["contract", "pass"], role)
            self.assertFalse(data["seen"])
        with self.assertRaises(AccessError):
            pathway.with_user(self.users["team_leader"]).get_timeline_data()

    def test_line_costs_the_same_for_two_years_of_interviews(self):
        def cost(pathway):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            pathway.with_user(self.cip).get_timeline_data()
            return self.cr.sql_log_count - start

        short, long = self._create_followed(), self._create_followed()
        self._create_interview(short, done=True)
        self._assess(short)
        for month in range(1, 11):
            self._create_interview(long, day=datetime(2026, month, 3, 9), done=True)
            self._assess(long, date=date(2026, month, 3))
        cost(short)
        few, many = cost(short), cost(long)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 60)

    def test_whole_page_takes_at_most_twelve_calls(self):
        pathway = self._create_followed()
        self._create_interview(pathway, done=True)
        for axis in ("mobilite", "projet", "numerique", "francais"):
            self._assess(pathway, axis=axis)
        self.cip.password = "soc_social_worker"
        self.browser_js(
            f"/odoo/pathways/{pathway.id}",
            """
            setTimeout(() => {
                const calls = performance.getEntriesByType("resource").filter(
                    (entry) => ["fetch", "xmlhttprequest"].includes(entry.initiatorType)
                        && !entry.name.includes("/web/image") && !entry.name.includes("/web/assets")
                );
                const asked = calls.filter((entry) => entry.name.includes("get_timeline_data")).length;
                if (asked !== 1) console.error(`asked ${asked} times`);
                else if (calls.length > 12) console.error(calls.map((entry) => entry.name).join(" "));
                else console.log("test successful");
            }, 2500);
            """,
            ready="Boolean(document.querySelector('.o_regie_page') && document.querySelector('canvas'))",
            login="soc_social_worker",
        )

    def test_note_is_three_clicks_away_and_survives_the_tab(self):
        pathway = self._create_followed()
        self.cip.password = "soc_social_worker"
        self.browser_js(
            "/odoo/pathways",
            """
            (async () => {
                const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
                const find = async (selector, text = "") => {
                    for (let tries = 0; tries < 200; tries++) {
                        const elements = [...document.querySelectorAll(selector)];
                        const found = elements.find((element) => element.textContent.includes(text));
                        if (found) return found;
                        await wait(100);
                    }
                    throw new Error(`not found: ${selector}`);
                };
                let clicks = 0;
                const click = (element) => { clicks++; element.click(); };
                click(await find(".o_data_row .o_data_cell", "__NAME__"));
                click(await find("button[name=action_new_interview]"));
                const note = await find(".o_regie_note_confidential textarea");
                click(note);
                note.focus();
                note.value = "Noté pendant la parole";
                note.dispatchEvent(new InputEvent("input", { bubbles: true }));
                await wait(2000);
                if (clicks > 3) console.error(`${clicks} clicks`);
                else console.log("test successful");
            })();
            """.replace("__NAME__", pathway.employee_id.name),
            ready="Boolean(document.querySelector('.o_data_row'))",
            login="soc_social_worker",
        )
        interview = self.env["regie.interview"].search([("pathway_id", "=", pathway.id)])
        self.assertEqual(interview.with_user(self.cip).confidential_note, "Noté pendant la parole")
