from odoo import fields, models


class RegieGovernanceSetupSeat(models.TransientModel):
    """What the statutes give to a college in the board."""

    _name = "regie.governance.setup.seat"
    _description = "Seats of a college, at the setting up"

    setup_id = fields.Many2one("regie.governance.setup", required=True, ondelete="cascade")
    college_id = fields.Many2one("regie.college", required=True)
    is_allowed = fields.Boolean(string="May sit", default=True)
    seats_min = fields.Integer(string="Seats, at least")
    seats_max = fields.Integer(string="Seats, at most", help="0: no limit.")

    def _prepare_vals(self, organ):
        """Return the values of the seats of the college in an organ."""
        self.ensure_one()
        return {
            "organ_id": organ.id,
            "college_id": self.college_id.id,
            "is_allowed": self.is_allowed,
            "seats_min": self.seats_min,
            "seats_max": self.seats_max,
        }
