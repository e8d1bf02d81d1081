from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase

SECRET = "Elle dort dans sa voiture"


@tagged("post_install", "-at_install")
class TestCipJourney(InsertionCase, HttpCase):
    """The social adviser hires a person, meets her, and records her exit; nobody else reads what she confided."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cip = cls._create_user("cip.voyage", "regie_base.group_role_social_worker")
        cls.cip.write({"tour_enabled": False, "lang": "fr_FR", "tz": "Europe/Paris"})
        first = date.today().replace(month=1, day=1)
        cls.agreement = cls._create_agreement(
            annex=False, date_start=first, date_end=first + relativedelta(years=2, days=-1)
        )
        cls._create_annex(cls.agreement, year=first.year)
        cls._create_employee("L007", contract=(first, first + relativedelta(years=1, days=-1)))

    def test_adviser_walks_with_a_person_from_hire_to_exit(self):
        self.start_tour("/odoo/pathways", "regie_cip_pathway_tour", login=self.cip.login, timeout=120)
        person = self.env["hr.employee"].with_context(active_test=False).search([("name", "=", "Philomène Zola")])
        today = fields.Date.context_today(self.env["res.users"].with_user(self.cip).with_context(tz=self.cip.tz))
        with self.subTest("hired, and nothing typed twice"):
            self.assertEqual(len(person), 1)
            self.assertEqual(person.pass_ids.number, "999991234567")
            self.assertEqual(person.agreement_id, self.agreement)
            self.assertEqual(person.registration_number, "L008")
        pathway = self.env["regie.insertion.pathway"].search([("employee_id", "=", person.id)])
        with self.subTest("one pathway, with its adviser"):
            self.assertEqual(pathway.social_worker_id, self.cip)
            self.assertEqual(pathway.date_start, today)
        interview = self.env["regie.interview"].search([("pathway_id", "=", pathway.id)])
        with self.subTest("the confidential part is the adviser's"):
            self.assertEqual(interview.state, "done")
            self.assertIn(SECRET, interview.with_user(self.cip).confidential_note)
            director = self._create_user("directrice.voyage", "regie_base.group_role_director")
            self.env.invalidate_all()
            self.assertFalse(pathway.with_user(director).message_ids.filtered(lambda m: SECRET in (m.body or "")))
            self.assertFalse(self.env["regie.interview.note"].with_user(director).search([]))
        with self.subTest("barriers are dated"):
            barrier = self.env["regie.barrier.assessment"].search([("pathway_id", "=", pathway.id)])
            self.assertEqual((barrier.level, barrier.date), ("3", today))
        with self.subTest("the exit ends the contract"):
            self.assertEqual((pathway.exit_id.category, pathway.exit_id.date), ("durable", today))
            self.assertEqual(person.version_ids.sorted("date_version")[-1:].contract_date_end, today)
