import base64
import io
import json

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from odoo.addons.report_weasyprint.tools.typesetter import Typesetter

from .common import png


@tagged("post_install", "-at_install")
class TestDownload(HttpCase):
    """A document asked by the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report_weasyprint.engine", "weasyprint")
        key = "report_weasyprint.test_download"
        cls.env["ir.ui.view"].create(
            {
                "name": key,
                "key": key,
                "type": "qweb",
                "arch": f"""<t t-name="{key}"><t t-call="web.html_container"><t t-foreach="docs" t-as="o">
                    <t t-call="web.external_layout"><div class="page"><h1 t-out="o.name"/>
                    <img t-attf-src="/web/image/res.partner/{{{{o.id}}}}/image_1920"/></div></t></t></t></t>""",
            }
        )
        cls.report = cls.env["ir.actions.report"].create(
            {"name": "Sheet", "model": "res.partner", "report_name": key, "report_type": "qweb-pdf"}
        )
        cls.partners = cls.env["res.partner"].create(
            [
                {"name": f"Customer n{index:03}", "image_1920": base64.b64encode(png("blue", (300 + index, 300)))}
                for index in range(3)
            ]
        )
        Typesetter.forget()
        new_test_user(cls.env, "weasyprint_clerk", groups="base.group_user")

    def _path(self):
        ids = ",".join(str(partner.id) for partner in self.partners)
        context = json.dumps({"force_report_rendering": True})
        return f"/report/pdf/{self.report.report_name}/{ids}?context={context}"

    def test_clerk_downloads_the_document_of_several_records_with_their_images(self):
        self.authenticate("weasyprint_clerk", "weasyprint_clerk")
        response = self.url_open(self._path())
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        pages = PdfFileReader(io.BytesIO(response.content), strict=False).pages
        self.assertEqual(len(pages), 3)
        for index, page in enumerate(pages):
            self.assertIn(f"Customer n{index:03}", page.extract_text())
            self.assertIn((300 + index, 300), [image.image.size for image in page.images])

    def test_style_sheet_missing_on_a_read_replica_is_built_by_the_request_itself(self):
        self.env["ir.attachment"].search([("url", "like", "/web/assets/%report_assets%")]).unlink()
        Typesetter.forget()
        self.authenticate("weasyprint_clerk", "weasyprint_clerk")
        with mute_logger("odoo.http"):
            response = self.url_open(self._path())
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertTrue(self.env["ir.attachment"].search([("url", "like", "/web/assets/%report_assets_common%")]))

    def test_browser_asks_whether_printing_works(self):
        self.authenticate("weasyprint_clerk", "weasyprint_clerk")
        answer = self.make_jsonrpc_request("/report/check_wkhtmltopdf", {})
        self.assertEqual(answer, "ok")

    def test_visitor_without_session_gets_no_document(self):
        self.authenticate(None, None)
        response = self.url_open(self._path(), allow_redirects=False)
        self.assertIn(response.status_code, (302, 303))
        self.assertNotIn(b"%PDF", response.content)
