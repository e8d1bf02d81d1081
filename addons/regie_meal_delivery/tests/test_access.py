from odoo.exceptions import AccessError

from .common import USER, MealCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = (
    "regie_base.group_role_director",
    "regie_base.group_role_office",
    "regie_meal_delivery.group_role_driver",
    "regie_kitchen.group_role_cook",
    "regie_base.group_role_accountant",
    "regie_base.group_role_board_member",
    "regie_base.group_role_social_worker",
    "regie_base.group_role_cashier",
)
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.meal.circuit": (ALL, READ, READ, READ, *[NOTHING] * 4),
    "regie.meal.subscription": (ALL, ALL, *[NOTHING] * 6),
    "regie.meal.payer": (ALL, ALL, *[NOTHING] * 6),
    "regie.meal.suspension": (ALL, ALL, *[NOTHING] * 6),
    "regie.meal.order": (ALL, ALL, *[NOTHING] * 6),
    "regie.meal.round": (ALL, READ, "rw", *[NOTHING] * 5),
    "regie.meal.delivery": (ALL, READ, READ, *[NOTHING] * 5),
    "regie.meal.nonconformity": ("rw", NOTHING, READ, "rw", *[NOTHING] * 4),
    "regie.meal.tap": (READ, *[NOTHING] * 7),
    "regie.meal.count": (READ, NOTHING, NOTHING, READ, *[NOTHING] * 4),
    "regie.meal.departure": (ALL, NOTHING, ALL, *[NOTHING] * 5),
    "regie.meal.invoicing": (ALL, *[NOTHING] * 7),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(MealCase):
    """Who may do what with the meals at home."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role.replace(".", "_"), role)
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_keys_are_for_their_group(self):
        one = self._subscribe(self._create_circuit(self.kitchen), key_note="Code 12B34")
        office = self._create_user("portage.keys", USER)
        self.assertNotIn("key_note", one.with_user(office).fields_get())
        with self.assertRaises(AccessError):
            one.with_user(office).read(["key_note"])
        self.assertEqual(one.with_user(self.manager).key_note, "Code 12B34")

    def test_other_regie_reads_nothing(self):
        one = self._subscribe(self._create_circuit(self.kitchen), date_start="2026-01-01")
        other = self._create_company()
        foreign = self._create_user("portage.foreign", "regie_meal_delivery.group_meal_manager", company=other)
        for record in (one, one.circuit_id, one.order_ids[:1]):
            self.assertFalse(record.with_user(foreign).search([("id", "in", record.ids)]))
