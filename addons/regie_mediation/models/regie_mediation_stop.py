from odoo import api, fields, models

from .regie_mediation_round import MOODS


class RegieMediationStop(models.Model):
    """A place where a round stopped, when, and how it was there."""

    _name = "regie.mediation.stop"
    _description = "Stop of a round"
    _inherit = ["regie.mediation.export"]
    _order = "date, id"
    _rec_name = "site_id"
    _check_company_auto = True

    round_id = fields.Many2one("regie.mediation.round", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="round_id.company_id", store=True, index=True, precompute=True)
    site_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.is_private', '=', False)]",
    )
    date = fields.Datetime(string="At", required=True, default=fields.Datetime.now)
    mood = fields.Selection(MOODS, string="Atmosphere")

    @api.constrains("site_id")
    def _check_site(self):
        self.site_id._check_mediation_place()

    @api.model_create_multi
    def create(self, vals_list):
        """Add stops to rounds that are not validated. (E-MED-09)"""
        stops = super().create(vals_list)
        stops._check_round()
        return stops

    def write(self, vals):
        """Change stops of rounds that are not validated. (E-MED-09)"""
        self._check_round()
        result = super().write(vals)
        self._check_round()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_of_open_round(self):
        self._check_round()

    def _check_round(self):
        if not self.env.su:
            self.round_id._check_not_locked()
