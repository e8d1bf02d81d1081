{
    "name": "Régie: annual accounts",
    "summary": "Balance sheet, income statement and annex of an association, each figure down to its journal items",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_grant",
        "regie_inkind",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/regie_accounts_rules.xml",
        "data/regie_statement_row_data.xml",
        "data/regie_annex_section_data.xml",
        "report/regie_annual_accounts_templates.xml",
        "views/regie_statement_row_views.xml",
        "views/regie_annex_section_views.xml",
        "views/regie_annual_accounts_views.xml",
        "views/regie_accounts_books_views.xml",
        "views/regie_accounts_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "regie_accounts/static/src/statement_table/*",
        ],
    },
}
