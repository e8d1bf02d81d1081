{
    "name": "Régie: restaurant",
    "summary": "The till of the restaurant: menu of the day, worker price, solidarity meals",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_till",
        "regie_kitchen",
        "pos_restaurant",
    ],
    "data": [],
    "demo": [],
}
