import json

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import PhoneCase


class TestDay(PhoneCase):
    """What the phone of each one holds for a day without network."""

    def _get_day(self, user=None):
        return self.env["regie.field.entry"].with_user(user or self.leader)._get_day()

    def _get_passes(self, user=None):
        return [one["id"] for one in self._get_day(user)["passes"]]

    def test_leader_finds_the_passes_of_their_team_and_its_people(self):
        members = self._create_members(3)
        one = self._create_pass_today()
        other = self._create_pass_on_site(self.today, self._create_service(department_id=self._create_team().id))
        day = self._get_day()
        self.assertIn(one.id, [row["id"] for row in day["passes"]])
        self.assertNotIn(other.id, [row["id"] for row in day["passes"]])
        row = next(row for row in day["passes"] if row["id"] == one.id)
        self.assertEqual(row["crew"], members.ids)
        self.assertEqual(day["people"][members[0].id], members[0].name)

    def test_agent_finds_the_passes_that_name_them_without_the_others(self):
        agent = self._create_user("agent")
        members = self._create_members(2)
        members[0].user_id = agent
        mine, _other = self._create_pass_today(employee_ids=members.ids), self._create_pass_today()
        day = self._get_day(agent)
        self.assertEqual([row["id"] for row in day["passes"]], mine.ids)
        self.assertEqual((day["passes"][0]["crew"], day["people"]), ([], {}))

    def test_pass_started_yesterday_and_not_ended_stays_in_sight(self):
        yesterday = fields.Date.subtract(self.today, days=1)
        started, left = self._create_pass_of_team(yesterday), self._create_pass_of_team(yesterday)
        started.action_start()
        self.assertIn(started.id, self._get_passes())
        self.assertNotIn(left.id, self._get_passes())

    def test_label_is_not_told_to_the_phone(self):
        one = self._create_pass_today()
        text = json.dumps(self._get_day())
        site = one.site_id.sudo()
        self.assertNotIn(site.qr_token, text)
        hashes = next(row for row in self._get_day()["passes"] if row["id"] == one.id)["labels"]
        above = site.parent_id.parent_id
        self.assertIn(self.env["regie.field.entry"]._hash_label(above.qr_token), hashes)

    def test_ten_passes_cost_as_many_queries_as_two(self):
        self._create_members(12)
        site, service_type = self._create_hall(), self._create_service_type(check_ids=[(0, 0, {"name": "Mop"})])
        self._get_day()
        counts = []
        for number in (2, 8):
            service = self._create_service(site=site, service_type=service_type, department_id=self.team.id)
            for slot in range(number):
                self._create_pass_on_site(self.today, service, slot=slot)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._get_day()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_every_word_of_the_page_is_told(self):
        words = self.env["regie.field.entry"]._get_words()
        self.assertTrue(all(words.values()))


@tagged("post_install", "-at_install")
class TestFieldDoors(PhoneCase, HttpCase):
    """The doors of the page: for the people of the field, in their own name."""

    def _call(self, url, **params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        return self.url_open(url, data=body, headers={"Content-Type": "application/json"}).json()

    def test_page_is_for_the_people_of_the_regie(self):
        self._create_user("portal", "base.group_portal")
        self.authenticate("portal", "portal")
        self.assertEqual(self.url_open("/chantier").status_code, 404)
        self.assertIn("error", self._call("/chantier/today"))
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/chantier", allow_redirects=False).headers["Location"])
        self.assertEqual(self._call("/chantier/today")["error"]["code"], 100)
        self.authenticate("leader", "leader")
        self.assertIn("data-words", self.url_open("/chantier").text)

    def test_worker_rules_over_the_page_and_nothing_else(self):
        answer = self.url_open("/chantier/sw.js")
        self.assertEqual(answer.headers["Service-Worker-Allowed"], "/chantier")
        self.assertIn("javascript", answer.headers["Content-Type"])
        self.assertEqual(self.url_open("/chantier/manifest.webmanifest").json()["scope"], "/chantier")

    def test_what_one_person_entered_is_not_sent_by_another(self):
        one = self._create_pass_today()
        self.authenticate("leader", "leader")
        entry = self._prepare_entry("start", one)
        result = self._call("/chantier/sync", user=self.env.uid, entries=[entry])["result"]
        self.assertEqual((result["user"], result["answers"]), (self.leader.id, []))
        result = self._call("/chantier/sync", user=self.leader.id, entries=[entry])["result"]
        self.assertEqual(result["answers"][0]["result"], "ok")
        self.assertEqual(next(row for row in result["day"]["passes"] if row["id"] == one.id)["state"], "in_progress")

    def test_label_leads_who_works_there_today_and_residents_to_the_notice(self):
        one = self._create_pass_today()
        site = one.site_id.sudo()
        self._create_user("other", "group_role_team_leader")
        for label in (site, site.parent_id, site.parent_id.parent_id):
            url = f"/regie/s/{label.qr_token}"
            for login in (None, "other"):
                self.authenticate(login, login)
                self.assertEqual(self.url_open(url, allow_redirects=False).status_code, 200)
            self.authenticate("leader", "leader")
            answer = self.url_open(url, allow_redirects=False)
            self.assertIn(f"/chantier#pass={one.id}&label={label.qr_token}", answer.headers["Location"])
        self.assertEqual(self.url_open(f"/regie/s/{'0' * 32}").status_code, 404)
