from odoo import Command, fields, models


class RegieServiceTemplate(models.Model):
    """A usual way for a service to come back: halls three times a week, mowing every other week in season.

    Applied to many sites at once, it makes as many recurring services. Domain: gup_services.md, 1.5.
    """

    _name = "regie.service.template"
    _description = "Template of Recurring Service"
    _inherit = ["regie.frequency.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", help="Empty: for all the régies.")
    service_type_id = fields.Many2one(
        "regie.service.type", string="Service", required=True, ondelete="cascade", check_company=True
    )
    family_id = fields.Many2one(related="service_type_id.family_id")
    planned_minutes = fields.Integer(string="Length (min)", help="0: the usual length of the service.")

    def _prepare_service_vals(self):
        """Values of a recurring service that comes back as this template says."""
        self.ensure_one()
        hours = ("time_start", "time_end")
        copied = [name for name in self._get_frequency_fields() if name != "month_ids"]
        vals = {name: self[name] for name in (*copied, *hours)}
        minutes = {"planned_minutes": self.planned_minutes} if self.planned_minutes else {}
        months = [Command.set(self.month_ids.ids)]
        return {**vals, **minutes, "service_type_id": self.service_type_id.id, "month_ids": months}
