from odoo.exceptions import AccessError

from .common import WasteCase

READ, WORK, ALL, NOTHING = "r", "rwc", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.waste.stream": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.waste.movement": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
    "regie.waste.report": (READ, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.transport.trip": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
    "regie.reuse.category": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.reuse.lot": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
    "regie.reuse.use": (WORK, WORK, READ, WORK, READ, NOTHING, NOTHING),
    "regie.biowaste.distribution": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
    "regie.compost.site": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.compost.log": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
    "regie.garden.tier": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.garden.plot": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.garden.allocation": (ALL, ALL, NOTHING, READ, READ, NOTHING, NOTHING),
    "regie.garden.request": (ALL, ALL, NOTHING, WORK, NOTHING, NOTHING, NOTHING),
    "regie.garden.crop": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.garden.harvest": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
    "regie.apiary.visit": (ALL, ALL, READ, WORK, READ, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(WasteCase):
    """Who may do what with the waste: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_waste" and not model._abstract and not model._transient
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

    def test_waste_of_another_regie_is_out_of_reach(self):
        foreign = self._create_movement(company_id=self._create_company().id)
        office = self._create_user("office.far", "group_role_office")
        self.assertFalse(self.env["regie.waste.movement"].with_user(office).search([("id", "=", foreign.id)]))

    def test_social_worker_sees_that_a_plot_is_taken_and_not_by_whom(self):
        plot = self._create_plot()
        self._allocate(plot, date_from="2020-01-01", date_to="2099-12-31")
        reader = self._create_user("cip.garden", "group_role_social_worker")
        seen = plot.with_user(reader)
        self.assertEqual(seen.status, "taken")
        self.assertIn(seen, self.env["regie.garden.plot"].with_user(reader).search([("status", "=", "taken")]))
        with self.assertRaises(AccessError):
            seen.allocation_ids.partner_id.mapped("name")

    def test_donor_is_not_told_to_those_who_only_read(self):
        lot = self._save_things(in_stock=False, donor_id=self._create_partner().id)
        reader = self._create_user("cip.reuse", "group_role_social_worker")
        with self.assertRaises(AccessError):
            lot.with_user(reader).read(["donor_id"])
