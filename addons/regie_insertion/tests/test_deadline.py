from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common import InsertionCase

TODAY = "2026-06-15"


@freeze_time(TODAY)
class TestDeadline(InsertionCase):
    """The inbox of the deadlines: everything that waits, once, in the order of its day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_ids = [(3, company.id) for company in cls.env.user.company_ids - cls.company]
        cls.regie = cls._create_company("Régie des échéances")
        cls.cip = cls._create_user("dead_cip", "group_role_social_worker", company=cls.regie)
        cls.deadlines = cls.env["regie.insertion.deadline"].with_user(cls.cip)

    def _person(self, name, pass_start=None, contract=(date(2026, 1, 1), date(2026, 12, 31)), cip=True, **vals):
        employee = self._create_employee(
            name=name, pass_start=pass_start, contract=contract, company_id=self.regie.id, **vals
        )
        if cip:
            self._create_pathway(employee, social_worker=self.cip)
        return employee

    def _rows(self, domain=()):
        return [(row.employee_id.name, row.kind) for row in self.deadlines.search(list(domain))]

    def test_ten_deadlines_are_ten_rows_in_the_order_of_their_day(self):
        self._person("Rose", contract=(date(2026, 1, 1), date(2026, 7, 20)))
        self._person("Karim", contract=(date(2026, 1, 1), date(2026, 6, 1)))
        self._person("Fatou", contract=(date(2026, 1, 1), date(2026, 8, 10)))
        self._person("Yann", contract=(date(2026, 1, 1), date(2026, 8, 11)))  # eight weeks and a day: not yet
        for name, pass_start in (
            ("Aïcha", date(2024, 6, 1)),
            ("Paul", date(2024, 9, 1)),
            ("Lina", date(2025, 1, 15)),
            ("Omar", date(2025, 1, 17)),  # ends seven months and a day from now: not yet
        ):
            self._person(name, pass_start=pass_start, contract=(date(2025, 2, 1), date(2026, 12, 31)))
        self._person("Eddy", work_permit_expiration_date=date(2026, 7, 1))
        self._person("Jeanne", work_permit_expiration_date=date(2026, 12, 1))
        for name, day in (("Tarek", date(2026, 5, 4)), ("Nadia", date(2026, 6, 14)), ("Sara", date(2026, 6, 15))):
            pathway = self._create_pathway(self._person(name, cip=False), social_worker=self.cip)
            self._create_exit(pathway, day=day, category=None)
        self.assertEqual(
            self._rows(),
            [
                ("Tarek", "exit_document"),
                ("Aïcha", "pass_end"),
                ("Karim", "contract_end"),
                ("Nadia", "exit_document"),
                ("Sara", "exit_document"),
                ("Eddy", "residence_permit"),
                ("Rose", "contract_end"),
                ("Fatou", "contract_end"),
                ("Paul", "pass_end"),
                ("Lina", "pass_end"),
            ],
        )
        late = self._rows([("is_late", "=", True)])
        self.assertEqual([name for name, _kind in late], ["Tarek", "Aïcha", "Karim", "Nadia"])

    def test_renewed_contract_leaves_the_inbox(self):
        employee = self._person("Rose", contract=(date(2026, 1, 1), date(2026, 6, 30)))
        self.assertEqual(self._rows(), [("Rose", "contract_end")])
        employee.create_version(
            {
                "date_version": date(2026, 7, 1),
                "contract_date_start": date(2026, 7, 1),
                "contract_date_end": date(2026, 12, 31),
            }
        )
        self.assertFalse(self._rows())

    def test_person_who_left_leaves_the_inbox(self):
        employee = self._person("Rose", pass_start=date(2024, 9, 1), contract=(date(2026, 1, 1), date(2026, 6, 30)))
        self.assertEqual(self._rows(), [("Rose", "contract_end"), ("Rose", "pass_end")])
        self._create_exit(
            self.env["regie.insertion.pathway"].search([("employee_id", "=", employee.id)]), day=date(2026, 6, 30)
        )
        self.assertFalse(self._rows())

    def test_row_opens_its_record_and_says_what_to_do(self):
        employee = self._person("Rose", pass_start=date(2024, 9, 1))
        row = self.deadlines.search([])
        self.assertEqual((row.todo, row.remaining_days), ("Ask for a prolongation or prepare the exit", 77))
        self.assertEqual(row.user_id, self.cip)
        action = row.action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("regie.iae.pass", employee.pass_ids.id))

    def test_row_whose_record_is_gone_says_so(self):
        pathway = self._create_pathway(self._person("Rose", cip=False), social_worker=self.cip)
        leaving = self._create_exit(pathway, day=date(2026, 6, 1), category=None)
        row = self.deadlines.search([])
        row.mapped("res_id")
        row.mapped("kind")
        leaving.unlink()
        with self.assertRaises(UserError):
            row.action_open()

    def test_deadlines_of_substitutes_are_theirs_too(self):
        employee = self._person("Rose", pass_start=date(2024, 9, 1))
        other = self._create_user("dead_cip_2", "group_role_social_worker", company=self.regie)
        mine = ["|", ("user_id", "=", other.id), ("pathway_id.substitute_ids", "in", other.id)]
        self.assertFalse(self.deadlines.with_user(other).search(mine))
        self.env["regie.insertion.pathway"].search([("employee_id", "=", employee.id)]).substitute_ids = other
        self.assertTrue(self.deadlines.with_user(other).search(mine))

    def test_deadlines_are_read_by_those_who_keep_the_pathways_of_their_regie(self):
        self._person("Rose", pass_start=date(2024, 9, 1))
        allowed = ("social_worker", "office", "director")
        for role in (*allowed, "team_leader", "accountant", "board_member", "cashier"):
            with self.subTest(role=role):
                user = self._create_user(f"dead_{role}", f"group_role_{role}", company=self.regie)
                self.assertEqual(self.deadlines.with_user(user).has_access("read"), role in allowed)
                self.assertFalse(self.deadlines.with_user(user).has_access("write"))
        stranger = self._create_user("dead_stranger", "group_role_director")
        found = self.deadlines.with_user(stranger).search([("company_id", "=", self.regie.id)])
        self.assertFalse(found)

    def test_list_of_deadlines_costs_the_same_for_ten_people_as_for_one(self):
        def count_queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.deadlines.web_search_read(
                [], {"date": {}, "kind": {}, "todo": {}, "is_late": {}, "employee_id": {"fields": {"display_name": {}}}}
            )
            return self.env.cr.sql_log_count - before

        self._person("Rose", pass_start=date(2024, 9, 1))
        count_queries()
        one = count_queries()
        for number in range(10):
            self._person(f"Person {number}", pass_start=date(2024, 9, 1))
        self.assertLessEqual(count_queries(), one)
        self.assertLessEqual(one, 20)

    def test_home_card_counts_what_the_list_shows(self):
        self._person("Rose", pass_start=date(2024, 6, 1))
        card = self.env.ref("regie_insertion.home_card_deadline_mine").with_user(self.cip)
        self.assertEqual((card.count, card.late_count), (1, 1))
