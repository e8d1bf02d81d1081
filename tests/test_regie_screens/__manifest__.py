{
    "name": "Régie: every screen of the suite",
    "summary": "Each menu, view and filter opened by each kind of person; apart from the journeys, to run beside them",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "test_regie_full",
    ],
}
