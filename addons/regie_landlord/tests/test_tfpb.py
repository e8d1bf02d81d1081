from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import LandlordCase


@freeze_time("2026-11-20")
class TestTfpb(LandlordCase):
    """An agreement, its years and the actions of their programmes."""

    def test_agreement_runs_from_its_signature_to_its_last_year(self):
        agreement = self._create_agreement_tfpb()
        draft = self._create_agreement_tfpb(signed=False)
        coming = self._create_agreement_tfpb(year_from=2028)
        ended = self._create_agreement_tfpb(year_to=2025)
        states = {"running": agreement, "draft": draft, "signed": coming, "ended": ended}
        for state, one in states.items():
            self.assertEqual(one.state, state)
            found = self.env["regie.tfpb.agreement"].search([("state", "=", state)])
            self.assertEqual(found & (agreement | draft | coming | ended), one)
        self.assertEqual(agreement.name, f"TFPB {agreement.landlord_id.name} 2025-2030")

    def test_agreement_out_of_the_years_of_the_law_is_refused(self):
        for years in ({"year_from": 2024}, {"year_to": 2031}, {"year_from": 2029, "year_to": 2028}):
            with self.assertRule("E-ATF-04"):
                self._create_agreement_tfpb(**years)

    def test_year_out_of_its_agreement_is_refused(self):
        agreement = self._create_agreement_tfpb(year_to=2027)
        with self.assertRule("E-ATF-04"):
            self._create_year(agreement, 2028)
        self._create_year(agreement, 2027)
        with self.assertRule("E-ATF-04"):
            agreement.year_to = 2026

    def test_action_takes_place_in_its_year(self):
        year = self._create_year()
        with self.assertRule("E-ATF-04"):
            self._create_action(year, date_from="2025-12-01")
        action = self._create_action(year, date_from="2026-03-01", date_to="2026-10-31")
        self.assertEqual(action._get_calendar(), "01/03 – 31/10")

    def test_abatement_is_positive(self):
        for amount in (0, -10):
            with self.assertRule("E-ATF-01"):
                self._create_year(abatement=amount)

    def test_funding_plan_covers_the_cost_to_the_cent(self):
        year = self._create_year()
        with self.assertRule("E-ATF-02"):
            self._create_action(year, cost=10000, funding_landlord=8000)
        action = self._create_action(year, cost=10000, funding_landlord=7999.996, funding_other=2000)
        with self.assertRule("E-ATF-02"):
            action.write({"cost_manual": 5000, "funding_other_actual": 6000})

    def test_valued_is_the_landlord_s_part_less_common_law_at_its_rate(self):
        year = self._create_year(abatement=10000)
        action = self._create_action(
            year,
            cost=12000,
            other=2000,
            operator="association",
            cost_manual=11000,
            funding_other_actual=2000,
            common_law_amount=1000,
            valuation_rate=50,
        )
        self.assertEqual((action.funding_landlord_actual, action.valued_amount), (9000, 4000))
        self.assertEqual((year.valued_total, year.rate, year.balance), (4000, 40, -6000))

    def test_more_than_the_funding_of_the_landlord_is_not_valued(self):
        action = self._create_action(operator="landlord", cost_manual=9000)
        for wrong in ({"valuation_rate": 101}, {"valuation_rate": -1}, {"common_law_amount": 9001}):
            with self.assertRule("E-ATF-03"):
                action.write(wrong)

    def test_landlord_may_spend_more_than_its_abatement(self):
        year = self._create_year(abatement=8000)
        self._create_action(year, operator="landlord", cost_manual=10000)
        self.assertEqual((year.rate, year.balance), (125, 2000))

    def test_action_without_a_priority_neighbourhood_is_refused(self):
        year = self._create_year()
        for territories in ([], self.territory_other.ids):
            with self.assertRule("E-ATF-05"):
                self._create_action(year, territory_ids=[Command.set(territories)])
        with self.assertRule("E-ATF-05"):
            self._create_agreement_tfpb(territory_ids=[Command.clear()])

    def test_balance_of_a_closed_year_is_carried_over_when_the_agreement_says_so(self):
        agreement = self._create_agreement_tfpb(is_carried_over=True)
        before = self._create_year(agreement, 2025, 10000)
        self._create_action(before, operator="landlord", cost_manual=7000, result="Done")
        year = self._create_year(agreement, 2026, 10000)
        self.assertEqual(year.carried_amount, 0)
        before.action_approve()
        before.action_report()
        before.action_close()
        self.assertEqual((year.carried_amount, year.balance), (3000, -13000))
        agreement.is_carried_over = False
        self.assertEqual(year.carried_amount, 0)

    def test_year_goes_from_programme_to_closed_by_its_buttons(self):
        year = self._create_year()
        director = self._create_user("director", "group_role_director")
        with self.assertRule("E-ATF-10"):
            year.with_user(director).action_approve()
        action = self._create_action(year)
        year.with_user(director).action_approve()
        self.assertEqual(year.state, "approved")
        with self.assertRule("E-ATF-10"):
            year.with_user(director).action_report()
        action.result = "52 passes more"
        year.with_user(director).action_report()
        year.with_user(director).action_close()
        self.assertEqual(year.state, "closed")
        for act in (
            lambda: year.with_user(director).write({"abatement_amount": 1}),
            lambda: action.with_user(director).write({"cost_planned": 1}),
            lambda: action.with_user(director).unlink(),
            lambda: self._create_action(year.with_user(director)).unlink(),
        ):
            with self.assertRule("E-ATF-08"):
                act()
        year.with_user(director).action_step_back()
        self.assertEqual((year.state, year.date_closed), ("report", False))

    def test_facts_of_a_year_are_not_written_by_hand(self):
        year = self._create_year()
        action = self._create_action(year)
        director = self._create_user("director", "group_role_director")
        for record, vals in (
            (year, {"date_approved": "2026-01-01"}),
            (year, {"valued_total": 40000}),
            (action, {"valued_amount": 40000}),
        ):
            with self.assertRule("E-ATF-07"):
                record.with_user(director).write(vals)
        given = self.env["regie.tfpb.year"].with_user(director).with_context(default_date_approved="2026-01-01")
        new = given.create({"agreement_id": year.agreement_id.id, "year": 2027, "abatement_amount": 10})
        self.assertFalse(new.date_approved)
        office = self._create_user("office", "group_role_office")
        with self.assertRule("E-ATF-07"):
            year.with_user(office).action_approve()

    def test_agreement_signed_after_the_first_of_january_is_pointed_out(self):
        late = self._create_year(self._create_agreement_tfpb(date_signed="2026-01-02"))
        self.assertIn("2026", late.signature_warning)
        self.assertFalse(self._create_year(self._create_agreement_tfpb(date_signed="2026-01-01")).signature_warning)

    def test_table_has_one_row_per_action_and_is_printed(self):
        year = self._create_year()
        self._create_action(year, axis=8, operator="landlord", cost_manual=500, result="Letter boxes")
        self._create_action(year, axis=3)
        rows = year._get_table_rows()
        self.assertEqual([row[0][0] for row in rows], ["3", "8"])
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf = report._render_qweb_pdf("regie_landlord.regie_tfpb_year_report", year.ids)[0]
        self.assertEqual(pdf[:4], b"%PDF")
        xlsx = report._render_xlsx("regie_landlord.regie_tfpb_year_report_xlsx", year.ids, {})[0]
        self.assertEqual(xlsx[:2], b"PK")

    def test_agreement_of_another_regie_is_out_of_reach(self):
        other = self._create_company()
        agreement = self._create_agreement_tfpb(company_id=other.id)
        year = self._create_year(agreement)
        director = self._create_user("director", "group_role_director")
        for record in (agreement, year, self._create_action(year)):
            with self.assertRaises(AccessError):
                record.with_user(director).read(["display_name"])
