from odoo import api, fields, models


class RegieGrantPart(models.AbstractModel):
    """What tranches and fractions have in common: an amount of a grant, and their sum is the grant."""

    _name = "regie.grant.part"
    _description = "Part of a grant"
    _check_company_auto = True

    grant_id = fields.Many2one("regie.grant", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="grant_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Add parts; their sum stays the amount of the grant. (FIN-010, FIN-015, FIN-019)"""
        parts = super().create(vals_list)
        parts._check_grants()
        return parts

    def write(self, vals):
        """Change parts; their sum stays the amount of the grant. (FIN-010, FIN-015, FIN-019)"""
        grants = self.grant_id
        result = super().write(vals)
        self._check_grants(grants)
        return result

    def unlink(self):
        """Remove parts; what stays is the amount of the grant. (FIN-010, FIN-015, FIN-019)"""
        grants = self.grant_id
        result = super().unlink()
        self.browse()._check_grants(grants)
        return result

    def _check_grants(self, grants=None):
        """Check the grants of the parts, unless the grant itself is being saved: it then checks once, at its end."""
        grants = self.grant_id | (grants or self.env["regie.grant"])
        if not self.env.su:
            grants._check_open()
        if not self.env.context.get("regie_grant_saving"):
            grants._check_parts()
