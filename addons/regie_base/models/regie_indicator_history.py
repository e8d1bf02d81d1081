import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.date_utils import subtract
from odoo.tools.misc import formatLang

from ..tools.result import IndicatorResult
from ..tools.scope import NARROWINGS, Scope


class RegieIndicator(models.Model):
    """What becomes of a figure once computed: kept month after month, opened, and told when it worries."""

    _inherit = "regie.indicator"

    audience = fields.Selection(
        selection=[
            ("source", "Those who may read its records"),
            ("all", "Every reader of the régie (aggregate)"),
        ],
        string="Who reads the history",
        required=True,
        default="source",
        tracking=True,
        help="A figure computed now shows no more than its reader may read. The kept history is the figure of the "
        "whole régie: open it to everyone only when it reveals nothing about a person.",
    )
    value_ids = fields.One2many("regie.indicator.value", "indicator_id", string="History")
    value_count = fields.Integer(string="Kept figures", compute="_compute_value_count")

    @api.depends("value_ids")
    def _compute_value_count(self):
        groups = self.env["regie.indicator.value"]._read_group(
            [("indicator_id", "in", self.ids), ("is_current", "=", True)], ["indicator_id"], ["__count"]
        )
        counts = {indicator.id: count for indicator, count in groups}
        for indicator in self:
            indicator.value_count = counts.get(indicator.id, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_without_history(self):
        """An indicator with kept figures is archived, not deleted (IND-22)."""
        # The history that the user may not read counts too.
        kept = (
            self.env["regie.indicator.value"].sudo()._read_group([("indicator_id", "in", self.ids)], ["indicator_id"])
        )
        for (indicator,) in kept[:1]:
            raise UserError(
                self.env._(
                    "Figures of “%(name)s” are kept in the history: archive it instead of deleting it. (IND-22)",
                    name=indicator.display_name,
                )
            )

    def action_open_history(self):
        """Open the curve of the kept figures of this indicator."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_base.regie_indicator_value_action")
        return {
            **action,
            "name": self.name,
            "domain": [("indicator_id", "=", self.id)],
            "context": {"search_default_current": 1, "search_default_available": 1, "search_default_whole": 1},
            "views": [(False, mode) for mode in ("graph", "list", "pivot", "form")],
        }

    def _get_drill_down_action(self, model, domain):
        """The window of the records behind a figure; ``UserError`` (IND-23) when there are none to show."""
        self.ensure_one()
        if not model or model not in self.env:
            raise UserError(self.env._("“%(name)s” names no record to open. (IND-23)", name=self.display_name))
        self.env[model].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
            "context": {"create": False},
        }

    def _format_figure(self, value):
        """The figure in the reader's language with its unit, or the words for a missing figure."""
        if value is None:
            return self.env._("not available")
        figure = formatLang(self.env, float(IndicatorResult(value).rounded(self.decimals)), digits=self.decimals)
        return f"{figure}\N{NO-BREAK SPACE}{self.unit}" if self.unit else figure

    def _format_number(self, value):
        """A part of a ratio in the reader's language: two decimals, none for a whole number."""
        return formatLang(self.env, value, digits=0 if float(value).is_integer() else 2)

    def _get_kept_values(self, scope):
        """``{indicator: its latest kept figure for scope}``, for those that the reader may read."""
        values = self.env["regie.indicator.value"].search(
            Domain("indicator_id", "in", self.ids) & Domain("is_current", "=", True) & self._get_scope_domain(scope)
        )
        return values.grouped("indicator_id")

    def _store_results(self, scope, results=None, freeze=False, alert=True):
        """Keep the figures of ``scope`` and return the latest version of each, as ``regie.indicator.value``.

        ``results`` are those of ``_compute_results(scope)``, computed now when not given. A figure that has not changed
        since its latest version is not written again. ``freeze`` marks the versions as relied upon by a dossier;
        ``alert`` tells the responsible what goes beyond its threshold.
        """
        results = self._compute_results(scope) if results is None else results
        # The history has no writer but this method: nobody has the right to type a figure, hence sudo.
        history = self.env["regie.indicator.value"].sudo()
        current = self.sudo()._get_kept_values(scope)
        unchanged, outdated, vals_list = history, history, []
        for indicator in self:
            vals = indicator._prepare_regie_indicator_value_vals(scope, results[indicator])
            latest = current.get(indicator, history)
            if latest and latest._has_same_figure(vals):
                unchanged |= latest
                continue
            outdated |= latest
            vals_list.append({**vals, "version": latest.version + 1})
        outdated.write({"is_current": False})
        outdated.flush_recordset(["is_current"])
        values = history.create(vals_list)
        if alert:
            values._schedule_alerts()
        if freeze:
            (unchanged | values).filtered(lambda value: not value.is_frozen).write({"is_frozen": True})
        return (unchanged | values).sudo(self.env.su)

    def _get_scope_domain(self, scope):
        """The domain of the kept figures that answered exactly ``scope``."""
        values = scope.as_dict()
        return Domain.AND(
            [
                Domain("company_id", "=", scope.company.id),
                Domain("date_from", "=", scope.date_from),
                Domain("date_to", "=", scope.date_to),
                *(Domain(name, "=", values[name] or False) for name in [f"{name}_id" for name in NARROWINGS]),
            ]
        )

    def _prepare_regie_indicator_value_vals(self, scope, result):
        """The values of the kept figure of ``result``, without its version."""
        self.ensure_one()
        domain = result.as_dict()["domain"]
        return {
            **scope.as_dict(),
            "indicator_id": self.id,
            "is_available": result.is_available,
            "reason": result.reason,
            "detail": result.detail,
            "value": result.value,
            "numerator": result.numerator,
            "denominator": result.denominator,
            "alert_state": self._get_alert_state(result.value),
            "source_count": result.source_count,
            "source_model": result.model,
            "denominator_model": result.denominator_model,
            "source_domain": json.dumps(domain) if domain is not None else False,
            "computed_at": fields.Datetime.now(),
            "user_id": False if self.env.su else self.env.uid,
        }

    def action_store_last_months(self):
        """Keep the figures of the last twelve months, so that a new indicator has a curve at once; managers only.

        What tells the situation of the day is kept for last month only: nobody knows what it was before. Only last
        month may alert the responsible.
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        dated = self.filtered(lambda indicator: not indicator._is_of_the_day())
        for months in range(12, 1, -1):
            dated._store_results(Scope.for_month(self.env.company, subtract(today, months=months)), alert=False)
        self._store_results(Scope.for_month(self.env.company, subtract(today, months=1)))

    @api.model
    def _cron_store_last_month(self):
        """Keep the figures of last month, régie by régie; running it again writes only what has changed since."""
        companies = self.env["res.company"].search([])
        day = subtract(fields.Date.context_today(self), months=1)
        for done, company in enumerate(companies, start=1):
            indicators = self.with_company(company).search([("company_id", "in", [False, company.id])])
            indicators._store_results(Scope.for_month(company, day))
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - done)
