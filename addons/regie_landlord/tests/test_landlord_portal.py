import re
from datetime import date
from unittest import mock

from odoo.http import Request
from odoo.sql_db import Cursor
from odoo.tests import HttpCase, freeze_time, tagged

from .common import LandlordCase

NAME = "Zéphyrine Quatremare"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 09:00:00")
class TestLandlordPortal(LandlordCase, HttpCase):
    """The pages of a landlord, called as its contact, as another landlord's and as nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.estate = cls._create_estate()
        cls.other = cls._create_estate("Logis du Plateau")
        cls.done = cls._create_done_pass(cls.estate)
        cls.missed = cls._create_done_pass(cls.estate, "2026-11-03", "missed")
        cls.photo = cls._create_photo(cls.done)
        worker = cls._create_worker(name=NAME)
        cls._work(cls.estate["worksite"], worker, date(2026, 11, 2), intervention_id=cls.done.id)
        cls.done.employee_ids = worker
        agreement = cls._create_agreement_tfpb(cls.estate["landlord"])
        cls.year = cls._create_year(agreement, 2026)
        cls._create_action(cls.year)
        cls.year.action_approve()

    def _login(self, estate=None):
        user = (estate or self.estate)["contact"]
        self.authenticate(user.login, user.login)

    def _get_pages(self):
        return {
            "month": "/my/landlord",
            "site": f"/my/landlord/sites/{self.estate['residence'].id}",
            "pass": f"/my/landlord/passes/{self.done.id}",
            "photo": f"/my/landlord/photos/{self.photo.id}",
            "small photo": f"/my/landlord/photos/{self.photo.id}?size=small",
            "lot": f"/my/landlord/lots/{self.estate['lot'].id}",
            "tfpb": f"/my/landlord/tfpb/{self.year.id}",
            "tfpb table": f"/my/landlord/tfpb/{self.year.id}/xlsx",
            "passes": "/my/landlord/passes.xlsx",
            "declaration": "/my/landlord/declarations/2025",
        }

    def test_contact_reads_the_pages_of_its_landlord_and_no_name_of_a_worker(self):
        self._login()
        for name, url in self._get_pages().items():
            with self.subTest(page=name):
                answer = self.url_open(url)
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn(NAME, answer.text)
                self.assertNotIn("Zéphyrine", answer.text)

    def test_contact_of_another_landlord_finds_none_of_them(self):
        self._login(self.other)
        own = ("month", "passes", "declaration")
        for name, url in self._get_pages().items():
            if name in own:
                continue
            with self.subTest(page=name):
                self.assertEqual(self.url_open(url).status_code, 404)
        page = self.url_open("/my/landlord").text
        self.assertNotIn(self.estate["residence"].name + "<", page)
        preview = self.url_open(f"/my/landlord?landlord={self.estate['landlord'].id}").text
        self.assertIn(self.other["landlord"].name, preview)
        self.assertNotIn(f">{self.estate['landlord'].name}<", preview)

    def test_who_is_no_landlord_finds_nothing(self):
        stranger = self._create_user("stranger", "base.group_portal")
        stranger.password = "stranger"
        self.authenticate("stranger", "stranger")
        for name, url in self._get_pages().items():
            with self.subTest(page=name):
                self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/landlord").url)

    def test_office_looks_at_the_page_without_acting(self):
        office = self._create_user("office", "group_role_office")
        office.password = "office"
        self.authenticate("office", "office")
        landlord = self.estate["landlord"]
        self.assertEqual(self.url_open("/my/landlord").status_code, 404)
        page = self.url_open(f"/my/landlord?landlord={landlord.id}").text
        self.assertIn(landlord.name, page)
        self.assertIn(f"landlord={landlord.id}", re.search(r'href="(/my/landlord/sites/[^"]+)"', page)[1])
        data = {"csrf_token": Request.csrf_token(self), "reason": "No"}
        url = f"/my/landlord/passes/{self.missed.id}/dispute?landlord={landlord.id}"
        self.assertEqual(self.url_open(url, data=data).status_code, 404)

    def test_month_is_chosen_in_the_address_and_a_wrong_one_is_this_month(self):
        self._login()
        self.assertIn('href="/my/landlord?month=2026-09"', self.url_open("/my/landlord?month=2026-10").text)
        for wrong in ("2026-13", "x", "1-1", "9999-01"):
            self.assertIn('href="/my/landlord?month=2026-10"', self.url_open(f"/my/landlord?month={wrong}").text)

    def test_pass_is_contested_from_its_page_once(self):
        self._login()
        url = f"/my/landlord/passes/{self.missed.id}/dispute"
        data = {"csrf_token": Request.csrf_token(self), "reason": ""}
        self.assertIn("E-LAND-01", self.url_open(url, data=data).text)
        data["reason"] = "Nobody came"
        self.assertIn("done=disputed", self.url_open(url, data=data).url)
        self.assertEqual(self.missed.dispute_ids.partner_id, self.estate["contact"].partner_id)
        self.assertIn("E-LAND-04", self.url_open(url, data=data).text)
        self.assertEqual(self.url_open(url, data={"reason": "Without a token"}).status_code, 400)

    def test_contact_of_another_landlord_contests_nothing(self):
        self._login(self.other)
        data = {"csrf_token": Request.csrf_token(self), "reason": "Mine"}
        answer = self.url_open(f"/my/landlord/passes/{self.missed.id}/dispute", data=data)
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.missed.dispute_ids)

    def test_figures_are_declared_from_the_portal(self):
        self._login()
        data = {"csrf_token": Request.csrf_token(self), "company_id": self.company.id, "people_hired": "1"}
        self.assertIn("done=1", self.url_open("/my/landlord/declarations/2025/save", data=data).url)
        declared = self.env["regie.landlord.declaration"].search([("landlord_id", "=", self.estate["landlord"].id)])
        self.assertEqual((declared.people_hired, declared.year), (1, 2025))
        data["people_hired"] = "two"
        page = self.url_open("/my/landlord/declarations/2025/save", data=data).text
        self.assertIn("E-LAND-05", page)
        self.assertIn('value="two"', page)
        self.assertEqual(self.url_open("/my/landlord/declarations/1999").status_code, 404)

    def _count_queries(self, url):
        """Number of statements of the second reading of a page: the first one fills the caches of the server."""
        self.url_open(url)
        count = 0
        execute = Cursor.execute

        def spy(cursor, *args, **kwargs):
            nonlocal count
            count += 1
            return execute(cursor, *args, **kwargs)

        with mock.patch.object(Cursor, "execute", spy):
            answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        return count

    def test_number_of_queries_does_not_follow_the_number_of_passes(self):
        self._login()
        urls = [url for name, url in self._get_pages().items() if name in ("month", "site", "lot")]
        for day in range(5, 15):
            self._create_done_pass(self.estate, f"2026-11-{day:02}")
        few = [self._count_queries(url) for url in urls]
        service = self.estate["service"]
        vals = {
            "service_id": service.id,
            "project_id": service.project_id.id,
            "site_id": service.site_id.id,
            "service_type_id": service.service_type_id.id,
        }
        self.env["regie.intervention"].create(
            [{**vals, "date_planned": f"2026-11-{n % 28 + 1:02}", "slot": n // 28 + 2} for n in range(500)]
        )
        self.env.flush_all()
        for url, count in zip(urls, few, strict=True):
            self.assertLessEqual(self._count_queries(url), count)
        self.assertLessEqual(max(few[:2]), 45)
        # the contract also asks the applications that are installed for their social figures, a few statements each
        self.assertLessEqual(few[2], 80)


@tagged("post_install", "-at_install")
class TestLandlordTour(LandlordCase, HttpCase):
    """A landlord's report made by the director, and its month read and contested by the landlord."""

    def test_report_is_made_frozen_shared_and_read_by_the_landlord(self):
        estate = self._create_estate()
        estate["contact"].partner_id.name = "Contact of the landlord"
        self._create_done_pass(estate, f"{date.today():%Y-%m}-01")
        self._create_done_pass(estate, f"{date.today():%Y-%m}-02", "missed")
        director = self._create_user("director", "group_role_director")
        director.password = "director"
        self.start_tour(f"/odoo/res.partner/{estate['landlord'].id}", "regie_landlord_report_tour", login="director")
        dossier = self.env["regie.dossier"].search([("partner_id", "=", estate["landlord"].id)])
        self.assertEqual((dossier.state, dossier.recipient_ids.partner_id), ("shared", estate["contact"].partner_id))
        self.start_tour("/my/landlord", "regie_landlord_room_tour", login=estate["contact"].login)
        self.assertEqual(self.env["regie.intervention.dispute"].search_count([("state", "=", "open")]), 1)
        self.assertIn("read", dossier.access_ids.mapped("kind"))
