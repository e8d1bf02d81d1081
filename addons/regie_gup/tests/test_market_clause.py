from .common import GupCase


class TestMarketClause(GupCase):
    """What the market says of its clauses is typed once."""

    def test_clause_of_a_lot_has_what_the_market_says(self):
        market = self._create_market(
            clause_penalty=35,
            clause_frequency="quarter",
            clause_eligibility_months=24,
            clause_months_after_cdi=6,
            clause_training_counted=True,
            clause_frame="npnru_gup",
        )
        clause = self._create_lot(market, hours=500).clause_id
        self.assertEqual((clause.penalty, clause.frequency, clause.eligibility_months), (35, "quarter", 24))
        self.assertEqual((clause.months_after_cdi, clause.training_counted), (6, True))
        self.assertEqual((clause.frame, clause.rate, clause.qpv_only), ("npnru_gup", 10, True))
        self.assertEqual(clause.hours_target, 500)
        market.clause_penalty = 40
        self.assertEqual(clause.penalty, 40)

    def test_role_and_main_contractor_come_from_the_market(self):
        contractor = self._create_partner("Bâtir SA")
        market = self._create_market(role="subcontractor", main_contractor_id=contractor.id)
        clause = self._create_lot(market, hours=100).clause_id
        self.assertEqual((clause.role, clause.main_contractor_id), ("subcontractor", contractor))
        market.write({"role": "co_contractor", "main_contractor_id": False})
        self.assertEqual((clause.role, clause.main_contractor_id), ("co_contractor", contractor.browse()))

    def test_clause_without_a_market_keeps_what_was_typed(self):
        clause = self._create_clause(penalty=12, role="co_contractor")
        self.assertEqual((clause.penalty, clause.role), (12, "co_contractor"))
