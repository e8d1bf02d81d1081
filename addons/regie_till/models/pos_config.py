from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: People sent to a till when it opens: those it serves most. The others are found by their card or their name.
MOST_SERVED = 80


class PosConfig(models.Model):
    """A till whose prices follow the customer, and which says nothing of why."""

    _inherit = "pos.config"

    regie_mistakes = fields.Text(
        string="To mend", compute="_compute_regie_mistakes", help="Settings by which a customer would lose their price."
    )

    @api.depends(
        "use_pricelist", "available_pricelist_ids", "pricelist_id", "restrict_price_control", "manual_discount"
    )
    @api.depends("iface_print_auto", "available_preset_ids.pricelist_id", "default_preset_id.pricelist_id")
    def _compute_regie_mistakes(self):
        for config in self:
            config.regie_mistakes = "\n".join(config._regie_get_mistakes()) or False

    def _regie_get_tier_pricelists(self):
        """Return the price lists of the bands of the company of the till."""
        self.ensure_one()
        # sudo: which lists bands use, for whoever opens the till; nobody's band is read
        tiers = self.env["regie.tariff.tier"].sudo()
        return tiers.search([("company_id", "=", self.company_id.id), ("pricelist_id", "!=", False)]).pricelist_id

    def _regie_get_missing_pricelists(self):
        return self._regie_get_tier_pricelists() - (
            self.available_pricelist_ids if self.use_pricelist else self.env["product.pricelist"]
        )

    def _regie_get_mistakes(self):
        """Return in words what the settings of the till break. (E-TIER-06, E-TIER-07)"""
        self.ensure_one()
        mistakes = [
            self.env._(
                "The price list %(pricelist)s is missing from the till %(pos)s. (E-TIER-07)",
                pricelist=pricelist.name,
                pos=self.name,
            )
            for pricelist in self._regie_get_missing_pricelists()
        ]
        mistakes += [
            self.env._(
                "The mode %(preset)s must not bear a price list: the customer would lose their own. (E-TIER-06)",
                preset=preset.name,
            )
            for preset in self.available_preset_ids | self.default_preset_id
            if preset.pricelist_id
        ]
        if self.pricelist_id in self._regie_get_tier_pricelists():
            mistakes.append(
                self.env._("The usual prices of the till are those of a band: choose another list as default.")
            )
        if not self.restrict_price_control:
            mistakes.append(self.env._("A cashier may change a price: keep it for the managers."))
        if self.manual_discount:
            mistakes.append(self.env._("A cashier may give a discount, which the receipt prints."))
        if self.iface_print_auto:
            mistakes.append(self.env._("A receipt is printed for every sale: print it when the customer asks."))
        return mistakes

    def action_regie_mend(self):
        """Set the tills right: lists of the bands available, prices kept, nothing printed by itself."""
        self.check_access("write")
        for config in self:
            tiers = config._regie_get_tier_pricelists()
            usual = config.pricelist_id
            if not usual or usual in tiers:
                usual = self._regie_get_usual_pricelist(config.company_id)
            config.write(
                {
                    "use_pricelist": True,
                    "pricelist_id": usual.id,
                    "available_pricelist_ids": [fields.Command.link(pricelist.id) for pricelist in tiers | usual],
                    "restrict_price_control": True,
                    "manual_discount": False,
                    "iface_print_auto": False,
                }
            )
            (config.available_preset_ids | config.default_preset_id).pricelist_id = False

    @api.model
    def _regie_get_usual_pricelist(self, company):
        """Return the list of the usual prices of a company, made when there is none."""
        # sudo: which lists bands use; nobody's band is read
        tiers = self.env["regie.tariff.tier"].sudo().search([("pricelist_id", "!=", False)])
        pricelists = self.env["product.pricelist"]
        found = pricelists.search(
            [
                ("id", "not in", tiers.pricelist_id.ids),
                ("item_ids", "=", False),
                ("company_id", "in", [company.id, False]),
                ("currency_id", "=", company.currency_id.id),
            ],
            limit=1,
        )
        return found or pricelists.create({"name": self.env._("Usual prices"), "company_id": company.id})

    def open_ui(self):
        """Refuse to open a till that would take the usual price from a customer who has another. (E-TIER-07)"""
        for config in self.filtered(lambda config: not config.current_session_id):
            missing = config._regie_get_missing_pricelists()
            if missing:
                raise UserError(
                    self.env._(
                        "The price list %(pricelist)s is missing from the till %(pos)s: a manager of the tills mends it"
                        " with the button “Mend” of Services › Tills. (E-TIER-07)",
                        pricelist=missing[0].name,
                        pos=config.name,
                    )
                )
        return super().open_ui()

    def _get_limited_partner_count(self):
        """Send few people to the till: it needs the card that is scanned, not the list of the inhabitants."""
        return min(super()._get_limited_partner_count(), MOST_SERVED)

    @api.model
    def _load_pos_data_read(self, records, config):
        """Send with the till the cards that have their own prices, so that one scan is enough without network."""
        read = super()._load_pos_data_read(records, config)
        if read:
            read[0]["_regie_badges"] = config._regie_get_badges()
        return read

    def _regie_get_badges(self):
        """Return ``{price list: "card card card"}``: numbers without names, and nothing else of the holders.

        One statement, and text rather than records: thousands of cards weigh a few dozen kB.
        """
        self.ensure_one()
        company = str(self.company_id.id)
        partners = self.env["res.partner"]
        partners.flush_model(["barcode", "specific_property_product_pricelist", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT specific_property_product_pricelist ->> %(company)s, string_agg(barcode ->> %(company)s, ' ')
                  FROM res_partner
                 WHERE active
                   AND barcode ->> %(company)s <> ''
                   AND (specific_property_product_pricelist ->> %(company)s)::int = ANY(%(lists)s)
                 GROUP BY 1
                """,
                company=company,
                lists=self._get_available_pricelists().ids,
            )
        )
        return dict(rows)
