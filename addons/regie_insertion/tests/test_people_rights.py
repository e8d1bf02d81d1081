from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .common import InsertionCase

ROLES = ("social_worker", "office", "director", "team_leader", "accountant", "board_member", "cashier")
# Who reads what of a person: "w" reads and writes, "r" reads, "-" neither, in the order of ROLES.
EMPLOYEE_FIELDS = {
    "registration_number": "w w w r r - -",
    "name": "w w w r r - -",
    "department_id": "w w w r r - -",
    "contract_date_start": "w w w - - - -",
    "contract_date_end": "w w w - - - -",
    "iae_form": "w w w r r - -",
    "weekly_hours": "w w w r r - -",
    "agreement_id": "w w w r r - -",
    "territory_id": "w w w - - - -",
    "birthday": "w w w - - - -",
    "ssnid": "w w w - - - -",
    "private_street": "w w w - - - -",
    "wage": "- w w - - - -",
    "short_contract_reason": "w w w - - - -",
    "signed_on": "w w w - - - -",
    "trial_date_end": "w w w - - - -",
    "suspension_reason": "w w w - - - -",
    "barcode": "w w w - - - -",
}
PROFILE_FIELDS = {
    "name": "r r r r r - -",
    "department_id": "r r r r r - -",
    "registration_number": "r r r r r - -",
    "iae_form": "r r r r r - -",
    "contract_date_start": "r r r r r - -",
    "contract_date_end": "r r r r r - -",
    "weekly_hours": "r r r r r - -",
    "is_contract_ending": "r r r r r - -",
}
# read, write, create, unlink on the records of the addon
MODELS = {
    "regie.iae.pass": "rwc rwc rwcu - - - -",
    "regie.iae.derogation": "rwc rwc rwcu - - - -",
    "regie.iae.renewal": "rwc rwc rwcu r - - -",
    "regie.iae.agreement": "r r rwcu r r - -",
    "regie.iae.annex": "r r rwcu r r - -",
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


class TestPeopleRights(InsertionCase):
    """The walls around a person: read from both sides, role by role, from the tables above."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        team = cls.env["hr.department"].create({"name": "Cleaning", "company_id": cls.company.id})
        cls.person = cls._create_employee(
            "Z001", name="Rose Traoré", pass_start=date(2026, 1, 1), department_id=team.id, birthday=date(1991, 11, 6)
        )
        cls.agreement = cls._create_agreement()
        cls.records = {
            "regie.iae.pass": cls.person.pass_ids,
            "regie.iae.derogation": cls.env["regie.iae.derogation"].create(
                {
                    "employee_id": cls.person.id,
                    "ground": "training",
                    "date_from": date(2026, 1, 1),
                    "date_to": date(2026, 12, 31),
                }
            ),
            "regie.iae.renewal": cls.env["regie.iae.renewal"].create(
                {"employee_id": cls.person.id, "version_id": cls.person.version_id.id}
            ),
            "regie.iae.agreement": cls.agreement,
            "regie.iae.annex": cls.agreement.annex_ids,
        }
        cls.users = {role: cls._create_user(f"peo_{role}", f"group_role_{role}") for role in ROLES}
        team.deputy_ids = cls.users["team_leader"]

    def _cells(self, table):
        for name, row in table.items():
            for role, cell in zip(ROLES, row.split(), strict=True):
                yield {"name": name, "role": role}, name, self.users[role], cell

    def _is_allowed(self, act, *args):
        """Whether the act passes; what it did is taken back."""
        try:
            with self.env.cr.savepoint() as savepoint:
                act(*args)
                self.env.flush_all()
                savepoint.rollback()
        except AccessError:
            return False
        finally:
            self.env.invalidate_all()
        return True

    def test_employee_is_read_and_written_by_those_who_keep_it(self):
        for title, name, user, cell in self._cells(EMPLOYEE_FIELDS):
            person = self.person.with_user(user)
            value = self.person.read([name], load=False)[0][name]
            with self.subTest(**title):
                self.assertEqual(self._is_allowed(person.read, [name]), cell in "rw", "read")
                self.assertEqual(self._is_allowed(person.write, {name: value}), cell == "w", "write")

    def test_profile_shows_name_team_and_contract_to_those_who_lead_or_count(self):
        profile = self.env["hr.employee.public"].browse(self.person.id)
        for title, name, user, cell in self._cells(PROFILE_FIELDS):
            with self.subTest(**title):
                self.assertEqual(self._is_allowed(profile.with_user(user).read, [name]), cell == "r")

    def test_records_follow_the_table_of_roles(self):
        for title, model, user, cell in self._cells(MODELS):
            record = self.records[model].with_user(user)
            for letter, operation in OPERATIONS.items():
                with self.subTest(**title, operation=operation):
                    self.assertEqual(record.has_access(operation), letter in cell)

    def test_colleague_outside_insertion_stays_visible_to_the_till(self):
        colleague = self._create_employee("P001", name="Claire Hamel", contract=(date(2026, 1, 1), False))
        profiles = self.env["hr.employee.public"].with_user(self.users["cashier"])
        found = profiles.search([("id", "in", (colleague | self.person).ids)])
        self.assertEqual(found.ids, colleague.ids)

    def test_cashier_reads_own_profile(self):
        user = self.users["cashier"]
        own = self._create_employee("C001", user_id=user.id)
        self.assertEqual(self.env["hr.employee.public"].with_user(user).search([("id", "=", own.id)]).ids, own.ids)

    def test_person_is_found_by_matricule_by_those_who_read_it(self):
        for role in ("social_worker", "team_leader", "accountant"):
            with self.subTest(role=role):
                profiles = self.env["hr.employee.public"].with_user(self.users[role])
                self.assertEqual(profiles.name_search("Z001")[0][0], self.person.id)
                employees = self.env["hr.employee"].with_user(self.users[role])
                self.assertEqual(employees.name_search("Z001")[0][0], self.person.id)
        cashier = self.env["hr.employee.public"].with_user(self.users["cashier"])
        self.assertFalse(cashier.name_search("Z001"))

    def test_team_leader_never_groups_or_exports_by_what_is_hidden(self):
        leader = self.users["team_leader"]
        for name in ("territory_id", "birthday", "ssnid", "pass_ids"):
            with self.subTest(name=name):
                employees = self.env["hr.employee"].with_user(leader)
                with self.assertRaises(ValueError):  # no such field for this reader
                    employees.search([(name, "!=", False)])
                with self.assertRaises(UserError):
                    employees.browse(self.person.id).export_data([name])

    def test_another_regie_reads_nothing(self):
        other = self._create_company()
        stranger = self._create_user("stranger", "group_role_director", company=other)
        for model, record in {**self.records, "hr.employee": self.person}.items():
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(stranger).search([("id", "in", record.ids)]))
                self.assertFalse(record.with_user(stranger).has_access("read"))

    def test_social_worker_renews_a_contract_and_never_sees_the_pay(self):
        person = self.person.with_user(self.users["social_worker"])
        renewal = person.create_version(
            {
                "date_version": date(2027, 1, 1),
                "contract_date_start": date(2027, 1, 1),
                "contract_date_end": date(2027, 6, 30),
            }
        )
        self.assertEqual(renewal.contract_date_end, date(2027, 6, 30))
        with self.assertRaises(AccessError):
            renewal.read(["wage"])

    def test_social_worker_hires_on_one_page(self):
        cip = self.users["social_worker"]
        with Form(self.env["hr.employee"].with_user(cip), "hr.view_employee_form") as form:
            form.name = "Lina Dupuis"
            form.registration_number = "Z002"
            form.iae_form = "cddi"
            form.contract_date_start = date(2026, 2, 1)
            form.contract_date_end = date(2026, 9, 30)
            form.weekly_hours = 26
            form.territory_id = self.territory_qpv
            with form.pass_ids.new() as line:
                line.number = "99999 12 34567"
                line.date_start = date(2026, 2, 1)
        person = form.record
        self.assertEqual(person.pass_ids.number, "999991234567")
        self.assertEqual(person.contract_date_end, date(2026, 9, 30))
        self.assertEqual(person.version_ids.territory_id, self.territory_qpv)

    def test_portal_reads_nothing(self):
        visitor = new_test_user(self.env, "visitor", groups="base.group_portal")
        for model in (*self.records, "hr.employee", "hr.employee.public"):
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(visitor).has_access("read"))
