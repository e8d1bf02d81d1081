from odoo.exceptions import AccessError

from .common import QualityCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.quality.grid": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.quality.criterion": (ALL, READ, READ, READ, READ, NOTHING, NOTHING),
    "regie.quality.inspection": (ALL, "rwc", READ, "rwc", READ, NOTHING, NOTHING),
    "regie.quality.inspection.line": ("rw", "rw", READ, "rw", READ, NOTHING, NOTHING),
    "regie.corrective.action": (ALL, "rwc", READ, "rwc", READ, NOTHING, NOTHING),
    "regie.quality.report": (READ, READ, READ, READ, READ, READ, NOTHING),
    "regie.penalty": (ALL, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(QualityCase):
    """Who may do what with inspections, corrections and penalties: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_quality" and not model._abstract and not model._transient
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

    def test_team_leader_notes_what_they_inspect_and_reads_the_rest(self):
        leader = self._create_user("leader", "group_role_team_leader")
        own = self._create_inspection(inspector_id=leader.id).with_user(leader)
        other = self._create_inspection().with_user(leader)
        own.line_ids[0].note = "3"
        self.assertEqual(other.line_ids[0].name, "Criterion 1")
        with self.assertRaises(AccessError):
            other.line_ids[0].note = "3"
        with self.assertRaises(AccessError):
            other.comment = "Mine now"

    def test_team_leader_makes_an_inspection_from_one_end_to_the_other(self):
        leader = self._create_user("leader", "group_role_team_leader")
        site, grid = self._create_hall(), self._create_grid()
        inspections = self.env["regie.quality.inspection"].with_user(leader)
        inspection = inspections.create({"site_id": site.id, "grid_id": grid.id, "date": "2026-02-02"})
        self._note(inspection, 4, 0, 4)
        inspection.action_done()
        action = inspection.action_ids
        self.assertEqual((inspection.state, action.user_id), ("done", leader))
        action.action_done()
        self.assertEqual(action.state, "done")

    def test_portal_and_public_read_no_record(self):
        inspection = self._create_inspection(4, 4, 4, done=True)
        landlord = self._create_landlord()
        for model in MATRIX:
            self.assertFalse(self.env[model].with_user(landlord).has_access("read"), model)
        with self.assertRaises(AccessError):
            inspection.with_user(landlord).read(["score"])

    def test_inspections_of_another_regie_are_out_of_reach(self):
        other = self._create_company()
        site = self._create_place("neighbourhood", company_id=other.id)
        inspection = self._create_inspection(4, 4, 0, site=site, done=True)
        director = self._create_user("director", "group_role_director")
        for record in (inspection, inspection.line_ids[0], inspection.action_ids):
            as_director = record.with_user(director)
            self.assertFalse(as_director.search([("id", "=", record.id)]))
            for act in (lambda one: one.read(["name"]), lambda one: one.write({"comment": "X"})):
                with self.assertRaises(AccessError):
                    act(as_director)
