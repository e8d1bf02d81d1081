from odoo import fields, models


class RegieAnnexSection(models.Model):
    """A section of the annex: the text from which each year starts, and the table that the software counts.

    The annex explains and completes the balance sheet and the income statement (ANC 2018-06, art. 431-1 and after).
    """

    _name = "regie.annex.section"
    _description = "Section of the annex"
    _order = "sequence, id"

    name = fields.Char(string="Title", required=True, translate=True)
    sequence = fields.Integer(default=10)
    body = fields.Html(
        string="Starting text", translate=True, help="Proposed the first year; then last year's text is taken over."
    )
    table = fields.Char(
        string="Table counted",
        readonly=True,
        export_string_translation=False,
        help="Technical name of the table that the software counts from the books.",
    )
    active = fields.Boolean(default=True)
