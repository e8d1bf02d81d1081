{
    "name": "Régie: waste, reuse, compost and gardens",
    "summary": "What is sorted, recovered, given a second life, composted and grown, weighed and proved",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_gup",
        "stock",
    ],
    "data": [
        "security/regie_waste_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_waste_rules.xml",
        "data/ir_sequence_data.xml",
        "data/regie_waste_stream_data.xml",
        "views/regie_waste_stream_views.xml",
        "views/regie_waste_movement_views.xml",
        "views/regie_waste_menus.xml",
    ],
}
