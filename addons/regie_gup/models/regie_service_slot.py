from odoo import api, fields, models


class RegieServiceSlot(models.Model):
    """One more pass on the same day: containers out in the morning and in at noon, a lift twice a day.

    The first pass of the day is that of the service itself.
    """

    _name = "regie.service.slot"
    _description = "Other Pass of the Day"
    _order = "service_id, number"

    service_id = fields.Many2one("regie.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="service_id.company_id")
    number = fields.Integer(readonly=True, copy=False, help="Its order among the passes of the day; the first is 1.")
    time_start = fields.Float(string="Hour from")
    time_end = fields.Float(string="Hour until")

    _number_uniq = models.UniqueIndex("(service_id, number)", "This pass of the day is already there.")
    _hours_of_a_day = models.Constraint(
        "CHECK (time_start >= 0 AND time_start < 24 AND time_end <= 24 AND (time_end = 0 OR time_end > time_start))",
        "The hours of a pass go from 0 to 24, and its end follows its start.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add passes of the day: each takes the next number of its service, kept for good, and is planned."""
        services = {vals.get("service_id") for vals in vals_list}
        last = dict(self._read_group([("service_id", "in", list(services))], ["service_id"], ["number:max"]))
        last = {service.id: number for service, number in last.items()}
        for vals in vals_list:
            number = last.get(vals.get("service_id"), 1) + 1
            vals["number"] = last[vals.get("service_id")] = number
        slots = super().create(vals_list)
        slots.service_id._replan()
        return slots

    def write(self, vals):
        """Change the hours of passes of the day, those that are planned too; a number is never changed."""
        vals = {name: value for name, value in vals.items() if name not in ("number", "service_id")}
        result = super().write(vals)
        for slot in self:
            slot.service_id._get_untouched_passes().filtered(lambda one, slot=slot: one.slot == slot.number).write(
                {"time_start": slot.time_start, "time_end": slot.time_end}
            )
        return result

    def unlink(self):
        """Take passes of the day away, with those that are planned and untouched."""
        services = self.service_id
        result = super().unlink()
        services.exists()._replan()
        return result
