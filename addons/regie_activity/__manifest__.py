{
    "name": "Régie: activities for inhabitants",
    "summary": "Sessions, waiting list, attendance, regulatory gates and outcomes on one engine",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_services",
        "event_product",
        "portal",
    ],
    "data": [
        "security/regie_activity_groups.xml",
        "security/ir.model.access.csv",
        "views/regie_activity_menus.xml",
    ],
    "demo": [],
}
