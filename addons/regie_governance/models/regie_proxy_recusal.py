from odoo import api, models
from odoo.exceptions import ValidationError


class RegieProxyRecusal(models.Model):
    """A recused person gives no proxy for the point that they leave, and receives none. (GOV-041)"""

    _inherit = "regie.proxy"

    @api.constrains("giver_id", "holder_id", "substitute_id", "resolution_ids", "date_accepted", "date_void")
    def _check_not_recused(self):
        """Refuse a proxy for points that its giver, or all who could use it, have left; a proxy for the whole meeting
        stays and is suspended on these points."""
        for proxy in self:
            points = proxy.resolution_ids or proxy.meeting_id.resolution_ids
            if proxy.resolution_ids and not proxy.date_void:
                for point in proxy.resolution_ids:
                    proxy._check_point(point)
            if proxy.date_accepted:
                points.filtered("recusal_ids")._sync_recused_voices()

    def _check_point(self, point):
        recused = point._get_recused_partners()
        holders = self.holder_id | self.substitute_id
        if self.giver_id.partner_id in recused:
            person = self.giver_id.partner_id
        elif holders and holders <= recused:
            person = self.holder_id
        else:
            return
        raise ValidationError(self.env["regie.vote.line"]._get_recused_message(person))
