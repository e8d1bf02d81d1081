"""Builders with the words of a régie, for the tests of every addon. No demo data is ever needed."""

import itertools

from odoo import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class RegieCase(TransactionCase):
    """A régie, its people and its places, built on demand with sensible defaults."""

    _numbers = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang=None, tracking_disable=True, no_reset_password=True))
        cls.company = cls.env.company

    @classmethod
    def _create_company(cls, name="Régie voisine"):
        """Create another régie, which the user of the tests may also work for."""
        company = cls.env["res.company"].create({"name": name})
        cls.env.user.company_ids = [Command.link(company.id)]
        return company

    @classmethod
    def _create_user(cls, login, *role_xmlids, company=None):
        """Create an internal user with these groups ("group_role_director", "base.group_portal"…)."""
        company = company or cls.company
        groups = cls.env["res.groups"].browse(
            cls.env.ref(xmlid if "." in xmlid else f"regie_base.{xmlid}").id for xmlid in role_xmlids
        )
        portal = cls.env.ref("base.group_portal")
        base = cls.env["res.groups"] if portal in groups else cls.env.ref("base.group_user")
        return cls.env["res.users"].create(
            {
                "name": login.capitalize(),
                "login": login,
                "email": f"{login}@regie.example",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set((base | groups).ids)],
            }
        )

    @classmethod
    def _create_territory(cls, qpv=True, **vals):
        """Create a territory: a QPV with an official code, or a neighbourhood that is none."""
        number = next(cls._numbers)
        if qpv:
            defaults = {"code": f"QP98{number // 1000 % 10}{number % 1000:03}"}
        else:
            defaults = {}
        kind = cls.env.ref(f"regie_base.territory_kind_{'qpv' if qpv else 'other'}")
        defaults.update(name=f"Territory {number}", kind_id=kind.id)
        return cls.env["regie.territory"].create({**defaults, **vals})

    @classmethod
    def _create_activity(cls, name="Cleaning", family="cleaning", **vals):
        """Create an activity with its analytic account."""
        family = cls.env.ref(f"regie_base.activity_family_{family}")
        return cls.env["regie.activity"].create(
            {"name": name, "family_id": family.id, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def _create_parameter(cls, code, value, date_from="2020-01-01", date_to=False, **vals):
        """Create a dated parameter, in force since 2020 by default."""
        return cls.env["regie.parameter"].create(
            {
                "code": code,
                "name": code,
                "value": value,
                "date_from": date_from,
                "date_to": date_to,
                "source": "Test",
                **vals,
            }
        )

    @classmethod
    def _create_partner(cls, name="Habitat des Tilleuls", **vals):
        """Create a partner, an organisation by default."""
        return cls.env["res.partner"].create({"name": name, "is_company": True, **vals})
