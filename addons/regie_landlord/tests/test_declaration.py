from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time

from odoo.addons.regie_base.tools.scope import Scope

from .common import LandlordCase


@freeze_time("2026-11-20")
class TestDeclaration(LandlordCase):
    """The figures that only the landlord knows, and the report that shows them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.estate = cls._create_estate()
        cls.landlord = cls.estate["landlord"]

    def _declare(self, year=2025, **typed):
        room = self.env["regie.landlord.room"].with_user(self.estate["contact"])
        return room._declare(self.landlord, self.company, year, typed)

    def _read(self, code, year=2025, partner=None):
        scope = Scope(self.company, date(year, 1, 1), date(year, 12, 31), partner=partner or self.landlord)
        indicator = self.env["regie.indicator"].search([("code", "=", code)])
        return indicator._compute_result(scope)

    def test_landlord_declares_and_corrects_its_figures(self):
        one = self._declare(project_funding="12 500,50", meetings_invited="4", meetings_attended="3")
        self.assertEqual((one.project_funding, one.state), (12500.5, "declared"))
        self.assertEqual(one.declared_by_id, self.estate["contact"].partner_id)
        self.assertEqual(self._declare(project_funding="13000"), one)
        self.assertEqual(one.project_funding, 13000)

    def test_figure_that_is_no_number_or_negative_is_refused(self):
        for typed in ({"project_funding": "a lot"}, {"project_funding": "-1"}, {"people_hired": "nan"}):
            with self.assertRule("E-LAND-05"):
                self._declare(**typed)
        with self.assertRule("E-LAND-05"):
            self._declare(meetings_invited="1", meetings_attended="2")

    def test_figures_are_declared_to_a_regie_that_works_for_the_landlord_only(self):
        other = self._create_company()
        room = self.env["regie.landlord.room"].with_user(self.estate["contact"])
        with self.assertRule("E-LAND-05"):
            room._declare(self.landlord, other, 2025, {})
        office = self._create_user("office", "group_role_office")
        with self.assertRule("E-LAND-05"):
            self.env["regie.landlord.room"].with_user(office)._declare(self.landlord, self.company, 2025, {})

    def test_declaration_is_written_by_its_button(self):
        office = self._create_user("office", "group_role_office")
        declarations = self.env["regie.landlord.declaration"].with_user(office)
        one = declarations.create({"landlord_id": self.landlord.id, "year": 2025, "people_hired": 2})
        with self.assertRule("E-LAND-03"):
            one.date_declared = "2026-01-01"
        one.action_declare()
        self.assertEqual(one.state, "declared")

    def test_declared_figure_is_missing_until_it_is_declared_and_never_zero(self):
        self.assertFalse(self._read("landlord_people_hired").is_available)
        self._declare(people_hired="2", meetings_invited="4", meetings_attended="3", premises_surface="80")
        self.assertEqual(self._read("landlord_people_hired").value, 2)
        self.assertEqual(self._read("landlord_attendance_rate").value, 75)
        self.assertEqual(self._read("landlord_premises_surface").value, 80)
        self.assertFalse(self._read("landlord_people_hired", 2026).is_available)
        self.assertFalse(self._read("landlord_people_hired", partner=self._create_partner("Other")).is_available)

    def test_every_declared_figure_is_an_indicator(self):
        self._declare()
        codes = (
            *("landlord_diagnoses", "landlord_project_funding", "landlord_premises_value"),
            *("landlord_avoided_damage", "landlord_avoided_vacancy", "landlord_avoided_unpaid"),
        )
        for code in codes:
            self.assertEqual(self._read(code).value, 0)

    def test_valued_share_of_the_abatements_of_the_year(self):
        year = self._create_year(self._create_agreement_tfpb(self.landlord), abatement=10000)
        self._create_action(year, operator="landlord", cost_manual=4000)
        self.assertFalse(self._read("tfpb_valued_rate", 2026).is_available)
        year.action_approve()
        self.assertEqual(self._read("tfpb_valued_rate", 2026).value, 40)

    def test_report_has_five_pillars_and_says_what_is_not_available(self):
        self._declare(people_hired="2")
        director = self._create_user("director", "group_role_director")
        action = self.landlord.with_user(director).action_make_responsibility_report()
        dossier = self.env["regie.dossier"].browse(action["res_id"])
        self.assertEqual(len(dossier.template_id.section_ids), 5)
        self.assertEqual((dossier.partner_id, str(dossier.date_from)), (self.landlord, "2025-01-01"))
        dossier.with_user(director).action_compute_figures()
        figures = {figure.code: figure for figure in dossier.entry_ids.figure_ids}
        self.assertTrue(figures["landlord_people_hired"].is_computable)
        self.assertFalse(figures["work_accidents"].is_computable)
        self.assertTrue(figures["work_accidents"].reason)
        again = self.landlord.with_user(director).action_make_responsibility_report()
        self.assertEqual(again["res_id"], dossier.id)

    def test_frozen_figure_of_the_report_no_longer_changes(self):
        self._declare(people_hired="2")
        director = self._create_user("director", "group_role_director")
        dossiers = self.env["regie.dossier"].with_user(director)
        dossier = dossiers.browse(self.landlord.with_user(director).action_make_responsibility_report()["res_id"])
        dossier.action_freeze()
        self._declare(people_hired="9")
        figure = dossier.entry_ids.figure_ids.filtered(lambda one: one.code == "landlord_people_hired")
        self.assertEqual(figure.value, 2)
        with self.assertRaises(UserError):
            figure.sudo(False).with_user(director).write({"value": 9})
