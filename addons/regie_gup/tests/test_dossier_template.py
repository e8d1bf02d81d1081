from datetime import date

from odoo.addons.regie_base.tools.scope import Scope

from .common import GupCase


class TestDossierTemplate(GupCase):
    """The dossier of a landlord's clauses shows the figures of its own markets only."""

    def test_figures_of_the_template_are_those_of_the_landlord(self):
        template = self.env.ref("regie_gup.dossier_template_social_clause")
        indicators = template.criterion_ids.indicator_ids
        self.assertEqual(
            set(indicators.mapped("code")), {"clause_hours", "clause_people", "clause_qpv_share", "clause_progress"}
        )
        lot, other = self._create_lot(hours=70), self._create_lot(hours=50)
        worker = self._create_worker(qpv=True)
        self._work(self._create_site(lot), worker)
        self._work(self._create_site(other), worker, date(2026, 2, 3))
        self._validate_month()
        scope = Scope.for_month(self.company, date(2026, 2, 1), partner=lot.buyer_id)
        values = {indicator.code: result.value for indicator, result in indicators._compute_results(scope).items()}
        self.assertEqual(
            values, {"clause_hours": 7, "clause_people": 1, "clause_qpv_share": 100, "clause_progress": 10}
        )
