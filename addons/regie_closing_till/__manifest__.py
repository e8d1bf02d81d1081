{
    "name": "Régie: closing of the year and tills",
    "summary": "Sessions, integrity of the sales and stock count, as controls of the closing",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_closing",
        "regie_till",
    ],
    "data": [
        "views/regie_closing_views.xml",
    ],
    "auto_install": True,
}
