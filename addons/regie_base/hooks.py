def pre_init_hook(env):
    """Install btree_gist: the exclusion constraints on dated records need it, and without it they are lost silently."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
