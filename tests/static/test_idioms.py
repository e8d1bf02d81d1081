"""What installs without an error and then breaks, or what the house does not write."""

import ast
import re

import pytest
from repository import ADDONS, addon_names, files_of, tracked_files, tree_of, where

IN_XML = {
    r"<tree\b|</tree>": "a list is <list>",
    r'name="view_mode">[^<]*\btree\b': "view_mode says list",
    r"\bt-raw\b|\bt-esc\b": "t-out",
    r"kanban-box": 'the template of a card is t-name="card"',
    r"oe_chatter": "<chatter/>",
    r"\battrs=|\bstates=": "invisible, readonly and required take expressions",
    r'<group[^>]*\bexpand="': "a group of a search view has no attribute",
    r'name="groups_id"': "group_ids",
}
IN_PYTHON = {
    r"\b_sql_constraints\b": "models.Constraint",
    r"\bgroup_operator\b": "aggregator",
    r"\bdef name_get\b": "_compute_display_name",
    r"\bodoo\.osv\b": "odoo.fields.Domain",
    r"\bself\._(cr|uid|context)\b": "self.env",
    r"""\btype=['"]json['"]""": 'type="jsonrpc"',
    r"default=fields\.(Date|Datetime)\.(today|now)\(\)": "frozen when the server starts: give the function",
    r"\bimport pdb\b|\bbreakpoint\(": "no debugger",
    r"\bskipTest\b|@skip|mark\.skip|mark\.xfail": "a test runs or does not exist",
    r"\b_\(f['\"]|\._\(f['\"]": "a translated f-string is never translated",
}
EVERYWHERE = {r"\b(TODO|FIXME|XXX)\b": "say it in the roadmap, or do it"}
THIS_FOLDER = ADDONS.parent / "tests" / "static"


def found(paths, patterns):
    """Return the lines that match one of the patterns, with the remedy."""
    return [
        f"{where(path)}:{number}: {match[0]} → {remedy}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for pattern, remedy in patterns.items()
        if (match := re.search(pattern, line))
    ]


@pytest.mark.parametrize("addon", addon_names())
def test_xml_of_odoo_19(addon):
    assert not found(files_of(addon, ".xml"), IN_XML)


@pytest.mark.parametrize("addon", addon_names())
def test_python_of_odoo_19(addon):
    assert not found(files_of(addon, ".py"), IN_PYTHON)


def test_nothing_is_left_for_later():
    sources = [
        path
        for path in tracked_files()
        if path.suffix in (".py", ".xml", ".js", ".scss", ".yml") and not path.is_relative_to(THIS_FOLDER)
    ]
    assert not found(sources, EVERYWHERE)


def length(function):
    """Return the number of lines of a function; a statement of SQL or a docstring counts as one line."""
    texts = [node for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return function.end_lineno - function.lineno + 1 - sum(node.end_lineno - node.lineno for node in texts)


@pytest.mark.parametrize("addon", addon_names())
def test_no_print_and_no_long_method(addon):
    wrong = []
    for path in files_of(addon, ".py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
                wrong.append(f"{where(path)}:{node.lineno}: print")
            if isinstance(node, ast.FunctionDef) and length(node) > 50 and "tests" not in path.parts:
                wrong.append(f"{where(path)}:{node.lineno}: {node.name} has more than 50 lines")
    assert not wrong


@pytest.mark.parametrize("addon", addon_names())
def test_model_files_stay_short_and_hold_one_model(addon):
    wrong = []
    for path in files_of(addon, ".py", skip=("tests",)):
        if len(path.read_text("utf-8").splitlines()) > 400:
            wrong.append(f"{where(path)}: more than 400 lines")
        if path.parent.name in ("models", "wizard"):
            names = [
                ast.literal_eval(statement.value)
                for node in tree_of(path).body
                if isinstance(node, ast.ClassDef)
                for statement in node.body
                if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "_name"
            ]
            if not all(name.startswith(names[0]) for name in names):
                wrong.append(f"{where(path)}: only the lines of a model may live with it, found {names}")
    assert not wrong


@pytest.mark.parametrize("addon", addon_names())
def test_public_methods_and_models_say_what_they_do(addon):
    wrong = []
    for path in files_of(addon, ".py", skip=("tests",)):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                wrong += [f"{where(path)}: {node.name}"] * (not ast.get_docstring(node))
                wrong += [
                    f"{where(path)}: {node.name}.{method.name}"
                    for method in node.body
                    if isinstance(method, ast.FunctionDef)
                    and not method.name.startswith("_")
                    and not ast.get_docstring(method)
                ]
    assert not wrong
