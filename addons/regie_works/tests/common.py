"""Builders with the words of quotations, worksites and invoices."""

from odoo import Command

from odoo.addons.regie_gup.tests.common import GupCase


class WorksCase(GupCase):
    """A régie that quotes, buys, takes from its stock and invoices; its chart of accounts is loaded once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)

    @classmethod
    def _create_product(cls, name="Paint", **vals):
        """Create a stored product, without tax."""
        return cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, "taxes_id": False, "standard_price": 10, **vals}
        )

    @classmethod
    def _create_trade(cls, name="Painting", family=None, **vals):
        """Create a service that is sold and invoiced once done, of a family of services when one is given."""
        family_id = cls.env.ref(f"regie_gup.service_family_{family}").id if family else False
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "service_policy": "delivered_manual",
                "taxes_id": False,
                "list_price": 100,
                "service_family_id": family_id,
                **vals,
            }
        )

    @classmethod
    def _create_order(cls, *lines, partner=None, confirmed=False, **vals):
        """Create an order; a line is (product, quantity, price) or (product, quantity, price, other values)."""
        partner = partner or cls._create_partner()
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            **(more[0] if more else {}),
                        }
                    )
                    for product, quantity, price, *more in lines or [(cls._create_trade(), 10, 100)]
                ],
                **vals,
            }
        )
        if confirmed:
            order.action_confirm()
        return order

    @classmethod
    def _prepare_waste(cls, **vals):
        """Return the values of a waste line that says all that the law asks."""
        return {
            "name": "Plaster",
            "quantity": 200,
            "unit": "kg",
            "sorting": "separate",
            "point_kind": "professional_tip",
            "point_name": "Déchèterie de Louviers",
            "point_address": "Rue des Entrepreneurs, Louviers",
            "cost": 40,
            **vals,
        }

    @classmethod
    def _create_schedule(cls, *lines, buyer_kind="esh", **vals):
        """Create a lot with its confirmed order; return the lot."""
        lot = cls._create_lot(cls._create_market(buyer_kind=buyer_kind), **vals)
        lot.sale_order_id = cls._create_order(*lines, partner=lot.buyer_id, confirmed=True)
        return lot

    @classmethod
    def _create_situation(cls, order, month=2, **vals):
        """Create the situation of a month of 2026."""
        days = {"date_from": f"2026-{month:02}-01", "date_to": f"2026-{month:02}-28"}
        return cls.env["regie.situation"].create({"sale_order_id": order.id, **days, **vals})

    @classmethod
    def _validate(cls, *passes):
        """Note passes as validated, as the buttons do."""
        for one in passes:
            one.sudo().write(
                {
                    "date_started": f"{one.date_planned} 08:00:00",
                    "date_done": f"{one.date_planned} 09:00:00",
                    "date_validated": f"{one.date_planned} 10:00:00",
                }
            )

    @classmethod
    def _put_in_stock(cls, product, quantity=10):
        """Put a product in the stock of the régie."""
        location = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1).lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(product, location, quantity)
        return location
