from odoo import fields, models


class RegieMandateElection(models.Model):
    """A mandate remembers the election that gave it."""

    _inherit = "regie.mandate"

    election_id = fields.Many2one(
        "regie.resolution", string="Elected by", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
