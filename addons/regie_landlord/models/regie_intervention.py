from odoo import fields, models


class RegieIntervention(models.Model):
    """A pass that a landlord reads, and may contest."""

    _inherit = "regie.intervention"

    dispute_ids = fields.One2many("regie.intervention.dispute", "intervention_id", string="Disputes")

    # The month of a landlord on the portal
    _owner_day = models.Index("(owner_id, date_planned) WHERE owner_id IS NOT NULL")
