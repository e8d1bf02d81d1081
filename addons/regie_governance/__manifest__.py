{
    "name": "Régie: governance",
    "summary": "Members, organs, meetings, votes and recusals of a régie de quartier",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_base",
        "calendar",
    ],
    "data": [
        "security/regie_governance_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_governance_rules.xml",
        "data/regie_college_data.xml",
        "data/regie_mandate_role_data.xml",
        "views/regie_governance_menus.xml",
    ],
    "demo": [
        "demo/res_partner_demo.xml",
        "demo/res_users_demo.xml",
        "demo/regie_statutes_demo.xml",
        "demo/regie_membership_demo.xml",
        "demo/regie_mandate_demo.xml",
    ],
    "application": True,
}
