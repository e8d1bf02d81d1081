from odoo import fields, models


class EventEventTicket(models.Model):
    """The price of a place in a session: for everybody, or for who has a price list."""

    _inherit = "event.event.ticket"

    def _get_regie_price(self, pricelist, date=None):
        """Return the price with a price list: that of the ticket when the list says nothing of its product.

        A session that a convention pays for is free.
        """
        self.ensure_one()
        ticket = self.sudo()  # sudo: the price is computed for who may not read the lists
        if ticket.event_id.regie_convention_id:
            return 0.0
        if not pricelist or not ticket.product_id:
            return ticket.price
        price, rule = pricelist.sudo()._get_product_price_rule(
            ticket.product_id, 1.0, date=date or fields.Datetime.now(), currency=ticket.event_id.currency_id
        )
        return price if rule else ticket.price
