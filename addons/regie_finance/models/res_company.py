from odoo import fields, models


class ResCompany(models.Model):
    """How strictly a régie follows its activities in the accounts."""

    _inherit = "res.company"

    regie_activity_required = fields.Boolean(
        string="Activity required",
        help="Once ticked, no income nor expense is posted without saying, for 100 % of it, which activities it is of.",
    )
    regie_default_activity_id = fields.Many2one(
        "regie.activity",
        string="Default activity",
        domain="[('company_id', '=', id)]",
        help="Borne by what banks and tills post by themselves without saying any activity: bank fees, differences…",
    )
