from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common_pass import PassCase

TODAY = "2026-06-15"
# Kinds of this addon: those above it add theirs, and test them.
KINDS = (
    "contract_end",
    "pass_end",
    "residence_permit",
    "exit_document",
    "renewal",
    "diagnosis",
    "exit_papers",
    "follow_up",
    "prolongation",
)
PAPERS = dict.fromkeys(("settlement_on", "certificate_on", "employment_office_on"), date(2026, 6, 15))


@freeze_time(TODAY)
class TestDeadline(PassCase):
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
        return [(row.employee_id.name, row.kind) for row in self._search(domain)]

    def _search(self, domain=()):
        return self.deadlines.search([*domain, ("kind", "in", KINDS)])

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
            self._create_exit(pathway, day=day, category=None, **PAPERS)
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
        pathway = self.env["regie.insertion.pathway"].search([("employee_id", "=", employee.id)])
        leaving = self._create_exit(pathway, day=date(2026, 6, 30), category="other")
        self.assertEqual(self._rows(), [("Rose", "exit_papers")])
        leaving.write(PAPERS)
        self.assertFalse(self._rows())

    def test_follow_up_after_the_exit_comes_when_it_is_near(self):
        pathway = self._create_pathway(self._person("Rose", cip=False), social_worker=self.cip)
        leaving = self._create_exit(pathway, day=date(2026, 4, 10), category="other", **PAPERS)
        self.assertEqual(self._rows(), [("Rose", "follow_up")])
        row = self._search()
        self.assertEqual((row.date, row.user_id), (date(2026, 7, 10), self.cip))
        self.assertEqual(row.action_open()["res_model"], "regie.insertion.follow.up")
        leaving.follow_up_ids.filtered(lambda step: step.kind == "three").write(
            {"situation": "seeking", "date_done": date(2026, 6, 15)}
        )
        self.assertFalse(self._rows())

    def test_renewal_under_way_takes_the_place_of_the_end_of_the_contract(self):
        employee = self._person("Rose", contract=(date(2026, 1, 1), date(2026, 7, 20)))
        renewal = self.env["regie.iae.renewal"].create(
            {"employee_id": employee.id, "version_id": employee.version_id.id}
        )
        self.assertEqual(self._rows(), [("Rose", "renewal")])
        self.assertEqual(self._search().action_open()["res_id"], renewal.id)

    def test_contract_that_is_over_asks_for_the_exit(self):
        self._person("Rose", contract=(date(2026, 1, 1), date(2026, 6, 1)))
        row = self._search()
        self.assertTrue(row.is_late)
        self.assertEqual(row.action_open()["res_model"], "regie.insertion.exit.record")

    def test_diagnosis_without_pass_is_shown_before_it_expires(self):
        employee = self._person("Rose")
        diagnosis = self._create_diagnosis("rsa", employee=employee, day=date(2026, 3, 20), kind="ACI")
        self.assertFalse(self._rows())
        diagnosis.validated_on = date(2026, 3, 20)
        self.assertEqual(self._rows(), [("Rose", "diagnosis")])
        self._create_pass(employee, date(2026, 1, 1))
        self.assertFalse(self._rows())

    def test_row_opens_its_record_and_says_what_to_do(self):
        employee = self._person("Rose", pass_start=date(2024, 9, 1))
        row = self._search()
        self.assertEqual((row.todo, row.remaining_days), ("Ask for a prolongation or prepare the exit", 77))
        self.assertEqual(row.user_id, self.cip)
        action = row.action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("regie.iae.pass", employee.pass_ids.id))

    def test_row_whose_record_is_gone_says_so(self):
        pathway = self._create_pathway(self._person("Rose", cip=False), social_worker=self.cip)
        leaving = self._create_exit(pathway, day=date(2026, 6, 1), category=None, **PAPERS)
        row = self._search()
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
        self.assertLessEqual(one, 40)

    def test_home_card_counts_what_the_list_shows(self):
        self._person("Rose", pass_start=date(2024, 6, 1))
        card = self.env.ref("regie_insertion.home_card_deadline_mine").with_user(self.cip)
        domain = [("user_id", "=", self.cip.id)]
        self.assertEqual(card.count, self.deadlines.search_count(domain))
        self.assertEqual(card.late_count, self.deadlines.search_count([*domain, ("is_late", "=", True)]))
        self.assertTrue(card.late_count)
