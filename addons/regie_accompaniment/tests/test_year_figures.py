from datetime import date, datetime

from freezegun import freeze_time

from odoo.addons.regie_base.tools.scope import Scope

from .common_skills import SkillsCase
from .common_social import SocialCase


@freeze_time("2026-06-30")
class TestYearFigures(SocialCase):
    """The yearly table of the barriers and the figures of the accompaniment: totals, never a person."""

    def _get_rows(self, code, year=2026, **vals):
        wizard = self.env["regie.insertion.year.table.show"].create(
            {"year": year, "company_id": self.company.id, **vals}
        )
        [table] = [table for table in wizard._get_tables() if table["code"] == code]
        return {row[0]: row[1:] for row in table["rows"]}

    def _compute(self, code, user=None):
        indicator = self.env.ref(f"regie_accompaniment.indicator_{code}")
        scope = Scope.for_year(self.company, date(2026, 6, 1))
        return indicator.with_user(user or self.env.user)._compute_result(scope)

    def test_barriers_of_the_year_by_who_helps(self):
        before = self._get_rows("barriers")["Mobility"]
        people = [self._create_followed() for _number in range(4)]
        self._assess(people[0], "2", support="internal", date=date(2026, 2, 1))
        self._assess(people[1], "3", support="external", date=date(2026, 2, 1))
        self._assess(people[1], "1", support="internal", date=date(2026, 5, 1))
        self._assess(people[2], "1", date=date(2026, 2, 1))
        self._assess(people[3], "0", date=date(2026, 2, 1))
        figures = self._get_rows("barriers")["Mobility"]
        self.assertEqual([new - old for new, old in zip(figures[:5], before[:5], strict=True)], [3, 1, 0, 1, 2])

    def test_concerned_is_raised_to_accompanied(self):
        table = self.env["regie.insertion.year.table"]
        self.assertEqual(table._get_barrier_row("Mobility", (1, 2, 1, 0)), ["Mobility", 3, 2, 1, 0, 3, 100.0])
        self.assertEqual(table._get_barrier_row("Mobility", None), ["Mobility", 0, 0, 0, 0, 0, None])

    def test_level_known_before_the_year_still_concerns_the_person(self):
        before = self._get_rows("barriers")["Mobility"][0]
        pathway = self._create_followed()
        self._assess(pathway, "2", date=date(2025, 12, 1))
        self.assertEqual(self._get_rows("barriers")["Mobility"][0] - before, 1)

    def test_small_figures_of_the_barriers_are_hidden_from_third_parties(self):
        self._assess(self._create_followed(), "2", axis="justice", support="internal")
        row = self._get_rows("barriers", is_third_party=True)["Justice"]
        self.assertEqual((row[0], row[-1]), ("< 5", None))

    def test_figures_of_the_interviews_and_barriers(self):
        held = self._compute("interviews_held").value
        lighter = self._compute("barriers_lighter_share")
        pathway = self._create_followed()
        self._create_interview(pathway, done=True)
        self._create_interview(pathway, day=datetime(2026, 9, 1, 9))
        self._assess(pathway, "3", date=date(2026, 2, 1))
        self._assess(pathway, "1", date=date(2026, 5, 1))
        self.assertEqual(self._compute("interviews_held").value, held + 1)
        self.assertGreater(self._compute("interviews_per_person").value, 0)
        after = self._compute("barriers_lighter_share")
        self.assertEqual(after.numerator - lighter.numerator, 1)
        self.assertGreater(self._compute("barriers_people").value, 0)

    def test_board_member_has_the_totals_and_no_way_to_the_persons(self):
        self._create_interview(self._create_followed(), done=True)
        member = self._create_user("member", "group_role_board_member")
        result = self._compute("interviews_held", member)
        self.assertGreater(result.value, 0)
        self.assertIsNone(result.model)

    def test_chapters_of_the_report_hold_the_figures_of_the_accompaniment(self):
        year = self.env.ref("regie_insertion.dossier_template_insertion_year")
        codes = year.criterion_ids.indicator_ids.mapped("code")
        for code in ("interviews_held", "barriers_people", "training_hours", "pmsmp_count"):
            self.assertIn(code, codes)


@freeze_time("2026-06-30")
class TestYearTrainings(SkillsCase):
    """The yearly tables of trainings and immersions."""

    def test_trainings_and_immersions_of_the_year(self):
        pathway = self._create_person()
        self._create_training(pathway, kind="licence", hours=35)
        self._create_training(pathway, kind="licence", start=date(2025, 4, 7), end=date(2025, 4, 8))
        self._create_pmsmp(pathway)
        wizard = self.env["regie.insertion.year.table.show"].create({"year": 2026, "company_id": self.company.id})
        tables = {table["code"]: {row[0]: row[1:] for row in table["rows"]} for table in wizard._get_tables()}
        self.assertEqual(tables["trainings"]["Driving licence"], [1, 1, 0, 35])
        self.assertEqual(tables["immersions"][self.object.display_name], [1, 1, 0])
        scope = Scope.for_year(self.company, date(2026, 6, 1))
        figures = {
            code: self.env.ref(f"regie_accompaniment.indicator_{code}")._compute_result(scope).value
            for code in ("training_people", "training_hours", "pmsmp_count", "pmsmp_hired")
        }
        self.assertEqual(figures, {"training_people": 1, "training_hours": 35, "pmsmp_count": 1, "pmsmp_hired": 0})
