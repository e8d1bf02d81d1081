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
    "data": [],
    "demo": [],
}
