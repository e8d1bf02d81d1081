{
    "name": "Régie: fees of members in the accounts",
    "summary": "The fee of a member gets its invoice and is paid when the invoice is",
    "version": "19.0.1.0.0",
    "category": "Régie",
    "license": "AGPL-3",
    "author": "Régie suite contributors",
    "depends": [
        "regie_governance",
        "account",
    ],
    "data": [
        "data/product_product_data.xml",
        "views/regie_membership_fee_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "auto_install": True,
}
