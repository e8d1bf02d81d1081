{
    "name": "Régie: accompanied self-renovation",
    "summary": "Cases from request to end, tutor, shared supplies, aid released by the quality control",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_activity",
        "regie_loan",
        "regie_quality",
        "regie_waste",
        "stock",
    ],
    "data": [],
    "demo": [],
}
