from odoo.tests import tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMarketInterests(GovernanceCase):
    """A market, and those who sit at the régie and at its buyer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.landlord = cls._create_body("Habitat")
        cls.market = cls.env["regie.market"].create({"reference": "M-1", "name": "Halls", "buyer_id": cls.landlord.id})

    def _count(self):
        self.market.invalidate_recordset(["bound_count"])
        return self.market.bound_count

    def test_administrator_who_represents_the_buyer_is_counted_and_named_nowhere(self):
        self._create_mandate(self._create_member(self.landlord, college="BAI"), college="BAI")
        self.assertEqual(self._count(), 1)
        leader = self._create_user("leader.market", "group_role_team_leader")
        self.assertEqual(self.market.with_user(leader).bound_count, 1)

    def test_administrator_who_declared_an_interest_with_the_group_of_the_buyer_is_counted_once(self):
        group = self._create_body("Group")
        self.landlord.parent_id = group
        mandate = self._create_mandate()
        self._declare_interest(mandate.partner_id, group)
        self._declare_interest(mandate.partner_id, self.landlord)
        self.assertEqual(self._count(), 1)

    def test_former_administrator_and_other_buyer_do_not_count(self):
        former = self._create_mandate(date_end="2025-06-30")
        self._declare_interest(former.partner_id, self.landlord)
        other = self._create_mandate()
        self._declare_interest(other.partner_id, self._create_body("Ville"))
        self.assertEqual(self._count(), 0)

    def test_main_contractor_counts_as_the_buyer(self):
        builder = self._create_body("Builder")
        mandate = self._create_mandate()
        self._declare_interest(mandate.partner_id, builder)
        self.market.write({"role": "subcontractor", "main_contractor_id": builder.id})
        self.assertEqual(self._count(), 1)

    def test_point_about_a_market_finds_the_conflict_with_its_buyer(self):
        mandate = self._create_mandate()
        self._declare_interest(mandate.partner_id, self.landlord)
        meeting = self._create_meeting(date="2026-12-10 16:00:00")
        point = self._create_resolution(meeting, source_ref=f"regie.market,{self.market.id}")
        self.assertEqual(point.conflict_ids.partner_id, mandate.partner_id)
        self.assertEqual(self.market.resolution_count, 1)
        self.assertEqual(self.env["regie.resolution"].search(self.market.action_view_resolutions()["domain"]), point)

    def test_ten_markets_are_looked_at_in_one_query(self):
        markets = self.market | self.env["regie.market"].create(
            [{"reference": f"M-{n}", "name": "Halls", "buyer_id": self.landlord.id} for n in range(2, 11)]
        )
        self.market._compute_bound_count()
        with self.assertQueryCount(1):
            markets._compute_bound_count()
