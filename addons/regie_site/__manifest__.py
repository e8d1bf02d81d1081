{
    "name": "Régie: sites",
    "summary": "The places that a régie de quartier keeps: tree, owner, territory, access, labels",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_base",
    ],
    "data": [
        "security/regie_site_groups.xml",
        "security/ir.model.access.csv",
        "security/regie_site_rules.xml",
        "data/regie_site_kind_data.xml",
        "views/regie_site_views.xml",
        "views/regie_site_templates.xml",
        "report/regie_site_templates.xml",
        "report/regie_site_sheet_templates.xml",
        "views/regie_site_menus.xml",
    ],
    "demo": [
        "demo/regie_site_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "regie_site/static/src/position/*",
        ],
    },
    "pre_init_hook": "pre_init_hook",
}
