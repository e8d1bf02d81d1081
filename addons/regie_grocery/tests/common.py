"""Builders with the words of the grocery."""

from odoo.addons.regie_till.tests.common import TillCase

USER = "regie_grocery.group_grocery_user"
MANAGER = "regie_grocery.group_grocery_manager"


class GroceryCase(TillCase):
    """A grocery that is open, and a household of two: 90 € a month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.regie_shop = "grocery"
        cls.pasta = cls._create_article("Pasta", 10.0)
        cls.awa = cls._create_person("Awa Diallo", barcode="0429999999999")
        cls.right = cls._open_grocery(cls.awa, 2)
        cls.office = cls._create_user("grocery.office", USER)

    @classmethod
    def _open_grocery(cls, partner, people=1, **vals):
        """Open the grocery to a household."""
        return cls.env["regie.grocery.right"].create({"partner_id": partner.id, "person_count": people, **vals})
