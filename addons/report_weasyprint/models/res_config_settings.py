"""Choice of the PDF engine in the general settings."""

from odoo import fields, models

from .ir_actions_report import ENGINE_PARAMETER


class ResConfigSettings(models.TransientModel):
    """General settings, with the engine that prints PDF reports."""

    _inherit = "res.config.settings"

    report_weasyprint_engine = fields.Selection(
        [
            ("auto", "Automatic"),
            ("weasyprint", "WeasyPrint"),
            ("wkhtmltopdf", "wkhtmltopdf"),
        ],
        string="PDF Engine",
        default="auto",
        config_parameter=ENGINE_PARAMETER,
        help="Program that turns printed documents into PDF files. Automatic takes wkhtmltopdf when this machine has "
        "its version with patched Qt, else WeasyPrint.",
    )
