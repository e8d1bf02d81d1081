from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..models.regie_waste_movement import TREATMENTS
from ..tools.rates import REUSE, rates

WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from([code for code, _name in TREATMENTS]), st.booleans()), st.integers(0, 10_000), max_size=12
)


@tagged("post_install", "-at_install")
class TestRates(BaseCase):
    """The rates of the domain file, 4.4."""

    def test_unknown_treatment_recovers_nothing(self):
        self.assertEqual(rates({("unknown", False): 50, ("recycling", True): 50})["matter"], 50)

    def test_reuse_is_not_waste_but_is_diverted(self):
        found = rates({("reuse", True): 30, ("storage", False): 70})
        self.assertEqual((found["matter"], found["diverted"]), (0, 30))

    def test_only_reuse_has_no_rate_of_recovery(self):
        found = rates({("reuse", True): 30})
        self.assertEqual((found["matter"], found["diverted"]), (None, 100))

    @given(WEIGHTS)
    @settings(max_examples=80, deadline=None)
    def test_rates_stay_between_nothing_and_all_and_energy_only_adds(self, weights):
        found = rates(weights)
        for rate in found.values():
            self.assertTrue(rate is None or 0 <= rate <= 100 + 1e-9)
        if found["matter"] is not None:
            self.assertLessEqual(found["matter"], found["energy"] + 1e-9)

    @given(WEIGHTS, st.integers(1, 5000))
    @settings(max_examples=80, deadline=None)
    def test_landfilling_more_never_raises_a_rate(self, weights, more):
        before = rates(weights)
        after = rates({**weights, ("storage", False): weights.get(("storage", False), 0) + more})
        for name, rate in before.items():
            if rate is not None and any(treatment not in REUSE for treatment, _sorted in weights):
                self.assertLessEqual(after[name], rate + 1e-9)
