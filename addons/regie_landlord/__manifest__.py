{
    "name": "Régie: landlords",
    "summary": "What a landlord reads, signs and disputes; property tax agreements and responsibility report",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_gup",
        "account",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/regie_landlord_rules.xml",
        "data/regie_parameter_data.xml",
        "data/regie_tfpb_axis_data.xml",
        "report/regie_tfpb_year_reports.xml",
        "views/regie_tfpb_axis_views.xml",
        "views/regie_tfpb_action_views.xml",
        "views/regie_tfpb_year_views.xml",
        "views/regie_tfpb_agreement_views.xml",
        "views/regie_landlord_menus.xml",
    ],
}
