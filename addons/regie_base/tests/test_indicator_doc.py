"""The page "How to add an indicator in five minutes" is followed to the letter, so that it stays true."""

import ast
import importlib.util
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from odoo.modules.module import get_module_path
from odoo.tools.convert import convert_xml_import

from .indicator_common import IndicatorCase

PAGE = Path(get_module_path("regie_base")).resolve().parents[1] / "docs" / "ajouter_un_indicateur.md"


class TestIndicatorDoc(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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
