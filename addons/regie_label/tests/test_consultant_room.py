import re

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import LabelCase

# what a page, a button and a download of the room need; the keys of each are those of its dossier
GETS = ("{room}", "{room}/criterion/{entry}")
POSTS = (
    "{room}/download/pdf",
    "{room}/download/xlsx",
    "{room}/download/zip",
    "{room}/evidence/{evidence}",
    "{room}/reviewed",
    "{room}/criterion/{entry}/rate",
    "{room}/criterion/{entry}/ask",
    "{room}/criterion/{entry}/find",
)
TYPED = {"comment": "Good", "question": "Since when?", "kind": "reserve", "finding": "No treasurer."}


@tagged("post_install", "-at_install")
class TestConsultantRoom(LabelCase, HttpCase):
    """The consultant reads one dossier and nothing else of the database, until the last day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.application = cls._create_application_at("expertise")
        cls.dossier = cls.application.dossier_id.sudo()
        cls.token = cls.dossier.recipient_ids.access_token
        cls.other_consultant = cls._create_user("other", "base.group_portal")
        for user in (cls.consultant, cls.other_consultant):
            user.password = user.login
        cls.neighbour = cls._create_neighbour()

    @classmethod
    def _create_neighbour(cls):
        """Return the shared dossier of another régie, of which another consultant is the reader."""
        company = cls._create_company()
        cls.director.company_ids += company
        dossier = cls._create_label_dossier(company_id=company.id, name="Label of the neighbour")
        as_director = dossier.with_user(cls.director).with_context(allowed_company_ids=company.ids)
        as_director.action_freeze()
        as_director._share(cls.other_consultant.partner_id, cls.today + relativedelta(days=30))
        return dossier

    def _addresses(self, dossier):
        keys = {
            "room": f"/my/dossiers/{dossier.id}",
            "entry": self._entry(dossier, "A1").id,
            "evidence": dossier.entry_ids.evidence_ids[0].id,
        }
        return [url.format(**keys) for url in GETS], [url.format(**keys) for url in POSTS]

    def _get(self, url, **params):
        return self.url_open(url, params=params or None, allow_redirects=False)

    def _post(self, url, **data):
        return self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def _snapshot(self, dossier):
        """Return all that a visit could have changed in a dossier."""
        self.env.flush_all()
        self.env.invalidate_all()
        names = ("date_reviewed", "state", "seal", "pdf_file", "xlsx_file", "write_date")
        return (
            [dossier[name] for name in names],
            [len(dossier.entry_ids[name]) for name in ("review_ids", "question_ids", "finding_ids")],
            len(dossier.access_ids),
        )

    def test_matrix_of_routes_and_rights(self):
        """Each route × {own, other's, other régie's, no link, wrong link, expired link}: 404 and nothing changed."""
        outside = {
            "other's account on mine": ("other", self.dossier, {}),
            "my account on the neighbour": ("consultant", self.neighbour, {}),
            "my link on the neighbour": (None, self.neighbour, {"access_token": self.token}),
            "no link": (None, self.dossier, {}),
            "wrong link": (None, self.dossier, {"access_token": self.token[:-1]}),
        }
        for case, (login, dossier, params) in outside.items():
            self.authenticate(login, login)
            self._assert_nothing(case, dossier, params)
        with freeze_time(self.dossier.date_expiry + relativedelta(days=1)):
            for login, params in (("consultant", {}), (None, {"access_token": self.token})):
                self.authenticate(login, login)
                self._assert_nothing("the day after the last", self.dossier, params)

    def _assert_nothing(self, case, dossier, params):
        before = self._snapshot(dossier)
        gets, posts = self._addresses(dossier)
        for url in gets:
            self.assertEqual(self._get(url, **params).status_code, 404, f"{case}: {url}")
        for url in posts:
            self.assertEqual(self._post(url, **params, **TYPED).status_code, 404, f"{case}: {url}")
        self.assertEqual(self._snapshot(dossier), before, case)

    def test_own_room_answers_on_every_route(self):
        gets, posts = self._addresses(self.dossier)
        self.authenticate("consultant", "consultant")
        for url in gets:
            self.assertEqual(self._get(url).status_code, 200, url)
        for url in posts:
            self.assertIn(self._post(url, **TYPED).status_code, (200, 303), url)
        entry = self._entry(self.dossier, "A1")
        self.env.invalidate_all()
        self.assertEqual((len(entry.review_ids), len(entry.question_ids), len(entry.finding_ids)), (1, 1, 1))

    def test_reading_every_page_changes_nothing(self):
        self.authenticate("consultant", "consultant")
        before = self._snapshot(self.dossier)
        gets, posts = self._addresses(self.dossier)
        for url in [*gets, "/my", "/my/home", "/my/dossiers"]:
            self.assertEqual(self._get(url).status_code, 200, url)
        for url in posts:
            self.assertIn(self._get(url).status_code, (404, 405), url)
        self.assertEqual(self._snapshot(self.dossier), before)

    def test_criterion_without_proof_comes_first(self):
        self.authenticate("consultant", "consultant")
        page = self._get(f"/my/dossiers/{self.dossier.id}").text
        self.assertEqual(re.findall(r'data-code="(\w+)"', page), ["B1", "A1", "A2"])

    def test_every_figure_has_its_definition_date_state_count_and_benchmark(self):
        self.env["regie.benchmark"].create(
            {
                "code": "T1",
                "name": "Mean of the network",
                "value": 87,
                "unit": "%",
                "year": "2023",
                "source": "Network",
                "indicator_code": "meetings_regular",
                "is_doubtful": True,
                "doubt": "hardly legible",
            }
        )
        dossier = self._create_label_dossier(name="Label with benchmarks").with_user(self.director)
        dossier.action_freeze()
        dossier._share(self.consultant.partner_id, self.today)
        self.authenticate("consultant", "consultant")
        page = self._get(f"/my/dossiers/{dossier.id}/criterion/{self._entry(dossier, 'A1').id}").text
        figures = len(self._entry(dossier, "A1").figure_ids)
        self.assertEqual(figures, 1)
        for mark in ("definition", "date", "state", "count"):
            self.assertEqual(len(re.findall(f'class="o_dossier_{mark}"[^>]*>\\s*\\S', page)), figures, mark)
        for text in ("87 %", "2023", "hardly legible"):
            self.assertIn(text, page.replace("\N{NO-BREAK SPACE}", " "))

    def test_page_never_calls_the_grid_official(self):
        application = self._create_application(kind="renewal", name="Renewal")
        application.action_prepare_dossier()
        dossier = application.dossier_id
        for entry in dossier.entry_ids.filtered("is_mandatory"):
            entry.narrative = "Said."
            self._prove(dossier, entry.code)
        dossier.with_user(self.director).action_freeze()
        dossier.with_user(self.director)._share(self.consultant.partner_id, self.today)
        self.authenticate("consultant", "consultant")
        pages = [self._get(f"/my/dossiers/{dossier.id}").text]
        pages += [self._get(f"/my/dossiers/{dossier.id}/criterion/{entry.id}").text for entry in dossier.entry_ids[:6]]
        told = [dossier.template_id.with_context(lang=lang).description[:40] for lang in ("en_US", "fr_FR")]
        self.assertTrue(any(text in pages[0] for text in told))
        for page in pages:
            words = page.lower()
            for claim in ("official grid", "grille officielle", "official criteria", "critères officiels"):
                self.assertNotIn(claim, words)

    def test_consultant_reads_nothing_else_of_the_database(self):
        readable = {"regie.dossier", "regie.dossier.entry", "regie.dossier.figure", "regie.dossier.evidence"}
        readable |= {"regie.dossier.review", "regie.dossier.question", "regie.dossier.finding"}
        readable |= {"regie.dossier.scale", "regie.dossier.scale.level"}
        ours = [
            name
            for name, model in self.env.registry.items()
            if model._original_module in ("regie_base", "regie_governance", "regie_label")
            and not model._abstract
            and name not in readable
        ]
        self.assertGreater(len(ours), 40)
        for name in ours:
            model = self.env[name].with_user(self.consultant)
            found = model.has_access("read") and model.search_count([])
            self.assertFalse(found, f"the consultant reads {name}")
        mine = self.env["regie.dossier"].with_user(self.consultant).search([])
        self.assertEqual(mine, self.dossier)
        with self.assertRaises(AccessError):
            self.application.with_user(self.consultant).read(["name"])

    def test_room_is_read_in_a_bounded_number_of_queries(self):
        """A page of twenty-eight criteria costs what a page of three does: no query in a loop."""
        template = self.env.ref("regie_label.dossier_template_label")
        big = self._create_label_dossier(complete=False, template_id=template.id, name="Whole grid")
        for entry in big.entry_ids.filtered("is_mandatory"):
            entry.narrative = "Said."
            self._prove(big, entry.code)
        big.with_user(self.director).action_freeze()
        big.with_user(self.director)._share(self.consultant.partner_id, self.today)
        for entry in big.entry_ids:
            big._add_review(entry, self.consultant.partner_id, self._level(2), "")
            big._add_question(entry, self.consultant.partner_id, "Since when?")
        self.assertEqual(len(big.entry_ids), 28)
        self.authenticate("consultant", "consultant")
        counts = {}
        for dossier in (self.dossier, big):
            gets, _posts = self._addresses(dossier)
            for url in gets:
                self._get(url)  # what is read once for all: views, words, rights
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.assertEqual(self._get(url).status_code, 200)
                counts.setdefault("criterion" in url, []).append(self.cr.sql_log_count - before)
        for small, large in counts.values():
            self.assertGreater(small, 5, "the queries of the page are counted")
            self.assertLessEqual(large, small + 4)
            self.assertLessEqual(large, 30)
