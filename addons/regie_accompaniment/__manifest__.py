{
    "name": "Régie: accompaniment",
    "summary": "Barriers, interviews, objectives, immersions, trainings and skills of people in insertion",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_insertion",
        "hr_skills",
    ],
    "data": [
        "security/ir.model.access.csv",
    ],
    "demo": [],
    "auto_install": ["regie_insertion"],
}
