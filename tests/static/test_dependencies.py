"""Arrows go up only: an addon never depends on, imports from, nor names one below or beside it."""

import re

import pytest
from repository import addon_names, files_of, manifest, where

# architecture.md, section 3
ALLOWED = {
    "report_weasyprint": set(),
    "l10n_fr_association": set(),
    "regie_base": {"report_weasyprint"},
    "regie_governance": {"regie_base"},
    "regie_finance": {"regie_base", "l10n_fr_association"},
    "regie_grant": {"regie_finance"},
    "regie_inkind": {"regie_finance"},
    "regie_accounts": {"regie_grant", "regie_inkind"},
    "regie_closing": {"regie_accounts"},
    "regie_finance_insertion": {"regie_closing", "regie_insertion"},
    "regie_finance_governance": {"regie_closing", "regie_participation", "regie_governance_account"},
    "regie_closing_till": {"regie_closing", "regie_till"},
    "regie_insertion": {"regie_base"},
    "regie_site": {"regie_base"},
    "regie_services": {"regie_site"},
    "regie_mediation": {"regie_site"},
    "regie_accompaniment": {"regie_insertion"},
    "regie_governance_account": {"regie_governance"},
    "regie_governance_hr": {"regie_governance"},
    "regie_participation": {"regie_governance"},
    "regie_label": {"regie_governance"},
    "regie_gup": {"regie_insertion", "regie_site"},
    "regie_field": {"regie_gup"},
    "regie_quality": {"regie_gup"},
    "regie_resident_report": {"regie_gup"},
    "regie_works": {"regie_quality"},
    "regie_waste": {"regie_gup"},
    "regie_landlord": {"regie_works", "regie_resident_report"},
    "regie_gup_governance": {"regie_gup", "regie_governance"},
    "regie_loan": {"regie_services"},
    "regie_activity": {"regie_services"},
    "regie_errand": {"regie_activity"},
    "regie_ara": {"regie_activity", "regie_loan", "regie_quality", "regie_waste"},
    "regie_till": {"regie_services"},
    "regie_kitchen": {"regie_services"},
    "regie_restaurant": {"regie_till", "regie_kitchen"},
    "regie_meal_delivery": {"regie_kitchen"},
    "regie_grocery": {"regie_till"},
    "regie_services_governance": {"regie_loan", "regie_activity", "regie_participation"},
}


def above(addon):
    """Return the addons that an addon may name: all those reached by following the arrows."""
    parents = ALLOWED[addon]
    return parents.union(*(above(parent) for parent in parents))


def is_model(name, addon):
    """Tell whether an addon has a model whose file and table bear a name."""
    return any(path.stem == name for path in files_of(addon, ".py") if path.parent.name == "models")


@pytest.mark.parametrize("addon", addon_names())
def test_addon_has_its_place_in_the_picture(addon):
    assert addon in ALLOWED


@pytest.mark.parametrize("addon", addon_names())
def test_manifest_depends_upwards_only(addon):
    ours = set(manifest(addon)["depends"]) & set(ALLOWED)
    assert ours <= above(addon)


@pytest.mark.parametrize("addon", addon_names())
def test_files_name_no_addon_below_or_beside(addon):
    forbidden = set(ALLOWED) - above(addon) - {addon}
    # a model of an addon above may bear, as a file or a table, the name of one below: a dot then makes it the addon
    tables = {name for name in forbidden if any(is_model(name, other) for other in above(addon) | {addon})}
    names = [f"{name}(?=\\.)" if name in tables else name for name in sorted(forbidden)]
    pattern = re.compile(rf"(?<![\w.-])({'|'.join(names)})(?![\w-])")
    found = [
        f"{where(path)}:{number}: {match[0]}"
        for path in files_of(addon, ".py", ".xml", ".csv", ".js", ".scss", skip=("i18n",))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert not found
