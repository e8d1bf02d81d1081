from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.regie_base.tests.common import RegieCase


class TestTerritory(RegieCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._create_territory(name="Maison Rouge", code="QP027999", date_start="2015-01-01")
        cls.countryside = cls._create_territory(qpv=False, name="Countryside")
        cls.person = cls._create_partner("Rose", is_company=False)

    def test_code_of_qpv_is_checked_by_its_kind(self):
        for code in ("QN02701N", "QN02A01M", "QN97101I", "QP027001", "QP971001"):
            territory = self._create_territory(code=code)
            self.assertTrue(territory.is_priority)
        for code in ("QN02701", "QN02701X", "QP02700N", "27375", "QN0270123"):
            with self.assertRaisesRegex(ValidationError, rf"{code}.*\(E-QPV-01\)"):
                self._create_territory(code=code)

    def test_code_is_written_as_the_decree_does_and_read(self):
        territory = self._create_territory(code=" qn 02a 07 n")
        self.assertEqual(territory.code, "QN02A07N")
        self.assertEqual((territory.generation, territory.department_code), ("2024", "2A"))
        self.assertEqual((self.old.generation, self.old.department_code), ("2015", "27"))

    def test_kind_with_a_broken_pattern_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "regular expression"):
            self.env["regie.territory.kind"].create({"name": "Broken", "code_pattern": "([0-9"})

    def test_choosing_a_territory_records_who_declared_it_and_when(self):
        agent = self._create_user("agnes", "group_regie_user")
        self.person.with_user(agent).territory_id = self.old
        link = self.person.regie_territory_link_ids
        self.assertEqual((link.territory_id, link.user_id), (self.old, agent))
        self.assertEqual(link.date, fields.Date.context_today(link))
        self.assertEqual(self.old.partner_count, 1)

    def test_agent_signs_with_their_own_name_and_mends_nothing(self):
        agent = self._create_user("agnes", "group_regie_user")
        manager = self._create_user("ines", "group_regie_manager")
        vals = {"partner_id": self.person.id, "territory_id": self.old.id, "user_id": self.env.uid}
        link = self.env["regie.territory.link"].with_user(agent).create(vals)
        self.assertEqual(link.user_id, agent)
        with self.assertRaises(AccessError):
            link.date = "2026-01-01"
        link.with_user(manager).date = "2026-01-01"
        self.assertEqual(self.env["regie.territory.link"].with_user(manager).create(vals).user_id, self.env.user)

    def test_territory_of_a_person_is_the_latest_declared(self):
        self.person.regie_territory_link_ids = [
            Command.create({"territory_id": self.countryside.id, "date": "2026-02-01"}),
            Command.create({"territory_id": self.old.id, "date": "2024-02-01"}),
        ]
        self.assertEqual(self.person.territory_id, self.countryside)
        self.person.territory_id = False
        self.assertFalse(self.person.territory_id, "moved out of any known territory")
        self.assertEqual(len(self.person.regie_territory_link_ids), 3)

    def test_declaration_in_the_future_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "future"):
            self.person.regie_territory_link_ids = [Command.create({"territory_id": self.old.id, "date": "2999-01-01"})]

    def test_reader_does_not_declare(self):
        reader = self._create_user("remi", "group_regie_read", "base.group_partner_manager")
        self.assertFalse(self.person.with_user(reader).territory_id)
        with self.assertRaises(AccessError):
            self.person.with_user(reader).territory_id = self.old

    def test_cashier_does_not_see_where_people_live(self):
        cashier = self._create_user("carl", "group_role_cashier")
        self.person.territory_id = self.old
        with self.assertRaises(AccessError):
            self.person.with_user(cashier).read(["territory_id"])

    def test_declarations_of_a_neighbour_are_not_shown(self):
        neighbour = self._create_company()
        other = self._create_partner("Elsewhere", company_id=neighbour.id, territory_id=self.old.id)
        own = self._create_partner("Here", company_id=self.company.id, territory_id=self.old.id)
        agent = self._create_user("agnes", "group_regie_user")
        links = self.env["regie.territory.link"].with_user(agent).search([("territory_id", "=", self.old.id)])
        self.assertEqual(links, own.regie_territory_link_ids)
        with self.assertRaises(AccessError):
            other.regie_territory_link_ids.with_user(agent).read(["date"])
