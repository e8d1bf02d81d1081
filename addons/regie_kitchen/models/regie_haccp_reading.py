from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime


class RegieHaccpReading(models.Model):
    """A temperature read on an equipment."""

    _name = "regie.haccp.reading"
    _description = "Temperature reading"
    _inherit = ["regie.haccp.record"]
    _order = "date desc, id desc"
    _temperatures = ("value",)

    equipment_id = fields.Many2one("regie.haccp.equipment", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(related="equipment_id.place_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="equipment_id.company_id", store=True, precompute=True, index=True)
    value = fields.Float(string="Temperature (°C)", digits=(16, 1), required=True, aggregator="avg")
    temp_min = fields.Float(string="Lowest (°C)", digits=(16, 1), readonly=True, aggregator=None)
    temp_max = fields.Float(string="Highest (°C)", digits=(16, 1), readonly=True, aggregator=None)
    corrects_id = fields.Many2one("regie.haccp.reading", index="btree_not_null", ondelete="restrict", copy=False)
    correction_ids = fields.One2many("regie.haccp.reading", "corrects_id")
    is_corrected = fields.Boolean(string="Corrected", compute="_compute_is_corrected", store=True)

    _corrects_uniq = models.UniqueIndex(
        "(corrects_id) WHERE corrects_id IS NOT NULL", "This reading is already corrected: correct the correction."
    )

    @api.depends("equipment_id", "date", "value")
    def _compute_display_name(self):
        for reading in self:
            moment = format_datetime(self.env, reading.date, dt_format="short") if reading.date else ""
            reading.display_name = f"{reading.equipment_id.name or ''} {reading.value:g} °C {moment}".strip()

    @api.depends("correction_ids")
    def _compute_is_corrected(self):
        for reading in self:
            reading.is_corrected = bool(reading.correction_ids)

    @api.constrains("corrects_id", "equipment_id")
    def _check_corrects(self):
        for reading in self:
            if reading.corrects_id and reading.corrects_id.equipment_id != reading.equipment_id:
                raise ValidationError(
                    self.env._(
                        "A correction is of the same equipment: %(name)s. (E-HACCP-08)",
                        name=reading.corrects_id.equipment_id.name,
                    )
                )

    def _get_verdict(self):
        one = self.equipment_id
        return {
            "temp_min": one.temp_min,
            "temp_max": one.temp_max,
            "is_conform": one.temp_min <= self.value <= one.temp_max,
        }

    def _get_action_message(self):
        return self._get_temperature_message(self.value)

    def _judge(self):
        """Judge the readings, and tell the equipment what was read last."""
        super()._judge()
        for reading in self.sorted("date"):
            # sudo: facts of the equipment, for who only reads temperatures
            one = reading.equipment_id.sudo()
            if not one.date_last or one.date_last <= reading.date:
                one.write(
                    {"date_last": reading.date, "value_last": reading.value, "is_last_conform": reading.is_conform}
                )

    def action_correct(self):
        """Open a new reading that corrects this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Correction"),
            "context": {"default_equipment_id": self.equipment_id.id, "default_corrects_id": self.id},
        }
