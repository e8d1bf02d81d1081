"""The access matrix of a side of the house, from both sides of each wall, by the ORM and by JSON-RPC."""

import json

from odoo.exceptions import AccessError
from odoo.tests import HttpCase

# What was adopted, signed or drawn is refused to everybody, before the rights are looked at.
REFUSED = ("odoo.exceptions.AccessError", "odoo.exceptions.UserError")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


class AccessMatrixCase(HttpCase):
    """Role × model × operation: what the table grants is granted, what it does not is refused.

    A side says its addons, its roles (the groups behind each) and its table, and builds one record of each model.
    """

    addons = ()
    roles = {}
    table = {}
    allow_inherited_tests_method = True
    __test__ = False

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.__test__ = bool(cls.addons)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._build_matrix()

    @classmethod
    def _build_matrix(cls):
        """Build a person of each role, and the records of their régie and of another one."""
        cls.users = {}
        for role, xmlid in cls.roles.items():
            cls.users[role] = cls._create_user(f"{role}.matrice", xmlid)
            cls.users[role].password = f"{role}.matrice"
        cls.own = cls._build_records(cls.company)
        cls.foreign = cls._build_records(cls._create_company("Régie d'ailleurs"))

    @classmethod
    def _build_records(cls, company):
        """Return ``{model: record}`` of one régie."""
        raise NotImplementedError

    def _get_letters(self, model, role):
        return self.table[model].split()[list(self.roles).index(role)]

    def _get_models(self):
        return [
            name
            for name, model in self.env.registry.items()
            if model._original_module in self.addons and not model._abstract and not model._transient
        ]

    def test_every_model_has_its_row(self):
        self.assertFalse(set(self._get_models()) - set(self.table), "a model is not in the access table")
        self.assertFalse(set(self.table) - set(self._get_models()), "a row of the access table names no model")

    def test_rights_are_those_of_the_table(self):
        for model in self.table:
            for role, user in self.users.items():
                letters = self._get_letters(model, role)
                for letter, operation in OPERATIONS.items():
                    granted = self.env[model].with_user(user).has_access(operation)
                    with self.subTest(model=model, role=role, operation=operation):
                        self.assertEqual(granted, letter in letters)

    def test_every_kept_record_is_tried(self):
        """Records that a person types: one of each is built, in two régies, for the tests below."""
        typed = {
            name
            for name in self._get_models()
            if self.env[name]._auto and "company_id" in self.env[name]._fields and "c" in self.table[name]
        }
        self.assertFalse(typed - set(self.own), "build a record of these models")

    def test_records_of_another_regie_are_nobody_s(self):
        for model, record in self.foreign.items():
            for role, user in self.users.items():
                with self.subTest(model=model, role=role):
                    theirs = self.env[model].with_user(user)
                    if "r" not in self._get_letters(model, role):
                        with self.assertRaises(AccessError):
                            theirs.search([])
                        continue
                    self.assertNotIn(record.id, theirs.with_context(active_test=False).search([]).ids)
                    with self.assertRaises(AccessError):
                        theirs.browse(record.id).read(["display_name"])
                    with self.assertRaises(AccessError):
                        theirs.browse(record.id).write({})
                        theirs.browse(record.id).check_access("write")

    def _call(self, model, method, *args):
        """Call a method by JSON-RPC as the person logged in; return (result, error name)."""
        payload = {"params": {"model": model, "method": method, "args": list(args), "kwargs": {}}}
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(payload),
            headers={"Content-Type": "application/json"},
        )
        answer = response.json()
        return answer.get("result"), answer.get("error", {}).get("data", {}).get("name", "")

    def test_json_rpc_opens_no_other_door(self):
        for role, user in self.users.items():
            self.authenticate(user.login, user.login)
            for model, record in self.own.items():
                letters = self._get_letters(model, role)
                with self.subTest(model=model, role=role):
                    _rows, error = self._call(model, "search_read", [], ["display_name"], 0, 1)
                    self.assertEqual("AccessError" in error, "r" not in letters, error)
                    if "u" not in letters:
                        _done, error = self._call(model, "unlink", [record.id])
                        self.assertIn(error, REFUSED)
                    if "w" not in letters:
                        _done, error = self._call(model, "write", [record.id], {"display_name": "x"})
                        self.assertIn(error, REFUSED)
                    _rows, error = self._call(model, "read", [self.foreign[model].id], ["display_name"])
                    self.assertIn("AccessError", error)
