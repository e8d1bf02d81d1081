from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

KINDS = [("chilled", "Chilled"), ("frozen", "Frozen"), ("dry", "Dry or tinned"), ("hot", "Hot")]


class RegieHaccpReception(models.Model):
    """What is looked at when food arrives: its lot, its date, its temperature, its packaging; accepted or refused."""

    _name = "regie.haccp.reception"
    _description = "Control of a delivery"
    _inherit = ["regie.haccp.record"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _temperatures = ("temperature",)
    _still_open = frozenset({"note", "picking_id"})

    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Supplier", required=True, index=True, ondelete="restrict")
    picking_id = fields.Many2one("stock.picking", string="Receipt", check_company=True, index="btree_not_null")
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="restrict", domain="[('is_food', '=', True)]"
    )
    quantity = fields.Float(digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id")
    kind = fields.Selection(KINDS, string="How it is kept", required=True, default="chilled")
    temperature = fields.Float(string="Temperature (°C)", digits=(16, 1), aggregator=None)
    lot_name = fields.Char(string="Lot", help="As on the packaging.")
    date_expiry = fields.Date(string="Use by", help="Date on the packaging (DLC or DDM).")
    is_packaging_ok = fields.Boolean(string="Packaging and label right", default=True)
    decision = fields.Selection(
        [("accepted", "Accepted"), ("refused", "Refused")], required=True, default="accepted", index=True
    )
    temp_min = fields.Float(string="Lowest (°C)", digits=(16, 1), readonly=True, aggregator=None)
    temp_max = fields.Float(string="Highest (°C)", digits=(16, 1), readonly=True, aggregator=None)
    lot_id = fields.Many2one(
        "stock.lot", string="Lot in stock", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )

    @api.depends("product_id", "partner_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.product_id.name or ''} ({one.partner_id.name or ''})"

    def _judge(self):
        """Judge the deliveries; those that are accepted get their lot.

        :raise ValidationError: E-HACCP-05 for food that is accepted after its date
        """
        for one in self.filtered(lambda one: one.decision == "accepted" and one.date_expiry):
            if one.date_expiry < fields.Date.context_today(one, one.date):
                raise ValidationError(one._get_expired_message(one.lot_name or one.product_id.name, one.date_expiry))
        super()._judge()
        self._create_lots()

    def _get_end_of_day(self, day):
        """The last minute of the day that is printed on the food, on the clock of who looks, in UTC."""
        zone = timezone(self.env.context.get("tz") or self.env.user.tz or "UTC")
        return zone.localize(datetime.combine(day, time(23, 59))).astimezone(utc).replace(tzinfo=None)

    @api.model
    def _get_expired_message(self, lot, day):
        """The sentence that refuses food after its date. (E-HACCP-05)"""
        return self.env._(
            "Expired lot: %(lot)s (%(date)s). It is not served: refuse it, or throw it away. (E-HACCP-05)",
            lot=lot,
            date=format_date(self.env, day),
        )

    def _get_verdict(self):
        day = fields.Date.context_today(self, self.date)
        fresh = not self.date_expiry or self.date_expiry >= day
        if self.kind == "dry":
            return {"is_conform": self.is_packaging_ok and fresh}
        low = self._get_limit("haccp_reception_min", day, self.kind)
        high = self._get_limit("haccp_reception_max", day, self.kind)
        right = low <= self.temperature <= high and self.is_packaging_ok and fresh
        return {"temp_min": low, "temp_max": high, "is_conform": right}

    def _is_action_needed(self):
        # what is refused went back: that is the action
        return self.decision == "accepted"

    def _get_action_message(self):
        if self.kind != "dry" and not self.temp_min <= self.temperature <= self.temp_max:
            return self._get_temperature_message(self.temperature)
        return super()._get_action_message()

    def _create_lots(self):
        """Give the accepted deliveries the lot of the stock, found by its name or made, with its date."""
        # sudo: lots belong to the group of the stock; the kitchen only names them
        lots = self.env["stock.lot"].sudo()
        for one in self.filtered(lambda one: one.decision == "accepted" and one.lot_name):
            if one.product_id.tracking != "lot":
                continue
            key = {"name": one.lot_name, "product_id": one.product_id.id, "company_id": one.company_id.id}
            lot = lots.search([(name, "=", value) for name, value in key.items()], limit=1) or lots.create(key)
            if one.date_expiry:
                lot.expiration_date = one._get_end_of_day(one.date_expiry)
            # sudo: the fact follows from the control
            one.sudo().lot_id = lot
