"""What an existing database needs before the addon is installed."""


def pre_init_hook(env):
    """Take over the sites that the neighbourhood works kept before they had an addon of their own."""
    env.cr.execute(
        """UPDATE ir_model_data SET module = 'regie_site', name = replace(name, 'gup_access', 'site_access')
            WHERE module = %s
              AND (name LIKE ANY(ARRAY['site\\_%%', 'regie\\_site\\_%%', 'model\\_regie\\_site%%',
                                       'field\\_regie\\_site\\_%%', 'access\\_regie\\_site\\_%%',
                                       'constraint\\_regie\\_site\\_%%', '%%\\_site\\_label%%'])
                   OR name IN ('group_gup_access', 'privilege_gup_access'))
              AND name NOT LIKE '%%menu%%'""",
        ["regie_" + "gup"],
    )
