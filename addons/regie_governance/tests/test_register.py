import threading

import psycopg2

import odoo.modules.registry
from odoo.api import Environment
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..tools import register_chain
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestRegister(GovernanceCase):
    """The register is only added to, each line chained to the one before, and says where it was altered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.register = cls.env["regie.register.entry"]
        cls.regie = cls._create_company("New régie")  # its register is empty
        cls.neighbour = cls._create_company()
        cls.reader = cls._create_user("newcomer", "group_role_board_member", company=cls.regie)

    def _fill(self, count=3):
        return self.register.union(
            *(
                self.register._append("declaration", f"Declared {n}", reference=f"R{n}", company=self.regie)
                for n in range(count)
            )
        )

    def _alter(self, statement, *values):
        """Change the register as a thief of the database would, trigger set aside."""
        self.env.flush_all()
        self.cr.execute("ALTER TABLE regie_register_entry DISABLE TRIGGER regie_register_entry_append_only")
        self.cr.execute(statement, values)
        self.cr.execute("ALTER TABLE regie_register_entry ENABLE TRIGGER regie_register_entry_append_only")
        self.env.invalidate_all()

    def test_lines_are_numbered_and_chained_per_regie(self):
        first, second, third = self._fill().sorted("number")
        other = self.register._append("declaration", "Elsewhere", company=self.neighbour)
        self.assertEqual((first.number, second.number, third.number, other.number), (1, 2, 3, 1))
        self.assertEqual((first.previous_seal, second.previous_seal), (False, first.seal))
        self.assertFalse(other.previous_seal)
        self.assertEqual(self.regie.regie_register_seal, third.seal)
        self.assertEqual(third.seal, register_chain.link(self.register._get_sealed(self._row(third)), second.seal))

    def _row(self, entry):
        return {
            name: entry[name].id if entry._fields[name].type == "many2one" else entry[name]
            for name in ("company_id", "number", "date", "kind", "reference", "summary", "resolution_id", "meeting_id")
        }

    def test_line_tells_its_meeting_and_deliberation(self):
        resolution = self._create_resolution(self._create_meeting(), number="2026-CA-001")
        entry = self.register._append("deliberation", "Adopted", reference="2026-CA-001", resolution=resolution)
        self.assertEqual((entry.resolution_id, entry.meeting_id), (resolution, resolution.meeting_id))

    def test_line_is_neither_changed_nor_deleted_nor_typed(self):
        entry = self._fill(1)
        for act in (
            lambda: entry.write({"summary": "Else"}),
            entry.unlink,
            entry.copy,
            lambda: self.register.create({"kind": "declaration", "summary": "Typed"}),
        ):
            with self.assertRaisesRegex(UserError, "GOV-062"):
                act()

    def test_postgresql_itself_refuses_to_alter_the_register(self):
        entry = self._fill(1)
        self.env.flush_all()
        for statement in (
            "UPDATE regie_register_entry SET summary = 'Else' WHERE id = %s",
            "DELETE FROM regie_register_entry WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.errors.RestrictViolation, "GOV-062"),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement, [entry.id])

    def test_whole_register_verifies(self):
        self._fill(5)
        self.assertIsNone(self.register._find_break(self.regie))
        self.assertIsNone(self.register._find_break(self.neighbour), "an empty register is whole")

    def test_altered_line_is_named(self):
        second = self._fill(4).sorted("number")[1]
        self._alter("UPDATE regie_register_entry SET summary = 'Else' WHERE id = %s", second.id)
        self.assertEqual(self.register._find_break(self.regie), (2, "content"))

    def test_removed_line_is_named_even_the_last(self):
        lines = self._fill(4).sorted("number")
        self._alter("DELETE FROM regie_register_entry WHERE id = %s", lines[3].id)
        self.assertEqual(self.register._find_break(self.regie), (4, "end"))
        self._alter("DELETE FROM regie_register_entry WHERE id = %s", lines[1].id)
        self.assertEqual(self.register._find_break(self.regie), (2, "number"))

    def test_line_rewritten_with_a_new_seal_breaks_the_next_one(self):
        first, second = self._fill(2).sorted("number")
        row = {**self._row(first), "summary": "Else"}
        seal = register_chain.link(self.register._get_sealed(row), "")
        self._alter("UPDATE regie_register_entry SET summary = 'Else', seal = %s WHERE id = %s", seal, first.id)
        self.assertEqual(self.register._find_break(self.regie), (second.number, "previous"))

    def test_wizard_names_the_first_broken_line(self):
        line = self._fill(3).sorted("number")[2]
        wizard = self.env["regie.register.verify"].with_user(self.reader).create({})
        wizard.action_verify()
        self.assertEqual((wizard.state, wizard.line_count), ("whole", 3))
        self._alter("UPDATE regie_register_entry SET reference = 'X' WHERE id = %s", line.id)
        wizard.action_verify()
        self.assertEqual((wizard.state, wizard.broken_number), ("broken", 3))
        self.assertIn("3", wizard.message)
        self.assertEqual(wizard.action_open_broken()["res_id"], line.id)

    def test_reader_reads_and_nobody_writes_by_hand(self):
        entry = self._fill(1)
        self.assertEqual(entry.with_user(self.reader).read(["summary"])[0]["summary"], "Declared 0")
        for user in (self.reader, self.secretary, self.president):
            self.assertFalse(entry.with_user(user).has_access("create"))
            self.assertFalse(entry.with_user(user).has_access("write"))
            self.assertFalse(entry.with_user(user).has_access("unlink"))
        stranger = self._create_user("stranger", "base.group_portal")
        with self.assertRaises(AccessError):
            entry.with_user(stranger).read(["summary"])

    def test_reader_of_another_regie_does_not_see_it(self):
        other = self._create_user("neighbour", "group_role_board_member", company=self.neighbour)
        self._fill(1)
        self.assertFalse(self.register.with_user(other).search([]))

    def test_statutes_adopted_and_changes_of_those_in_charge_are_entered(self):
        found = self.register.search([("company_id", "=", self.company.id)])
        self.assertEqual((found.kind, "Statutes" in found.summary), ("statutes", True))
        self.company.partner_id.lang = "en_US"
        self._create_mandate()
        president = self._create_mandate(role="president", organ=self.bureau)
        entry = self.register.search([("kind", "=", "mandate")]) - found
        self.assertIn(president.partner_id.name, entry[0].summary)
        self.assertEqual(len(entry.filtered(lambda line: president.partner_id.name in line.summary)), 1)
        president.write({"date_end": "2026-06-30", "end_reason": "resignation"})
        president.write({"date_end": "2026-07-31"})
        told = self.register.search([("kind", "=", "mandate"), ("summary", "ilike", "no longer")])
        self.assertEqual(len(told), 1)
        self.assertIn("Resignation", told.summary)


@tagged("post_install", "-at_install")
class TestDeliberationNumberRace(BaseCase):
    """Two meetings of an organ close at the same moment, on real cursors: no number is given twice, none is skipped."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            self.organ_id = env["regie.organ"].create({"name": "Race", "code": "RACE"}).id
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            Environment(cr, 1, {})["regie.organ"].browse(self.organ_id).unlink()

    def _take(self, cr, count=1):
        env = Environment(cr, 1, {})
        return env["regie.deliberation.counter"]._take(env["regie.organ"].browse(self.organ_id), 2026, count)

    @mute_logger("odoo.sql_db")
    def test_second_meeting_waits_then_starts_again_after_the_first(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.assertEqual(self._take(first, 3), 1)
            refused = []

            def take_too():
                try:
                    self._take(second)
                except psycopg2.errors.SerializationFailure as error:
                    refused.append(error)  # Odoo then runs the request again

            second.execute("SELECT 1")
            waiting = threading.Thread(target=take_too)
            waiting.start()
            waiting.join(0.3)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(10)
            self.assertTrue(refused)
            second.rollback()
            self.assertEqual(self._take(second), 4)

    def test_numbers_of_a_failed_closing_are_given_again(self):
        with self.registry.cursor() as cr:
            self.assertEqual(self._take(cr, 5), 1)
            cr.rollback()
            self.assertEqual(self._take(cr), 1)
            cr.rollback()

    @mute_logger("odoo.sql_db")
    def test_two_lines_of_the_register_at_once_do_not_fork_the_chain(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            env = Environment(first, 1, {})
            env["regie.register.entry"]._append("declaration", "First")
            second.execute("SELECT 1")
            states = []

            def append_too():
                try:
                    env2 = Environment(second, 1, {})
                    env2["regie.register.entry"]._append("declaration", "Second")
                    states.append("written")
                finally:
                    second.rollback()

            waiting = threading.Thread(target=append_too)
            waiting.start()
            waiting.join(0.3)
            self.assertTrue(waiting.is_alive(), "the second writer waits for the head of the chain")
            first.rollback()
            waiting.join(10)
            self.assertEqual(states, ["written"])
