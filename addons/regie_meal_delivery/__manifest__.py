{
    "name": "Régie: meal delivery",
    "summary": "Subscriptions, rounds, driver's phone page, payers and monthly invoices of meals at home",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_kitchen",
        "account",
    ],
    "data": [],
    "demo": [],
}
