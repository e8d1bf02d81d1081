from odoo import api, fields, models


class RegieLoanItem(models.Model):
    """One tool, with its number: one person has it at a time. gup_services.md, 5.2."""

    _name = "regie.loan.item"
    _description = "Tool"
    _inherit = ["mail.thread"]
    _order = "model_id, number, id"
    _check_company_auto = True

    number = fields.Char(required=True, copy=False, index="trigram", help="Written on the tool.")
    barcode = fields.Char(copy=False)
    model_id = fields.Many2one("regie.loan.model", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, precompute=True, index=True)
    policy_id = fields.Many2one(related="model_id.policy_id")
    active = fields.Boolean(default=True)
    site_id = fields.Many2one("regie.site", string="Kept at", ondelete="restrict", check_company=True, index=True)
    equipment_id = fields.Many2one("maintenance.equipment", ondelete="restrict", check_company=True, copy=False)
    condition = fields.Selection(
        [("new", "New"), ("good", "Good"), ("worn", "Worn"), ("broken", "To repair")], required=True, default="good"
    )
    status = fields.Selection(
        [("available", "Lent"), ("maintenance", "In maintenance"), ("missing", "Missing"), ("retired", "Retired")],
        required=True,
        default="available",
        tracking=True,
        index=True,
    )
    line_ids = fields.One2many("regie.loan.line", "item_id", string="Loans")

    _number_uniq = models.UniqueIndex("(number, company_id)", "Another tool already bears this number.")
    _barcode_uniq = models.UniqueIndex(
        "(barcode, company_id) WHERE barcode IS NOT NULL", "Another tool already bears this barcode."
    )

    @api.depends("model_id", "number")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"{item.model_id.name or ''} {item.number or ''}".strip()
