{
    "name": "Régie: shared base",
    "summary": "Territories, activities, dated parameters, indicators and dossiers of a régie de quartier",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "mail",
        "portal",
        "analytic",
        "report_xlsx",
        "report_weasyprint",
    ],
    "data": [
        "security/regie_base_groups.xml",
        "security/ir.model.access.csv",
        "views/regie_base_menus.xml",
        "wizard/regie_import_wizard_views.xml",
    ],
}
