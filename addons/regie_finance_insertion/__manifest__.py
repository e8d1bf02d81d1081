{
    "name": "Régie: finance and insertion",
    "summary": "Hours share the overheads and give the cost of an hour; job aids are compared with the hours",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_closing",
        "regie_insertion",
    ],
    "data": [
        "data/regie_indicator_data.xml",
        "data/regie_parameter_data.xml",
    ],
    "auto_install": True,
}
