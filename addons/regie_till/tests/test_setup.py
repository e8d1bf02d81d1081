from odoo import Command
from odoo.exceptions import UserError, ValidationError

from .common import TillCase


class TestSetup(TillCase):
    """A till that would take the price of a customer away says so, and is mended by one button."""

    def test_till_without_a_list_of_a_band_does_not_open(self):
        self.till.available_pricelist_ids = [Command.unlink(self.b.pricelist_id.id)]
        self.assertIn("E-TIER-07", self.till.regie_mistakes)
        with self.assertRaisesRegex(UserError, "E-TIER-07"):
            self.till.with_user(self.cashier).open_ui()
        self.till.action_regie_mend()
        self.assertFalse(self.till.regie_mistakes)
        self.assertTrue(self._open(self.till, self.cashier))

    def test_mode_with_a_price_list_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-TIER-06"):
            self.env["pos.preset"].create({"name": "To take away", "pricelist_id": self.till.pricelist_id.id})

    def test_mending_keeps_prices_for_the_managers_and_prints_nothing(self):
        self.till.write(
            {
                "restrict_price_control": False,
                "manual_discount": True,
                "iface_print_auto": True,
                "pricelist_id": self.a.pricelist_id.id,
            }
        )
        self.assertEqual(len(self.till.regie_mistakes.splitlines()), 4)
        self.till.action_regie_mend()
        self.assertFalse(self.till.regie_mistakes)
        self.assertTrue(self.till.restrict_price_control)
        self.assertNotIn(self.till.pricelist_id, self.grid.tier_ids.pricelist_id)

    def test_cards_of_the_till_are_numbers_by_list(self):
        awa = self._create_person(barcode="0421111111111")
        card = self.env["regie.tariff.card"].create({"tier_id": self.a.id})
        self._create_person("Paul", barcode="0422222222222")
        self._give_tier(awa, self.a)
        sent = self.env["pos.config"]._load_pos_data_read(self.till, self.till)[0]["_regie_badges"]
        self.assertEqual(set(sent[str(self.a.pricelist_id.id)].split()), {"0421111111111", card.barcode})
        self.assertNotIn("0422222222222", str(sent))
        card.action_block()
        self.assertNotIn(card.number, str(self.till._regie_get_badges()))

    def test_no_more_than_a_hundred_people_go_to_the_till(self):
        self.env["res.partner"].create([{"name": f"Person {number}"} for number in range(150)])
        session = self._open(self.till, self.cashier).with_user(self.cashier)
        self.assertLessEqual(len(session.load_data(["res.partner", "pos.order"])["res.partner"]), 100)

    def test_closing_says_the_difference_in_words(self):
        session = self._open(self.till)
        self._send(self._prepare_sale(self.till, (self.dish, 1, 8.0)))
        for counted, words in ((8, "The cash is right"), (5.5, "2,50 is missing"), (10, "2,00 too much")):
            with self.subTest(counted=counted):
                session.post_closing_cash_details(counted)
                session.state = "closing_control"
                session.invalidate_recordset()
                text = session.regie_difference_words.replace("\xa0", " ").replace(" €", "").replace("€", "")
                self.assertIn(words, text)
                session.state = "opened"
