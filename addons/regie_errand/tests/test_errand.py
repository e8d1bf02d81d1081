import threading

from freezegun import freeze_time

import odoo.modules.registry
from odoo.api import Environment
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from .common import AGENT, DESK, MANAGER, PIXEL, ErrandCase

CODE = "ERRAND-RACE"


@freeze_time("2026-03-04 09:00:00")
class TestErrand(ErrandCase):
    """From the request to the settled difference: each step follows the one before, the money is the person's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls._create_user("agent", AGENT)
        cls.desk = cls._create_user("desk", DESK)
        cls.manager = cls._create_user("manager", MANAGER)

    def test_errand_goes_from_request_to_settlement(self):
        errand = self._create_errand(user=self.agent).with_user(self.desk)
        self.assertRegex(errand.name, r"COU/2026/\d{4}")
        self.assertEqual((errand.state, errand.street), ("requested", "2 rue du Puits"))
        errand.action_accept()
        errand = errand.with_user(self.agent)
        errand._sign_advance(30, PIXEL, "Ginette Leroux")
        errand.action_start()
        self._spend(errand, 12.5)
        self._spend(errand, 10.05)
        self.assertEqual((errand.spent, errand.difference, errand.is_over_budget), (22.55, 7.45, False))
        errand.action_deliver()
        errand.action_settle()
        self.assertEqual(errand.state, "settled")
        self.assertRegex(errand.sudo().message_ids[0].body, r"7[.,]45.*given back")

    def test_without_an_advance_the_person_pays_what_was_spent(self):
        errand = self._create_errand("delivered")
        self.assertEqual(errand.difference, -25)
        self.assertIn("paid by Ginette Leroux", errand._get_settlement_sentence())

    def test_nobody_goes_without_an_agent_and_a_slot(self):
        errand = self._create_errand(date_slot_start=False, date_slot_stop=False)
        with self.assertRaisesRegex(UserError, "E-ERR-02"):
            errand.action_accept()

    def test_advance_is_signed_once_by_somebody(self):
        errand = self._create_errand("accepted")
        for amount, signature, signer in ((0, PIXEL, "Ginette"), (30, None, "Ginette"), (30, PIXEL, " ")):
            with self.assertRaisesRegex(UserError, "E-ERR-03"):
                errand._sign_advance(amount, signature, signer)
        errand._sign_advance(30, PIXEL, "Ginette")
        with self.assertRaisesRegex(UserError, "already signed.*E-ERR-03"):
            errand._sign_advance(30, PIXEL, "Ginette")
        self.assertEqual(errand.advance, 30)

    def test_window_of_the_advance_proposes_the_budget(self):
        errand = self._create_errand("accepted")
        wizard = self.env["regie.errand.advance"].create({"errand_id": errand.id, "signature": PIXEL})
        self.assertEqual((wizard.amount, wizard.signer), (30, "Ginette Leroux"))
        wizard.action_sign()
        self.assertEqual((errand.advance, errand.advance_signer), (30, "Ginette Leroux"))

    def test_shopping_needs_a_budget_and_a_parcel_does_not(self):
        with self.assertRaisesRegex(UserError, "E-ERR-04"):
            self._create_errand("accepted", budget=0).action_start()
        parcel = self._create_errand("running", kind="collect", budget=0)
        parcel.action_deliver()
        parcel.action_settle()
        self.assertEqual(parcel.state, "settled")

    def test_shopping_without_a_receipt_is_not_delivered(self):
        with self.assertRaisesRegex(UserError, "E-ERR-05"):
            self._create_errand("running").action_deliver()

    def test_ten_percent_over_the_budget_need_nobody_and_a_cent_more_needs_the_manager(self):
        within = self._create_errand("running")
        self._spend(within, 33)
        self.assertFalse(within.is_over_budget)
        over = self._create_errand("running", user=self.agent)
        self._spend(over, 33.01)
        self.assertTrue(over.is_over_budget)
        over.action_deliver()
        with self.assertRaisesRegex(UserError, r"33[.,]01.*E-ERR-01"):
            over.with_user(self.agent).action_settle()
        with self.assertRaisesRegex(UserError, "E-ERR-08"):
            over.with_user(self.desk).action_approve()
        over.with_user(self.manager).action_approve()
        over.with_user(self.agent).action_settle()
        self.assertEqual((over.state, over.approver_id), ("settled", self.manager))

    def test_manager_is_asked_once_to_approve(self):
        errand = self._create_errand("running", user=self.agent)
        self._spend(errand.with_user(self.agent), 40)
        self._spend(errand.with_user(self.agent), 1)
        self.assertEqual(len(errand.activity_ids), 1)
        errand.with_user(self.manager).action_approve()
        self.assertFalse(errand.activity_ids)

    def test_overrun_is_that_of_the_day_of_the_request(self):
        errand = self._create_errand("running")
        self.env.ref("regie_errand.parameter_courses_depassement_pct").value = 0
        self.env.flush_all()
        self._spend(errand, 33)
        self.assertFalse(errand.is_over_budget)
        self.assertEqual(self._create_errand().overrun_rate, 0)

    def test_budget_no_longer_changes_once_the_errand_has_begun(self):
        errand = self._create_errand("running", user=self.agent)
        for vals in ({"budget": 100}, {"partner_id": self.env.user.partner_id.id}, {"kind": "other"}):
            with self.assertRaisesRegex(UserError, "E-ERR-06"):
                errand.with_user(self.agent).write(vals)
        errand.with_user(self.agent).write({"budget": 30, "note": "3rd floor"})

    def test_what_the_buttons_write_is_not_written_by_hand(self):
        errand = self._create_errand("accepted").with_user(self.manager)
        for vals in ({"advance": 5}, {"state": "settled"}, {"date_approved": "2026-03-04"}, {"overrun_rate": 99}):
            with self.assertRaisesRegex(UserError, "FACT-01"):
                errand.write(vals)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            errand.create({"partner_id": errand.partner_id.id, "advance": 30})

    def test_errand_with_money_is_neither_deleted_nor_cancelled_after_the_shopping(self):
        errand = self._create_errand("running")
        with self.assertRaisesRegex(UserError, "E-ERR-07"):
            errand.unlink()
        self._spend(errand, 5)
        with self.assertRaisesRegex(UserError, "E-ERR-07"):
            errand.action_cancel()
        other = self._create_errand("accepted")
        other._sign_advance(30, PIXEL, "Ginette")
        other.action_cancel()
        self.assertEqual(other.state, "cancelled")
        self.assertTrue(other.message_ids.filtered(lambda one: "given back" in (one.body or "")))

    def test_steps_are_not_skipped_nor_repeated(self):
        errand = self._create_errand("accepted")
        with self.assertRaisesRegex(UserError, "E-ERR-09"):
            errand.action_accept()
        with self.assertRaisesRegex(UserError, "E-ERR-09"):
            errand.action_settle()

    def test_receipts_have_a_photo_an_amount_and_their_time(self):
        errand = self._create_errand("accepted")
        with self.assertRaisesRegex(UserError, "E-ERR-11"), self.env.cr.savepoint():
            self._spend(errand, 5)
        errand.action_start()
        with self.assertRaisesRegex(ValidationError, "E-PROOF-01"), self.env.cr.savepoint():
            self._spend(errand, 5, image="bm90IGEgcGljdHVyZQ==")
        receipt = self._spend(errand, 5)
        errand.action_deliver()
        errand.action_settle()
        with self.assertRaisesRegex(UserError, "E-ERR-11"):
            receipt.amount = 50
        with self.assertRaisesRegex(UserError, "E-ERR-11"):
            receipt.unlink()

    def test_agent_sees_own_errands_only(self):
        own, other = self._create_errand("running", user=self.agent), self._create_errand("running")
        self.assertEqual(self.env["regie.errand"].with_user(self.agent).search([]), own)
        with self.assertRaises(AccessError):
            other.with_user(self.agent).action_deliver()
        with self.assertRaises(AccessError):
            self._spend(other.with_user(self.agent), 5)

    def test_errands_of_another_regie_are_not_read(self):
        company = self._create_company()
        errand = self._create_errand(company_id=company.id)
        with self.assertRaises(AccessError):
            errand.with_user(self.manager).read(["name"])

    def test_person_shows_the_errands_that_were_run(self):
        errand = self._create_errand()
        person = errand.partner_id.with_user(self.desk)
        self.assertEqual(person.regie_errand_count, 1)
        self.assertEqual(person.action_open_regie_errands()["domain"], [("partner_id", "=", person.id)])

    def test_list_of_the_errands_is_read_in_few_queries(self):
        errands = self.env["regie.errand"].browse()
        for _number in range(20):
            errands |= self._create_errand("running")
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            errands.read(["name", "partner_id", "state", "spent", "difference", "user_id", "kind"])


@tagged("post_install", "-at_install")
class TestTwoHands(BaseCase):
    """Two hands settle the same errand at the same moment, on real cursors: the money moves once."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        self.addCleanup(self._clean)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            partner = env["res.partner"].create({"name": CODE})
            errand = env["regie.errand"].create(
                {
                    "partner_id": partner.id,
                    "kind": "other",
                    "user_id": 1,
                    "date_slot_start": "2026-03-04 09:00:00",
                }
            )
            errand.action_accept()
            errand.action_start()
            errand.action_deliver()
            self.errand_id = errand.id

    def _clean(self):
        with self.registry.cursor() as cr:
            cr.execute(SQL("DELETE FROM mail_message WHERE model = 'regie.errand' AND res_id = %s", self.errand_id))
            cr.execute(SQL("DELETE FROM regie_errand WHERE id = %s", self.errand_id))
            cr.execute(SQL("DELETE FROM res_partner WHERE name = %s", CODE))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_errand_is_settled_once(self):
        answers = []

        def settle():
            with self.registry.cursor() as cr:
                env = Environment(cr, 1, {})
                errand = env["regie.errand"].browse(self.errand_id)
                try:
                    # as a request does: what PostgreSQL could not order is run again
                    retrying(errand.action_settle, env)
                    answers.append("done")
                except UserError as error:
                    answers.append(error.args[0][-10:])

        hands = [threading.Thread(target=settle) for _hand in range(4)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        self.assertEqual(answers.count("done"), 1, answers)
        with self.registry.cursor() as cr:
            errand = Environment(cr, 1, {})["regie.errand"].browse(self.errand_id)
            sentences = errand.message_ids.filtered(lambda one: "Nothing to give back" in (one.body or ""))
            self.assertEqual(len(sentences), 1)
