from odoo.exceptions import AccessError

from .common import WorksCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "sale.order.waste": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.intervention.product": (ALL, ALL, READ, ALL, READ, NOTHING, NOTHING),
    "regie.meter": (ALL, "rwc", READ, READ, READ, NOTHING, NOTHING),
    "regie.meter.reading": (ALL, "rwc", READ, "rwc", READ, NOTHING, NOTHING),
    "regie.situation": (ALL, ALL, NOTHING, NOTHING, "rw", NOTHING, NOTHING),
    "regie.situation.line": (ALL, ALL, NOTHING, NOTHING, READ, NOTHING, NOTHING),
    "regie.worksite.photo": (ALL, ALL, READ, ALL, READ, NOTHING, NOTHING),
    "regie.worksite.margin": (READ, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING),
    "regie.phyto.report": (READ, READ, READ, READ, READ, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(WorksCase):
    """Who may do what with quotations, situations and meters: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_works" and not model._abstract and not model._transient
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

    def test_situations_and_meters_of_another_regie_are_out_of_reach(self):
        other = self._create_company()
        director = self._create_user("director", "group_role_director", company=other)
        situation = self._create_situation(self._create_order(confirmed=True))
        meter = self.env["regie.meter"].create({"number": "W1", "site_id": self._create_hall().id})
        for record in (situation, situation.line_ids, meter):
            with self.assertRaises(AccessError):
                record.with_user(director).read(["display_name"])

    def test_customer_reads_its_situations_once_sent_and_no_other(self):
        visitor = self._create_user("bailleur", "base.group_portal")
        own = self._create_situation(self._create_order(partner=visitor.partner_id, confirmed=True))
        stranger = self._create_situation(self._create_order(confirmed=True))
        (own | stranger).action_send()
        draft = self._create_situation(self._create_order(partner=visitor.partner_id, confirmed=True))
        found = self.env["regie.situation"].with_user(visitor).search([("id", "in", (own | stranger | draft).ids)])
        self.assertEqual(found.ids, own.ids)
        self.assertFalse(own.with_user(visitor).has_access("write"))
