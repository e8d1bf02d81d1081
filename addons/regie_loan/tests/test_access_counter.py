from odoo.exceptions import AccessError

from .common import USER
from .counter import CounterCase

READ, NOTHING = "r", ""
ROLES = ("director", "office", "tool_keeper", "social_worker", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.loan.deposit": ("rwc", "rwc", "rwc", NOTHING, READ, NOTHING, NOTHING),
    "regie.loan.suspension": ("rwcd", "rwc", "rwc", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.photo": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.check": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.check.answer": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.consumable": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.clause": ("rwcd", READ, READ, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.handover": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.handover.tool": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.handover.answer": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.deposit.retain": ("rwcd", "rwcd", "rwcd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.deposit.waive": ("rwcd", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccessCounter(CounterCase):
    """Who may do what with the deposits, the states of the tools and the suspensions."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            addon = "regie_loan" if role == "tool_keeper" else "regie_base"
            user = self._create_user(role, f"{addon}.group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_other_regie_reads_neither_the_deposits_nor_the_states(self):
        other = self._create_company()
        neighbour = self._create_user("neighbour", "regie_loan.group_loan_manager", company=other)
        loan = self._lend(self._create_model(deposit=10), check={"photo": True})
        suspension = self.env["regie.loan.suspension"].create({"partner_id": loan.partner_id.id, "reason": "x"})
        own = self._create_user("keeper", USER)
        check = loan.line_ids.check_out_id
        for record in (loan.deposit_id, check, check.photo_ids, check.answer_ids, suspension):
            with self.subTest(model=record._name):
                self.assertTrue(record.with_user(own).read(["display_name"]))
                with self.assertRaises(AccessError):
                    record.with_user(neighbour).read(["display_name"])

    def test_keeper_follows_the_repairs_of_the_tools_and_no_others(self):
        keeper = self._create_user("keeper", "regie_loan.group_role_tool_keeper")
        item = self._create_item()
        ours, boiler = self.env["maintenance.request"].create(
            [{"name": "Blade", "regie_item_id": item.id}, {"name": "Boiler", "user_id": False}]
        )
        self.assertEqual(self.env["maintenance.request"].with_user(keeper).search([]) & (ours | boiler), ours)
        ours.with_user(keeper).regie_cost = 12
        self.assertEqual(item.with_user(keeper).maintenance_cost, 12)

    def test_portal_reads_nothing_of_the_counter(self):
        portal = self._create_user("member", "base.group_portal")
        for model in MATRIX:
            self.assertFalse(self.env[model].with_user(portal).has_access("read"), model)
