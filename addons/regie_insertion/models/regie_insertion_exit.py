from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .regie_insertion_exit_motive import CATEGORIES


class RegieInsertionExit(models.Model):
    """Final exit of a pathway: its day, its motive, and what becomes of the person three and six months later."""

    _name = "regie.insertion.exit"
    _description = "Exit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="restrict", index=True, check_company=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(string="Exit on", required=True, index=True, tracking=True, help="Last day in the structure.")
    motive_id = fields.Many2one(
        "regie.insertion.exit.motive",
        ondelete="restrict",
        tracking=True,
        help="Empty: the exit counts as another exit and stays to be documented.",
    )
    category = fields.Selection(CATEGORIES, compute="_compute_category", store=True)
    reason = fields.Char(tracking=True, help="Asked for when the exit is withdrawn from those counted.")

    _pathway_uniq = models.Constraint("UNIQUE (pathway_id)", "This pathway already has an exit. (INS-X02)")

    @api.depends("employee_id.name", "date")
    def _compute_display_name(self):
        for leaving in self:
            leaving.display_name = leaving.employee_id.name or ""

    @api.depends("motive_id.category")
    def _compute_category(self):
        for leaving in self:
            leaving.category = leaving.motive_id.category or "other"

    @api.constrains("category", "reason")
    def _check_withdrawn(self):
        for leaving in self:
            if leaving.category == "withdrawn" and not leaving.reason:
                raise ValidationError(self.env._("A withdrawn exit must be justified. (INS-X03)"))
