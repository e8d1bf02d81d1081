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
        "security/regie_finance_activity_rules.xml",
        "data/account_analytic_plan_data.xml",
        "data/regie_result_row_data.xml",
        "report/regie_activity_table_templates.xml",
        "views/regie_exercise_views.xml",
        "views/regie_finance_menus.xml",
        "views/regie_activity_result_views.xml",
        "views/regie_overhead_key_views.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
        "demo/regie_exercise_demo.xml",
        "demo/regie_activity_demo.xml",
        "demo/regie_ledger_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "regie_finance/static/src/**/*",
        ],
        "web.assets_tests": [
            "regie_finance/static/tests/tours/*",
        ],
    },
    "application": True,
}
