from odoo import Command

from .common import ActivityCase


class TestPrice(ActivityCase):
    """What each person pays, and nothing that tells why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "Sortie", "type": "service", "service_tracking": "event", "list_price": 10, "taxes_id": False}
        )
        cls.grid = cls._create_grid()
        cls.tier = cls.grid.tier_ids[0]
        cls.tier.pricelist_id.item_ids = [
            Command.create(
                {"product_tmpl_id": cls.product.product_tmpl_id.id, "compute_price": "fixed", "fixed_price": 3}
            )
        ]
        cls.session = cls._create_session(cls._create_kind("Outing", seats=9, product_id=cls.product.id))
        cls.ticket = cls.session.event_ticket_ids

    def _price(self, **vals):
        return self._register(self.session, event_ticket_id=self.ticket.id, **vals).regie_price

    def test_the_price_of_the_ticket_without_a_right(self):
        self.assertEqual(self._price(), 10)
        self.assertEqual(self._price(name="Luis", partner_id=self._create_person("Luis").id), 10)

    def test_the_price_of_the_band_of_the_person_or_of_the_guardian(self):
        awa = self._create_person()
        self._give_tier(awa, self.tier)
        self.assertEqual(self._price(partner_id=awa.id), 3)
        self.assertEqual(self._price(name="Ilyes", regie_age=9, regie_guardian_id=awa.id), 3)

    def test_the_price_is_kept_when_the_right_ends(self):
        awa = self._create_person()
        right = self._give_tier(awa, self.tier)
        registration = self._register(self.session, partner_id=awa.id, event_ticket_id=self.ticket.id)
        right.unlink()
        self.product.list_price = 12
        registration.write({"phone": "0612345678"})
        self.assertEqual(registration.regie_price, 3)

    def test_a_session_that_a_convention_pays_is_free(self):
        convention = self.env["regie.convention"].create(
            {"name": "City", "partner_id": self._create_partner("Ville").id}
        )
        self.session.regie_convention_id = convention
        self.assertEqual(self._price(), 0)

    def test_without_a_ticket_it_is_free(self):
        self.assertEqual(self._register(self._create_session()).regie_price, 0)
