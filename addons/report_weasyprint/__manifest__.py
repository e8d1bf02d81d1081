{
    "name": "Reports with WeasyPrint",
    "summary": "Print QWeb PDF reports with WeasyPrint instead of wkhtmltopdf",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "web",
        "base_setup",
    ],
    "external_dependencies": {
        "python": [
            "weasyprint",
        ],
    },
    "data": [
        "views/res_config_settings_views.xml",
    ],
}
