import inspect
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools import result as reasons
from ..tools.result import IndicatorResult

CODE_PATTERN = re.compile(r"[a-z][a-z0-9_]*")


class RegieIndicator(models.Model):
    """A named and documented figure of the régie: how it is computed, where it comes from and from when it worries.

    A figure is computed by a method that an addon ships (``_compute_<code>(scope)``) or, without code, from the model,
    the filter and the measure that the director chose in the screen (see ``regie_indicator_filter.py``).
    """

    _name = "regie.indicator"
    _description = "Indicator"
    _inherit = ("regie.config.exchange", "mail.thread", "mail.activity.mixin")
    _order = "theme, sequence, code, id"
    _rec_name = "name"

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        required=True,
        copy=False,
        tracking=True,
        help="Short name without spaces or accents (meals_served). Dossiers and files designate the indicator by it.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index="btree_not_null",
        help="Left empty, the indicator serves every régie of the database.",
    )
    theme = fields.Selection(
        selection=[
            ("1_association", "Life of the association"),
            ("2_inhabitants", "Inhabitants and territory"),
            ("3_employment", "Employment and insertion"),
            ("4_environment", "Environment"),
            ("5_economy", "Economy"),
        ],
        required=True,
        default="2_inhabitants",
        help="Where the indicator is filed in the computed figures.",
    )
    formula = fields.Text(
        string="Formula in words",
        translate=True,
        help="How the figure is obtained, in a sentence that a reader from outside understands.",
    )
    unit = fields.Char(translate=True, help="Written after the figure: %, €, h, persons…")
    decimals = fields.Integer(default=0, help="Places after the decimal point when the figure is shown.")
    source = fields.Char(translate=True, help="Text, funder or reference that asks for this figure.")
    kind = fields.Selection(
        selection=[("filter", "Made in this screen"), ("method", "Shipped with the software")],
        required=True,
        default="filter",
        tracking=True,
        help="Made in this screen: you choose the records, the filter and the measure. "
        "Shipped with the software: the calculation comes with an application.",
    )
    has_benchmark = fields.Boolean(string="National benchmark", help="Tick to compare the figure with a national one.")
    benchmark = fields.Float(string="Benchmark value", digits=(16, 4))
    benchmark_year = fields.Integer(help="Year of the national figure.")
    threshold_direction = fields.Selection(
        selection=[("below", "Alert when below"), ("above", "Alert when above")],
        string="Alert",
        tracking=True,
        help="Left empty, the figure never raises an alert.",
    )
    threshold = fields.Float(string="Alert threshold", digits=(16, 4), tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        company_dependent=True,
        help="Receives one activity per period when the figure goes beyond the threshold. Chosen by each régie.",
    )

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "An indicator already bears this code.")
    _decimals_check = models.Constraint("CHECK (decimals BETWEEN 0 AND 6)", "Show between 0 and 6 decimals.")

    @api.constrains("code", "kind")
    def _check_code(self):
        """The code can be written in a file, and a shipped calculation exists under it."""
        for indicator in self:
            if not CODE_PATTERN.fullmatch(indicator.code):
                raise ValidationError(
                    self.env._(
                        "The code “%(code)s” may only hold small letters without accents, figures and underscores, "
                        "and starts with a letter. (IND-02)",
                        code=indicator.code,
                    )
                )
            if indicator.kind == "method" and not indicator._get_method():
                raise indicator._get_method_error()

    @api.constrains("threshold_direction", "has_benchmark", "benchmark_year")
    def _check_benchmark(self):
        """A national figure is of some year, otherwise nobody can check it."""
        for indicator in self:
            if indicator.has_benchmark and not 1980 <= indicator.benchmark_year <= 2200:
                raise ValidationError(
                    self.env._(
                        "Write the year of the national benchmark of “%(name)s”. (IND-03)", name=indicator.display_name
                    )
                )

    def _get_method(self):
        """The method ``_compute_<code>(scope)`` of a shipped indicator, ``None`` when no installed addon has it.

        A method of the model that happens to bear the name (the compute of a field) takes no scope and is not one.
        """
        self.ensure_one()
        method = getattr(self, f"_compute_{self.code}", None)
        if self.code in ("result", "results") or method is None or [*inspect.signature(method).parameters] != ["scope"]:
            return None
        return method

    def _get_method_error(self):
        """A ``ValidationError`` (IND-01) that names the indicator that no installed addon computes."""
        return ValidationError(
            self.env._(
                "No installed application knows how to compute the indicator “%(code)s”. Install the application that "
                "ships it, or make the indicator in the screen. (IND-01)",
                code=self.code,
            )
        )

    def _compute_result(self, scope):
        """The ``IndicatorResult`` of one indicator for ``scope``; ``ValidationError`` (IND-01) if none computes it."""
        self.ensure_one()
        if self.kind == "method" and not self._get_method():
            raise self._get_method_error()
        return self._compute_results(scope)[self]

    def _compute_results(self, scope):
        """``{indicator: IndicatorResult}`` for ``scope``, under the reader's rights, one aggregation per indicator.

        What the reader may not read, or what cannot be computed, is a result without value that says why: never 0,
        and never an error that hides the other figures.
        """
        if not self.env.su and scope.company not in self.env.user.company_ids:
            return {indicator: IndicatorResult.unavailable(reasons.NO_ACCESS) for indicator in self}
        indicators = self.with_company(scope.company).with_context(allowed_company_ids=scope.company.ids)
        components = indicators._get_components()
        results = {indicator: indicator._compute_simple_result(scope) for indicator in components}
        return {indicator: indicator._get_or_combine_result(results) for indicator in indicators}

    def _get_components(self):
        """The indicators to aggregate so that ``self`` can be computed, each once."""
        return self

    def _get_or_combine_result(self, results):
        """The result of this indicator among ``results``, or made of them."""
        return results[self]

    def _compute_simple_result(self, scope):
        """The result of one indicator that rests on no other; failures are turned into a missing figure."""
        compute = self._compute_filter_result if self.kind == "filter" else self._get_method()
        if compute is None:
            return IndicatorResult.unavailable(reasons.NO_METHOD)
        try:
            return compute(scope)
        except AccessError:
            return IndicatorResult.unavailable(reasons.NO_ACCESS)
        except UserError as error:
            return IndicatorResult.unavailable(reasons.ERROR, str(error))

    def _get_alert_state(self, value):
        """``none`` (no threshold), ``missing`` (no figure), ``ok`` or ``alert``; equal to the threshold is ok."""
        self.ensure_one()
        if value is None:
            return "missing"
        if not self.threshold_direction:
            return "none"
        beyond = value < self.threshold if self.threshold_direction == "below" else value > self.threshold
        return "alert" if beyond else "ok"
