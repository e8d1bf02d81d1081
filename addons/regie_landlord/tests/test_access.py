from .common import LandlordCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.tfpb.axis": (ALL, READ, NOTHING, NOTHING, READ, READ, NOTHING),
    "regie.tfpb.agreement": (ALL, "rwc", NOTHING, NOTHING, READ, READ, NOTHING),
    "regie.tfpb.year": (ALL, "rwc", NOTHING, NOTHING, READ, READ, NOTHING),
    "regie.tfpb.action": (ALL, ALL, NOTHING, NOTHING, READ, READ, NOTHING),
    "regie.intervention.dispute": (ALL, "rwc", NOTHING, READ, NOTHING, NOTHING, NOTHING),
    "regie.landlord.declaration": (ALL, "rwc", NOTHING, NOTHING, NOTHING, READ, NOTHING),
    "regie.tfpb.valuation": ("rd", READ, NOTHING, NOTHING, ALL, READ, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(LandlordCase):
    """Who may do what with agreements, disputes and declarations: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_landlord" and not model._abstract and not model._transient
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

    def test_portal_reads_no_model_of_the_landlords_directly(self):
        portal = self._create_user("contact", "base.group_portal")
        for model in (*MATRIX, "regie.intervention", "regie.site", "regie.market.lot"):
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(portal).has_access("read"))
