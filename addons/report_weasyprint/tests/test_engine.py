from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.base.models.ir_actions_report import WkhtmlInfo
from odoo.addons.report_weasyprint.models import ir_actions_report

from .common import PdfCase


def wkhtml(patched, state="ok"):
    """Return what core knows of a wkhtmltopdf program."""
    return lambda: WkhtmlInfo(state, True, "wkhtmltopdf", "0.12.6", patched, "wkhtmltoimage", None)


@tagged("post_install", "-at_install")
class TestEngine(PdfCase):
    """Which engine prints."""

    def _engine(self, choice, program):
        self.env["ir.config_parameter"].set_param("report_weasyprint.engine", choice)
        with patch.object(ir_actions_report, "_wkhtml", program):
            return self.env["ir.actions.report"]._get_pdf_engine()

    def test_automatic_choice_takes_patched_wkhtmltopdf_and_nothing_else(self):
        self.assertEqual(self._engine("auto", wkhtml(True)), "wkhtmltopdf")
        self.assertEqual(self._engine("auto", wkhtml(False)), "weasyprint")
        self.assertEqual(self._engine("auto", wkhtml(True, "broken")), "weasyprint")
        self.assertEqual(self._engine("auto", wkhtml(False, "install")), "weasyprint")

    def test_explicit_choice_wins_over_the_machine(self):
        self.assertEqual(self._engine("weasyprint", wkhtml(True)), "weasyprint")
        self.assertEqual(self._engine("wkhtmltopdf", wkhtml(False)), "wkhtmltopdf")

    def test_unknown_or_missing_choice_is_automatic(self):
        self.assertEqual(self._engine("pigeon", wkhtml(False)), "weasyprint")
        self.assertEqual(self._engine(False, wkhtml(True)), "wkhtmltopdf")

    def test_browser_is_told_that_printing_works_without_wkhtmltopdf(self):
        self.env["ir.config_parameter"].set_param("report_weasyprint.engine", "weasyprint")
        self.assertEqual(self.env["ir.actions.report"].get_wkhtmltopdf_state(), "ok")

    def test_missing_library_is_said_to_browser_and_user(self):
        reports = self.env["ir.actions.report"]
        with patch.object(ir_actions_report, "render_pdf", None):
            self.assertEqual(reports.get_wkhtmltopdf_state(), "broken")
            with self.assertRaisesRegex(UserError, "WeasyPrint cannot be loaded"):
                reports._run_wkhtmltopdf(["<p>Text</p>"])

    def test_wkhtmltopdf_is_called_with_the_same_arguments(self):
        self.env["ir.config_parameter"].set_param("report_weasyprint.engine", "wkhtmltopdf")
        core = "odoo.addons.base.models.ir_actions_report.IrActionsReport._run_wkhtmltopdf"
        with patch(core, return_value=b"%PDF") as run:
            content = self.env["ir.actions.report"]._run_wkhtmltopdf(["<p/>"], landscape=True, set_viewport_size=True)
        self.assertEqual(content, b"%PDF")
        self.assertEqual(
            run.call_args.kwargs,
            {
                "report_ref": False,
                "header": None,
                "footer": None,
                "landscape": True,
                "specific_paperformat_args": None,
                "set_viewport_size": True,
            },
        )

    def test_engine_is_chosen_in_the_general_settings(self):
        self.env["res.config.settings"].create({"report_weasyprint_engine": "wkhtmltopdf"}).execute()
        self.assertEqual(self.env["ir.config_parameter"].get_param("report_weasyprint.engine"), "wkhtmltopdf")
        self.assertEqual(self.env["res.config.settings"].create({}).report_weasyprint_engine, "wkhtmltopdf")
