from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.regie_base.tools.scope import month_bounds

MONTHS = 6


class ReportLotMonth(models.AbstractModel):
    """What the monthly report of a lot shows: its score and trend, inspections, corrections, missed passes."""

    _name = "report.regie_quality.report_lot_month"
    _description = "Monthly report of the quality of a lot"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Values of the document: one page set for each lot, for the month of ``data`` or the last one."""
        data = data or {}
        lots = self.env["regie.market.lot"].browse(docids or data.get("lot_ids") or [])
        day = fields.Date.to_date(data.get("month")) or fields.Date.context_today(self) - relativedelta(months=1)
        start, end = month_bounds(day)
        return {
            "doc_ids": lots.ids,
            "doc_model": "regie.market.lot",
            "docs": lots,
            "month": start,
            "data_of": self._get_months(lots, start, end),
        }

    def _get_months(self, lots, start, end):
        """``{lot: what its page shows}``, in a constant number of queries."""
        inspections = self._group(
            "regie.quality.inspection",
            [("lot_id", "in", lots.ids), ("date", ">=", start), ("date", "<=", end), ("state", "!=", "draft")],
        )
        actions = self._group(
            "regie.corrective.action",
            [
                ("lot_id", "in", lots.ids),
                *(
                    "|",
                    "&",
                    ("inspection_id", "=", False),
                    ("create_date", "<=", end),
                    ("inspection_id.date", "<=", end),
                ),
                "|",
                ("state", "!=", "verified"),
                ("date_verified", ">=", start),
            ],
        )
        missed = self._group(
            "regie.intervention",
            [
                ("lot_id", "in", lots.ids),
                ("state", "=", "missed"),
                ("date_planned", ">=", start),
                ("date_planned", "<=", end),
            ],
        )
        trend = self._get_trend(lots, start, end)
        none = {name: self.env[name] for name in ("regie.quality.inspection", "regie.corrective.action")}
        return {
            lot: {
                "trend": trend.get(lot.id, []),
                "score": next((score for month, score in trend.get(lot.id, []) if month == start), None),
                "inspections": inspections.get(lot, none["regie.quality.inspection"]).sorted("date"),
                "actions": actions.get(lot, none["regie.corrective.action"]),
                "missed": missed.get(lot, self.env["regie.intervention"]).sorted("date_planned"),
            }
            for lot in lots
        }

    def _group(self, model, domain):
        return dict(self.env[model]._read_group(domain, ["lot_id"], ["id:recordset"]))

    def _get_trend(self, lots, start, end):
        """``{lot id: [(first day of the month, score)]}`` of the last months, the oldest first."""
        groups = self.env["regie.quality.report"]._read_group(
            [
                ("lot_id", "in", lots.ids),
                ("date", ">=", start - relativedelta(months=MONTHS - 1)),
                ("date", "<=", end),
            ],
            ["lot_id", "date:month"],
            ["score:avg"],
            order="date:month",
        )
        trend = {}
        for lot, month, score in groups:
            trend.setdefault(lot.id, []).append((month, float(score)))
        return trend
