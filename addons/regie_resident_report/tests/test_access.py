from odoo.exceptions import AccessError

from .common import ReportCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.resident.report": (ALL, "rwc", READ, "rwc", READ, NOTHING, NOTHING),
    "regie.resident.report.photo": (ALL, ALL, READ, ALL, READ, NOTHING, NOTHING),
    "regie.resident.report.category": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(ReportCase):
    """Who may do what with the reports of residents: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_resident_report" and not model._abstract and not model._transient
        }
        self.assertLessEqual(own, MATRIX.keys())

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role, f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_contact_is_read_by_the_office_only(self):
        report = self._create_report(contact="rose@inhabitants.example")
        self.assertEqual(report.with_user(self.office).contact_email, "rose@inhabitants.example")
        accountant = self._create_user("compta", "group_role_accountant")
        for user in (self.leader, accountant):
            with self.assertRaises(AccessError):
                report.with_user(user).read(["contact_email"])
            self.assertFalse(report.with_user(user).is_anonymous)

    def test_team_leader_changes_only_what_they_reported(self):
        report = self._create_report()
        with self.assertRaises(AccessError):
            report.with_user(self.leader).description = "Nothing there"
        own = self.env["regie.resident.report"].with_user(self.leader)
        code = own.create_from_field(
            {"site_id": report.site_id.id, "category_id": self._kind().id, "description": "Rats"}
        )
        mine = own.search([("tracking_code", "=", code)])
        mine.description = "Two rats"
        with self.assertRaises(AccessError):
            mine.action_close()

    def test_reports_of_another_regie_are_out_of_reach(self):
        other = self._create_company()
        report = self._create_report(self._create_place("neighbourhood", company_id=other.id))
        report.sudo().photo_ids = [self._photo()]
        for record in (report, report.photo_ids):
            self.assertFalse(record.with_user(self.director).search([("id", "in", record.ids)]))
            with self.assertRaises(AccessError):
                record.with_user(self.director).read(["company_id"])
