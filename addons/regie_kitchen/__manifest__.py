{
    "name": "Régie: kitchen",
    "summary": "Menus, allergens, hygiene records, traceability, weighing of waste, local sourcing",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_services",
        "product_expiry",
        "purchase_stock",
    ],
    "data": [
        "security/regie_kitchen_groups.xml",
        "security/ir.model.access.csv",
        "views/regie_kitchen_menus.xml",
    ],
    "demo": [],
    "application": True,
}
