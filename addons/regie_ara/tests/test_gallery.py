from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import AraCase


@tagged("post_install", "-at_install")
class TestGallery(AraCase, HttpCase):
    """The gallery: with the consent of the household, without its name nor its address, as long as it agrees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case("done", public_title="A kitchen like new", public_text="Three days, a lot learnt.")
        cls.before, cls.after = cls.case.photo_ids.sorted("moment", reverse=True)

    def _publish(self):
        self.case.photo_ids.is_public = True
        self.case.image_consent_date = "2026-01-15"
        self.case.action_publish()

    def test_gallery_asks_for_the_consent_and_two_photos(self):
        with self.assertRaisesRegex(UserError, "E-ARA-18"):
            self.case.action_publish()
        self.case.image_consent_date = "2026-01-15"
        self.before.is_public = True
        with self.assertRaisesRegex(UserError, "E-ARA-18"):
            self.case.action_publish()
        tutor = self._create_user("tutor", "regie_ara.group_role_renovation_tutor")
        self.case.tutor_id = tutor
        self.after.is_public = True
        with self.assertRaisesRegex(AccessError, "E-ARA-24"):
            self.case.with_user(tutor).action_publish()
        self.case.action_publish()
        self.assertTrue(self.case.date_published)

    def test_public_sees_the_works_and_nobody(self):
        self._publish()
        page = self.url_open("/auto-rehabilitation")
        self.assertEqual(page.status_code, 200)
        self.assertIn("A kitchen like new", page.text)
        one = self.url_open(f"/auto-rehabilitation/{self.case.public_token}")
        self.assertIn("Three days, a lot learnt.", one.text)
        for secret in (self.awa.name, self.building.name, self.landlord.name, self.case.name):
            self.assertNotIn(secret, page.text + one.text)
        photo = self.url_open(f"/auto-rehabilitation/{self.case.public_token}/photo/{self.after.id}")
        self.assertEqual((photo.status_code, photo.headers["Content-Type"]), (200, "image/jpeg"))

    def test_photo_kept_private_and_unknown_case_are_not_found(self):
        self._publish()
        extra = self._photograph(self.case.room_ids, "during")
        for path in (f"{self.case.public_token}/photo/{extra.id}", "x", f"x/photo/{self.after.id}"):
            self.assertEqual(self.url_open(f"/auto-rehabilitation/{path}").status_code, 404, path)

    def test_consent_taken_back_closes_the_page(self):
        self._publish()
        self.case.image_consent_date = False
        self.assertFalse(self.case.date_published)
        self.env.flush_all()
        self.assertEqual(self.url_open(f"/auto-rehabilitation/{self.case.public_token}").status_code, 404)
        self.assertNotIn("A kitchen like new", self.url_open("/auto-rehabilitation").text)

    def test_case_leaves_the_gallery_by_its_button(self):
        self._publish()
        self.case.action_unpublish()
        self.assertEqual(self.url_open(f"/auto-rehabilitation/{self.case.public_token}").status_code, 404)
