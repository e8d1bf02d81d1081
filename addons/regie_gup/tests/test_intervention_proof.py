import base64
import io
from datetime import timedelta
from unittest import mock

from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError

from ..models import regie_intervention_proof
from .common_field import HERE, FieldCase, picture, picture_with_position

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


class TestInterventionProof(FieldCase):
    """What proves that a pass was done, and what it never tells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls._create_pass_of_team()

    def test_file_that_is_no_picture_is_refused(self):
        files = {
            "svg": base64.b64encode(SVG).decode(),
            "page": base64.b64encode(b"<html><script>alert(1)</script></html>").decode(),
            "gif": picture("GIF"),
            "noise": "not base64 !",
        }
        for name, content in files.items():
            with self.subTest(name), self.assertRule("E-PROOF-01"):
                self._add_proof(self.one, image=content)

    def test_file_beyond_eight_megabytes_is_refused(self):
        with mock.patch.object(regie_intervention_proof, "MAX_BYTES", 100), self.assertRule("E-PROOF-01"):
            self._add_proof(self.one)

    def test_three_kinds_of_pictures_are_taken_and_kept_as_light_jpeg(self):
        noise = base64.b64encode(self._make_noise()).decode()
        for image in (picture("JPEG"), picture("PNG"), picture("WEBP"), noise):
            file = self._add_proof(self.one, image=image).sudo().attachment_id
            self.assertEqual((file.mimetype, file.public), ("image/jpeg", False))
            self.assertLessEqual(file.file_size, 100_000)

    def _make_noise(self):
        out = io.BytesIO()
        Image.effect_noise((2000, 1500), 40).convert("RGB").save(out, "JPEG", quality=90)
        return out.getvalue()

    def test_place_written_in_the_file_is_taken_out(self):
        sent = picture_with_position()
        with Image.open(io.BytesIO(base64.b64decode(sent))) as before:
            self.assertTrue(before.getexif().get_ifd(0x8825))
        proof = self._add_proof(self.one, image=sent)
        with Image.open(io.BytesIO(base64.b64decode(proof.image))) as kept:
            self.assertFalse(kept.getexif())

    def test_same_picture_twice_is_one_file(self):
        files = (self._add_proof(self.one) | self._add_proof(self.one)).sudo().attachment_id
        self.assertEqual(len(files), 2)
        self.assertEqual(len(set(files.mapped("store_fname"))), 1)

    def test_proof_far_from_the_site_is_flagged_and_asks_why(self):
        service = self._create_service(site=self._create_located_hall(), department_id=self.team.id)
        one = self._create_pass_on_site("2026-02-02", service).with_user(self.leader)
        latitude, longitude = HERE
        near = self._add_proof(one, latitude=latitude, longitude=longitude + 0.001, accuracy=10)
        far = self._add_proof(one, latitude=latitude + 0.01, longitude=longitude, accuracy=10)
        unknown = self._add_proof(one)
        self.assertEqual((near | far | unknown).mapped("geo_state"), ["inside", "outside", "no_gps"])
        self.assertEqual((near.distance, far.distance), (73, 1112))
        self.assertTrue(one.is_far)
        self.assertEqual(self.env["regie.intervention"].search([("is_far", "=", True), ("id", "=", one.id)]).id, one.id)
        far.far_reason_id = self.env.ref("regie_gup.reason_far")

    def test_server_deduces_what_the_phone_may_not_say(self):
        for vals in (
            {"captured_at": "2026-01-01 00:00:00"},
            {"geo_state": "inside"},
            {"distance": 3},
            {"user_id": self.env.uid},
        ):
            with self.subTest(vals), self.assertRule("E-PROOF-02"):
                self._add_proof(self.one, **vals)
        liar = self.one.with_context(default_geo_state="inside", default_captured_at="2026-01-01 00:00:00")
        self.assertEqual(self._add_proof(liar).geo_state, "no_gps")
        proof = self._add_proof(self.one, device_time="2001-01-01 00:00:00")
        self.assertLess(abs(proof.captured_at - fields.Datetime.now()), timedelta(minutes=5))
        for vals in ({"image": picture()}, {"kind": "scan"}, {"latitude": 1}, {"captured_at": "2026-01-01 00:00:00"}):
            with self.subTest(vals), self.assertRule("E-PROOF-02"):
                proof.write(vals)

    def test_label_of_the_site_or_above_is_a_scan_that_of_another_is_not(self):
        site = self.one.site_id.sudo()
        for place in (site, site.parent_id, site.parent_id.parent_id):
            self.assertEqual(self.one._scan(f"/regie/s/{place.qr_token}").kind, "scan")
        sister = self._create_place("hall", site.parent_id)
        for address in (sister.qr_token, "https://elsewhere.example", "", "0" * 32):
            with self.subTest(address), self.assertRule("E-PROOF-03"):
                self.one._scan(address)

    def test_positions_are_forgotten_after_sixty_days(self):
        latitude, longitude = HERE
        self._set_position(self.one)
        old, recent = (self._add_proof(self.one, latitude=latitude, longitude=longitude) for _number in range(2))
        old.sudo().captured_at = fields.Datetime.now() - timedelta(days=61)
        cron = self.env.ref("regie_gup.regie_intervention_proof_cron_positions")
        for _turn in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((old.latitude, old.longitude, old.distance, old.geo_state), (0, 0, 0, "inside"))
        self.assertEqual((recent.latitude, recent.geo_state), (latitude, "inside"))

    def _set_position(self, one):
        latitude, longitude = HERE
        one.sudo().site_id.write({"latitude": latitude, "longitude": longitude})

    def test_proof_of_another_team_is_out_of_reach(self):
        proof = self._add_proof(self.one)
        other = self._create_user("other", "group_role_team_leader")
        with self.assertRaises(AccessError):
            proof.with_user(other).read(["kind"])
        with self.assertRaises(AccessError):
            self._add_proof(self.one.with_user(other))
        with self.assertRaises(AccessError):
            proof.sudo().attachment_id.with_user(other).read(["datas"])
        self.assertTrue(proof.sudo().attachment_id.with_user(self.leader).datas)

    def test_deleted_proof_takes_its_file_with_it(self):
        proof = self._add_proof(self.one)
        file = proof.sudo().attachment_id
        proof.unlink()
        self.assertFalse(file.exists())
        file = self._add_proof(self.one).sudo().attachment_id
        self.one.sudo().unlink()
        self.assertFalse(file.exists())

    def test_checklist_is_ticked_and_ticked_again(self):
        lines = self.env["regie.service.check"].create(
            [{"service_type_id": self.one.service_type_id.id, "name": name} for name in ("Sweep", "Mop", "Light")]
        )
        foreign = self.env["regie.service.check"].create(
            {"service_type_id": self._create_service_type().id, "name": "Elsewhere"}
        )
        self.one._tick({lines[0].id: "done", lines[1].id: "done", foreign.id: "done"})
        self.one._tick({lines[1].id: "fault", lines[2].id: "done"})
        self.assertEqual(self.one.check_ids.mapped("result"), ["done", "fault", "done"])

    def test_what_is_seen_on_the_way_is_kept_with_its_pictures(self):
        self.one._report_anomaly("light", [picture()], client_uid="a" * 32)
        self.assertIn("💡", self.one.note)
        self.assertEqual(self.one.proof_ids.mapped("kind"), ["document"])

    def test_signature_goes_with_a_name(self):
        self.assertTrue(self._add_proof(self.one, "signature", signed_name="Rose Martin").attachment_id)
