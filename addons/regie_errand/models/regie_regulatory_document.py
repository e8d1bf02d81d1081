from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieRegulatoryDocument(models.Model):
    """A document of a vehicle or of a driver: technical inspection, insurance, driving licence seen."""

    _inherit = "regie.regulatory.document"

    vehicle_id = fields.Many2one("regie.tus.vehicle", check_company=True, index="btree_not_null", ondelete="cascade")
    driver_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="cascade")

    @api.constrains("gate_id", "event_id", "vehicle_id", "driver_id")
    def _check_subject(self):
        """What is given for a vehicle or a driver names it."""
        for document in self:
            scope = document.gate_id.scope
            if scope in ("vehicle", "driver") and not document[f"{scope}_id"]:
                raise ValidationError(
                    self.env._(
                        "“%(gate)s” is given vehicle by vehicle or driver by driver: choose the one of this document."
                        " (E-GATE-02)",
                        gate=document.gate_id.name,
                    )
                )
        return super()._check_subject()
