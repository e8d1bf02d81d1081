"""Print PDF reports with WeasyPrint in the place where core calls wkhtmltopdf."""

import logging

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_actions_report import _wkhtml

_logger = logging.getLogger(__name__)

try:
    from ..tools.document import build_sources
    from ..tools.fetcher import ReportURLFetcher
    from ..tools.page import PageGeometry
    from ..tools.typesetter import render_pdf
except (ImportError, OSError) as error:
    _logger.warning("WeasyPrint cannot be loaded: %s", error)
    render_pdf = None

ENGINE_PARAMETER = "report_weasyprint.engine"


class IrActionsReport(models.Model):
    """A report, printed by WeasyPrint unless the system says otherwise."""

    _inherit = "ir.actions.report"

    @api.model
    def _get_pdf_engine(self):
        """Return ``"weasyprint"`` or ``"wkhtmltopdf"``, from the system parameter and what the machine has."""
        choice = self.env["ir.config_parameter"].sudo().get_param(ENGINE_PARAMETER, "auto")
        if choice in ("weasyprint", "wkhtmltopdf"):
            return choice
        wkhtmltopdf = _wkhtml()
        return "wkhtmltopdf" if wkhtmltopdf.is_patched_qt and wkhtmltopdf.state == "ok" else "weasyprint"

    @api.model
    def get_wkhtmltopdf_state(self):
        """Tell core and the browser that a PDF can be made, whatever wkhtmltopdf's own state is."""
        if self._get_pdf_engine() == "wkhtmltopdf":
            return super().get_wkhtmltopdf_state()
        return "ok" if render_pdf else "broken"

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Return the PDF of the bodies, each with its own header, footer and page numbers."""
        if self._get_pdf_engine() == "wkhtmltopdf":
            return super()._run_wkhtmltopdf(
                bodies,
                report_ref=report_ref,
                header=header,
                footer=footer,
                landscape=landscape,
                specific_paperformat_args=specific_paperformat_args,
                set_viewport_size=set_viewport_size,
            )
        if not render_pdf:
            raise UserError(
                self.env._("WeasyPrint cannot be loaded. Install the Python package weasyprint and the library Pango.")
            )
        paperformat = self._get_report(report_ref).get_paperformat() if report_ref else self.get_paperformat()
        geometry = PageGeometry.from_paperformat(paperformat, landscape, specific_paperformat_args)
        fetcher = ReportURLFetcher(self.env, self._get_report_url())
        sources = build_sources(bodies, header, footer, self.env.lang, fetcher.base_url)
        return render_pdf(sources, geometry, fetcher)
