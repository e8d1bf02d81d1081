{
    "name": "Régie: the phone of the field",
    "summary": "The day of a team on its phone: start, photos, crew, end; without network, without typing",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": ["regie_gup"],
    "data": [
        "security/ir.model.access.csv",
        "security/regie_field_rules.xml",
        "data/regie_parameter_data.xml",
        "data/ir_cron_data.xml",
        "views/regie_field_entry_views.xml",
        "views/regie_field_templates.xml",
        "data/regie_home_card_data.xml",
        "views/regie_field_menus.xml",
    ],
    "demo": [
        "demo/regie_intervention_demo.xml",
    ],
    "assets": {
        "regie_field.assets_field": [
            "web/static/src/module_loader.js",
            "regie_field/static/src/**/*.css",
            "regie_field/static/src/**/*.js",
        ],
    },
}
