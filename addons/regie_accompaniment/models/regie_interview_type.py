from odoo import api, fields, models


class RegieInterviewType(models.Model):
    """Kind of interview: entry diagnosis, follow-up, bilan, renewal, exit…, with the themes that it goes through."""

    _name = "regie.interview.type"
    _description = "Type of interview"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Short name without spaces: other screens designate it by it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    duration = fields.Float(string="Usual duration", default=1.0, help="In hours, proposed on a new interview.")
    theme_ids = fields.Many2many("regie.interview.theme", string="Themes", help="Headings prepared in the notes.")
    is_entry_diagnosis = fields.Boolean(
        string="Entry diagnosis", help="Once held, the diagnosis of the entry is no longer due."
    )
    is_review = fields.Boolean(string="Review (bilan)", help="Starts from the shared part of the previous one.")

    _code_uniq = models.Constraint("UNIQUE (code)", "Another type already bears this code.")

    @api.model
    def _get_by_code(self, code):
        """Return the type of this code, empty when the régie has archived it."""
        return self.search([("code", "=", code)], limit=1)
