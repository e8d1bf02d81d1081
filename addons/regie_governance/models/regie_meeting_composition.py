from odoo import fields, models


class RegieMeetingComposition(models.Model):
    """A meeting whose screen tells when inhabitants no longer hold the majority of its organ."""

    _inherit = "regie.meeting"

    organ_composition_state = fields.Selection(related="organ_id.composition_state", string="Majority of the organ")
    organ_composition_sentence = fields.Char(related="organ_id.composition_sentence", string="Sentence on the majority")
