import json

from odoo import api, fields, models

from ..models.regie_indicator_value import ALERT_STATES


class RegieIndicatorDashboardLine(models.TransientModel):
    """One figure of the screen of computed figures, with what a reader needs to believe it."""

    _name = "regie.indicator.dashboard.line"
    _description = "Computed figure"

    dashboard_id = fields.Many2one("regie.indicator.dashboard", required=True, ondelete="cascade", index=True)
    indicator_id = fields.Many2one("regie.indicator", required=True, ondelete="cascade")
    theme = fields.Selection(related="indicator_id.theme")
    formula = fields.Text(related="indicator_id.formula")
    figure = fields.Char()
    is_available = fields.Boolean()
    fraction = fields.Char(string="Made of", help="Numerator / denominator of a ratio.")
    benchmark = fields.Char(string="National benchmark")
    alert_state = fields.Selection(selection=ALERT_STATES, string="Alert")
    source_count = fields.Integer(string="Records", help="Number of records behind the figure.")
    computed_at = fields.Datetime(string="Computed on")
    note = fields.Char(help="Why a figure is missing, or where it comes from.")
    source_model = fields.Char(export_string_translation=False)
    source_domain = fields.Char(export_string_translation=False)

    @api.model
    def _prepare_lines(self, results, kept):
        """The values of a line per indicator; a figure that the reader may not compute is taken from the history."""
        return [
            self._prepare_kept_line(indicator, kept[indicator])
            if result.reason == "no_access" and indicator in kept
            else self._prepare_line(indicator, result)
            for indicator, result in results.items()
        ]

    def _prepare_line(self, indicator, result):
        """The values of a line for a figure computed now."""
        reasons = dict(self.env["regie.indicator.value"]._fields["reason"]._description_selection(self.env))
        return {
            **self._prepare_figure(indicator, result.value, result.numerator, result.denominator),
            "note": result.detail or reasons.get(result.reason),
            "alert_state": indicator._get_alert_state(result.value),
            "computed_at": fields.Datetime.now(),
            "source_count": result.source_count,
            "source_model": result.model,
            "source_domain": json.dumps(result.as_dict()["domain"]),
        }

    def _prepare_kept_line(self, indicator, kept):
        """The values of a line for a figure of the history, without the way to records that the reader may not read."""
        return {
            **self._prepare_figure(
                indicator,
                kept.value if kept.is_available else None,
                kept.numerator if kept.denominator else None,
                kept.denominator or None,
            ),
            "note": self.env._("Figure kept in the history of the régie"),
            "alert_state": kept.alert_state,
            "computed_at": kept.computed_at,
            "source_count": kept.source_count,
        }

    def _prepare_figure(self, indicator, value, numerator, denominator):
        """The figure, its fraction and its benchmark as they are read."""
        is_ratio = numerator is not None and denominator is not None
        return {
            "indicator_id": indicator.id,
            "figure": indicator._format_figure(value),
            "is_available": value is not None,
            "fraction": f"{indicator._format_number(numerator)} / {indicator._format_number(denominator)}"
            if is_ratio
            else False,
            "benchmark": f"{indicator._format_figure(indicator.benchmark)} ({indicator.benchmark_year})"
            if indicator.has_benchmark
            else False,
        }

    def action_drill_down(self):
        """Open the records behind the figure, as the reader may read them."""
        self.ensure_one()
        return self.indicator_id._get_drill_down_action(self.source_model, json.loads(self.source_domain or "[]"))

    def action_open_history(self):
        """Open the curve of the kept figures of the indicator."""
        return self.indicator_id.action_open_history()
