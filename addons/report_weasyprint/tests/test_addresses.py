import base64
from unittest.mock import patch

import psycopg2
from weasyprint.urls import URLFetcher

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.report_weasyprint.tools import fetcher as fetcher_module
from odoo.addons.report_weasyprint.tools.fetcher import RefusedAddress, ReportURLFetcher, reader_env

from .common import PdfCase, png

FETCHER_LOG = "odoo.addons.report_weasyprint.tools.fetcher"
BASE = "https://erp.example"


@tagged("post_install", "-at_install")
class TestAddresses(PdfCase):
    """What a report may read: this server's images, under the rights of the reader, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("web.base.url", BASE)
        cls.partner = cls.env["res.partner"].create(
            {"name": "Photographed", "image_1920": base64.b64encode(png("blue", (300, 300)))}
        )

    def _fetcher(self, user=None):
        return ReportURLFetcher(self.env(user=user) if user else self.env(user=self.reader.id), BASE)

    def _fetch(self, path, user=None):
        response = self._fetcher(user).fetch(path if ":" in path else BASE + path)
        return response.read(), response.content_type

    def _assert_refused(self, address, user=None):
        with self.subTest(address=address), mute_logger(FETCHER_LOG), self.assertRaises(RefusedAddress):
            self._fetcher(user).fetch(address)

    def _create_attachment(self, **values):
        return self.env["ir.attachment"].create({"name": "picture.png", "raw": png("red", (60, 30)), **values})

    def test_other_hosts_protocols_and_local_files_are_refused(self):
        with patch.object(URLFetcher, "open", side_effect=AssertionError("a request left the server")):
            for address in (
                "http://169.254.169.254/latest/meta-data",
                "https://elsewhere.example/picture.png",
                "http://erp.example/web/static/img/placeholder.png",
                "https://erp.example:8443/web/static/img/placeholder.png",
                "https://erp.example@elsewhere.example/picture.png",
                "//elsewhere.example/picture.png",
                "file:///etc/passwd",
                "FILE:///etc/passwd",
                "ftp://erp.example/picture.png",
                "gopher://erp.example/",
                "jar:https://erp.example!/picture.png",
                "/etc/passwd",
                "",
            ):
                self._assert_refused(address)

    def test_paths_outside_of_the_static_folders_are_refused(self):
        for path in (
            "/web/static/../__manifest__.py",
            "/web/static/%2e%2e/__manifest__.py",
            "/web/static/..%2f__manifest__.py",
            "/web/static/src/../../../../../../etc/passwd",
            "/web/static/%5c..%5c..%5c__manifest__.py",
            "/web/static/img/placeholder.png%00.css",
            "/web/__manifest__.py",
            "/web/models/res_partner.py",
            "/web/static/src/main.js",
            "/nowhere/static/img/icon.png",
            "/etc/passwd",
            "/web/database/manager",
            "/odoo/settings",
        ):
            self._assert_refused(BASE + path)

    def test_static_image_is_read_from_the_addon(self):
        content, mimetype = self._fetch("/web/static/img/placeholder.png")
        self.assertEqual(mimetype, "image/png")
        self.assertTrue(content.startswith(b"\x89PNG"))

    def test_bundle_is_read_from_its_attachment_then_built_when_missing(self):
        bundle = self.env["ir.qweb"]._get_asset_bundle("web.report_assets_pdf", js=False)
        address = bundle.get_link("css")
        built = self._fetch(address)
        self.assertEqual(built[1], "text/css")
        self.assertIn(b"border-collapse", built[0])
        with patch.object(ReportURLFetcher, "_build_bundle", side_effect=AssertionError("built again")):
            self.assertEqual(self._fetch(address), built)

    def test_script_bundle_is_refused(self):
        self._assert_refused(f"{BASE}/web/assets/1234567/web.assets_backend.min.js")

    def test_inline_images_are_decoded_and_inline_pages_refused(self):
        encoded = base64.b64encode(png()).decode()
        self.assertEqual(self._fetch(f"data:image/png;base64,{encoded}"), (png(), "image/png"))
        self.assertEqual(self._fetch("data:image/svg+xml,%3Csvg/%3E"), (b"<svg/>", "image/svg+xml"))
        self._assert_refused("data:text/html,<script>alert(1)</script>")
        self._assert_refused("data:image/png;base64")

    def test_image_of_a_readable_record_is_read_in_every_form_of_address(self):
        for path in (
            f"/web/image/res.partner/{self.partner.id}/image_128",
            f"/web/image/res.partner/{self.partner.id}/image_128/photo.png",
            f"/web/image?model=res.partner&id={self.partner.id}&field=image_128",
        ):
            with self.subTest(path=path):
                content, mimetype = self._fetch(path)
                self.assertEqual(mimetype, "image/png")
                self.assertTrue(content.startswith(b"\x89PNG"))

    def test_image_is_resized_as_the_address_asks(self):
        content = self._fetch(f"/web/image/res.partner/{self.partner.id}/image_1920/64x64")[0]
        self.assertEqual(fetcher_module.image_process(content), content)
        self.assertLess(len(content), len(self.partner.image_1920))

    def test_image_of_an_unreadable_record_is_refused_and_its_reader_has_it(self):
        self.env["ir.rule"].create(
            {
                "name": "Hide the photographed",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "groups": [(4, self.env.ref("base.group_user").id)],
                "domain_force": [("id", "!=", self.partner.id)],
            }
        )
        path = f"/web/image/res.partner/{self.partner.id}/image_128"
        self._assert_refused(BASE + path)
        self.partner.user_ids = self.env["res.users"]
        system = self.env["res.users"].create(
            {"name": "Allowed", "login": "weasyprint_allowed", "group_ids": [(4, self.env.ref("base.group_user").id)]}
        )
        self.env["ir.rule"].search([("name", "=", "Hide the photographed")]).domain_force = str(
            ["|", ("id", "!=", self.partner.id), ("create_uid", "!=", system.id)]
        )
        self.assertTrue(self._fetch(path, system.id)[0])

    def test_attachment_of_another_person_is_refused_and_its_owner_has_it(self):
        owner = self.reader.copy({"login": "weasyprint_owner"})
        attachment = self._create_attachment().with_user(owner)
        private = self.env["ir.attachment"].with_user(owner).create({"name": "mine.png", "raw": png("red", (60, 30))})
        self.assertTrue(attachment)
        for path in (f"/web/image/{private.id}", f"/web/content/{private.id}", f"/web/image/{private.id}/mine.png"):
            self._assert_refused(BASE + path)
            self.assertEqual(self._fetch(path, owner.id)[0], png("red", (60, 30)))

    def test_access_token_opens_one_attachment_only(self):
        attachment, other = self._create_attachment(), self._create_attachment()
        attachment.generate_access_token()
        token = attachment.access_token
        self.assertTrue(self._fetch(f"/web/image/{attachment.id}?access_token={token}")[0])
        self._assert_refused(f"{BASE}/web/image/{attachment.id}?access_token=wrong")
        self._assert_refused(f"{BASE}/web/image/{other.id}?access_token={token}")

    def test_public_attachment_is_read_by_its_own_address(self):
        self._create_attachment(url="/brand/picture.png", public=True, type="binary")
        self.assertEqual(self._fetch("/brand/picture.png"), (png("red", (60, 30)), "image/png"))

    def test_attachment_that_points_elsewhere_is_refused(self):
        for url in ("https://elsewhere.example/picture.png", "file:///etc/passwd", "/web/static/../__manifest__.py"):
            attachment = self._create_attachment(type="url", url=url, raw=False, public=True)
            self._assert_refused(f"{BASE}/web/image/{attachment.id}")

    def test_document_which_is_not_an_image_is_refused(self):
        attachment = self._create_attachment(name="contract.txt", raw=b"Secret", public=True)
        self._assert_refused(f"{BASE}/web/content/{attachment.id}")

    def test_field_which_is_not_an_image_is_refused(self):
        self._assert_refused(f"{BASE}/web/image/res.partner/{self.partner.id}/name")
        self._assert_refused(f"{BASE}/web/image/res.users/{self.reader.id}/password")

    def test_barcode_is_drawn_in_both_forms_of_address(self):
        for path in (
            "/report/barcode/QR/Louviers?width=120&height=120&quiet=0",
            "/report/barcode/Code128/AB-12/34",
            "/report/barcode/?barcode_type=EAN13&value=5449000000996&width=300&height=80&humanreadable=1",
            "/report/barcode?barcode_type=QR&value=https%3A%2F%2Ferp.example%2Fa%26b&width=90&height=90",
        ):
            with self.subTest(path=path):
                content, mimetype = self._fetch(path)
                self.assertEqual(mimetype, "image/png")
                self.assertTrue(content.startswith(b"\x89PNG"))

    def test_barcode_receives_its_whole_value(self):
        with patch.object(type(self.env["ir.actions.report"]), "barcode", return_value=png()) as barcode:
            self._fetch("/report/barcode/QR/a%2Fb%26c?width=90")
            self._fetch("/report/barcode/?barcode_type=QR&value=a%2Fb%26c&width=91")
        self.assertEqual([call.args for call in barcode.call_args_list], [("QR", "a/b&c")] * 2)
        self.assertEqual([call.kwargs for call in barcode.call_args_list], [{"width": "90"}, {"width": "91"}])

    def test_barcode_too_large_is_refused(self):
        self._assert_refused(f"{BASE}/report/barcode/QR/big?width=100000&height=100000")

    def test_logo_of_the_company_is_read(self):
        self.assertTrue(self._fetch(f"/logo.png?company={self.company.id}")[0].startswith(b"\x89PNG"))
        self.assertTrue(self._fetch("/logo")[0].startswith(b"\x89PNG"))

    def test_superuser_reads_as_the_public_and_sudo_as_its_user(self):
        self.assertEqual(reader_env(self.env(user=1)).uid, self.env.ref("base.public_user").id)
        reader = reader_env(self.env(user=self.reader.id, su=True))
        self.assertEqual((reader.uid, reader.su), (self.reader.id, False))
        with self.assertRaises(AccessError):
            reader["ir.config_parameter"].search([])

    def test_printed_page_shows_the_readable_and_leaves_out_the_refused(self):
        owner = self.reader.copy({"login": "weasyprint_owner"})
        private = self.env["ir.attachment"].with_user(owner).create({"name": "mine.png", "raw": png("red", (61, 31))})
        public = self._create_attachment(public=True, raw=png("blue", (62, 32)))
        report = self._create_report(
            f"""<img src="/web/image/{private.id}"/><img src="/web/image/{public.id}"/>
            <img src="file:///etc/hostname"/><img src="https://elsewhere.example/a.png"/>
            <img src="/report/barcode/QR/Louviers?width=63&amp;height=63"/><p>Text</p>"""
        )
        for user, expected in ((self.reader, {(62, 32), (63, 63)}), (owner, {(61, 31), (62, 32), (63, 63)})):
            with mute_logger(FETCHER_LOG):
                content = self._print(report, self._create_partners(1), user)
            self.assertEqual(set(self._images(content)[0]) - {(200, 80)}, expected)
            self.assertIn("Text", self._texts(content)[0])

    def test_database_error_while_reading_stops_the_printing(self):
        report = self._create_report("<img src='/report/barcode/QR/Louviers'/>")
        with (
            patch.object(ReportURLFetcher, "_read_barcode", side_effect=psycopg2.OperationalError("lost")),
            self.assertRaises(psycopg2.OperationalError),
        ):
            self._print(report, self._create_partners(1))

    def test_file_cannot_be_attached_to_the_pdf_by_its_markup(self):
        attachment = self._create_attachment(public=True)
        report = self._create_report(
            f"""<a rel="attachment" href="/web/image/{attachment.id}">File</a>
            <link rel="attachment" href="/web/image/{attachment.id}"/>"""
        )
        content = self._print(report, self._create_partners(1))
        self.assertNotIn(b"/EmbeddedFile", content)

    def test_local_style_sheet_in_the_text_of_a_record_is_refused(self):
        report = self._create_report(
            "<style>@import url('file:///etc/passwd'); p { color: #ff0001; }</style><p>Text</p>"
        )
        self.assertIn("Text", self._texts(self._print(report, self._create_partners(1)))[0])
