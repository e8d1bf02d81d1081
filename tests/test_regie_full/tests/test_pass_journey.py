from datetime import date

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.regie_base.tools.scope import Scope
from odoo.addons.regie_landlord.tests.common import LandlordCase
from odoo.addons.regie_works.tests.common import WorksCase


@tagged("post_install", "-at_install")
class TestPassJourney(WorksCase, LandlordCase, HttpCase):
    """An hour worked on a pass is entered once: then it is in the clause, the invoice, the portal, the figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls._create_user("leader.journey", "group_role_team_leader")
        cls.director = cls._create_user("director.journey", "group_role_director")
        cls.estate = cls._create_estate()
        cls.team = cls._create_team(cls.leader)
        trade = cls._create_trade("Pass in a hall", "cleaning")
        per_pass = {"pass_billing": "per_pass"}
        order = cls._create_order((trade, 100, 80, per_pass), partner=cls.estate["landlord"], confirmed=True)
        cls.estate["lot"].sale_order_id = order
        cls.estate["service"].write(
            {"department_id": cls.team.id, "sale_line_id": order.order_line.id, "planned_minutes": 120}
        )
        cls.workers = cls.env["hr.employee"].union(
            *(cls._create_worker(name=f"Zoé Journey {n}", department_id=cls.team.id) for n in range(4))
        )

    def _work_a_pass(self, day):
        """The team leader's pass: started, the crew present but for nobody, ended; validated by the director."""
        one = self._create_pass_on_site(day, self.estate["service"], employee_ids=self.workers.ids)
        with freeze_time(f"{day} 08:00:00"):
            one.with_user(self.leader).action_start()
        with freeze_time(f"{day} 10:00:00"):
            one.with_user(self.leader).action_done()
        with freeze_time(f"{day} 12:00:00"):
            one.with_user(self.director).action_validate()
        return one

    def test_hour_of_a_pass_feeds_the_clause_the_invoice_the_portal_and_the_figures(self):
        done = self._work_a_pass("2026-02-03")
        self._create_pass_on_site("2026-02-10", self.estate["service"])
        lines = done.line_ids
        self.assertEqual((len(lines), sum(lines.mapped("unit_amount"))), (4, 8))
        # the clause of the lot, without anybody typing it
        self.assertEqual(lines.clause_id, self.estate["lot"].clause_id)
        self.assertEqual(self.estate["lot"].hours_done, 8)
        # the situation counts the pass that was validated, and the invoice follows
        situation = self._create_situation(self.estate["lot"].sale_order_id)
        self.assertEqual((situation.pass_count, situation.amount_period), (1, 80))
        situation.action_send()
        situation.action_approve()
        situation.action_invoice()
        self.assertEqual(situation.invoice_id.amount_untaxed, 80)
        # the figures of the landlord
        scope = Scope(self.company, date(2026, 2, 1), date(2026, 2, 28), partner=self.estate["landlord"])
        indicator = self.env.ref("regie_gup.indicator_passes_done")
        self.assertEqual(indicator._compute_result(scope).value, 1)

    @freeze_time("2026-02-20 10:00:00")
    def test_landlord_sees_the_pass_and_nobody_of_the_crew(self):
        self._work_a_pass("2026-02-03")
        contact = self.estate["contact"]
        self.authenticate(contact.login, contact.login)
        page = self.url_open("/my/landlord?month=2026-02")
        self.assertEqual(page.status_code, 200)
        self.assertIn(self.estate["residence"].name, page.text)
        for worker in self.workers:
            self.assertNotIn(worker.name, page.text)

    def test_pass_in_a_situation_that_was_sent_is_not_reopened(self):
        done = self._work_a_pass("2026-02-03")
        self._create_situation(self.estate["lot"].sale_order_id).action_send()
        with self.assertRule("E-INT-05"):
            done.with_user(self.director).action_reopen()

    def test_month_of_hours_holds_those_of_the_passes_and_closes_over_them(self):
        done = self._work_a_pass("2026-02-03")
        self._validate_month(date(2026, 2, 1))
        with self.assertRule("HRS-09"):
            done.line_ids[:1].unit_amount = 5
