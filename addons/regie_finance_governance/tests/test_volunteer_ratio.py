from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.regie_base.tools.result import NO_ACCESS, NO_DENOMINATOR, NO_METHOD, NO_SCOPE, IndicatorResult
from odoo.addons.regie_base.tools.scope import Scope
from odoo.addons.regie_participation.tests.common import ParticipationCase


@tagged("post_install", "-at_install")
class TestVolunteerRatio(ParticipationCase):
    """Too many volunteer activities kill the model: their hours beside the paid ones (GOV-33)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.indicator = cls.env.ref("regie_finance_governance.indicator_volunteer_paid_hours_ratio")
        cls._give_time(cls._create_volunteer(), hours=3, days=-1, validated=True)

    def _answer_ratio(self, paid, user=None, **narrowings):
        """The ratio when the addon that keeps the hours of the worksites gives an answer."""
        scope = Scope(self.company, self._day(-30), self.today, **narrowings)
        indicator = self.indicator.with_user(user or self.reader)
        with patch.object(type(self.indicator), "_get_paid_hours", lambda _self, _scope: paid):
            return indicator._compute_result(scope)

    def test_three_hours_given_for_two_that_are_paid_raise_an_alert(self):
        result = self._answer_ratio(IndicatorResult(2, model="regie.hours.report"))
        self.assertEqual((result.value, result.numerator, result.denominator), (150, 3, 2))
        self.assertEqual(result.denominator_model, "regie.hours.report")
        self.assertEqual(self.indicator._get_alert_state(result.value), "alert")
        self.assertEqual(self.indicator._get_alert_state(self._answer_ratio(IndicatorResult(4)).value), "ok")

    def test_board_chooses_its_own_threshold(self):
        self.indicator.threshold = 50
        self.assertEqual(self.indicator._get_alert_state(self._answer_ratio(IndicatorResult(4)).value), "alert")

    def test_ratio_is_not_available_without_paid_hours_never_nil(self):
        self.assertEqual(self._answer_ratio(IndicatorResult(0)).reason, NO_DENOMINATOR)
        self.assertEqual(self._answer_ratio(IndicatorResult.unavailable(NO_METHOD)).reason, NO_METHOD)

    def test_customer_has_no_volunteers(self):
        self.assertEqual(self._answer_ratio(IndicatorResult(2), partner=self._create_partner()).reason, NO_SCOPE)

    def test_who_may_not_read_the_volunteers_has_no_ratio(self):
        user = self._create_user("cip", "group_role_social_worker")
        self.assertEqual(self._answer_ratio(IndicatorResult(2), user=user).reason, NO_ACCESS)
