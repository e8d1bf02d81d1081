{
    "name": "Régie: finance and governance",
    "summary": "The closing reads the resolutions, the register of fees and the hours of the volunteers",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_closing",
        "regie_participation",
        "regie_governance_account",
    ],
    "data": [
        "data/regie_indicator_data.xml",
        "views/regie_allocation_views.xml",
        "views/regie_inkind_policy_views.xml",
    ],
    "auto_install": True,
}
