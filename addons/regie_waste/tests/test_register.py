import base64
import io

import openpyxl

from odoo.exceptions import UserError

from odoo.addons.regie_base.tools.scope import Scope

from .common import WasteCase


class TestRegister(WasteCase):
    """The register in a file, the summary, the analysis: the same weights everywhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.landlord = cls._create_partner("Habitat")
        cls.hall = cls._create_hall(own_owner_id=cls.landlord.id, street="3 rue Haute", city="Louviers", zip="27400")
        cls.tip = cls._create_partner("Plateforme", company_registry="73282932000074", street="ZA", city="Louviers")
        vals = {"site_id": cls.hall.id, "destination_id": cls.tip.id, "gone": True}
        cls._create_movement("wood_b", 60, treatment="recycling", slip_number="=BD-1", **vals)
        cls._create_movement("mixed", 20, treatment="energy", date="2026-03-05", **vals)
        cls._create_movement("ultimate", 20, treatment="storage", date="2026-04-05", **vals)
        cls._create_movement("furniture", 100, treatment="reuse", **vals)
        cls._create_movement("plaster", 500)  # has not left

    def _open(self, user=None, **vals):
        wizards = self.env["regie.waste.summary"].with_user(user or self.env.user)
        return wizards.create({"date_from": "2026-01-01", "date_to": "2026-12-31", **vals})

    def test_workbook_has_one_row_for_each_departure_and_no_formula(self):
        wizard = self._open()
        wizard.action_export_xlsx()
        sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.file))).active
        rows = [*sheet.iter_rows(values_only=True)]
        self.assertEqual((len(rows), len(rows[0])), (5, 20))
        wood = next(row for row in rows if row[18] == "=BD-1")
        self.assertEqual((wood[2], wood[4], wood[13], wood[14]), ("170201", 0.06, "Plateforme", "73282932000074"))
        self.assertIn("3 rue Haute", wood[7])
        self.assertEqual(wood[16], "R3")
        self.assertTrue(all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row))

    def test_csv_opens_in_a_french_spreadsheet(self):
        wizard = self._open()
        action = wizard.action_export_csv()
        text = base64.b64decode(wizard.file).decode("utf-8-sig")
        self.assertIn("02/03/2026;", text)
        self.assertIn(";0,06;", text)
        self.assertIn(";'=BD-1;", text)
        self.assertTrue(action["url"].endswith(".csv?download=true"))

    def test_period_without_waste_says_so(self):
        with self.assertRaisesRegex(UserError, "E-WASTE-11"):
            self._open(date_from="2020-01-01", date_to="2020-12-31").action_print()

    def test_summary_is_of_the_landlord_of_the_site(self):
        self._create_movement("green", 40, gone=True)
        figures = self._open(owner_id=self.landlord.id)._get_figures()
        self.assertEqual((figures["weight"], figures["rates"]["matter"]), (200, 60))
        self.assertEqual(figures["rates"]["diverted"], 90)
        self.assertEqual(self._open(site_id=self.hall.parent_id.id)._get_figures()["weight"], 200)

    def test_summary_prints(self):
        html = self.env["ir.actions.report"]._render_qweb_html("regie_waste.report_waste_summary", self._open().ids)[0]
        self.assertIn("60", html.decode())
        self.assertIn("Plateforme", html.decode())

    def test_reader_takes_the_register_out_and_it_is_logged(self):
        accountant = self._create_user("compta.waste", "group_role_accountant")
        self._open(accountant).action_export_csv()
        log = self.env["regie.export.log"].search([("user_id", "=", accountant.id)], limit=1)
        self.assertEqual((log.res_model, log.row_count), ("regie.waste.movement", 4))

    def test_pivot_divides_sums_and_does_not_average_rates(self):
        reports = self.env["regie.waste.report"]
        measures = ["weight:sum", "matter_rate:avg", "energy_rate:avg", "sorting_rate:avg", "diverted_rate:avg"]
        self.assertEqual(reports._read_group([], [], measures)[0], (200, 60, 80, 60, 90))
        months = reports._read_group([], ["date:month"], ["matter_rate:avg"], order="date:month")
        self.assertEqual([round(rate, 2) for _month, rate in months], [75, 0])

    def test_figures_cost_the_same_for_ten_lines_and_for_two_hundred(self):
        wizard = self._open()
        wizard._get_figures()
        with self.assertQueryCount(1):
            wizard._get_figures()
        for _n in range(20):
            self._create_movement("wood_b", 10, treatment="recycling", gone=True)
        self.env.flush_all()
        with self.assertQueryCount(1):
            wizard._get_figures()

    def test_rows_of_the_register_cost_the_same_for_five_and_for_fifty(self):
        moves = self.env["regie.waste.movement"]
        for _n in range(45):
            self._create_movement("wood_b", 10, site_id=self.hall.id, destination_id=self.tip.id, gone=True)
        gone = moves.search([("date_done", "!=", False)])
        counts = []
        for some in (gone[:5], gone):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some._get_register_rows()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def _compute(self, code, **narrowings):
        scope = Scope.for_year(self.company, self.env["regie.waste.movement"].search([], limit=1).date, **narrowings)
        return self.env.ref(f"regie_waste.indicator_{code}")._compute_result(scope)

    def test_indicators_of_waste_for_the_regie_and_for_a_landlord(self):
        self._create_movement("ultimate", 100, treatment="storage", gone=True)
        self.assertEqual(self._compute("waste_recovery_rate").value, 30)
        self.assertEqual(self._compute("waste_recovery_rate", partner=self.landlord).value, 60)
        self.assertEqual(self._compute("waste_sorting_rate", partner=self.landlord).value, 60)
        self.assertIsNone(self._compute("waste_recovery_rate", partner=self._create_partner()).value)

    def test_indicator_of_an_activity_is_not_computable(self):
        activity = self._create_activity()
        for code in ("waste_recovery_rate", "reuse_avoided", "garden_plots_occupied", "cargo_bike_km"):
            self.assertEqual(self._compute(code, activity=activity).reason, "no_scope")

    def test_crates_and_kilometres_by_cargo_bike(self):
        trip = self.env["regie.transport.trip"].create({"name": "Crates", "distance": 6, "date": "2026-03-02"})
        vals = {"site_id": self.hall.id, "treatment": "composting", "gone": True}
        self._create_movement("crates", 80, trip_id=trip.id, **vals)
        self._create_movement("crates", 20, transport_mode="van", distance=18, **vals)
        self.assertEqual(self._compute("crates_shredded").value, 100)
        self.assertEqual(self._compute("cargo_bike_km", partner=self.landlord).value, 6)
        self.assertEqual(self._compute("cargo_bike_share").value, 25)
        self.assertIsNone(self._compute("cargo_bike_km", partner=self._create_partner()).value)
