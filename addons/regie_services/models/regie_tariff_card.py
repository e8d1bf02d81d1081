import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieTariffCard(models.Model):
    """A meal card without a name: a number that is scanned, tied to a band; who holds it is not known."""

    _name = "regie.tariff.card"
    _description = "Anonymous card"
    _inherit = ["regie.fact.guard"]
    _order = "id desc"
    _rec_name = "number"

    number = fields.Char(required=True, readonly=True, copy=False, default=lambda self: self._default_number())
    barcode = fields.Char(compute="_compute_barcode", help="What the till scans.")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer of the till", readonly=True, copy=False, ondelete="restrict", index=True
    )
    tier_id = fields.Many2one("regie.tariff.tier", string="Band", required=True, ondelete="restrict")
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self.env["regie.tariff.entitlement"]._default_date_to()
    )
    active = fields.Boolean(default=True)

    _number_uniq = models.UniqueIndex("(number)", "Another card already bears this number.")

    def _default_number(self):
        """Ten digits drawn at random: a card does not tell how many there are, nor who came first."""
        return "".join(secrets.choice("0123456789") for _ in range(10))

    @api.depends("number")
    def _compute_barcode(self):
        for card in self:
            card.barcode = f"042{card.number}" if card.number else False

    @api.model_create_multi
    def create(self, vals_list):
        """Give each card a customer without a name, and that customer the band."""
        cards = super().create(vals_list)
        # sudo: the customer of a card is nobody's contact; the fact is kept by the guard
        partners = self.env["res.partner"].sudo()
        partners = partners.create(
            [{"name": self.env._("Card %s", card.number[-4:]), "company_id": card.company_id.id} for card in cards]
        )
        for card, partner in zip(cards.sudo(), partners, strict=True):
            partner.with_company(card.company_id).barcode = card.barcode
            card.partner_id = partner
        self.env["regie.tariff.entitlement"].create(
            [
                {
                    "partner_id": card.partner_id.id,
                    "tier_id": card.tier_id.id,
                    "date_to": card.date_to,
                    "origin": "card",
                    "proof": "none",
                }
                for card in cards
            ]
        )
        return cards

    def action_block(self):
        """A lost card: its number is no longer known to the till."""
        for company, cards in self.grouped("company_id").items():
            # sudo: as in create
            cards.partner_id.sudo().with_company(company).write({"barcode": False, "active": False})
        self.env["regie.tariff.entitlement"].search([("partner_id", "in", self.partner_id.ids)]).unlink()
        self.active = False

    def write(self, vals):
        """Refuse to change the band of a card: it is in somebody's pocket. (E-TIER-12)"""
        if vals.keys() & {"tier_id", "date_to", "company_id"}:
            raise UserError(
                self.env._("A card keeps its band and its date: block it and hand out another. (E-TIER-12)")
            )
        return super().write(vals)
