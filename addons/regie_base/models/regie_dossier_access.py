from odoo import fields, models
from odoo.exceptions import UserError


class RegieDossierAccess(models.Model):
    """Who read or downloaded a dossier, and when. Written by the reading itself, never by hand."""

    _name = "regie.dossier.access"
    _description = "Reading of a dossier"
    _order = "date desc, id desc"
    _rec_name = "date"

    dossier_id = fields.Many2one("regie.dossier", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="dossier_id.company_id", store=True, index=True)
    recipient_id = fields.Many2one("regie.dossier.recipient", index="btree_not_null", ondelete="set null")
    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="restrict")
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    kind = fields.Selection(
        [
            ("read", "Reading"),
            ("pdf", "PDF downloaded"),
            ("xlsx", "Spreadsheet downloaded"),
            ("zip", "Archive downloaded"),
            ("evidence", "Evidence downloaded"),
        ],
        string="What",
        required=True,
    )
    path = fields.Char(string="File")
    is_by_link = fields.Boolean(string="By personal link", help="The person was not logged in.")

    def write(self, vals):
        """Refuse: the record of readings is not rewritten. (LAB-006)"""
        if vals:
            raise UserError(self.env._("The record of readings is not rewritten. (LAB-006)"))
        return super().write(vals)
