from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieSituationMonth(models.TransientModel):
    """The situations of a month, opened at once for the running lots: their passes are counted together."""

    _name = "regie.situation.month"
    _description = "Situations of the month"

    date = fields.Date(
        string="Month",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1) - relativedelta(days=1),
        help="Any day of the month.",
    )
    lot_ids = fields.Many2many(
        "regie.market.lot",
        string="Lots",
        compute="_compute_lot_ids",
        store=True,
        readonly=False,
        help="Running lots with a confirmed order, that have no situation in this month.",
    )

    @api.depends("date")
    def _compute_lot_ids(self):
        for one in self:
            one.lot_ids = one.date and self.env["regie.market.lot"].search(one._get_lots_domain())

    def _get_period(self):
        """Return the first and the last day of the month."""
        start = self.date.replace(day=1)
        return start, start + relativedelta(months=1, days=-1)

    def _get_lots_domain(self):
        start, end = self._get_period()
        return [
            ("company_id", "in", self.env.companies.ids),
            ("sale_order_id.state", "=", "sale"),
            ("market_state", "in", ("running", "ended")),
            "|",
            ("date_start", "=", False),
            ("date_start", "<=", end),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", start),
            ("situation_ids", "not any", [("date_from", "<=", end), ("date_to", ">=", start)]),
        ]

    def action_generate(self):
        """Open the situations of the lots and show them.

        :raise UserError: E-SIT-07 without a lot
        """
        self.ensure_one()
        if not self.lot_ids:
            raise UserError(
                self.env._("No lot to count in this month: each has its situation, or no confirmed order. (E-SIT-07)")
            )
        start, end = self._get_period()
        situations = self.env["regie.situation"].create(
            [
                {
                    "sale_order_id": lot.sale_order_id.id,
                    "date_from": max(start, lot.date_start or start),
                    "date_to": min(end, lot.date_end or end),
                }
                for lot in self.lot_ids
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_works.regie_situation_action")
        return {**action, "domain": [("id", "in", situations.ids)], "context": {}}
