{
    "name": "Régie: finance",
    "summary": "Exercises, activities in the accounts, keys for overheads: what the accountant of a régie works with",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "account_financial_report",
        "account_reconcile_oca",
        "l10n_fr_association",
        "mis_builder",
        "regie_base",
    ],
    "data": [
        "security/regie_finance_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_finance_rules.xml",
        "data/account_analytic_plan_data.xml",
        "views/regie_exercise_views.xml",
        "views/regie_finance_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
        "demo/regie_exercise_demo.xml",
        "demo/regie_ledger_demo.xml",
    ],
    "application": True,
}
