import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError

from .activity_common import ActivityCase


class TestActivityResult(ActivityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._year()

    def test_regie_without_exercise_is_told_to_create_one(self):
        newcomer = self._create_company()
        table = self.env["regie.activity.table"].with_company(newcomer)
        self.assertEqual(table.get_table(), {"exercise": False})

    def test_dedicated_funds_go_with_the_grants(self):
        values = self._values("grant")
        self.assertEqual(values[str(self.garden.id)], 350)
        self.assertEqual(self._values("public")[str(self.cleaning.id)], 300)

    def test_table_adds_up_to_the_general_accounts_to_the_cent(self):
        general = -self.exercise.get_sum(["6", "7"])
        for group_by in ("activity", "market", "tax_sector", "funding"):
            self.assertEqual(self._values("result", group_by)["total"], general, group_by)

    def test_what_is_of_no_activity_has_its_column(self):
        values = self._values("service")
        self.assertEqual(values["none"], -75 - 16.67, "75 without activity, and a sixth of the 100")
        self.assertEqual(values[str(self.green.id)], -50)
        self.assertEqual(values[str(self.garden.id)], -33.33)

    def test_market_and_non_market_results_add_up(self):
        values = self._values("result", "market")
        self.assertEqual(values["market"], 900 + 500.55 + 300 - 120.10 - 600 - 350 - 50)
        self.assertEqual(values["non_market"], 350 - 280 - 33.33)
        self.assertEqual(values["support"], 30 - 240.01 - 12)

    def test_every_figure_opens_its_items_with_the_same_total(self):
        self._create_key()
        tried = 0
        for group_by in ("activity", "market", "funding"):
            table = self.table.get_table(self.exercise.id, group_by)
            for row in table["rows"]:
                for column in table["columns"]:
                    value = row["values"].get(column["key"])
                    if value:
                        action = self.table.action_open_cell(self.exercise.id, group_by, row["id"], column["key"])
                        items = self.env[action["res_model"]].search(action["domain"])
                        self.assertAlmostEqual(
                            sum(items.mapped("amount")), value, 2, f"{group_by} {row['name']} {column['name']}"
                        )
                        tried += 1
        self.assertGreaterEqual(tried, 50)

    def test_account_that_no_row_gathers_is_shown_not_forgotten(self):
        self.env.ref("regie_finance.result_row_turnover").account_prefixes = "701"
        table = self.table.get_table(self.exercise.id)
        [row] = [one for one in table["rows"] if one["kind"] == "unknown"]
        self.assertEqual(row["values"]["total"], 1400.55)
        self.assertEqual(self._values("result")["total"], -self.exercise.get_sum(["6", "7"]))
        action = self.table.action_open_cell(self.exercise.id, "activity", row["id"], "total")
        self.assertEqual(sum(self.env[action["res_model"]].search(action["domain"]).mapped("amount")), 1400.55)

    def test_contributions_in_kind_stay_outside_of_the_result(self):
        before = self._values("result")
        self._entry("2026-09-01", ("864000", 500, self.garden), ("875000", -500, self.garden))
        self.assertEqual(self._values("inkind")[str(self.garden.id)], 500)
        self.assertEqual(self._values("result"), before)

    def test_archived_activity_keeps_its_past(self):
        self.green.active = False
        self.assertEqual(self._values("turnover")[str(self.green.id)], 500.55)

    def test_fundings_make_the_columns(self):
        values = self._values("service", "funding")
        self.assertEqual(values[str(self.funding.id)], -33.33)
        self.assertAlmostEqual(values["none"], -75 - 66.67)

    def test_item_of_a_funding_without_activity_is_counted_once(self):
        before = self._values("result")["total"]
        move = self._entry("2026-08-02", ("606100", 40, None), ("401100", -40), post=False)
        move.line_ids[0].analytic_distribution = {str(self.funding.id): 100}
        move.action_post()
        items = self.env["regie.activity.result"].search([("move_id", "=", move.id)])
        self.assertEqual((items.mapped("amount"), items.funding_id), ([-40], self.funding))
        self.assertAlmostEqual(self._values("result")["total"], before - 40)

    def test_table_takes_few_queries_whatever_the_activities(self):
        self.table.get_table(self.exercise.id)
        self.env.invalidate_all()
        with self.assertQueryCount(22):
            self.table.get_table(self.exercise.id)

    def test_workbook_opens_and_adds_up(self):
        self.cleaning.name = "=1+1"
        report = self.env.ref("regie_finance.regie_activity_table_report_xlsx")
        content, kind = report._render_xlsx(report.report_name, self.exercise.ids, {})
        self.assertEqual(kind, "xlsx")
        book = load_workbook(io.BytesIO(content))
        self.assertEqual(len(book.sheetnames), 4)
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[3]]
        self.assertIn("=1+1", heads)
        self.assertEqual(sheet.cell(3, heads.index("=1+1") + 1).data_type, "s")
        rows = {row[0].value: row[len(heads) - 1].value for row in sheet.iter_rows(min_row=4)}
        self.assertAlmostEqual(rows["Result by activity"], -self.exercise.get_sum(["6", "7"]))

    def test_paper_says_how_the_overheads_are_shared(self):
        self._create_key(reason="Temps passé au bureau")
        report = self.env.ref("regie_finance.regie_activity_table_report_pdf")
        html = report._render_qweb_html(report.report_name, self.exercise.ids)[0].decode()
        self.assertIn("Temps passé au bureau", html)
        self.assertIn("Nettoyage", html)

    def test_neighbour_regie_reads_nothing_of_it(self):
        other = self._create_company()
        user = self._create_user("voisin", "regie_finance.group_finance_read", company=other)
        reader = self._create_user("tresorier_test", "regie_finance.group_finance_read")
        Result = self.env["regie.activity.result"]
        self.assertTrue(Result.with_user(reader).search_count([]))
        self.assertFalse(Result.with_user(user).search_count([]))
        self.assertEqual(
            self.table.with_user(reader).get_table(self.exercise.id)["rows"],
            self.table.get_table(self.exercise.id)["rows"],
        )
        with self.assertRaises(AccessError):
            self.table.with_user(user).get_table(self.exercise.id)
        agent = self._create_user("agent", "regie_base.group_regie_user")
        with self.assertRaises(AccessError):
            self.table.with_user(agent).get_table(self.exercise.id)
