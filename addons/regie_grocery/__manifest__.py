{
    "name": "Régie: social grocery and laundry",
    "summary": "Shops at the till with a monthly cap per household",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_till",
        "stock",
    ],
    "data": [
        "security/regie_grocery_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_grocery_rules.xml",
        "data/regie_parameter_data.xml",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "wizard/regie_grocery_shop_views.xml",
        "views/regie_grocery_right_views.xml",
        "views/regie_grocery_donation_views.xml",
        "views/pos_config_views.xml",
        "views/regie_grocery_menus.xml",
    ],
    "demo": [
        "demo/regie_grocery_demo.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "regie_grocery/static/src/**/*",
        ],
        "web.assets_tests": [
            "regie_grocery/static/tests/tours/**/*",
        ],
    },
}
