{
    "name": "Régie: errands and transport",
    "summary": "Errands with a budget and a receipt, trips of social transport",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_services",
        "portal",
    ],
    "data": [],
    "demo": [],
}
