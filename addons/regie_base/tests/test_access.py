"""Who may do what on each model of the reference, from one table: a new model without a row fails."""

from odoo.addons.regie_base.tests.common import RegieCase

REFERENCE = {"read": "r", "user": "r", "manager": "rwcu"}
WORK = {"read": "r", "user": "rwc", "manager": "rwcu"}
DETAIL = {"read": "r", "user": "rwcu", "manager": "rwcu"}
MATRIX = {
    "regie.parameter": REFERENCE,
    "regie.territory.kind": REFERENCE,
    "regie.territory": WORK,
    "regie.territory.link": {"read": "r", "user": "rc", "manager": "rwcu"},
    "regie.activity.family": REFERENCE,
    "regie.activity": REFERENCE,
    "regie.partner.role": REFERENCE,
    "regie.convention": WORK,
    "regie.project.stage": REFERENCE,
    "regie.project.risk": REFERENCE,
    "regie.project.canvas": WORK,
    "regie.project.canvas.action": DETAIL,
    "regie.project.canvas.risk": DETAIL,
    "regie.home.card": {**REFERENCE, "cashier": "r"},
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
# Owned by the tests of the two engines
ENGINES = ("regie.indicator", "regie.dossier", "regie.config", "regie.import", "regie.export")


class TestAccess(RegieCase):
    def test_matrix_of_rights_is_the_one_written_here(self):
        users = {
            "read": self._create_user("remi", "group_regie_read"),
            "user": self._create_user("ulla", "group_regie_user"),
            "manager": self._create_user("ines", "group_regie_manager"),
            "cashier": self._create_user("carl", "group_role_cashier"),
            "portal": self._create_user("vera", "base.group_portal"),
        }
        for model, rights in MATRIX.items():
            for who, user in users.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=model, who=who, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights.get(who, ""))

    def test_every_model_of_the_reference_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_base" and not model._abstract and not name.startswith(ENGINES)
        }
        self.assertEqual(own, set(MATRIX))
