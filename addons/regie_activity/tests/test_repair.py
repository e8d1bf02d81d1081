import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_outcomes import OutcomeCase
from .phone import PhoneMixin

PASSWORD = "on-the-phone-2026"
#: A kettle comes in and works again: what it is, keep it, the answer.
AFTERNOON = """
    if (page() && (await find("details")).open === false) await tap("summary");
    await tap("input[name='category_id'][value='%s']");
    await send("[data-key='add']");
    await send("[data-object] button[value='repaired']");
    await find("[data-object] .good");
"""


@tagged("post_install", "-at_install")
class TestRepair(PhoneMixin, OutcomeCase, HttpCase):
    """What people bring to a repair café and what becomes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe = cls._create_session(cls._create_kind(outcome="repair"))
        cls.user = cls._create_user("facilitator", "regie_activity.group_role_facilitator")
        cls.user.password = PASSWORD

    def _post(self, page, **data):
        token = Request.csrf_token(self)
        return self.url_open(f"/animation/objets/{page}", data={"csrf_token": token, **data})

    def test_only_what_works_again_is_waste_avoided(self):
        kettle = self._bring(self.cafe, result="repaired")
        self._bring(self.cafe, "bike", result="partly")
        self._bring(self.cafe, "toy", result="advice")
        self._bring(self.cafe, "chair", result="beyond")
        running = self._bring(self.cafe, "lamp", weight=2)
        self.assertEqual((self.cafe.regie_repair_count, self.cafe.regie_repaired_count), (5, 1))
        self.assertAlmostEqual(self.cafe.regie_weight_avoided, 1.1)
        self.assertEqual(kettle.weight, 1.1, "usual weight of a kettle")
        running.result = "repaired"
        self.assertAlmostEqual(self.cafe.regie_weight_avoided, 3.1)

    def test_object_that_is_weighed_keeps_its_weight(self):
        self.assertEqual(self._bring(self.cafe, weight=0.8, result="repaired").weight_avoided, 0.8)

    def test_waste_avoided_is_not_written_by_hand(self):
        kettle = self._bring(self.cafe).with_user(self.user)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            kettle.weight_avoided = 100

    def test_paid_repair_is_an_order_of_odoo_opened_once(self):
        kettle = self._bring(self.cafe, fault="Does not heat").with_user(self.user)
        with self.assertRaisesRegex(UserError, "E-REPAIR-02"):
            kettle.action_create_repair_order()
        kettle.partner_id = self._create_person()
        action = kettle.action_create_repair_order()
        self.assertEqual(kettle.action_create_repair_order()["res_id"], action["res_id"])
        self.assertEqual(kettle.sudo().repair_order_id.partner_id, kettle.partner_id)

    def test_claim_needs_its_day(self):
        kettle = self._bring(self.cafe, result="repaired")
        kettle.date_claim = "2026-03-20"
        kettle.claim_answer = "again"
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
            kettle.date_claim = False
            self.env.flush_all()

    def test_who_does_not_run_activities_reads_no_object(self):
        kettle = self._bring(self.cafe)
        for role in ("group_role_board_member", "group_role_accountant"):
            user = self._create_user(role, role)
            with self.assertRaises(AccessError):
                kettle.with_user(user).read(["category_id"])

    def test_object_comes_in_and_is_repaired_on_the_phone(self):
        kettle = self.env.ref("regie_activity.repair_category_kettle")
        self._play(f"/animation/objets/{self.cafe.id}", AFTERNOON % kettle.id, "facilitator", taps=3)
        one = self.cafe.regie_repair_ids
        self.assertEqual((one.category_id, one.result), (kettle, "repaired"))
        self.authenticate("facilitator", PASSWORD)
        self._post(f"{self.cafe.id}/result", object_id=one.id, result="")
        self.env.invalidate_all()
        self.assertFalse(one.result)

    def test_page_refuses_in_words_what_is_no_kind(self):
        self.authenticate("facilitator", PASSWORD)
        answer = self._post(f"{self.cafe.id}/add", category_id="nothing")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("E-REPAIR-03", answer.text)
        answer = self._post(f"{self.cafe.id}/result", object_id="999999999999999999", result="repaired")
        self.assertEqual(answer.status_code, 404)

    def test_page_is_closed_to_those_who_run_no_activity(self):
        stranger = self._create_user("accountant", "group_role_accountant")
        stranger.password = PASSWORD
        self.authenticate("accountant", PASSWORD)
        self.assertEqual(self.url_open(f"/animation/objets/{self.cafe.id}").status_code, 404)
        self.assertEqual(self._post(f"{self.cafe.id}/add", category_id="1").status_code, 404)
        self.assertEqual(self.url_open("/animation/objets/lieux").status_code, 404)

    def test_session_without_a_kind_has_no_page(self):
        meeting = self.env["event.event"].create(
            {"name": "Open meeting", "date_begin": "2026-03-04 13:00:00", "date_end": "2026-03-04 15:00:00"}
        )
        self.authenticate("facilitator", PASSWORD)
        self.assertEqual(self.url_open(f"/animation/objets/{meeting.id}").status_code, 404)

    def test_kind_of_object_has_a_weight(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
            self.env["regie.repair.category"].create({"name": "Feather", "code": "feather", "weight": 0})
