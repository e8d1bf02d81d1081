{
    "name": "Régie: closing of the year",
    "summary": "The steps of the closing in their order, each with a control that reads the books",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_finance",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/regie_closing_rules.xml",
        "data/regie_parameter_data.xml",
        "data/regie_closing_step_template_data.xml",
        "wizard/regie_closing_confirm_views.xml",
        "wizard/regie_closing_lock_views.xml",
        "views/regie_closing_step_template_views.xml",
        "views/regie_closing_step_views.xml",
        "views/regie_closing_views.xml",
        "views/regie_closing_menus.xml",
    ],
}
