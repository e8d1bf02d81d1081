from odoo.exceptions import AccessError, ValidationError

from .common import GupCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.legal.article": (ALL, READ, READ, READ, READ, READ, NOTHING),
    "regie.procurement.threshold": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.market": (ALL, READ, READ, READ, READ, READ, NOTHING),
    "regie.market.lot": (ALL, READ, READ, READ, READ, READ, NOTHING),
    "regie.market.subcontract": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.service.family": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.service.type": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.service.check": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.service": (ALL, "rwc", READ, READ, READ, NOTHING, NOTHING),
    "regie.month": (READ, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.service.slot": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.service.pause": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.service.template": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.planning.load": (READ, READ, NOTHING, READ, NOTHING, NOTHING, NOTHING),
    "regie.intervention": (ALL, "rwc", READ, "rwc", READ, NOTHING, NOTHING),
    "regie.intervention.proof": (ALL, ALL, READ, ALL, READ, NOTHING, NOTHING),
    "regie.intervention.check": (ALL, ALL, READ, ALL, READ, NOTHING, NOTHING),
    "regie.intervention.reason": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.clause": (ALL, READ, READ, READ, READ, READ, NOTHING),
    "regie.clause.declaration": (ALL, ALL, ALL, READ, READ, READ, NOTHING),
    "regie.clause.declaration.line": (READ, READ, READ, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.clause.report": (READ, READ, READ, READ, READ, READ, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(GupCase):
    """Who may do what with markets, lots and clauses: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_gup" and not model._abstract and not model._transient
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

    def test_lots_and_hours_of_another_regie_are_out_of_reach(self):
        other = self._create_company()
        market = self._create_market(company_id=other.id, user_id=False)
        lot = self._create_lot(market, hours=100)
        director = self._create_user("director", "group_role_director")
        for record in (market, lot, lot.clause_id):
            as_director = record.with_user(director)
            self.assertFalse(as_director.search([("id", "=", record.id)]))
            for act in (lambda one: one.read(["name"]), lambda one: one.write({"name": "X"}), lambda one: one.unlink()):
                with self.assertRaises(AccessError):
                    act(as_director)

    def test_worksite_does_not_take_the_lot_of_another_regie(self):
        other = self._create_company()
        lot = self._create_lot(self._create_market(company_id=other.id, user_id=False))
        site = self._create_site()
        with self.assertRaisesRegex(ValidationError, "same régie"):
            site.market_lot_id = lot

    def test_context_gives_no_fact_to_a_pass(self):
        leader = self._create_user("leader.facts", "group_role_team_leader")
        service = self._create_service()
        facts = {"default_date_validated": "2026-02-02 10:00:00", "default_state": "validated"}
        one = (
            self.env["regie.intervention"]
            .with_user(leader)
            .with_context(**facts)
            .create(
                {
                    "project_id": service.project_id.id,
                    "site_id": service.site_id.id,
                    "service_type_id": service.service_type_id.id,
                }
            )
        )
        self.assertEqual((one.state, one.date_validated), ("planned", False))
