import base64
import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from odoo.addons.regie_base.tools.scope import Scope

from .common_outcomes import OutcomeCase


@freeze_time("2026-06-30 12:00:00")
class TestStatistics(OutcomeCase):
    """Who came, how often, for how much: counted once each, and never told of a few people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the sessions of the tests begin in March, the clock of PostgreSQL is the real one
        cls.kind = cls._create_kind("Sewing", cost=60)
        cls.other = cls._create_kind("Walk", is_anonymous=True)
        quarter = cls._create_territory()
        cls.people = [cls._create_person(f"Person {number}") for number in range(8)]
        for person in cls.people[:6]:
            person.territory_id = quarter
        cls.march = cls._hold_session("2026-03-04", cls.people[:6])
        cls.april = cls._hold_session("2026-04-08", cls.people, absent=2)

    @classmethod
    def _hold_session(cls, day, people, kind=None, absent=0, **vals):
        """Hold a session of three hours: all came but the last ones."""
        session = cls._create_session(kind or cls.kind, f"{day} 13:00:00", f"{day} 16:00:00", **vals)
        session.sudo().regie_date_published = f"{day} 08:00:00"
        for number, person in enumerate(people):
            came = number < len(people) - absent
            registration = cls._register(session, person, state="done" if came else "open")
            registration.sudo().regie_is_absent = not came
        cls.env.flush_all()
        return session

    def _read(self, aggregates, **domain):
        self.env.flush_all()
        report = self.env["regie.activity.report"]
        found = [("company_id", "=", self.company.id), ("type_id", "in", (self.kind | self.other).ids)]
        found += [(name, "=", value) for name, value in domain.items()]
        return report._read_group(found, [], aggregates)[0]

    def test_people_count_once_and_presences_each_time(self):
        self.assertEqual(
            self._read(["session_count:sum", "people:count_distinct", "present:sum", "absent:sum"]), (2, 6, 12, 2)
        )

    def test_new_people_are_those_of_their_first_session(self):
        newcomer = self._create_person("Newcomer")
        may = self._hold_session("2026-05-06", [self.people[0], newcomer])
        self.assertEqual(self._read(["people:count_distinct", "new_people:count_distinct"], event_id=may.id), (2, 1))
        self.assertEqual(self._read(["new_people:count_distinct"]), (7,))

    def test_person_who_comes_back_to_another_kind_is_not_new(self):
        walk = self._hold_session("2026-05-06", self.people[:1], kind=self.other)
        self.assertEqual(self._read(["new_people:count_distinct"], event_id=walk.id), (0,))

    def test_rates_are_ratios_of_sums(self):
        rate, cost = self._read(["attendance_rate:avg", "cost_per_person:avg"])
        self.assertAlmostEqual(rate, 100 * 12 / 14)
        self.assertAlmostEqual(cost, 10)

    def test_priority_neighbourhood_and_hours(self):
        self.assertEqual(self._read(["qpv_people:count_distinct", "hours:sum"]), (6, 36))

    def test_people_without_a_name_count_as_presences_only(self):
        walk = self._hold_session("2026-05-06", [], kind=self.other)
        walk.regie_walk_in_count = 25
        row = self._read(["people:count_distinct", "anonymous:sum", "hours:sum"], event_id=walk.id)
        self.assertEqual(row, (0, 25, 75))

    def test_called_off_sessions_and_those_being_prepared_do_not_count(self):
        self.march.sudo().regie_date_cancelled = "2026-03-01 10:00:00"
        self.april.sudo().regie_date_published = False
        self.assertEqual(self._read(["session_count:sum"]), (0,))

    def _print(self, user=None, **vals):
        wizards = self.env["regie.activity.statistics"].with_user(user or self.env.user)
        return wizards.create({"date_from": "2026-01-01", "date_to": "2026-12-31", **vals})

    def _line(self, wizard, name):
        return next(row for row in wizard._get_rows() if row["name"] == name)

    def test_board_member_reads_figures_without_reading_anybody(self):
        member = self._create_user("member", "group_role_board_member")
        row = self._line(self._print(member), "Sewing")
        self.assertEqual((row["people"], row["sessions"], row["presences"], row["rate"]), (6, 2, 12, 85.7))
        with self.assertRaises(AccessError):
            self.env["regie.activity.report"].with_user(member).search([])
        with self.assertRaises(AccessError):
            self.env["regie.repair.outcome"].with_user(member).search([])

    def test_small_counts_are_hidden(self):
        small = self._create_kind("Small group")
        self._hold_session("2026-05-06", self.people[:3], kind=small)
        wizard = self._print()
        row = self._line(wizard, "Small group")
        self.assertEqual([row[name] for name in ("people", "new", "qpv", "presences", "rate")], [None] * 5)
        cells = next(cells for cells in wizard._get_cells() if cells[0] == "Small group")
        self.assertEqual(cells[2], "•")
        # the line that would tell it by a subtraction is hidden too, or there is nothing to subtract from
        self.assertTrue(self._line(wizard, "Sewing")["people"] in (None, 6))

    def test_new_people_are_hidden_when_they_are_few(self):
        newcomer = self._create_person("Newcomer")
        self._hold_session("2026-07-01", [*self.people[:6], newcomer])
        with freeze_time("2026-08-01"):
            row = self._line(self._print(date_from="2026-07-01", date_to="2026-07-31"), "Sewing")
        self.assertEqual((row["people"], row["new"]), (7, None))

    def test_statistics_of_another_regie_are_refused(self):
        company = self.env["res.company"].create({"name": "Far away"})
        member = self._create_user("member", "group_role_board_member")
        with self.assertRaisesRegex(UserError, "E-ACT-20"):
            self._print(member, company_id=company.id)._get_rows()

    def test_statistics_are_a_workbook_and_a_paper_without_names(self):
        wizard = self._print()
        wizard.action_export()
        sheet = load_workbook(io.BytesIO(base64.b64decode(wizard.file))).active
        titles, *rows = sheet.iter_rows(values_only=True)
        self.assertEqual(titles[:3], ("Kind of activity", "Sessions", "Different people"))
        line = next(row for row in rows if row[0] == "Sewing")
        self.assertEqual(line[1:3], (2, 6))
        self.assertNotIn("Person", str(rows))
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "regie_activity.report_activity_statistics", wizard.ids
        )
        self.assertIn(b"Sewing", html)
        printed = wizard.with_context(discard_logo_check=True).action_print()
        self.assertEqual(printed["type"], "ir.actions.report")
        for group in ("family", "site_id", "organizer_id"):
            wizard.group_by = group
            self.assertTrue(wizard._get_rows())

    def test_statistics_are_read_in_few_queries(self):
        for number in range(10):
            self._hold_session("2026-05-06", self.people, kind=self._create_kind(f"Kind {number}"))
        wizard = self._print()
        wizard._get_rows()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            wizard._get_rows()

    def test_indicators_count_the_year(self):
        def figure(code, **scope):
            indicator = self.env.ref(f"regie_activity.indicator_{code}")
            return indicator._compute_result(Scope(self.company, date(2026, 3, 1), date(2026, 4, 30), **scope)).value

        before = {"activity_sessions": 2, "activity_people": 6, "activity_presences": 12, "activity_new_people": 6}
        before |= {"activity_session_hours": 36, "activity_qpv_share": 100, "activity_regular_people": 0}
        before |= {"activity_crossing_people": 0}
        for code, value in before.items():
            self.assertAlmostEqual(figure(code), value, 1, code)
        self.assertAlmostEqual(figure("activity_attendance_rate"), 85.7, 1)
        for day in ("2026-03-11", "2026-03-18"):
            self._hold_session(day, self.people[:5], kind=self.other)
        self.assertEqual((figure("activity_regular_people"), figure("activity_crossing_people")), (5, 5))
        landlord = self._create_partner()
        self.assertIsNone(figure("activity_people", partner=landlord))

    def test_indicators_of_what_came_out(self):
        self._bring(self.march, result="repaired", weight=2)
        self._bring(self.march, result="advice")
        place = self._create_place("residence")
        self.env["regie.place.visit"].create({"site_id": place.id, "date": "2026-03-05", "people": 12})
        self.env.flush_all()
        for code, value in (("repair_objects", 1), ("repair_weight", 2), ("place_visits", 12)):
            indicator = self.env.ref(f"regie_activity.indicator_{code}")
            result = indicator._compute_result(Scope(self.company, date(2026, 3, 1), date(2026, 3, 31)))
            self.assertEqual(result.value, value, code)
