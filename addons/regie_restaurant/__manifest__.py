{
    "name": "Régie: restaurant",
    "summary": "The till of the restaurant: menu of the day, price of the workers, meals offered to others",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_till",
        "regie_kitchen",
        "pos_restaurant",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/regie_restaurant_rules.xml",
        "views/regie_meal_pot_views.xml",
        "views/regie_meal_company_views.xml",
        "views/pos_config_views.xml",
        "views/product_views.xml",
        "wizard/regie_restaurant_setup_views.xml",
        "views/regie_restaurant_menus.xml",
    ],
    "demo": [
        "demo/regie_restaurant_demo.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "regie_restaurant/static/src/**/*",
        ],
        "web.assets_tests": [
            "regie_restaurant/static/tests/tours/**/*",
        ],
    },
}
