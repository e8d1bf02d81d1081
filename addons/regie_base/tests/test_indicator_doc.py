"""The page "How to add an indicator in five minutes" is followed to the letter, so that it stays true."""

import ast
import importlib.util
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from odoo.modules.module import get_module_path
from odoo.tests import Form
from odoo.tools.convert import convert_xml_import

from odoo.addons.regie_base.tools.scope import Scope

from .indicator_common import IndicatorCase

PAGE = Path(get_module_path("regie_base")).resolve().parents[1] / "docs" / "ajouter_un_indicateur.md"
# What the page says in words for the domain editor and for the field choosers, which hold technical values.
CHOSEN = {"Signée le": "date_signed", "Partenaire": "partner_id", "Montant > 0": "[('amount', '>', 0)]"}


class TestIndicatorDoc(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.director = cls._create_user("director", "group_role_director")
        cls.director.lang = "fr_FR"
        cls.page = PAGE.read_text("utf-8")

    def _blocks(self, language):
        """The code blocks of the page in one language."""
        return [dedent(block) for block in re.findall(rf"( *```{language}\n.*?)```", self.page, re.DOTALL)]

    def _code(self, language):
        """The same without their opening line."""
        return [block.split("\n", 1)[1] for block in self._blocks(language)]

    def _methods(self, source):
        """The functions of the one class of a Python block, with its imports, and the class as written."""
        tree = ast.parse(source)
        [klass] = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        imports = [node for node in tree.body if not isinstance(node, ast.ClassDef)]
        functions = [node for node in klass.body if isinstance(node, ast.FunctionDef)]
        file = self._write(ast.unparse(ast.Module(imports + functions, [])), ".py")
        spec = importlib.util.spec_from_file_location("page_of_the_documentation", file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return klass, {node.name: getattr(module, node.name) for node in functions}

    def _write(self, content, suffix):
        """A file that lasts as long as the test."""
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = Path(folder.name, f"block{suffix}")
        file.write_text(content, "utf-8")
        return str(file)

    def _rows(self):
        """The boxes to fill in the screen, with what to put there."""
        table = re.findall(r"^\| (.+?) \| (.+?) \|$", self.page, re.MULTILINE)
        return [row for row in table if row != ("Case", "Ce que vous mettez")]

    def test_director_fills_the_boxes_of_the_page_and_gets_the_figure(self):
        indicators = self.env["regie.indicator"].with_user(self.director).with_context(lang="fr_FR")
        form = Form(indicators)
        fields = {
            info["string"]: (name, info)
            for name, info in indicators.fields_get().items()
            if name in form._view["fields"]
        }
        for box, text in self._rows():
            self.assertIn(box, fields, "the page names a box that the screen does not have")
            name, info = fields[box]
            choices = {label: value for value, label in info.get("selection", [])}
            form[name] = choices.get(text) or CHOSEN.get(text, text)
        indicator = form.save()
        landlord = self._create_partner()
        self.env["regie.convention"].create(
            [
                {"name": "A", "partner_id": landlord.id, "date_signed": signed, "amount": amount}
                for signed, amount in (("2026-10-31", 10), ("2026-10-01", 0), ("2026-11-01", 10), (False, 10))
            ]
        )
        scope = Scope(self.company, self.month.date_from, self.month.date_to, partner=landlord)
        self.assertEqual(indicator._compute_result(scope).value, 1)

    def test_menus_and_buttons_of_the_page_exist(self):
        menus = self.env["ir.ui.menu"].with_context(lang="fr_FR")
        for path in ("Régie/Configuration/Indicateurs", "Régie/Indicateurs/Chiffres calculés"):
            self.assertIn(path.replace("/", " › "), self.page)
        names = {
            "regie_indicator_menu": "Régie/Configuration/Indicateurs",
            "regie_indicator_dashboard_menu": "Régie/Indicateurs/Chiffres calculés",
            "regie_config_import_menu": "Régie/Configuration/Importer un fichier d'indicateurs ou de modèles",
        }
        for xmlid, path in names.items():
            menu = menus.browse(self.env.ref(f"regie_base.{xmlid}").id)
            self.assertEqual(menu.complete_name.replace("’", "'"), path)
        arch = self.env["regie.indicator"].with_context(lang="fr_FR").get_view(view_type="form")["arch"]
        self.assertIn('string="Conserver les douze derniers mois"', arch)
        export = self.env.ref("regie_base.regie_indicator_action_export").with_context(lang="fr_FR")
        self.assertEqual(export.name, "Exporter en fichier")

    def test_developer_copies_the_blocks_of_the_page_and_the_test_passes(self):
        method_block, test_block = self._code("python")
        klass, methods = self._methods(method_block)
        self.assertIn("_inherit = 'regie.indicator'", ast.unparse(klass))
        [(name, method)] = methods.items()
        code = name.removeprefix("_compute_")
        with self._shipped_method(code, method):
            [data] = self._code("xml")
            with open(self._write(data, ".xml"), "rb") as file:
                convert_xml_import(self.env, "regie_base", file, mode="init")
            _klass, tests = self._methods(test_block)
            for test in tests.values():
                test(self)
