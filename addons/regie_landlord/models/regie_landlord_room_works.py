from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date


class RegieLandlordRoom(models.AbstractModel):
    """The situations of works that wait for the landlord's visa."""

    _inherit = "regie.landlord.room"

    @api.model
    def _get_tasks(self, landlord):
        """The situations sent to the landlord and not approved yet."""
        domain = Domain([("partner_id.commercial_partner_id", "=", landlord.id), ("state", "=", "sent")])
        # sudo: the wall is the customer of the order
        situations = self.env["regie.situation"].sudo()
        waiting = situations.search(domain & self._get_company_domain(), order="date_to", limit=20)
        return super()._get_tasks(landlord) + [
            {
                "kind": "situation",
                "title": self.env._("Situation to approve: %s", one.lot_id.display_name or one.sale_order_id.name),
                "detail": self.env._(
                    "%(number)s, until %(date)s, %(amount)s",
                    number=one.name,
                    date=format_date(self.env, one.date_to),
                    amount=format_amount(self.env, one.amount_period, one.currency_id),
                ),
                "url": one.access_url,
            }
            for one in waiting
        ]
