{
    "name": "Régie: neighbourhood works",
    "summary": "Public markets, lots and worksites of a régie de quartier",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_insertion",
    ],
    "data": [
        "security/regie_gup_groups.xml",
        "security/ir.model.access.csv",
        "views/regie_gup_menus.xml",
    ],
    "application": True,
}
