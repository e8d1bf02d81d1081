{
    "name": "Régie: grants",
    "summary": "Grants from the request to the report: conditions, tranches, fractions by exercise, Cerfa tables",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_finance",
    ],
    "data": [
        "security/regie_grant_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_grant_rules.xml",
        "data/ir_sequence_data.xml",
        "data/regie_grant_account_data.xml",
        "views/regie_grant_views.xml",
        "views/regie_grant_account_views.xml",
        "views/regie_grant_menus.xml",
    ],
}
