import base64

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestTestimony(ParticipationCase):
    """A testimony is shown where, and as long as, the person agrees."""

    def _create_action(self, testimony, channel="hall", **vals):
        return self.env["regie.communication.action"].create(
            {
                "name": "Posters",
                "channel_id": self._channel(channel).id,
                "testimony_ids": [Command.set(testimony.ids)],
                **vals,
            }
        )

    def test_signed_testimony_may_be_shown_until_its_last_day(self):
        testimony = self._create_testimony(signed=False, days=0)
        self.assertEqual((testimony.is_usable, testimony.state), (False, "draft"))
        testimony.sudo()._sign("Samira B.", self._picture())
        self.assertEqual((testimony.is_usable, testimony.state), (True, "usable"))
        with freeze_time(Datetime.add(Datetime.now(), days=1)):
            testimony.invalidate_recordset()
            self.assertEqual((testimony.is_usable, testimony.state), (False, "expired"))

    def test_search_finds_those_that_may_be_shown(self):
        usable, draft = self._create_testimony(), self._create_testimony(signed=False)
        withdrawn = self._create_testimony()
        withdrawn.sudo()._withdraw()
        testimonies = usable | draft | withdrawn
        domain = [("id", "in", testimonies.ids)]
        search = self.env["regie.testimony"].search
        self.assertEqual(search([*domain, ("is_usable", "=", True)]), usable)
        self.assertEqual(search([*domain, ("is_usable", "=", False)]), draft | withdrawn)

    def test_signature_is_sealed_and_what_was_signed_is_not_changed(self):
        testimony = self._create_testimony()
        self.assertEqual(testimony.seal, testimony._get_seal("Samira B.", testimony.date_signed))
        self.assertNotEqual(testimony.seal, testimony._get_seal("Somebody else", testimony.date_signed))
        for vals in (
            {"text": "Other words"},
            {"date_expiry": self._day(900)},
            {"channel_ids": [Command.clear()]},
            {"photo": self._picture()},
        ):
            with self.assertRaisesRegex(UserError, "PAR-40"):
                testimony.write(vals)
        with self.assertRaisesRegex(UserError, "PAR-40"):
            testimony.unlink()

    def test_nobody_signs_in_the_place_of_the_person(self):
        testimony = self._create_testimony(signed=False)
        for vals in ({"date_signed": Datetime.now()}, {"date_withdrawn": Datetime.now()}, {"seal": "0" * 64}):
            with self.assertRaisesRegex(UserError, "PAR-40"):
                testimony.with_user(self.president).write(vals)
        made = (
            self.env["regie.testimony"]
            .with_user(self.secretary)
            .create(
                {
                    "partner_id": self._create_person().id,
                    "display_as": "Luis",
                    "date_signed": Datetime.now(),
                    "signer_name": "Luis",
                }
            )
        )
        self.assertFalse(made.date_signed or made.signer_name)

    def test_nothing_to_agree_to_is_not_signed(self):
        for vals in ({"text": False}, {"channel_ids": [Command.clear()]}, {"date_expiry": False}):
            testimony = self._create_testimony(signed=False, **vals)
            with self.assertRaisesRegex(UserError, "PAR-41"):
                testimony.sudo()._sign("Samira B.", self._picture())
        testimony = self._create_testimony(signed=False)
        with self.assertRaisesRegex(UserError, "PAR-41"):
            testimony.sudo()._sign("", self._picture())
        with self.assertRaisesRegex(UserError, "PAR-41"):
            testimony.sudo()._sign("Samira B.", None)

    def test_consent_is_given_once(self):
        testimony = self._create_testimony()
        with self.assertRaisesRegex(UserError, "PAR-46"):
            testimony.sudo()._sign("Samira B.", self._picture())

    def test_withdrawal_takes_it_down_at_once_and_asks_the_responsible(self):
        testimony = self._create_testimony(user_id=self.secretary.id)
        testimony.with_user(self.secretary).action_withdraw()
        self.assertEqual((testimony.is_usable, testimony.state), (False, "withdrawn"))
        self.assertEqual(testimony.activity_ids.user_id, self.secretary)
        self.assertTrue(testimony.seal, "the proof is kept")
        testimony.sudo()._withdraw()
        self.assertEqual(len(testimony.activity_ids), 1)

    def test_plan_takes_only_what_was_agreed_to(self):
        testimony = self._create_testimony(channels=("hall",), days=30)
        self.assertTrue(self._create_action(testimony))
        with self.assertRaisesRegex(ValidationError, "PAR-42"):
            self._create_action(testimony, channel="social")
        with self.assertRaisesRegex(ValidationError, "PAR-42"):
            self._create_action(testimony, date=self._day(31))
        testimony.sudo()._withdraw()
        with self.assertRaisesRegex(ValidationError, "PAR-42"):
            self._create_action(testimony)

    def test_photo_of_a_testimony_is_a_photo(self):
        svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
        with self.assertRaisesRegex(UserError, "PAR-43"):
            self._create_testimony(signed=False, photo=svg)
        self.assertTrue(self._create_testimony(signed=False, photo=self._picture()).photo)

    def test_video_is_at_a_safe_address(self):
        for url in ("javascript:alert(1)", "http://videos.example/1"):
            with self.assertRaisesRegex(ValidationError, "PAR-45"):
                self._create_testimony(signed=False, video_url=url)
        self._create_testimony(signed=False, video_url="https://videos.example/1")

    def test_cron_asks_to_renew_then_to_take_down_once_each(self):
        testimony = self._create_testimony(days=20, user_id=self.secretary.id)
        far = self._create_testimony(days=200)
        cron = self.env.ref("regie_participation.regie_testimony_cron_watch")
        self._run(cron)
        self._run(cron)
        self.assertEqual(len(testimony.activity_ids), 1)
        self.assertEqual(testimony.activity_ids.date_deadline, testimony.date_expiry)
        self.assertFalse(far.activity_ids)
        with freeze_time(Datetime.add(Datetime.now(), days=21)):
            self._run(cron)
            self._run(cron)
            self.assertEqual(len(testimony.activity_ids), 1)
            self.assertIn("Take down", testimony.activity_ids.summary)
            testimony.activity_ids.action_feedback()
            self._run(cron)
            self.assertFalse(testimony.activity_ids)

    def test_person_without_an_address_signs_on_the_spot(self):
        testimony = self._create_testimony(signed=False, partner_id=self._create_person(email=False).id)
        with self.assertRaisesRegex(UserError, "PAR-35"):
            testimony.action_send_link()
        self.assertEqual(testimony.action_open_link()["url"], testimony.public_url)

    def test_link_is_sent_to_the_person(self):
        testimony = self._create_testimony(signed=False)
        before = self.env["mail.mail"].search([])
        testimony.action_send_link()
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(mails.recipient_ids, testimony.partner_id)
        template = self.env.ref("regie_participation.mail_template_testimony_sign")
        self.assertIn(testimony.access_token, template._render_field("body_html", testimony.ids)[testimony.id])

    def test_action_is_done_or_given_up(self):
        action = self._create_action(self.env["regie.testimony"])
        self.assertEqual(action.state, "planned")
        action.action_done()
        self.assertEqual((action.state, action.date_done), ("done", self.today))
        action.action_cancel()
        self.assertEqual((action.state, action.date_done), ("cancelled", False))
