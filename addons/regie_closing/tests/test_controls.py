from .common import ClosingCase


class TestControls(ClosingCase):
    """What the controls say of a year that is in order."""

    def test_clean_year_is_green_but_for_the_lock(self):
        red = {step.code: step.sentence for step in self.closing.step_ids if step.control_state == "ko"}
        self.assertEqual(red.keys(), {"lock"}, red)
