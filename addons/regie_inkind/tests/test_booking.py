from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import Command
from odoo.exceptions import UserError, ValidationError

from odoo.addons.regie_base.tools.scope import Scope

from .common import InkindCase


class TestBooking(InkindCase):
    """Entries of classes 86 and 87: both sides equal, in their journal, for what was given."""

    def test_each_nature_stands_in_its_two_accounts(self):
        self._create_time(10)
        self._create_premises(6000)
        move = self._book()
        self.assertEqual(self._balances(move), {"864000": 120.0, "875000": -120.0, "861100": 6000.0, "871000": -6000.0})
        self.assertEqual((move.journal_id.code, move.date), ("CVN", date(2026, 12, 31)))

    def test_entry_is_a_draft_until_the_accountant_posts_it(self):
        time = self._create_time()
        move = self._book(post=False)
        self.assertEqual((move.state, time.state), ("draft", "proposed"))
        move.action_post()
        self.assertEqual(time.state, "booked")

    def test_entries_never_change_the_result(self):
        self._create_time(10)
        self._book()
        self.assertEqual(self.exercise.get_sum(("6", "7")), 0)
        self.assertEqual((self.exercise.get_sum(("86",)), self.exercise.get_sum(("87",))), (120, -120))

    def test_value_stands_under_the_activity_that_it_serves(self):
        activity = self._create_activity()
        self._create_time(10, activity_id=activity.id)
        self._create_time(5)
        move = self._book()
        account = str(activity.analytic_account_id.id)
        marked = move.line_ids.filtered(lambda line: line.analytic_distribution == {account: 100})
        self.assertEqual(sorted(marked.mapped("balance")), [-120, 120])

    def test_months_have_their_entries(self):
        for day in ("2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01"):
            self._create_time(1, day=day)
        self.assertEqual(self._book(split="quarter", post=False).mapped("date"), [date(2026, 3, 31), date(2026, 6, 30)])

    def test_contribution_is_booked_once(self):
        self._create_time()
        self._book()
        with self.assertRaisesRegex(UserError, "FIN-037"):
            self._book()

    def test_what_is_not_validated_or_not_valued_stays_out(self):
        self._create_time(10)
        self._create_time(7, validated=False)
        self._create_time(3, is_valued=False)
        booking = self.env["regie.inkind.booking"].create({"exercise_id": self.exercise.id})
        self.assertEqual((booking.contribution_count, booking.amount, booking.draft_count), (1, 120, 1))
        self._book()
        totals = self.exercise.get_inkind_totals()
        self.assertEqual((totals["uses"], totals["sources"], totals["excluded"]), (120, 120, 0))
        self.assertEqual((totals["booked"], totals["to_book"], totals["draft_count"]), (120, 0, 1))

    def test_reversed_entry_frees_its_contributions(self):
        time = self._create_time()
        move = self._book()
        with self.assertRaisesRegex(UserError, "FIN-035"), self.cr.savepoint():
            time.action_reopen()
        move._reverse_moves(cancel=True).filtered(lambda reversal: reversal.state == "draft").action_post()
        self.assertEqual(time.state, "validated")
        self.assertEqual(self._book(), time.move_id)

    def test_deleted_draft_frees_its_contributions(self):
        time = self._create_time()
        self._book(post=False).unlink()
        self.assertEqual(time.state, "validated")

    def test_unequal_sides_are_not_posted_whatever_wrote_them(self):
        journal = self.company._get_inkind_journal()
        lines = [("864000", 10), ("875000", -10)]
        move = self._entry("2026-03-01", *lines, journal=journal, post=False)
        # an import may leave the check of Odoo out
        use = move.line_ids.filtered(lambda line: line.balance > 0).with_context(check_move_validity=False)
        use.balance = 12
        with self.assertRaisesRegex(ValidationError, r"12\.00.*10\.00.*FIN-030"):
            move.action_post()

    def test_classes_86_and_87_stand_alone(self):
        with self.assertRaisesRegex(ValidationError, "FIN-033"):
            self._entry("2026-03-01", ("864000", 10), ("758800", -10))

    def test_entry_in_another_journal_is_not_posted(self):
        with self.assertRaisesRegex(UserError, "FIN-037"):
            self._entry("2026-03-01", ("864000", 10), ("875000", -10))

    def test_draft_changed_by_hand_is_not_posted(self):
        self._create_time(10)
        move = self._book(post=False)
        use, source = move.line_ids.sorted("balance", reverse=True)
        move.line_ids = [
            Command.update(use.id, {"balance": 500}),
            Command.update(source.id, {"balance": -500}),
        ]
        with self.assertRaisesRegex(UserError, "FIN-037"):
            move.action_post()

    def test_exercise_that_records_nothing_has_no_entry_and_says_why(self):
        self._create_time(10)
        policies = self.env["regie.inkind.policy"]
        with self.assertRaisesRegex(ValidationError, "FIN-036"), self.cr.savepoint():
            policies.create({"exercise_id": self.exercise.id, "is_recorded": False})
        policy = policies.create(
            {"exercise_id": self.exercise.id, "is_recorded": False, "reason": "The hours are not counted all year."}
        )
        for act in (policy.action_propose, self._book):
            with self.assertRaisesRegex(UserError, "FIN-036"), self.cr.savepoint():
                act()
        self.assertIn("The hours are not counted all year.", policy.annex)
        self.assertIn("120", policy.annex)

    def test_what_is_booked_is_recorded(self):
        policy = self.env["regie.inkind.policy"].create({"exercise_id": self.exercise.id})
        self._create_time()
        self._book()
        with self.assertRaisesRegex(ValidationError, "FIN-036"):
            policy.write({"is_recorded": False, "reason": "No more."})

    def test_chart_without_the_accounts_is_told(self):
        self._create_time()
        self.volunteer.use_code = "869999"
        with self.assertRaisesRegex(UserError, "869999.*FIN-038"):
            self._book()

    def test_period_stays_in_the_exercise(self):
        self._create_time()
        with self.assertRaisesRegex(UserError, "FIN-037"):
            self._book(date_from="2025-12-31", date_to="2026-12-31")

    def test_fec_leaves_the_journal_out(self):
        self._create_time()
        move = self._book()
        wizard = self.env["l10n_fr.fec.export.wizard"].create({"exercise_id": self.exercise.id})
        self.assertIn(move.journal_id, wizard.excluded_journal_ids)
        self.company.company_registry = "73282932000074"
        self._entry(
            "2026-03-01", ("411100", 10, None, self._create_partner()), ("706000", -10, self._create_activity())
        )
        content = wizard.with_user(self.accountant).generate_fec()["file_content"]
        text = content if isinstance(content, bytes) else content.encode()
        self.assertIn(b"706000", text)
        self.assertNotIn(b"875000", text)

    def test_journal_is_created_once(self):
        journal = self.company._get_inkind_journal()
        self.assertEqual((self.company._get_inkind_journal(), journal.type), (journal, "general"))

    def test_indicators_read_the_entries(self):
        activity = self._create_activity()
        self._create_time(10, activity_id=activity.id)
        self._create_premises(6000)
        self._book()
        scope = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31))
        value = self.env.ref("regie_inkind.indicator_volunteer_value")._compute_result(scope)
        self.assertEqual((value.value, value.source_count), (120, 1))
        self.assertEqual(self.env.ref("regie_inkind.indicator_inkind_value")._compute_result(scope).value, 6120)
        narrowed = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31), activity=activity)
        self.assertEqual(self.env.ref("regie_inkind.indicator_inkind_value")._compute_result(narrowed).value, 120)

    def test_both_sides_are_equal_whatever_was_given(self):
        """Property: Σ86 = Σ87 to the cent, and both equal the contributions."""
        activities = [self._create_activity("A"), self._create_activity("B"), self.env["regie.activity"]]
        given_lines = st.lists(
            st.tuples(st.floats(0.05, 20, allow_nan=False), st.sampled_from(range(3)), st.floats(0.1, 3)),
            min_size=1,
            max_size=8,
        )

        @settings(max_examples=15, deadline=None)
        @given(given_lines)
        def check(lines):
            with self.cr.savepoint() as savepoint:
                for hours, activity, coefficient in lines:
                    self._create_time(
                        round(hours, 2) or 1,
                        coefficient=round(coefficient, 2),
                        activity_id=activities[activity].id,
                    )
                move = self._book()
                uses = sum(line.balance for line in move.line_ids if line.account_id.code.startswith("86"))
                total = sum(move.regie_inkind_contribution_ids.mapped("amount"))
                self.assertAlmostEqual(uses, total, 6)
                self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0, 6)
                savepoint.close(rollback=True)
            self.env.invalidate_all()

        check()
