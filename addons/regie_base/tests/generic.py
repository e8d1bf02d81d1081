"""What every addon of the suite owes to its users and to its next developer, checked on the installed addon.

An addon inherits it in ``tests/test_generic.py``::

    from odoo.addons.regie_base.tests.generic import AddonCase


    class TestGeneric(AddonCase):
        addon = "regie_base"
"""

import inspect
import re
from pathlib import Path

from odoo.models import MetaModel
from odoo.modules.module import get_module_path
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

VIEW_TYPES = "form|list|kanban|search|pivot|graph|calendar|activity"
XMLID_PATTERNS = {
    "ir.actions.act_window": r"\w+_action(_\w+)?",
    "ir.rule": r"\w+_rule_\w+",
    "ir.ui.menu": r"\w+_menu(_\w+)?",
    "ir.model.access": r"access_\w+",
    "ir.cron": r"\w+_cron_\w+",
    "res.groups": r"group_\w+",
    "res.groups.privilege": r"privilege_\w+",
}


@tagged("post_install", "-at_install")
class AddonCase(TransactionCase):
    """The generic case: name the addon in a subclass, its tests come with it."""

    addon = None
    allow_inherited_tests_method = True
    __test__ = False

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.__test__ = bool(cls.addon)

    def _definitions(self):
        """Return the classes by which the addon defines or extends models."""
        return [cls for cls in MetaModel._module_to_models__[self.addon] if cls._name in self.env]

    def _own_models(self):
        """Return the models that the addon brings, without those that it extends."""
        return [self.env[name] for name, cls in self.env.registry.items() if cls._original_module == self.addon]

    def _records(self, model):
        """Return {xmlid without addon: record} of the records of a model that the addon ships."""
        data = self.env["ir.model.data"].search([("module", "=", self.addon), ("model", "=", model)])
        records = self.env[model].with_context(active_test=False).browse(data.mapped("res_id")).exists()
        by_id = {record.id: record for record in records}
        return {row.name: by_id[row.res_id] for row in data if row.res_id in by_id}

    def test_models_have_a_description_and_a_docstring(self):
        for model in self._own_models():
            self.assertTrue(model._description and model._description != model._name, f"{model._name}: _description")
        for definition in self._definitions():
            self.assertTrue(
                definition.__dict__.get("__doc__"), f"{definition.__name__} ({definition._name}): docstring"
            )

    def test_public_methods_have_a_docstring(self):
        for definition in self._definitions():
            for name, method in vars(definition).items():
                if inspect.isfunction(method) and not name.startswith("_"):
                    self.assertTrue(method.__doc__, f"{definition._name}.{name} is public: docstring")

    def test_models_have_access_rows(self):
        granted = set(self.env["ir.model.access"].search([("perm_read", "=", True)]).mapped("model_id.model"))
        for model in self._own_models():
            if not model._abstract:
                self.assertIn(model._name, granted, "nobody may read this model")

    def test_models_of_a_company_have_a_company_rule(self):
        rules = self.env["ir.rule"].search([("domain_force", "like", "company_id")])
        ruled = set(rules.mapped("model_id.model"))
        for model in self._own_models():
            if "company_id" in model._fields and not model._abstract and not model._transient:
                self.assertIn(model._name, ruled, "a company could read the records of another")

    def test_menu_actions_have_a_path_a_help_and_a_search_view(self):
        for xmlid, action in self._records("ir.actions.act_window").items():
            self.assertNotIn("tree", action.view_mode, xmlid)
            transient = self.env[action.res_model]._transient
            if (
                transient
                or action.target == "new"
                or not self.env["ir.ui.menu"].search_count([("action", "=", f"ir.actions.act_window,{action.id}")])
            ):
                continue
            self.assertTrue(action.path, f"{xmlid}: readable path")
            self.assertTrue(action.help, f"{xmlid}: empty state that names the first step")
            search = self.env["ir.ui.view"].search_count([("model", "=", action.res_model), ("type", "=", "search")])
            self.assertTrue(search, f"{xmlid}: search view of {action.res_model}")

    def test_groups_have_a_comment(self):
        for xmlid, group in self._records("res.groups").items():
            self.assertTrue(group.comment, f"{xmlid}: a sentence that says what the group does")

    def test_crons_and_mail_templates_are_named_in_a_test(self):
        tests = "".join(
            path.read_text("utf-8") for path in Path(get_module_path(self.addon), "tests").glob("test_*.py")
        )
        for model in ("ir.cron", "mail.template"):
            for xmlid in self._records(model):
                self.assertIn(xmlid, tests, f"{xmlid} has no test")

    def test_declared_constraints_and_indexes_exist_in_postgresql(self):
        existing = {
            name
            for (name,) in self.env.execute_query(
                SQL("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
            )
        }
        for model in self.env.values():
            for full_name, declared in model._table_objects.items():
                if declared._module == self.addon and declared.get_definition(self.env.registry) and model._auto:
                    self.assertIn(full_name, existing, f"{model._name}: lost at install")

    def test_xml_ids_follow_the_house_patterns(self):
        for model, pattern in XMLID_PATTERNS.items():
            for xmlid in self._records(model) if model in self.env else ():
                self.assertTrue(re.fullmatch(pattern, xmlid), f"{model} {xmlid}: expected {pattern}")
        for xmlid, view in self._records("ir.ui.view").items():
            if view.type != "qweb":
                self.assertTrue(re.fullmatch(rf"\w+_view_({VIEW_TYPES})(_\w+)?", xmlid), f"view {xmlid}")
