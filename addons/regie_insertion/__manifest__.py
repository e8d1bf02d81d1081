{
    "name": "Régie: insertion",
    "summary": "Pathways, contracts, hours and the State's papers of an insertion structure",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_base",
        "hr_timesheet",
        "hr_skills",
    ],
    "data": [
        "security/regie_insertion_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_insertion_hours_rules.xml",
        "views/account_analytic_line_views.xml",
        "views/project_project_views.xml",
        "views/regie_hours_month_views.xml",
        "views/regie_insertion_menus.xml",
    ],
    "application": True,
}
