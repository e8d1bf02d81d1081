from .common import KitchenCase

READ, WORK, ALL, NOTHING = "r", "rwc", "rwcd", ""
ROLES = (
    "director",
    "office",
    "social_worker",
    "team_leader",
    "accountant",
    "board_member",
    "cashier",
    "regie_kitchen.group_role_cook",
)
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.meal.allergen": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.meal.diet": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.meal.origin": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.meal.dish": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.meal.dish.line": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, ALL),
    "regie.meal.menu": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, ALL),
    "regie.meal.menu.line": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, ALL),
    "regie.haccp.action": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.haccp.equipment": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.haccp.reading": (WORK, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.haccp.process": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, ALL),
    "regie.haccp.reception": (WORK, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.haccp.cleaning": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.haccp.cleaning.log": (WORK, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.haccp.check": (WORK, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.haccp.sample": (WORK, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.kitchen.document.kind": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.kitchen.document": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.meal.consumption": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, ALL),
    "regie.food.label": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, READ),
    "regie.food.waste": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING, WORK),
    "regie.food.purchase": (READ, NOTHING, NOTHING, NOTHING, READ, NOTHING, NOTHING, NOTHING),
    "regie.meal.preorder": (ALL, WORK, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, WORK),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(KitchenCase):
    """Who may do what in the kitchen: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_kitchen" and not model._abstract and not model._transient
        }
        self.assertLessEqual(own, MATRIX.keys())

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role, role if "." in role else f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_kitchen_of_another_regie_is_out_of_reach(self):
        company = self._create_company()
        kitchen = self._create_kitchen(company_id=company.id)
        dish = self._create_dish(company_id=company.id)
        menu = self._create_menu(dish, place=kitchen, company_id=company.id)
        self._book(menu)
        for model in ("regie.meal.menu", "regie.meal.menu.line", "regie.meal.dish", "regie.meal.preorder"):
            found = self.env[model].with_user(self.cook).search([("company_id", "=", company.id)])
            self.assertFalse(found, model)
