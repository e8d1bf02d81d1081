{
    "name": "Régie: services and members",
    "summary": "The register of members opens the services; volunteers' hours belong to a session",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_loan",
        "regie_activity",
        "regie_participation",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/regie_services_governance_rules.xml",
        "data/regie_parameter_data.xml",
        "views/event_event_views.xml",
        "views/regie_volunteer_time_views.xml",
    ],
    "auto_install": True,
}
