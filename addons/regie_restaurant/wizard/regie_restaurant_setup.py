from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_round

from ..models.res_company import VAT_REGIMES

#: Products of a restaurant: code, label, tax of 7.4, field of the wizard that gives the price, other values.
MEAL, BASKET, GIFT = "RESTO-REPAS", "RESTO-PANIER", "RESTO-DON"


class RegieRestaurantSetup(models.TransientModel):
    """Open a restaurant: a till, its ways of selling with their taxes, its ways of paying, its first products."""

    _name = "regie.restaurant.setup"
    _description = "Open a restaurant"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char(string="Name of the till", required=True, default=lambda self: self.env._("Restaurant"))
    place_id = fields.Many2one(
        "regie.site",
        string="Kitchen",
        domain="[('is_kitchen', '=', True), ('company_id', '=', company_id)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
        help="Its menu of the day comes first at the till.",
    )
    vat_regime = fields.Selection(
        VAT_REGIMES, string="VAT", required=True, default=lambda self: self.env.company.regie_restaurant_vat
    )
    has_take_away = fields.Boolean(string="To take away", default=True)
    has_delivery = fields.Boolean(string="Meals carried home", help="Cold, packed: rate of the products that keep.")
    has_pot = fields.Boolean(string="Offered meals", default=True, help="Some pay a meal for others.")
    has_companies = fields.Boolean(string="Meals of workers", default=True, help="An employer pays a share.")
    meal_price = fields.Monetary(string="Price of a meal", required=True, default=8)
    gift_price = fields.Monetary(string="Amount of a gift", required=True, default=5)
    basket_price = fields.Monetary(string="Price of an anti-waste basket", required=True, default=3)
    with_bands = fields.Boolean(
        string="Prices by resources", default=True, help="The meal gets the price of each band, rounded to ten cents."
    )

    def action_open(self):
        """Create what is missing and the till, mended; a second restaurant shares products and ways of selling.

        :raise UserError: E-REST-04 when the price of a meal is not above zero
        """
        self.ensure_one()
        self.env["pos.config"].check_access("create")
        if self.meal_price <= 0 or self.gift_price <= 0 or self.basket_price < 0:
            raise UserError(self.env._("Write the prices: a meal and a gift are above zero. (E-REST-04)"))
        self.company_id.sudo().regie_restaurant_vat = self.vat_regime  # sudo: one setting of the company, from here
        meal = self._create_products()
        if self.with_bands:
            self._create_band_prices(meal)
        presets = self._create_presets()
        methods = self._create_payment_methods()
        till = self.env["pos.config"].create(
            {
                "name": self.name,
                "company_id": self.company_id.id,
                "module_pos_restaurant": True,
                "default_screen": "register",
                "regie_place_id": self.place_id.id,
                "use_presets": len(presets) > 1,
                "default_preset_id": presets[0].id,
                "available_preset_ids": [Command.set(presets.ids)],
                "fiscal_position_ids": [Command.set(presets.fiscal_position_id.ids)],
                "payment_method_ids": [Command.set(methods.ids)],
                "use_fast_payment": True,
                "fast_payment_method_ids": [Command.set(methods.filtered("journal_id").ids)],
                "iface_tax_included": "total",
            }
        )
        till.action_regie_mend()
        return self.env["ir.actions.act_window"]._for_xml_id("point_of_sale.action_pos_config_kanban")

    # Products and prices

    def _create_products(self):
        """Create the meal, the anti-waste basket and the gift; return the meal."""
        wanted = {
            MEAL: {"name": self.env._("Meal of the day"), "list_price": self.meal_price, "is_meal": True},
            BASKET: {"name": self.env._("Anti-waste basket"), "list_price": self.basket_price},
        }
        if self.has_pot:
            wanted[GIFT] = {"name": self.env._("Gift of a meal"), "list_price": self.gift_price, "is_meal_gift": True}
        products = self.env["product.product"]
        domain = [("default_code", "in", list(wanted)), ("company_id", "in", [self.company_id.id, False])]
        found = {product.default_code: product for product in products.search(domain)}
        rates = {MEAL: 10.0, BASKET: 5.5, GIFT: 0.0}
        for code, vals in wanted.items():
            if code not in found:
                found[code] = products.create(
                    {
                        **vals,
                        "default_code": code,
                        "type": "service" if code == GIFT else "consu",
                        "available_in_pos": True,
                        "company_id": self.company_id.id,
                        "taxes_id": [Command.set(self._get_taxes(rates[code]).ids)],
                        "supplier_taxes_id": False,
                    }
                )
        if self.has_pot:
            found[GIFT].property_account_income_id = self._get_account("467100", self.env._("Offered meals"))
        return found[MEAL]

    def _create_band_prices(self, product):
        """Give the meal a fixed price in the list of each band: its coefficient, rounded to ten cents."""
        # sudo: prices of the bands are public, who has which is not read
        grid = self.env["regie.tariff.grid"].sudo()._get_current(company=self.company_id)
        tiers = grid.tier_ids.filtered("pricelist_id")
        known = tiers.pricelist_id.item_ids.filtered(lambda item: item.product_tmpl_id == product.product_tmpl_id)
        self.env["product.pricelist.item"].create(
            [
                {
                    "pricelist_id": tier.pricelist_id.id,
                    "applied_on": "1_product",
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "compute_price": "fixed",
                    "fixed_price": float_round(product.list_price * tier.coefficient, precision_rounding=0.1),
                }
                for tier in tiers
                if tier.pricelist_id not in known.pricelist_id
            ]
        )

    # Ways of selling and of paying

    def _create_presets(self):
        """Create the ways of selling, without price list; each with its taxes."""
        wanted = [(self.env._("On the spot"), False)]
        if self.has_take_away:
            wanted.append((self.env._("To take away"), False))
        if self.has_delivery:
            wanted.append((self.env._("Carried home"), self._get_delivery_position()))
        presets = self.env["pos.preset"]
        for name, position in wanted:
            found = presets.search([("name", "=", name), ("pricelist_id", "=", False)], limit=1)
            position_id = position.id if position else False
            presets |= found or presets.create({"name": name, "fiscal_position_id": position_id})
        return presets

    def _create_payment_methods(self):
        """Create the cash of this till, and the card and the accounts that the tills share."""
        methods = self.env["pos.payment.method"]
        cash = self._create_journal(self.env._("Cash of %s", self.name), "cash")
        created = methods.create({"name": self.env._("Cash"), "journal_id": cash.id, "sequence": 1})
        company = [("company_id", "=", self.company_id.id)]
        card = methods.search([*company, ("journal_id.type", "=", "bank"), ("regie_kind", "=", False)], limit=1)
        if not card:
            journal = self._create_journal(self.env._("Cards"), "bank")
            card = methods.create({"name": self.env._("Card"), "journal_id": journal.id, "sequence": 2})
        created |= card
        wanted = {}
        if self.has_pot:
            # neutral: the receipt prints the name of the way of paying
            wanted["pot"] = (self.env._("House account"), "467100", self.env._("Offered meals"))
            pots = self.env["regie.meal.pot"]
            if not pots._get_pot(self.company_id):
                pots.create({"company_id": self.company_id.id})
        if self.has_companies:
            wanted["company"] = (self.env._("Employer account"), "467200", self.env._("Meals to invoice to employers"))
        for kind, (name, code, label) in wanted.items():
            created |= methods.search([*company, ("regie_kind", "=", kind)], limit=1) or methods.create(
                {
                    "name": name,
                    "regie_kind": kind,
                    "receivable_account_id": self._get_account(code, label).id,
                    "company_id": self.company_id.id,
                    "sequence": 5,
                }
            )
        return created

    def _create_journal(self, name, kind):
        # sudo: a manager of the tills opens a restaurant; the journals are those that Odoo makes for its first till
        journals = self.env["account.journal"].sudo()
        return journals.create({"name": name, "type": kind, "company_id": self.company_id.id})

    def _get_account(self, code, name):
        """Return the account of a code, made when it is missing; to be confirmed by the accountant."""
        # sudo: as for the journals
        accounts = self.env["account.account"].sudo().with_company(self.company_id)
        return accounts.search([("code", "=", code)], limit=1) or accounts.create(
            {"code": code, "name": name, "account_type": "asset_current", "reconcile": True}
        )
