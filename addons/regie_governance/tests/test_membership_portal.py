import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMembershipPortal(GovernanceCase, HttpCase):
    """A member reads their own page and receipt; nobody else finds them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member(cls._create_portal("rose").partner_id)
        cls.paid, cls.unpaid = cls.env["regie.membership.fee"].create(
            [
                {
                    "membership_id": cls.member.id,
                    "year": year,
                    "amount": 5,
                    "date_due": f"{year}-03-31",
                    "date_paid": paid,
                }
                for year, paid in ((2025, "2025-02-01"), (2026, False))
            ]
        )
        cls._create_portal("stranger")

    @classmethod
    def _create_portal(cls, login):
        user = cls._create_user(login, "base.group_portal")
        user.password = login
        return user

    def _receipt(self, fee):
        return self.url_open(f"/my/membership/fee/{fee.id}/receipt")

    def test_member_reads_college_fee_and_receipt(self):
        self.authenticate("rose", "rose")
        text = self.url_open("/my/membership").text
        self.assertRegex(text, "Inhabitants|Habitants")
        for expected in ("2025", "2026", self.company.name, f"/fee/{self.paid.id}/receipt"):
            self.assertIn(expected, text)
        self.assertNotIn(f"/fee/{self.unpaid.id}/receipt", text)
        receipt = self._receipt(self.paid)
        self.assertEqual((receipt.status_code, receipt.headers["Content-Type"]), (200, "application/pdf"))
        self.assertIn(self.paid._get_receipt_number(), receipt.headers["Content-Disposition"])

    def test_representative_reads_the_page_of_the_organisation(self):
        body = self._create_member(self._create_body("Habitat"), "BAI")
        user = self._create_portal("isabelle")
        body.representative_id = user.partner_id
        self.authenticate("isabelle", "isabelle")
        text = self.url_open("/my/membership").text
        self.assertIn("Habitat", text)
        self.assertIn("Council", text)

    @mute_logger("odoo.http")
    def test_stranger_finds_nothing(self):
        self.authenticate("stranger", "stranger")
        self.assertEqual(self.url_open("/my/membership").status_code, 404)
        self.assertEqual(self._receipt(self.paid).status_code, 404)
        self.authenticate("rose", "rose")
        self.assertEqual(self._receipt(self.unpaid).status_code, 404, "no receipt before the payment")
        self.authenticate(None, None)
        self.assertIn("/web/login", self._receipt(self.paid).url)

    def test_reading_changes_nothing(self):
        self.authenticate("rose", "rose")
        self.env.flush_all()
        before = (self.member | self.member).read(["write_date", "state"]), self.paid.read(["write_date"])
        self.url_open("/my/membership")
        self._receipt(self.paid)
        self.env.invalidate_all()
        self.assertEqual((self.member.read(["write_date", "state"]), self.paid.read(["write_date"])), before)

    def test_home_page_counts_the_memberships(self):
        for login, count in (("rose", 1), ("stranger", 0)):
            self.authenticate(login, login)
            body = {"jsonrpc": "2.0", "method": "call", "params": {"counters": ["regie_membership_count"]}}
            answer = self.url_open("/my/counters", data=json.dumps(body), headers={"Content-Type": "application/json"})
            self.assertEqual(answer.json()["result"]["regie_membership_count"], count)
