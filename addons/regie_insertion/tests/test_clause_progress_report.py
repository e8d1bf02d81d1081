from datetime import date

from freezegun import freeze_time

from .common_clause import ClauseCase


@freeze_time("2026-04-10")
class TestClauseProgressReport(ClauseCase):
    """The clauses side by side on one graph, which leads to their rows."""

    def test_graph_shows_what_the_clause_says(self):
        self._work(self.worksite, self.amina)
        self._work(self.worksite, self.amina, date(2026, 3, 2))
        self._validate_month()
        self.env.flush_all()
        self.clause.invalidate_recordset()
        rows = self.env["regie.clause.progress.report"].search([("clause_id", "=", self.clause.id)])
        hours = {row.series: round(row.hours, 2) for row in rows}
        self.assertEqual(hours["1_due"], self.clause.hours_target)
        self.assertEqual((hours["2_expected"], hours["3_validated"]), (self.clause.hours_expected, 7))
        self.assertEqual(rows[0].action_view_clause()["res_id"], self.clause.id)

    def test_board_reads_totals_without_a_name(self):
        self.env.flush_all()
        member = self._create_user("member", "group_role_board_member")
        report = self.env["regie.clause.progress.report"].with_user(member)
        self.assertTrue(report.search([("clause_id", "=", self.clause.id)]))
        self.assertFalse([name for name in report._fields if "employee" in name])
