from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AGENT, MANAGER, MediationCase

READ, WORK, OWN, ALL, NOTHING = "r", "rwc", "rwcd", "rwcd", ""
ROLES = (
    *("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier"),
    *("mediator", "manager"),
)
GROUPS = {"mediator": AGENT, "manager": MANAGER}


def _row(manager, mediator, others=NOTHING, cashier=NOTHING):
    """The rights of each role, in the order of ``ROLES``."""
    return (manager, others, others, others, others, others, cashier, mediator, manager)


#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.mediation.round": _row(ALL, WORK),
    "regie.mediation.stop": _row(ALL, OWN),
    "regie.mediation.incident": _row(ALL, WORK),
    "regie.permanence": _row(ALL, READ),
    "regie.permanence.slot": _row(ALL, READ),
    "regie.permanence.entry": _row(ALL, OWN),
    "regie.mediation.case": _row(ALL, WORK),
    "regie.mediation.orientation": _row(ALL, OWN),
    "regie.energy.case": _row(ALL, WORK),
    "regie.energy.visit": _row(ALL, WORK),
    "regie.energy.visit.product": _row(ALL, OWN),
    "regie.mediation.workshop": _row(ALL, WORK),
    "regie.mediation.post": _row(ALL, READ),
    "regie.mediation.consent.text": _row(ALL, READ),
    "regie.mediation.purge": _row(READ, NOTHING),
    "regie.mediation.theme": _row(ALL, READ, READ),
    "regie.mediation.incident.type": _row(ALL, READ, READ),
    "regie.mediation.action": _row(ALL, READ, READ),
    "regie.mediation.scheme": _row(ALL, READ, READ),
    "regie.energy.gesture": _row(ALL, READ, READ),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


@tagged("post_install", "-at_install")
class TestAccess(MediationCase):
    """Who may do what with the mediation, and whose records."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"role.{role}", GROUPS.get(role, f"group_role_{role}"))
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_mediator_reads_the_rounds_of_the_team_and_changes_only_their_own(self):
        alone = self._create_round("street", self.samira)
        self.assertEqual(alone.with_user(self.yann).kind, "street")
        with self.assertRaises(AccessError):
            alone.with_user(self.yann).mood = "calm"
        alone.with_user(self.samira).mood = "calm"
        alone.with_user(self.manager).mood = "tense"

    def test_mediator_changes_their_own_incidents_and_visits_only(self):
        incident, visit = self._create_incident(), self._create_visit()
        for record, vals in ((incident, {"severity": "2"}), (visit, {"duration": 30})):
            record.with_user(self.samira).write(vals)
            with self.assertRaises(AccessError):
                record.with_user(self.yann).write(vals)
        with self.assertRaises(AccessError):
            self._create_incident(user=self.yann, user_id=self.samira.id)

    def test_named_case_is_read_by_its_mediator_and_the_manager(self):
        case, energy = self._create_case(), self._create_energy_case()
        for record in (case, energy):
            self.assertTrue(record.with_user(self.samira).has_access("read"))
            self.assertTrue(record.with_user(self.manager).has_access("read"))
            self.assertFalse(record.with_user(self.yann).has_access("read"))
            self.assertNotIn(record, record.with_user(self.yann).search([]))

    def test_lines_of_a_case_follow_it(self):
        scheme = self.env.ref("regie_mediation.scheme_fsl")
        energy = self._create_energy_case()
        visit = energy.visit_ids.create({"case_id": energy.id})
        line = energy.orientation_ids.create({"energy_case_id": energy.id, "scheme_id": scheme.id})
        own = self._create_case()
        other = own.orientation_ids.create({"case_id": own.id, "scheme_id": scheme.id})
        for record in (visit, line, other):
            self.assertTrue(record.with_user(self.samira).has_access("read"))
            self.assertFalse(record.with_user(self.yann).has_access("read"))

    def test_records_of_another_regie_are_not_seen(self):
        other = self._create_company()
        foreign = self._create_round("street", self.samira, company_id=other.id)
        self.assertNotIn(foreign, self.env["regie.mediation.round"].with_user(self.samira).search([]))

    def test_nobody_can_be_linked_to_an_incident(self):
        people = {"res.partner", "hr.employee", "hr.applicant"}
        linked = {
            name
            for name, field in self.env["regie.mediation.incident"]._fields.items()
            if field.comodel_name in people and name != "owner_id"
        }
        self.assertFalse(linked)
