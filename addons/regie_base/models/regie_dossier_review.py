from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieDossierReview(models.Model):
    """What a recipient thinks of one criterion at one moment: a mark of the scale, a comment. Never rewritten: a new
    opinion is a new record."""

    _name = "regie.dossier.review"
    _description = "Rating of a criterion"
    _order = "entry_id, id"
    _rec_name = "rating_label"

    entry_id = fields.Many2one("regie.dossier.entry", required=True, index=True, ondelete="restrict")
    dossier_id = fields.Many2one(related="entry_id.dossier_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="entry_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="By", required=True, ondelete="restrict")
    author_name = fields.Char(string="Person", required=True, help="The name as it was on that day.")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    level_id = fields.Many2one("regie.dossier.scale.level", ondelete="set null")
    rating_value = fields.Integer(string="Mark", aggregator="avg")
    rating_label = fields.Char(string="Rating")
    comment = fields.Text()

    def write(self, vals):
        """Refuse: a rating stays as it was given. (LAB-006)"""
        if vals:
            raise UserError(self.env._("A rating is never rewritten: give a new one, both are kept. (LAB-006)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        """Refuse: a rating stays as it was given. (LAB-006)"""
        raise UserError(self.env._("A rating is never deleted: give a new one, both are kept. (LAB-006)"))

    def _prepare_seal(self):
        """Answer what the second seal, set at the closing, holds of this rating."""
        self.ensure_one()
        return {
            "criterion": self.entry_id.code,
            "by": self.author_name,
            "date": fields.Datetime.to_string(self.date),
            "mark": self.rating_value if self.rating_label else None,
            "rating": self.rating_label or "",
            "comment": self.comment or "",
        }
