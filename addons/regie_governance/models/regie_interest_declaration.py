from odoo import api, fields, models


class RegieInterestDeclaration(models.Model):
    """What a person who sits in an organ discloses of their interests, every year and at each new mandate (GOV-09)."""

    _name = "regie.interest.declaration"
    _description = "Declaration of interests"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Declared on", tracking=True, help="Day on which the person signed it. Empty: a draft.")
    date_validated = fields.Date(string="Received on", tracking=True, copy=False)
    date_end = fields.Date(string="Valid until", compute="_compute_date_end", store=True, readonly=False)
    line_ids = fields.One2many("regie.interest.line", "declaration_id", string="Interests", copy=True)
    is_without_interest = fields.Boolean(string="Declares no interest")

    @api.depends("date")
    def _compute_date_end(self):
        for declaration in self:
            declaration.date_end = declaration.date and fields.Date.add(declaration.date, years=1, days=-1)
