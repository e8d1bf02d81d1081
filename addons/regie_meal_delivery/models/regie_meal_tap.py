from datetime import timedelta

from odoo import api, fields, models


class RegieMealTap(models.Model):
    """Mark of something that a driver's telephone sent: sent again when the network came back, it counts once."""

    _name = "regie.meal.tap"
    _description = "Thing sent by a driver's telephone"
    _order = "id desc"
    _rec_name = "client_uid"

    client_uid = fields.Char(required=True)
    round_id = fields.Many2one("regie.meal.round", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="round_id.company_id", store=True, index=True, precompute=True)

    _client_uid_uniq = models.UniqueIndex("(client_uid)", "This was received already.")

    @api.autovacuum
    def _gc_old(self):
        """Forget the marks of last month: no telephone keeps things that long."""
        self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=31))]).unlink()
