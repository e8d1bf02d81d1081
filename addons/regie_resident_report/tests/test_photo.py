import base64
import io

from PIL import Image

from odoo import Command
from odoo.exceptions import ValidationError

from .common import ReportCase

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


class TestPhoto(ReportCase):
    """A photo is a picture, without the place where it was taken, and not too heavy."""

    def test_photo_loses_the_place_where_it_was_taken(self):
        exif = Image.Exif()
        exif.get_ifd(0x8825).update({1: "N", 2: (49.0, 12.0, 55.5), 3: "E", 4: (1.0, 10.0, 2.5)})
        exif[0x010E] = "Maison Rouge"
        sent = self._picture("JPEG", exif=exif)
        self.assertTrue(Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825))
        report = self._create_report(photo_ids=[self._photo(sent)])
        kept = base64.b64decode(report.photo_ids.with_context(bin_size=False).image)
        self.assertNotIn(b"Maison Rouge", kept)
        self.assertFalse(dict(Image.open(io.BytesIO(kept)).getexif()))

    def test_other_files_are_refused(self):
        for content in (SVG, b"%PDF-1.7", b"<html>", b"MZ\x90", b"\x89PNG broken", self._picture("GIF")):
            with self.subTest(content=content[:8]), self.assertRaisesRegex(ValidationError, "E-PROOF-01"):
                self._create_report(photo_ids=[self._photo(content)])

    def test_three_formats_are_accepted_and_kept_as_one(self):
        photos = [self._photo(self._picture(kind)) for kind in ("JPEG", "PNG", "WEBP")]
        report = self._create_report(photo_ids=photos)
        for photo in report.photo_ids.with_context(bin_size=False):
            self.assertTrue(base64.b64decode(photo.image).startswith(b"\xff\xd8"))

    def test_heavy_file_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-PROOF-01"):
            self._create_report(photo_ids=[self._photo(b"\xff" * (8 * 1024 * 1024 + 1))])

    def test_fourth_photo_is_refused(self):
        report = self._create_report(photo_ids=[self._photo() for _n in range(3)])
        with self.assertRaisesRegex(ValidationError, "E-REP-07"):
            report.with_user(self.office).photo_ids = [self._photo()]

    def test_replaced_photo_is_cleaned_too(self):
        photo = self._create_report(photo_ids=[self._photo()]).photo_ids.with_user(self.office)
        with self.assertRaisesRegex(ValidationError, "E-PROOF-01"):
            photo.image = base64.b64encode(SVG)

    def test_last_photo_of_a_silent_report_stays(self):
        report = self._create_report(photo_ids=[self._photo()])
        with self.assertRaisesRegex(ValidationError, "E-REP-01"):
            report.with_user(self.office).photo_ids = [Command.clear()]

    def test_file_of_a_photo_is_private(self):
        report = self._create_report(photo_ids=[self._photo()])
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "regie.resident.report.photo"),
                ("res_id", "in", report.photo_ids.ids),
                ("res_field", "=", "image"),
            ]
        )
        self.assertTrue(files)
        self.assertFalse(any(files.mapped("public")))
