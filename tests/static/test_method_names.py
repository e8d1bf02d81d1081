"""Two addons that extend the same model never give one name to two different methods: the last loaded would win."""

import ast
from collections import defaultdict

from repository import ADDONS, addon_names, files_of, where


def model_of(cls):
    """The model that a class defines or extends, when it says it in so many words."""
    said = {
        target.id: node.value
        for node in cls.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for key in ("_name", "_inherit"):
        if isinstance(said.get(key), ast.Constant):
            return said[key].value
    return None


def arguments_of(method):
    """The arguments of a method, in its own words."""
    return ast.unparse(method.args).replace("_", "")


def test_methods_of_one_name_take_the_same_arguments():
    owners = defaultdict(list)
    for addon in addon_names():
        for path in files_of(addon, ".py"):
            if path.relative_to(ADDONS / addon).parts[0] not in ("models", "report", "wizard"):
                continue
            for cls in ast.parse(path.read_text("utf-8")).body:
                if not isinstance(cls, ast.ClassDef) or not (model := model_of(cls)):
                    continue
                for method in cls.body:
                    if isinstance(method, ast.FunctionDef):
                        owners[model, method.name].append((addon, where(path), arguments_of(method)))
    clashes = {
        key: sorted(f"{path} ({arguments})" for _addon, path, arguments in found)
        for key, found in owners.items()
        if key[1].startswith("_")
        and len({addon for addon, *_rest in found}) > 1
        and len({arguments for *_rest, arguments in found}) > 1
    }
    assert not sorted(f"{key}: {paths}" for key, paths in clashes.items())
