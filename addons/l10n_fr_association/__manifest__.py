{
    "name": "France - Associations",
    "summary": "Chart of accounts of non-profit organisations (ANC 2018-06), on top of the general French chart",
    "version": "19.0.1.0.0",
    "category": "Accounting/Localizations/Account Charts",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "countries": ["fr"],
    "depends": [
        "l10n_fr_account",
    ],
    "data": [
        "security/ir.model.access.csv",
        "data/account_account_tag_data.xml",
        "views/account_account_views.xml",
        "wizard/account_chart_association_views.xml",
        "views/res_config_settings_views.xml",
    ],
}
