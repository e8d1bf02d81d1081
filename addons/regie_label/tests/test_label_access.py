from odoo import Command
from odoo.tests import tagged

from .common import LabelCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
ROLES = ("director", "president", "office", "accountant", "board_member", "social_worker", "team_leader", "cashier")
# r reads, w writes, c creates, u deletes; columns as in ROLES; portal people have nothing
TABLE = {
    "regie.label.application": "rwc rwcu rwc r r - - -",
    "regie.label.founder": "rwcu rwcu rwcu r r - - -",
    "regie.label.signature": "rwcu rwcu rwcu r r - - -",
    "regie.label.step": "rwcu rwcu rwcu r r - - -",
    "regie.label.expertise": "rwcu rwcu rwcu r r - - -",
    "regie.label.decision": "rwc rwc rwc r r - - -",
    "regie.label.document": "rwcu rwcu rwc r r - - -",
    "regie.label.step.template": "rwcu rwcu rwc r r - - -",
    "regie.benchmark": "rwcu rwcu rwc r r r r -",
    "regie.label.section.report": "r r r r r - - -",
    "regie.label.difference": "r r r r r - - -",
}


@tagged("post_install", "-at_install")
class TestLabelAccess(LabelCase):
    def test_matrix_of_rights_is_the_one_written_here(self):
        for column, role in enumerate(ROLES):
            xmlid = "regie_governance.group_role_president" if role == "president" else f"group_role_{role}"
            user = self._create_user(f"{role}.label", xmlid)
            for model, rights in TABLE.items():
                granted = rights.split()[column]
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=model, role=role, operation=operation):
                        self.assertEqual(self.env[model].with_user(user).has_access(operation), letter in granted)

    def test_every_model_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_label" and not model._abstract and not model._transient
        }
        self.assertEqual(own, set(TABLE))

    def test_records_of_another_regie_are_nobody_s(self):
        company = self._create_company()
        application = self._create_application(company_id=company.id)
        founder = {"party": "landlord", "partner_id": self._create_person().id}
        application.founder_ids = [Command.create(founder)]
        expertise = self._create_expertise(application)
        records = [application, application.founder_ids, application.step_ids, application.signature_ids, expertise]
        for user in (self.director, self.president, self.secretary, self.reader):
            for record in records:
                theirs = record.with_user(user)
                self.assertFalse(theirs.search([("id", "in", record.ids)]), f"{user.login} finds {record._name}")
                for operation in ("read", "write"):
                    self.assertFalse(theirs.has_access(operation), f"{user.login} {operation} {record._name}")
