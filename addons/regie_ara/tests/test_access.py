from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AraCase

READ, EDIT, ALL, NOTHING = "r", "rwc", "rwcd", ""
TUTOR = "regie_ara.group_role_renovation_tutor"
ROLES = ("director", "office", "tutor", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
HOME = (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
SETUP = (ALL, ALL, READ, READ, NOTHING, READ, READ, NOTHING)
MATRIX = {
    "regie.ara.worktype": SETUP,
    "regie.ara.check.item": SETUP,
    "regie.ara.case": (ALL, ALL, EDIT, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.ara.room": HOME,
    "regie.ara.check": HOME,
    "regie.ara.photo": HOME,
    "regie.ara.task": HOME,
    "regie.ara.supply": HOME,
    "regie.ara.session": HOME,
    "regie.ara.presence": HOME,
    "regie.ara.signature": (READ, READ, READ, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.ara.charge": (ALL, ALL, READ, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.ara.survey": (ALL, ALL, EDIT, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


@tagged("post_install", "-at_install")
class TestAccess(AraCase):
    """Who may do what with the homes of households."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role, TUTOR if role == "tutor" else f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_tutor_sees_own_households_and_those_of_nobody(self):
        tutor, colleague = self._create_user("tutor", TUTOR), self._create_user("colleague", TUTOR)
        mine, theirs, free = (
            self._create_case("works", tutor_id=user and user.id) if user else self._create_case(tutor_id=False)
            for user in (tutor, colleague, None)
        )
        cases = self.env["regie.ara.case"].with_user(tutor)
        found = cases.search([("id", "in", (mine | theirs | free).ids)])
        self.assertEqual(found, (mine | free).with_user(tutor))
        for records in (theirs, theirs.room_ids, theirs.photo_ids, theirs.task_ids, theirs.signature_ids):
            with self.subTest(model=records._name), self.assertRaises(AccessError):
                records.with_user(tutor).read(["display_name"])
        mine.photo_ids.with_user(tutor).read(["moment"])
        director = self._create_user("director", "group_role_director")
        self.assertEqual(len(cases.with_user(director).search([("id", "in", (mine | theirs | free).ids)])), 3)

    def test_other_company_reads_nothing(self):
        case = self._create_case("works")
        other = self._create_user("other", "group_role_director", company=self._create_company())
        for records in (case, case.room_ids, case.task_ids, case.photo_ids, case.signature_ids):
            with self.subTest(model=records._name):
                found = records.with_user(other).search([("id", "in", records.ids)])
                self.assertFalse(found)

    def test_landlord_of_the_portal_reads_no_case(self):
        portal = self._create_landlord(partner=self.landlord)
        with self.assertRaises(AccessError):
            self._create_case().with_user(portal).read(["name"])

    def test_number_alone_stands_for_a_case_in_the_links(self):
        case = self._create_case()
        self.assertEqual(case.display_name, case.name)
