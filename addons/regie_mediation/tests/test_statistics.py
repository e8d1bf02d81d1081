import io
import itertools
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, TransactionCase, tagged

from odoo.addons.regie_base.tools.scope import Scope

from ..tools.protected import NOT_TOLD, label_counts, label_total
from .common import MediationCase

THRESHOLD = 5
#: A busy machine draws slowly: that is no failure
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@tagged("post_install", "-at_install")
class TestProtectedCounts(TransactionCase):
    """What is hidden stays hidden for whoever knows the total, the rows and the rule."""

    def _get_possible_tables(self, labels, total):
        """Every table that the reader may believe in: a brute search, that knows nothing of the rule."""
        choices = []
        for label in labels:
            if label == f"< {THRESHOLD}":
                choices.append(range(1, THRESHOLD))
            elif label == NOT_TOLD:
                is_mixed = f"< {THRESHOLD}" in labels
                choices.append(range(THRESHOLD if is_mixed else 1, total + 1))
            else:
                choices.append((int(label),))
        return [table for table in itertools.product(*choices) if sum(table) == total]

    @PATIENT
    @given(st.lists(st.integers(0, 14), min_size=1, max_size=4))
    def test_no_hidden_count_can_be_worked_out(self, counts):
        total = sum(counts)
        labels = label_counts(counts, THRESHOLD)
        if total < THRESHOLD:
            self.assertFalse(any(label.isdigit() and label != "0" for label in labels))
            return
        tables = self._get_possible_tables(labels, total)
        self.assertIn(tuple(counts), tables, "what is shown is true")
        for index, label in enumerate(labels):
            if not label.isdigit():
                self.assertGreater(len({table[index] for table in tables}), 1, (counts, labels))

    @PATIENT
    @given(st.lists(st.integers(0, 300), max_size=12))
    def test_what_is_shown_is_never_a_small_count_and_zero_stays(self, counts):
        for count, label in zip(counts, label_counts(counts, THRESHOLD), strict=True):
            if label.isdigit():
                self.assertEqual(int(label), count)
                self.assertFalse(0 < count < THRESHOLD)
            elif label == f"< {THRESHOLD}":
                self.assertLess(count, THRESHOLD)
            if count == 0:
                self.assertEqual(label, "0")

    def test_total_of_a_handful_is_not_told(self):
        self.assertEqual([label_total(count, 5) for count in (0, 1, 4, 5)], ["0", "< 5", "< 5", "5"])


@tagged("post_install", "-at_install")
class TestStatistics(MediationCase):
    """What the régie hands over: totals by group, nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = cls.today.year - 1
        cls.past = date(cls.year, 3, 10)
        cls.reader = cls._create_user("board.mediation", "group_role_board_member")

    def _open(self, user=None, **vals):
        statement = self.env["regie.mediation.statement"].with_user(user or self.manager)
        return statement.create({"date_from": date(self.year, 1, 1), "date_to": date(self.year, 12, 31), **vals})

    def _get_table(self, statement, section, title):
        sections = {one["title"]: one for one in statement._get_sections()}
        return next(table for table in sections[section]["tables"] if table["title"] == title)

    def _get_figures(self, statement, section):
        sections = {one["title"]: one for one in statement._get_sections()}
        return dict(sections[section]["figures"])

    def test_small_themes_are_hidden_and_cannot_be_subtracted(self):
        for theme, number in (("housing", 20), ("digital", 9), ("health", 2)):
            self._create_visit(theme, number, date=self.past)
        table = self._get_table(self._open(), "Visits", "Theme")
        self.assertEqual(table["total"], "31")
        self.assertEqual([row[1] for row in table["rows"]], ["20", NOT_TOLD, "< 5"])
        self.assertEqual([row[2] for row in table["rows"]], [65, None, None])

    def test_handful_of_visits_is_told_as_such(self):
        self._create_visit("housing", 3, date=self.past)
        statement = self._open()
        self.assertEqual(self._get_figures(statement, "Visits")["In all"], "< 5")
        self.assertNotIn(">3<", str(statement.content))

    def test_rounds_count_those_walked_with_the_people_met_by_age(self):
        walk = self._create_round(start=self._noon(self.past), adult_count=12, senior_count=7, unknown_count=1)
        self._create_round(start=self._noon(self.past), adult_count=50)
        walk._write_times(walk.date_planned_start, walk.date_planned_end)
        figures = self._get_figures(self._open(), "Rounds")
        self.assertEqual((figures["Rounds walked"], figures["Hours walked"]), ("1", "5"))
        kinds = self._get_table(self._open(), "Rounds", "Kind")
        self.assertEqual([kinds["total"], *kinds["rows"][0][1:]], ["1", "1", 100], "a walk is nobody")
        table = self._get_table(self._open(), "Rounds", "People met")
        self.assertEqual(table["total"], "20")
        self.assertEqual([row[1] for row in table["rows"]], ["0", "0", "12", NOT_TOLD, "< 5"])

    def _noon(self, day):
        return self.env["regie.mediation.round"]._fields["date_planned_start"].to_datetime(day)

    def test_landlord_reads_the_incidents_of_its_sites(self):
        elsewhere = self._create_place("residence", own_owner_id=self._create_partner("Foyer").id)
        for _number in range(6):
            self._create_incident(date=self.past)
        for _number in range(7):
            self._create_incident(date=self.past, site_id=elsewhere.id)
        self.assertEqual(self._get_figures(self._open(), "Incidents")["In all"], "13")
        own = self._open(owner_id=self.landlord.id)
        self.assertEqual(self._get_figures(own, "Incidents")["In all"], "6")
        self.assertEqual(self._get_figures(own, "Named cases opened"), {"Not counted by place": "–"})

    def test_funded_post_counts_what_its_mediator_did_while_holding_it(self):
        post = self.env["regie.mediation.post"].create(
            {"name": "Adulte-relais", "user_id": self.samira.id, "date_start": date(self.year, 2, 1)}
        )
        self._create_visit("housing", 6, date=self.past)
        self._create_visit("housing", 5, date=date(self.year, 1, 10))
        self._create_visit("housing", 8, date=self.past, user=self.yann)
        self.assertEqual(self._get_figures(self._open(post_id=post.id), "Visits")["In all"], "6")

    def test_savings_are_told_for_enough_households_only(self):
        vals = {"has_bill_before": True, "bill_before": 1500, "has_bill_after": True, "bill_after": 1200}
        cases = [self._create_energy_case(date_open=self.past, **vals) for _number in range(4)]
        self.assertNotIn("Savings declared over 12 months", self._get_figures(self._open(), "Energy"))
        cases.append(self._create_energy_case(date_open=self.past, **vals))
        savings = self._get_figures(self._open(), "Energy")["Savings declared over 12 months"]
        self.assertIn("150000", "".join(char for char in savings if char.isdigit()))

    def test_reader_reads_ended_years_of_the_whole_regie_only(self):
        self._create_visit("housing", 9, date=self.past)
        statement = self._open(self.reader)
        self.assertEqual(self._get_figures(statement, "Visits")["In all"], "9")
        for vals in (
            {"date_to": date(self.year, 6, 30)},
            {"date_from": date(self.today.year, 1, 1), "date_to": date(self.today.year, 12, 31)},
            {"owner_id": self.landlord.id},
        ):
            with self.subTest(vals=vals):
                narrowed = self._open(self.reader, **vals)
                self.assertIn("E-MED-12", str(narrowed.content))
                for act in (narrowed._get_sections, narrowed.action_print, narrowed.action_export):
                    with self.assertRaisesRegex(ValidationError, "E-MED-12"):
                        act()
        with self.assertRaises(AccessError):
            self.env["regie.permanence.entry"].with_user(self.reader).search([])

    def test_period_of_a_few_days_is_refused_to_everybody(self):
        statement = self._open(date_from=date(self.year, 3, 10), date_to=date(self.year, 3, 10))
        with self.assertRaisesRegex(ValidationError, "E-MED-12"):
            statement._get_sections()

    def test_form_opens_on_a_period_that_may_be_read(self):
        for user in (self.reader, self.samira):
            with self.subTest(user=user.login):
                form = Form(self.env["regie.mediation.statement"].with_user(user))
                self.assertNotIn("E-MED-12", str(form.content))

    def test_statement_is_printed_and_its_trace_is_kept(self):
        self._create_visit("housing", 9, date=self.past)
        statement = self._open()
        action = statement.action_print()
        self.assertEqual(action["report_name"], "regie_mediation.report_statement")
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True).with_user(self.manager)
        pdf, _kind = report._render_qweb_pdf("regie_mediation.report_statement", statement.ids)
        self.assertTrue(pdf.startswith(b"%PDF"))
        log = self.env["regie.export.log"].search([("user_id", "=", self.manager.id)], limit=1)
        self.assertEqual(log.res_model, "regie.mediation.statement")

    def test_spreadsheet_holds_the_protected_figures(self):
        self._create_visit("housing", 9, date=self.past)
        self._create_visit("health", 2, date=self.past)
        statement = self._open()
        statement.action_export()
        report = self.env.ref("regie_mediation.regie_mediation_statement_report_xlsx")
        content, _kind = report.with_user(self.manager)._render_xlsx(report.report_name, statement.ids, {})
        rows = list(load_workbook(io.BytesIO(content))["Visits"].values)
        self.assertIn(("Theme", 11, None), [row[:3] for row in rows])
        self.assertIn("< 5", [row[1] for row in rows])
        self.assertNotIn(2, [row[1] for row in rows])

    def test_number_of_queries_does_not_follow_the_number_of_visits(self):
        statement = self._open()
        self._create_visit("housing", 1, date=self.past)
        statement._get_sections()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            statement._get_sections()
        for theme in ("housing", "digital", "family"):
            self._create_visit(theme, 100, date=self.past)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            statement._get_sections()


@tagged("post_install", "-at_install")
class TestIndicators(MediationCase):
    """The figures that the dossiers await, under the rights of who asks."""

    def _compute(self, code, user=None, **narrowings):
        indicator = self.env.ref(f"regie_mediation.indicator_{code}").with_user(user or self.manager)
        scope = Scope.for_year(self.company, self.today, **narrowings)
        return indicator._compute_results(scope)[indicator]

    def test_figures_of_the_year(self):
        walk = self._create_round(adult_count=20, stop_ids=[Command.create({"site_id": self.hall.id})])
        walk._write_times(walk.date_planned_start, walk.date_planned_end)
        for _number in range(6):
            self._create_incident()
        self._create_visit("housing", 8)
        self._create_workshop()
        self._create_workshop(kind="civility")
        vals = {"has_bill_before": True, "bill_before": 1500, "has_bill_after": True, "bill_after": 1200}
        for _number in range(5):
            case = self._create_energy_case(date_bill_after=self.today, owner_id=self.landlord.id, **vals)
            case.visit_ids.create({"case_id": case.id})
        expected = {
            "mediation_contacts": 20,
            "mediation_incidents": 6,
            "permanence_visits": 8,
            "energy_visits": 5,
            "energy_workshops": 1,
            "energy_savings": 1500,
        }
        self.assertEqual({code: self._compute(code).value for code in expected}, expected)
        landlord = {code: self._compute(code, partner=self.landlord).value for code in expected}
        self.assertEqual(landlord["mediation_contacts"], 20)
        self.assertEqual((landlord["permanence_visits"], landlord["energy_visits"]), (0, 5))
        other = self._create_partner("Foyer")
        self.assertEqual(self._compute("mediation_incidents", partner=other).value, 0)

    def test_handful_of_people_is_no_figure(self):
        self._create_visit("housing", 4)
        result = self._compute("permanence_visits")
        self.assertIsNone(result.value)
        self.assertIn("5", result.detail)

    def test_mediator_computes_the_figure_of_the_team(self):
        for user in (self.samira, self.yann):
            for _number in range(3):
                case = self._create_energy_case(user=user)
                case.visit_ids.create({"case_id": case.id})
        self.assertEqual(self._compute("energy_visits", self.samira).value, 6)

    def test_who_reads_no_entry_reads_no_figure(self):
        office = self._create_user("office.mediation", "group_role_office")
        self.assertEqual(self._compute("permanence_visits", office).reason, "no_access")

    def test_activity_is_no_question_for_the_mediation(self):
        activity = self._create_activity()
        self.assertEqual(self._compute("permanence_visits", activity=activity).reason, "no_scope")

    def test_template_of_the_report_shows_them_all(self):
        template = self.env.ref("regie_mediation.dossier_template_mediation")
        shipped = self.env["regie.indicator"].search(
            [("code", "in", ("mediation_contacts", "mediation_incidents", "permanence_visits"))]
        ) | self.env["regie.indicator"].search([("code", "=like", "energy\\_%"), ("kind", "=", "method")])
        self.assertFalse(shipped - template.criterion_ids.indicator_ids)
