from odoo import api, fields, models


class RegieServicePause(models.Model):
    """A period in which a service does not come: works in the building, school holidays, a strike."""

    _name = "regie.service.pause"
    _description = "Pause of a Service"
    _order = "date_from desc, id"

    service_id = fields.Many2one("regie.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="service_id.company_id")
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(string="Last day", required=True)
    name = fields.Char(string="Why")

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A pause cannot end before it starts.")

    @api.model_create_multi
    def create(self, vals_list):
        """Add pauses: the passes planned in them and untouched go."""
        pauses = super().create(vals_list)
        pauses.service_id._replan()
        return pauses

    def write(self, vals):
        """Change pauses, and what is planned with them."""
        services = self.service_id
        result = super().write(vals)
        (services | self.service_id)._replan()
        return result

    def unlink(self):
        """Take pauses away: their days are planned again."""
        services = self.service_id
        result = super().unlink()
        services.exists()._replan()
        return result
