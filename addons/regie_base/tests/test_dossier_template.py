from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.regie_base.tests.dossier_common import DossierCase
from odoo.addons.regie_base.tools import exchange

MATRIX = {
    "regie.dossier.scale": ("r", "r", "rwcu", "r"),
    "regie.dossier.scale.level": ("r", "r", "rwcu", "r"),
    "regie.dossier.template": ("r", "r", "rwcu", ""),
    "regie.dossier.section": ("r", "r", "rwcu", ""),
    "regie.dossier.criterion": ("r", "r", "rwcu", ""),
    "regie.dossier": ("r", "rwcu", "rwcu", "r"),
    "regie.dossier.entry": ("r", "rwcu", "rwcu", "r"),
    "regie.dossier.figure": ("r", "rwcu", "rwcu", "r"),
    "regie.dossier.evidence": ("r", "rwcu", "rwcu", "r"),
    "regie.dossier.recipient": ("r", "r", "rwcu", ""),
    "regie.dossier.review": ("r", "r", "r", "r"),
    "regie.dossier.question": ("r", "rw", "rw", "r"),
    "regie.dossier.finding": ("r", "rw", "rw", "r"),
    "regie.dossier.awaited": ("r", "r", "rwcu", ""),
    "regie.dossier.access": ("r", "r", "r", ""),
    "regie.dossier.freeze.wizard": ("", "", "rwcu", ""),
    "regie.dossier.share": ("", "", "rwcu", ""),
    "regie.dossier.difference": ("rwcu", "rwcu", "rwcu", ""),
    "regie.dossier.difference.line": ("rwcu", "rwcu", "rwcu", ""),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestDossierTemplate(DossierCase):
    def _export(self, records):
        return exchange.read_json(exchange.write_json(records._exchange_export()))

    def _import(self, payload):
        lines = self.env["regie.config.exchange"].with_user(self.director)._exchange_import(payload)
        return {(line.model, line.key): line.status for line in lines}

    def test_matrix_of_rights_is_the_one_written_here(self):
        users = [
            self._create_user("remi", "group_regie_read"),
            self._create_user("ulla", "group_regie_user"),
            self._create_user("ines", "group_regie_manager"),
            self.consultant,
        ]
        for model, rights in MATRIX.items():
            for user, granted in zip(users, rights, strict=True):
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=model, user=user.login, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in granted)

    def test_every_model_of_the_dossiers_has_its_row(self):
        own = {name for name, model in self.env.registry.items() if name.startswith("regie.dossier")}
        self.assertEqual(own - {"regie.dossier.part"}, set(MATRIX))

    def test_cashier_reads_no_dossier(self):
        cashier = self._create_user("carl", "group_role_cashier")
        with self.assertRaises(AccessError):
            self.env["regie.dossier"].with_user(cashier).search([])

    def test_director_writes_a_template_on_the_screen(self):
        with Form(self.env["regie.dossier.template"].with_user(self.director)) as form:
            form.name = "Grant of the town"
            form.code = "town"
            with form.section_ids.new() as section:
                section.code = "A"
                section.name = "Use of the money"
                with section.criterion_ids.new() as criterion:
                    criterion.code = "A1"
                    criterion.name = "Spending"
        self.assertEqual(form.record.criterion_ids.mapped("code"), ["A1"])
        self.assertEqual(form.record.criterion_count, 1)

    def test_file_of_a_template_makes_the_same_template_elsewhere(self):
        payload = self._export(self.template)
        models = [entry["model"] for entry in payload["sets"]]
        self.assertEqual(models, ["regie.dossier.scale", "regie.indicator", "regie.dossier.template"])
        self.assertEqual(set(self._import(payload).values()), {"unchanged"})
        self.template.code = "gone"
        self.assertEqual(self._import(payload)["regie.dossier.template", "label"], "created")
        copy = self.env["regie.dossier.template"].search([("code", "=", "label")])
        self.assertEqual(copy.criterion_ids.mapped("name"), self.template.criterion_ids.mapped("name"))
        self.assertEqual(copy.criterion_ids.indicator_ids, self.indicator)
        self.assertEqual(copy.scale_id, self.template.scale_id)

    def test_file_of_another_version_leaves_the_first_as_it_is(self):
        payload = self._export(self.template)
        record = payload["sets"][-1]["records"][0]
        record["version"] = 2
        record["section_ids"][0]["criterion_ids"].pop()
        self.assertEqual(self._import(payload)["regie.dossier.template", "label"], "created")
        self.assertEqual(self.template.criterion_ids.mapped("code"), ["A1", "A2", "B1"])
        record["version"] = 1
        self.assertEqual(self._import(payload)["regie.dossier.template", "label"], "updated")
        self.assertEqual(self.template.criterion_ids.mapped("code"), ["A1", "B1"])

    def test_import_of_a_template_does_not_touch_a_frozen_dossier(self):
        dossier = self._create_dossier(frozen=True)
        payload = self._export(self.template)
        payload["sets"][-1]["records"][0]["section_ids"].pop()
        self._import(payload)
        self.assertEqual(dossier.entry_ids.mapped("code"), ["A1", "A2", "B1"])
        self.assertFalse(dossier._find_alterations())

    def test_template_opens_its_dossiers(self):
        dossier = self._create_dossier()
        action = self.template.action_view_dossiers()
        self.assertEqual(self.env["regie.dossier"].search(action["domain"]), dossier)
        self.assertEqual(self.template.dossier_count, 1)
