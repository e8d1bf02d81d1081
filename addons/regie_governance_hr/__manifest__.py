{
    "name": "Régie: governance and employees",
    "summary": "Knows which administrators are employees of the régie",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_governance",
        "hr",
    ],
    "data": [
        "views/regie_mandate_views.xml",
    ],
    "auto_install": True,
}
