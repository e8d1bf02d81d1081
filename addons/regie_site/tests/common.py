"""Builders with the words of places."""

from odoo.addons.regie_base.tests.common import RegieCase


class SiteBuilders:
    """Places, for the tests of every addon that stands on them."""

    @classmethod
    def _create_place(cls, kind, parent=None, **vals):
        """Create a site of a kind, under another one."""
        number = next(cls._numbers)
        return cls.env["regie.site"].create(
            {
                "code": f"S{number}",
                "name": f"Site {number}",
                "kind_id": cls.env.ref(f"regie_site.site_kind_{kind}").id,
                "parent_id": parent.id if parent else False,
                **vals,
            }
        )


class SiteCase(SiteBuilders, RegieCase):
    """A régie and its places."""
