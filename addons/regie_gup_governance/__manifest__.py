{
    "name": "Régie: markets and governance",
    "summary": "A market says when somebody who sits in the bodies of the régie is bound to its buyer",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_gup",
        "regie_governance",
    ],
    "data": [
        "views/regie_market_views.xml",
    ],
    "auto_install": True,
}
