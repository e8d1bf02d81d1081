from odoo import models
from odoo.exceptions import UserError


class RegieResolution(models.Model):
    """A change of the statutes is voted on a text that everybody could read."""

    _inherit = "regie.resolution"

    def _check_can_open(self):
        """Refuse the vote on statutes whose draft is not attached (GOV-023)."""
        result = super()._check_can_open()
        if self.resolution_type == "statutes" and not self.attachment_ids:
            raise UserError(
                self.env._(
                    "“%s”: attach the draft of the statutes to the working papers before the vote. (GOV-023)",
                    self.title,
                )
            )
        return result
