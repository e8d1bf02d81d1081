{
    "name": "Régie: social grocery and laundry",
    "summary": "Shops at the till with a monthly cap per household",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_till",
    ],
    "data": [],
    "demo": [],
}
