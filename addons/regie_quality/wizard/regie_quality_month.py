from dateutil.relativedelta import relativedelta

from odoo import fields, models

from odoo.addons.regie_base.tools.scope import month_bounds


class RegieQualityMonth(models.TransientModel):
    """The month of one or several lots: print its report, propose its penalties."""

    _name = "regie.quality.month"
    _description = "Quality of a month"

    lot_ids = fields.Many2many("regie.market.lot", string="Market lots", required=True)
    date = fields.Date(
        string="A day of the month",
        required=True,
        default=lambda self: fields.Date.context_today(self) - relativedelta(months=1),
    )

    def action_print(self):
        """Print the report of the month: scores, inspections, what was put right, missed passes."""
        self.ensure_one()
        start, _end = month_bounds(self.date)
        report = self.env.ref("regie_quality.regie_market_lot_report_quality")
        return report.report_action(
            self.lot_ids, config=False, data={"month": start.isoformat(), "lot_ids": self.lot_ids.ids}
        )

    def action_propose(self):
        """Propose the penalties of the month for these lots, and open them."""
        self.ensure_one()
        self.env["regie.penalty"].check_access("create")
        penalties = self.env["regie.penalty"]._propose(self.date, self.lot_ids)
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_penalty_action")
        return {**action, "domain": [("id", "in", penalties.ids)], "context": {}}
