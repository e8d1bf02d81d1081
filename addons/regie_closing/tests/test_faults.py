from .common import ClosingCase
from .faults import FAULTS


class TestFaults(ClosingCase):
    """Planted faults: each one turns its own control red and no other, and mended, it is green again."""

    def test_faults_are_thirty_at_least(self):
        self.assertGreaterEqual(len(FAULTS), 30)

    def test_each_fault_turns_its_control_red_and_no_other(self):
        clean = self._check()
        self.assertEqual(clean, {"lock"})
        for plant in FAULTS:
            with self.subTest(fault=plant.__name__), self.cr.savepoint() as savepoint:
                steps = plant(self)
                wanted = next(steps)
                wanted = {wanted} if isinstance(wanted, str) else set(wanted)
                self.assertEqual(self._check() - clean, wanted)
                for code in wanted:
                    self._assert_shows_its_faults(code)
                self.assertIsNone(next(steps, None))
                self.assertEqual(self._check(), clean, "mended, and still red")
                savepoint.rollback()
            self.env.invalidate_all()

    def _assert_shows_its_faults(self, code):
        """A red control says what it found, who can mend, and leads to records."""
        step = self._step(code)
        self.assertTrue(step.sentence and step.mender, code)
        action = step.action_view_faults()
        self.assertTrue(self.env[action["res_model"]].search_count(action["domain"]), code)
