from odoo import models


class RegieProxyExamination(models.Model):
    """Is a proxy good: looked at in the order of reception, accepted or refused with its reason."""

    _inherit = "regie.proxy"

    def _is_valid_at(self, at=None):
        """Tell whether the proxy was accepted and not yet void at an hour (UTC), now by default."""
        self.ensure_one()
        if not self.date_accepted or self.reject_code:
            return False
        return not self.date_void or (at is not None and self.date_void > at)
