from odoo import Command
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.regie_base.tests.common import RegieCase


class TestHome(RegieCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cards = cls.env["regie.home.card"]
        cls.director = cls._create_user("ines", "group_role_director")
        cls.cashier = cls._create_user("carl", "group_role_cashier")

    @classmethod
    def _create_card(cls, model="regie.territory", roles=(), **vals):
        action = cls.env["ir.actions.act_window"].create({"name": "List", "res_model": model})
        return cls.cards.create(
            {
                "name": "Card",
                "model_id": cls.env["ir.model"]._get_id(model),
                "action_id": action.id,
                "group_ids": [Command.set([cls.env.ref(f"regie_base.{role}").id for role in roles])],
                **vals,
            }
        )

    def _home_of(self, user):
        return self.cards.with_user(user).search([("is_mine", "=", True)])

    def test_roles_see_their_cards_only(self):
        board = self._create_card(roles=("group_role_board_member",))
        leader = self._create_card(roles=("group_role_director",))
        president = self._create_user("paul", "group_role_board_member")
        self.assertIn(board, self._home_of(president))
        self.assertNotIn(leader, self._home_of(president))
        self.assertIn(leader, self._home_of(self.director))
        self.assertNotIn(board, self._home_of(self.director))
        with self.assertRaises(AccessError):
            leader.with_user(president).read(["name"])

    def test_card_of_unreadable_records_is_hidden_and_does_not_crash(self):
        card = self._create_card(model="regie.territory")
        self._create_territory()
        self.assertIn(card, self._home_of(self.director))
        self.assertNotIn(card, self._home_of(self.cashier))
        self.assertEqual(card.with_user(self.cashier).count, 0)

    def test_home_opens_on_what_waits(self):
        self._create_activity("Waiting here")
        waiting = self._create_card(model="regie.activity", domain="[('name', '=', 'Waiting here')]")
        idle = self._create_card(model="regie.activity", domain="[('name', '=', 'Nowhere')]")
        cards, both = self.cards.with_user(self.director), [("id", "in", (waiting | idle).ids)]
        self.assertEqual(cards.search([("level", "in", ["info", "todo", "urgent"]), *both]), waiting)
        self.assertEqual(cards.search([("level", "=", "nothing"), *both]), idle)

    def test_every_role_has_a_home(self):
        roles = ("social_worker", "team_leader", "accountant", "office", "board_member", "cashier")
        for role in roles:
            user = self._create_user(f"user_{role}", f"group_role_{role}")
            self.assertTrue(self._home_of(user).read(["count", "level"]), role)

    def test_count_follows_the_rights_of_the_reader(self):
        neighbour = self._create_company()
        self._create_activity("Counted here")
        self._create_activity("Counted elsewhere", company_id=neighbour.id)
        card = self._create_card(model="regie.activity", domain="[('name', 'like', 'Counted')]")
        self.assertEqual(card.with_user(self.director).count, 1)

    def test_late_records_make_the_card_urgent(self):
        self._create_territory(name="Ended", date_end="2020-01-01")
        card = self._create_card(domain="[('name', '=', 'Ended')]", urgency="info")
        self.assertEqual((card.count, card.level), (1, "info"))
        card.late_domain = "[('date_end', '<', 'today -1y')]"
        self.assertEqual((card.late_count, card.level), (1, "urgent"))
        card.domain = "[('name', '=', 'Never')]"
        self.assertEqual((card.count, card.late_count, card.level), (0, 0, "nothing"))

    def test_button_opens_what_is_counted(self):
        mine = self.cards.with_user(self.director).browse(self._create_card(domain="[('create_uid', '=', uid)]").id)
        self._create_territory().with_user(self.director).copy()
        mine.action_id.sudo().context = "{'search_default_archived': 1, 'default_name': 'New'}"
        action = mine.action_open()
        self.assertEqual(action["context"], {"default_name": "New"})
        self.assertEqual(self.env["regie.territory"].search_count(action["domain"]), mine.count)
        self.assertEqual(mine.count, 1)

    def test_wrong_filter_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "[('name', '=', ", "[('name', '=', unknown)]"):
            with self.subTest(domain=domain), self.assertRaisesRegex(ValidationError, "filter"):
                self._create_card(domain=domain)

    def test_director_edits_the_cards_of_others_and_cashier_does_not(self):
        card = self._create_card(roles=("group_role_cashier",), model="res.partner")
        card.with_user(self.director).name = "Customers"
        with self.assertRaises(AccessError):
            card.with_user(self.cashier).name = "Mine"

    def test_home_costs_one_count_per_card(self):
        home = self._home_of(self.director)
        home.read(["name", "count", "level"])
        self.env.invalidate_all()
        with self.assertQueryCount(8 + 3 * len(home)):
            home.read(["name", "count", "level"])
