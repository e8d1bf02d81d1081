"""Builders with the words of the till: a till, dishes with the prices of bands, sales as the till sends them."""

import uuid

from odoo import Command, fields

from odoo.addons.regie_services.tests.common import ServiceBuilders, ServiceCase

CASH, CARD = "cash", "bank"


class TillBuilders(ServiceBuilders):
    """A till and its sales, for the tests of every addon that sells."""

    @classmethod
    def _create_till(cls, name="Canteen", **vals):
        """Create a till with cash and card, mended for the bands of the company."""
        number = next(cls._numbers)
        journals = cls.env["account.journal"].create(
            [{"name": f"{kind} {number}", "type": kind, "code": f"{kind[0].upper()}{number}"} for kind in (CASH, CARD)]
        )
        methods = cls.env["pos.payment.method"].create(
            [{"name": name, "journal_id": journal.id} for name, journal in zip(("Cash", "Card"), journals, strict=True)]
        )
        till = cls.env["pos.config"].create(
            {"name": name, "payment_method_ids": [Command.set(methods.ids)], "module_pos_restaurant": False, **vals}
        )
        till.action_regie_mend()
        return till

    @classmethod
    def _create_article(cls, name="Couscous", price=8.0, prices=None, **vals):
        """Create a product sold at the till, with ``{band: fixed price}``; its tax is included in its price."""
        vals.setdefault("taxes_id", [Command.set(cls._get_tax().ids)])
        product = cls.env["product.product"].create(
            {"name": name, "list_price": price, "available_in_pos": True, "type": "consu", **vals}
        )
        for tier, fixed in (prices or {}).items():
            cls.env["product.pricelist.item"].create(
                {
                    "pricelist_id": tier.pricelist_id.id,
                    "applied_on": "1_product",
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "compute_price": "fixed",
                    "fixed_price": fixed,
                }
            )
        return product

    @classmethod
    def _get_tax(cls, amount=10.0):
        """The included tax of a rate, activated."""
        domain = [("company_id", "=", cls.env.company.id), ("type_tax_use", "=", "sale"), ("amount", "=", amount)]
        taxes = cls.env["account.tax"].with_context(active_test=False).search(domain)
        tax = taxes.filtered(lambda tax: tax.price_include_override == "tax_included")[:1]
        tax.active = True
        return tax

    @classmethod
    def _open(cls, till, user=None):
        """Open a till; return its session."""
        till.with_user(user or cls.env.user).open_ui()
        session = till.current_session_id
        session.set_opening_control(0, "")
        return session

    def _prepare_sale(self, till, *lines, partner=None, pricelist=None, paid=None, **vals):
        """The order as the till sends it; ``lines`` are ``(product, quantity, price)``; paid in cash by default."""
        session = till.current_session_id
        total, commands = 0, []
        for product, quantity, price, *more in lines:
            taxes = product.taxes_id.compute_all(price, quantity=quantity, product=product)
            total += taxes["total_included"]
            commands.append(
                Command.create(
                    {
                        "uuid": str(uuid.uuid4()),
                        "product_id": product.id,
                        "qty": quantity,
                        "price_unit": price,
                        "price_type": "original",
                        "tax_ids": [Command.set(product.taxes_id.ids)],
                        "price_subtotal": taxes["total_excluded"],
                        "price_subtotal_incl": taxes["total_included"],
                        **(more[0] if more else {}),
                    }
                )
            )
        method = till.payment_method_ids.filtered("is_cash_count")
        draft = vals.get("state") == "draft"
        payments = {} if draft else paid or {method: total}
        return {
            "uuid": str(uuid.uuid4()),
            "access_token": str(uuid.uuid4()),
            "state": "paid",
            "session_id": session.id,
            "company_id": session.company_id.id,
            "user_id": self.env.uid,
            "partner_id": partner.id if partner else False,
            "pricelist_id": (pricelist or till.pricelist_id).id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "amount_total": total,
            "amount_tax": 0,
            "amount_paid": sum(payments.values()),
            "amount_return": 0,
            "lines": commands,
            "payment_ids": [
                Command.create({"payment_method_id": method.id, "amount": amount, "name": ""})
                for method, amount in payments.items()
            ],
            "last_order_preparation_change": "{}",
            **vals,
        }

    def _send(self, *sales, user=None):
        """Send sales as the till does; return the orders of the database."""
        orders = self.env["pos.order"]
        for sale in sales:
            # each call of a till is a transaction of its own
            self.env.invalidate_all()
            orders.with_user(user or self.env.user).sync_from_ui([dict(sale)])
        return orders.search([("uuid", "in", [sale["uuid"] for sale in sales])], order="id")


class TillCase(TillBuilders, ServiceCase):
    """A régie, its bands, its till and a cashier who holds it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grid = cls._create_grid()
        cls.a, cls.b, cls.c = cls.grid.tier_ids
        cls.dish = cls._create_article(prices={cls.a: 2.0, cls.b: 5.0})
        cls.cashier = cls._create_user("cashier", "group_role_cashier")
        cls.till = cls._create_till()
