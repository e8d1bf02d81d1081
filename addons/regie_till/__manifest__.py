{
    "name": "Régie: till with prices by resources",
    "summary": "The price of the customer at the till, offline too, worked out again on the server",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_services",
        "point_of_sale",
        "l10n_fr_pos_cert",
    ],
    "data": [
        "security/regie_till_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_till_rules.xml",
        "views/regie_till_alert_views.xml",
        "views/pos_config_views.xml",
        "views/pos_order_views.xml",
        "views/pos_session_views.xml",
        "views/regie_till_menus.xml",
        "data/regie_home_card_data.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "regie_till/static/src/**/*",
        ],
        "web.assets_tests": [
            "regie_till/static/tests/tours/**/*",
        ],
    },
}
