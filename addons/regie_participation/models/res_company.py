import secrets

from odoo import api, fields, models


class ResCompany(models.Model):
    """The régie, and the public page where its inhabitants leave their ideas."""

    _inherit = "res.company"

    regie_idea_token = fields.Char(
        string="Name of the page of ideas",
        compute="_compute_regie_idea_token",
        store=True,
        copy=False,
        help="End of the address of the public page of ideas of this régie.",
    )
    regie_idea_url = fields.Char(string="Page of ideas", compute="_compute_regie_idea_url")

    @api.depends("name")
    def _compute_regie_idea_token(self):
        for company in self:
            company.regie_idea_token = company.regie_idea_token or secrets.token_hex(4)

    @api.depends("regie_idea_token")
    def _compute_regie_idea_url(self):
        for company in self:
            company.regie_idea_url = f"{company.get_base_url()}/idees/{company.regie_idea_token}"
