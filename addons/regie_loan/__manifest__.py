{
    "name": "Régie: tool library",
    "summary": "Tools, kits, reservations without double booking, contracts, deposits, returns",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_services",
        "maintenance",
        "portal",
    ],
    "data": [
        "security/regie_loan_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_loan_rules.xml",
        "data/ir_sequence_data.xml",
        "views/regie_loan_menus.xml",
        "wizard/regie_loan_deposit_views.xml",
        "views/regie_loan_deposit_views.xml",
        "views/regie_loan_suspension_views.xml",
    ],
    "demo": [],
}
