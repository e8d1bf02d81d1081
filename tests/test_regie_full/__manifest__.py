{
    "name": "Régie: tests across the rooms",
    "summary": "Journeys, access matrix and screens of the whole suite installed together",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_accompaniment",
        "regie_site",
        "regie_gup",
        "regie_quality",
        "regie_waste",
        "regie_landlord",
        "regie_resident_report",
        "regie_works",
        "regie_mediation",
        "regie_governance_account",
        "regie_governance_hr",
        "regie_participation",
        "regie_label",
        "regie_gup_governance",
    ],
    "assets": {
        "web.assets_tests": [
            "test_regie_full/static/tests/tours/**/*.js",
        ],
    },
}
