from odoo import api, fields, models


class RegieAnnualAccountsNote(models.Model):
    """A section of the annex of one exercise: the text of the year, with its table counted from the books."""

    _name = "regie.annual.accounts.note"
    _description = "Note of the annex"
    _inherit = ["regie.fact.defaults"]
    _order = "sequence, id"
    _rec_name = "section_id"

    accounts_id = fields.Many2one("regie.annual.accounts", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="accounts_id.company_id", store=True, precompute=True, index=True)
    section_id = fields.Many2one("regie.annex.section", required=True, ondelete="restrict")
    sequence = fields.Integer(related="section_id.sequence", store=True)
    body = fields.Html(string="Text")
    has_table = fields.Boolean(string="With a table", compute="_compute_has_table")
    table_data = fields.Json(string="Table", compute="_compute_table_data", export_string_translation=False)

    _section_uniq = models.Constraint("UNIQUE (accounts_id, section_id)", "The annex already has this section.")

    @api.depends("section_id")
    def _compute_has_table(self):
        for note in self:
            note.has_table = bool(note.section_id.table)

    @api.depends("section_id", "accounts_id")
    def _compute_table_data(self):
        for note in self:
            note.table_data = (
                note.accounts_id.get_annex_table(note.section_id.table) if note.section_id.table else False
            )
