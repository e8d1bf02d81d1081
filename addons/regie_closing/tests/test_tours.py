from datetime import date

from odoo.tests import HttpCase, tagged

from odoo.addons.regie_finance.tests.common import FinanceCase

from .common import ClosingBuilders


@tagged("post_install", "-at_install")
class TestTours(ClosingBuilders, FinanceCase, HttpCase):
    """The accountant closes a whole year in a browser, from the first control to the room of the auditor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_clean_year()
        cls._entry("2026-01-01", ("119000", 1200), ("102400", -1200))
        cls._entry("2026-12-31", ("467000", 5000), ("706000", -5000, cls.cleaning))
        cls.draft = cls._plant("467000", 10, post=False, ref="Rent to share")
        cls.accountant = cls._create_user("closer", "regie_base.group_role_accountant")
        cls.auditor = cls._create_user("auditor", "base.group_portal")

    def test_accountant_closes_the_year_and_hands_over_the_sealed_binder(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.accountant.lang = "fr_FR"
        self.start_tour("/odoo/regie-closings", "regie_closing_year_tour", login="closer", timeout=400)
        self.env.invalidate_all()
        [closing] = self.env["regie.closing"].search([("exercise_id", "=", self.exercise.id)])
        self.assertEqual((closing.state, closing.progress, closing.user_id), ("done", 100, self.accountant))
        self.assertEqual(closing.step_ids.filtered("done_on").done_by_id, self.accountant)
        self.assertEqual(self.draft.state, "posted")
        self.assertEqual(self.company.hard_lock_date, date(2026, 12, 31))
        provision = self._step("provision", closing)
        self.assertEqual((provision.note, provision.attachment_ids.name), ("Aucun litige en cours.", "provisions.txt"))
        self.assertEqual(self.exercise.allocation_ids.state, "posted")
        binder = closing.binder_ids
        self.assertEqual(binder.state, "shared")
        self.assertEqual(binder.recipient_ids.partner_id, self.auditor.partner_id)
        evidence = {entry.code: entry.evidence_ids.mapped("name") for entry in binder.entry_ids}
        self.assertEqual(evidence["S16"], ["provisions.txt"])
