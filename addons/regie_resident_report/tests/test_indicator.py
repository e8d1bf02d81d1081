from datetime import date, datetime

from odoo.addons.regie_base.tools import Scope

from .common import ReportCase

CODES = (
    "reports_handled",
    "reports_median_delay",
    "reports_on_time_rate",
    "residents_satisfaction",
    "reports_by_teams",
)


class TestIndicator(ReportCase):
    """What the landlord and the régie read: how many, how fast, how well. Never who."""

    def _compute(self, user=None, **narrowings):
        indicators = self.env["regie.indicator"].search([("code", "in", CODES)])
        scope = Scope(self.company, date(2026, 2, 1), date(2026, 2, 28), **narrowings)
        results = indicators.with_user(user or self.director)._compute_results(scope)
        return {indicator.code: result for indicator, result in results.items()}

    def _create_solved(self, site, arrived, solved, **facts):
        report = self._create_report(site, date=arrived)
        report.sudo().write({"date_declared": solved, **facts})
        return report

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._create_partner("Habitat")
        cls.territory = cls._create_territory()
        cls.residence = cls._create_place("residence", own_owner_id=cls.owner.id, own_territory_id=cls.territory.id)
        cls.elsewhere = cls._create_place("residence")

    def _create_february(self):
        """Three reports solved in 1, 3 and 10 days, one of another owner in 2, one in March, a repeated one."""
        on = lambda day, hour=12: datetime(2026, 2, day, hour)
        self._create_solved(self.residence, on(2), on(3), satisfaction=5)
        self._create_solved(self.residence, on(2), on(5), satisfaction=2)
        self._create_solved(self.residence, on(2), on(12))
        self._create_solved(self.elsewhere, on(28, 8), on(28, 23), channel="agent")
        self._create_solved(self.residence, on(28), datetime(2026, 3, 1, 0, 30))
        self._create_solved(self.residence, on(2), on(3), duplicate_of_id=self._create_report(self.residence).id)

    def test_figures_of_a_landlord_are_those_of_its_sites(self):
        self._create_february()
        figures = self._compute(partner=self.owner)
        self.assertEqual(figures["reports_handled"].value, 3)
        self.assertEqual(figures["reports_median_delay"].value, 3)
        self.assertEqual(figures["residents_satisfaction"].value, 3.5)
        self.assertEqual(figures["reports_on_time_rate"].denominator, 3)
        self.assertEqual(figures["reports_on_time_rate"].numerator, 1)
        self.assertEqual(figures["reports_by_teams"].value, 0)
        self.assertEqual(self._compute(territory=self.territory)["reports_handled"].value, 3)

    def test_figures_of_the_regie_count_every_site(self):
        self._create_february()
        figures = self._compute()
        self.assertEqual(figures["reports_handled"].value, 4)
        self.assertEqual(figures["reports_by_teams"].value, 1)

    def test_figures_lead_to_their_records(self):
        self._create_february()
        for result in self._compute().values():
            self.assertEqual(self.env[result.model].search_count(result.domain), result.source_count)

    def test_nothing_solved_is_no_delay_rather_than_none_at_all(self):
        figures = self._compute(partner=self._create_partner("Foyer"))
        self.assertEqual(figures["reports_handled"].value, 0)
        for code in ("reports_median_delay", "reports_on_time_rate", "residents_satisfaction"):
            self.assertFalse(figures[code].is_available, code)

    def test_reports_have_no_activity_of_the_regie(self):
        figures = self._compute(activity=self._create_activity())
        self.assertEqual({result.reason for result in figures.values()}, {"no_scope"})

    def test_who_reads_no_report_reads_no_figure(self):
        board = self._create_user("ca", "group_role_board_member")
        self.assertEqual({result.reason for result in self._compute(board).values()}, {"no_access"})
