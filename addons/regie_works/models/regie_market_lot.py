from stdnum.fr import siret

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Buyers that receive their invoices through the public portal (to be checked for the OPH: reform of 2026-2027)
CHORUS_BUYERS = ("municipality", "intermunicipal", "department", "region", "state", "oph")


class RegieMarketLot(models.Model):
    """A lot is priced by a sale order, and its invoices carry the references of a public buyer."""

    _inherit = "regie.market.lot"

    sale_order_id = fields.Many2one(
        "sale.order",
        string="Price schedule",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The order whose lines are the prices of the lot: situations and invoices come from it.",
    )
    amount_ordered = fields.Monetary(related="sale_order_id.amount_untaxed", string="Amount ordered")
    amount_gap = fields.Monetary(
        string="Difference",
        compute="_compute_amount_gap",
        help="Ordered minus the lot's own amount: shown, not forced.",
    )
    is_chorus = fields.Boolean(
        string="Chorus Pro",
        compute="_compute_is_chorus",
        store=True,
        readonly=False,
        help="The buyer receives its invoices through the State's portal: it needs a SIRET.",
    )
    chorus_service_code = fields.Char(string="Service code", help="“Code service” that the buyer gave.")
    chorus_commitment = fields.Char(string="Commitment number", help="“Engagement juridique” of the buyer.")
    chorus_contract_number = fields.Char(string="Contract number", help="“Numéro de marché” for the buyer.")
    situation_ids = fields.One2many("regie.situation", "lot_id", string="Situations")
    situation_count = fields.Integer(compute="_compute_situation_count", string="Number of situations")

    _sale_order_uniq = models.UniqueIndex(
        "(sale_order_id) WHERE sale_order_id IS NOT NULL", "This order is already the price schedule of another lot."
    )

    @api.depends("amount_untaxed", "sale_order_id.amount_untaxed")
    def _compute_amount_gap(self):
        for lot in self:
            lot.amount_gap = lot.sale_order_id.amount_untaxed - lot.amount_untaxed if lot.sale_order_id else 0

    @api.depends("market_id.buyer_kind")
    def _compute_is_chorus(self):
        for lot in self:
            lot.is_chorus = lot.market_id.buyer_kind in CHORUS_BUYERS

    def _compute_situation_count(self):
        counts = dict(self.env["regie.situation"]._read_group([("lot_id", "in", self.ids)], ["lot_id"], ["__count"]))
        for lot in self:
            lot.situation_count = counts.get(lot, 0)

    def _check_chorus(self):
        """Refuse an invoice that the public portal would reject.

        :raise ValidationError: E-MKT-11 without a SIRET, E-MKT-12 with a wrong one
        """
        for lot in self.filtered("is_chorus"):
            partner = (lot.sale_order_id.partner_invoice_id or lot.buyer_id).commercial_partner_id
            number = (partner.company_registry or "").replace(" ", "")
            if not number:
                raise ValidationError(
                    self.env._(
                        "%(partner)s has no SIRET: its invoice cannot be handed in on Chorus Pro. Fill it in on the "
                        "contact. (E-MKT-11)",
                        partner=partner.display_name,
                    )
                )
            if not siret.is_valid(number):
                raise ValidationError(
                    self.env._(
                        "The SIRET of %(partner)s is not valid: %(number)s. (E-MKT-12)",
                        partner=partner.display_name,
                        number=partner.company_registry,
                    )
                )

    def _prepare_chorus_vals(self):
        """Return the references of the buyer for its invoice, empty when there is no public buyer."""
        self.ensure_one()
        if not self.is_chorus:
            return {}
        return {
            "buyer_reference": self.chorus_service_code,
            "contract_reference": self.chorus_contract_number or self.market_id.reference,
            "purchase_order_reference": self.chorus_commitment,
        }

    def action_view_situations(self):
        """Open the situations of this lot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_works.regie_situation_action")
        return {
            **action,
            "domain": [("lot_id", "=", self.id)],
            "context": {"default_sale_order_id": self.sale_order_id.id},
        }

    def action_view_sale_order(self):
        """Open the price schedule of this lot."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "view_mode": "form",
            "res_id": self.sale_order_id.id,
        }
