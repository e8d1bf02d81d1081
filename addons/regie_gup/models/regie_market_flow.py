from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMarket(models.Model):
    """The buttons of a market: each writes the fact that its state is read from."""

    _inherit = "regie.market"

    @api.model
    def get_import_templates(self):
        """The spreadsheet to fill in to bring in the markets and their lots."""
        return [
            {
                "label": self.env._("Import template for markets and lots"),
                "template": "/regie_gup/static/xls/markets.xlsx",
            }
        ]

    def action_sourcing(self):
        """The régie looks into this market: today becomes the first day of sourcing."""
        self.filtered(lambda market: not market.date_sourcing).date_sourcing = fields.Date.context_today(self)

    def action_apply(self):
        """The application is sent today."""
        self.filtered(lambda market: not market.date_application).date_application = fields.Date.context_today(self)

    def action_offer(self):
        """The offer is handed in today."""
        self.filtered(lambda market: not market.date_offer).date_offer = fields.Date.context_today(self)

    def action_award(self):
        """The market is won; raises E-MKT-03 as long as it has no date of notification."""
        self.outcome = "won"

    def action_lose(self):
        """Another company has won."""
        self.outcome = "lost"

    def action_drop(self):
        """The buyer gave up, or the régie did."""
        self.outcome = "dropped"

    def action_open(self):
        """The works are ordered: the market runs. Raises E-MKT-04 when no lot has an amount and a site."""
        for market in self:
            if not any(lot.amount_untaxed and lot.site_ids for lot in market.lot_ids):
                raise UserError(
                    self.env._(
                        "The market %(market)s must have at least one lot with an amount and a site before its works"
                        " are ordered. (E-MKT-04)",
                        market=market.display_name,
                    )
                )
        for market in self.filtered(lambda market: not market.date_opened):
            market.date_opened = market.date_start or fields.Date.context_today(self)

    def action_terminate(self):
        """The buyer ends the market today, before its term."""
        self.date_terminated = fields.Date.context_today(self)

    def action_back(self):
        """Take the last fact back, one step; the chatter keeps the trace of it."""
        for market in self:
            if fact := market._get_last_fact():
                market[fact] = False

    def action_view_lots(self):
        """Open the lots of this market."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_market_lot_action")
        return {**action, "domain": [("market_id", "=", self.id)], "context": {"default_market_id": self.id}}

    def action_view_worksites(self):
        """Open the worksites of this market's lots."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.project_project_action_worksite")
        return {**action, "domain": [("market_id", "=", self.id)], "context": {"create": False}}

    def action_view_hours(self):
        """Open the hours worked on this market, under the reader's own rights."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        return {**action, "domain": [("market_lot_id.market_id", "=", self.id)], "context": {"create": False}}

    def action_view_declarations(self):
        """Open the declarations of the clauses of this market's lots."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_declaration_action")
        return {**action, "domain": [("clause_id", "in", self.lot_ids.clause_id.ids)], "context": {"create": False}}

    def _get_last_fact(self):
        """Name of the field that brought the market where it is, None when it has just been heard of."""
        self.ensure_one()
        order = ("date_terminated", "date_opened", "outcome", "date_offer", "date_application", "date_sourcing")
        return next((fact for fact in order if self[fact]), None)

    @api.model
    def _cron_refresh_states(self):
        """End the markets whose last day is past and start those whose works begin; safe to run twice."""
        today = fields.Date.context_today(self)
        markets = self.search(
            [
                "|",
                "&",
                ("state", "in", ["awarded", "running"]),
                ("date_end", "<", today),
                "&",
                ("state", "=", "awarded"),
                ("date_opened", "<=", today),
            ]
        )
        self.env.add_to_compute(self._fields["state"], markets)
        return markets
