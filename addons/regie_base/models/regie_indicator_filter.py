import ast
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import period
from ..tools import result as reasons
from ..tools.result import IndicatorResult, plain
from ..tools.scope import NARROWINGS

#: Models of the machinery: a director counts people, hours and amounts, not views or messages.
TECHNICAL_MODELS = re.compile(
    r"(ir|base|base_import|bus|mail|web|web_tour|web_editor|html_editor|auth|auth_totp|iap|sms|digest|discuss|onboarding"
    r"|report|utm|phone|privacy|snailmail|barcode|spreadsheet|format)\..*"
    r"|res\.(users|groups|config|device|lang|partner\.autocomplete|currency|country).*|_unknown"
)
AGGREGATES = {"sum": "sum", "average": "avg", "distinct": "count_distinct"}
NUMERIC_TYPES = ("integer", "float", "monetary")
SCOPE_PATHS = {"partner": "partner_path", "territory": "territory_path", "activity": "activity_path"}
DEFAULT_TZ = "Europe/Paris"


class RegieIndicator(models.Model):
    """The indicator made without code: records, filter, measure and dates chosen in the screen."""

    _inherit = "regie.indicator"

    measure = fields.Selection(
        selection=[
            ("count", "Number of records"),
            ("sum", "Sum of a field"),
            ("average", "Average of a field"),
            ("distinct", "Number of different values of a field"),
            ("ratio", "Ratio of two indicators"),
        ],
        default="count",
        help="Number of different values: for example how many different persons appear on the records.",
    )
    res_model = fields.Selection(
        selection="_selection_res_model",
        string="Records",
        help="What is counted or added up. Only what you may read yourself is proposed.",
    )
    domain = fields.Char(
        string="Filter", default="[]", help="Which records are taken; those of the period are then kept among them."
    )
    field_name = fields.Char(string="Field", help="What is added up, averaged, or whose different values are counted.")
    date_mode = fields.Selection(
        selection=[
            ("period", "Dated in the period"),
            ("force", "In force during the period"),
            ("today", "The situation of the day, whatever the period"),
        ],
        string="Dates",
        default="period",
        help="In force: the records whose start and end cover at least one day of the period.",
    )
    date_field_name = fields.Char(string="Date")
    date_end_field_name = fields.Char(string="End date")
    partner_path = fields.Char(
        string="Path to the partner",
        help="How to find the partner (a landlord, a funder) from the record. Left empty, the figure is not available "
        "when it is asked for one partner.",
    )
    territory_path = fields.Char(
        string="Path to the territory", help="How to find the territory from the record; see the path to the partner."
    )
    activity_path = fields.Char(
        string="Path to the activity", help="How to find the activity from the record; see the path to the partner."
    )
    numerator_id = fields.Many2one("regie.indicator", index="btree_not_null", ondelete="restrict")
    denominator_id = fields.Many2one("regie.indicator", index="btree_not_null", ondelete="restrict")
    is_percentage = fields.Boolean(string="As a percentage", default=True, help="Multiplies the ratio by 100.")

    @api.model
    def _selection_res_model(self):
        """Business models that the user may read, and those in use, by their name on the screen."""
        used = self.sudo().with_context(active_test=False)._read_group([("res_model", "!=", False)], ["res_model"])
        names = [name for (name,) in used] + [
            name
            for name, model in self.env.registry.items()
            if not (model._abstract or model._transient or TECHNICAL_MODELS.fullmatch(name))
            and self.env[name].has_access("read")
        ]
        # Names of models are no secret, and a user without the settings may not read ir.model.
        rows = self.env["ir.model"].sudo().search_fetch([("model", "in", names)], ["model", "name"])
        return sorted(((row.model, row.name) for row in rows), key=lambda pair: pair[1].lower())

    @api.constrains(
        *("kind", "measure", "res_model", "domain", "field_name", "numerator_id", "denominator_id"),
        *("date_mode", "date_field_name", "date_end_field_name", *SCOPE_PATHS.values()),
    )
    def _check_filter(self):
        """What the director chose can be computed; each refusal names the box to mend."""
        for indicator in self.filtered(lambda indicator: indicator.kind == "filter"):
            if indicator.measure == "ratio":
                indicator._check_ratio()
                continue
            # Constraints run with sudo; what may be counted is what the person who makes the indicator may read.
            model = self.sudo(False).env.get(indicator.res_model or "")
            if model is None or TECHNICAL_MODELS.fullmatch(model._name) or not model.has_access("read"):
                raise indicator._get_filter_error(self.env._("choose records that you may read. (IND-10)"))
            indicator._get_filter_domain()
            indicator._check_measure_field()
            indicator._check_dates()
            for name, model in NARROWINGS.items():
                indicator._check_path(SCOPE_PATHS[name], model)

    def _get_filter_error(self, reason):
        """A ``ValidationError`` that names the indicator, then says ``reason``."""
        return ValidationError(
            self.env._("“%(name)s” cannot be computed: %(reason)s", name=self.name or self.code, reason=reason)
        )

    def _check_ratio(self):
        """A ratio rests on two indicators that are not ratios themselves, and that its own régie can read."""
        self.ensure_one()
        parts = self.numerator_id | self.denominator_id
        if not self.numerator_id or not self.denominator_id:
            raise self._get_filter_error(self.env._("choose the two indicators to divide. (IND-14)"))
        if any(part.kind == "filter" and part.measure == "ratio" for part in parts):
            raise self._get_filter_error(self.env._("a ratio of ratios is not readable, choose figures. (IND-15)"))
        if any(part.company_id and part.company_id != self.company_id for part in parts):
            raise self._get_filter_error(self.env._("its two indicators belong to another régie. (IND-16)"))

    def _get_filter_domain(self):
        """The filter as a ``Domain`` that the model accepts; ``ValidationError`` (IND-11) otherwise."""
        self.ensure_one()
        try:
            domain = Domain(ast.literal_eval(self.domain or "[]"))
            domain.validate(self.env[self.res_model].sudo())
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            reason = self.env._("its filter is not valid: %(error)s (IND-11)", error=error)
            raise self._get_filter_error(reason) from None
        return domain

    def _check_measure_field(self):
        """The field to add up exists, is kept in the database and is a number where the measure needs one."""
        self.ensure_one()
        if self.measure == "count":
            return
        field = self.env[self.res_model]._fields.get(self.field_name or "")
        if field is None:
            raise self._get_filter_error(self.env._("choose the field to measure. (IND-12)"))
        if not (field.store or field.inherited) or field.type in ("one2many", "many2many", "binary", "properties"):
            reason = self.env._("“%(field)s” is not kept as a value that can be added up or counted. (IND-12)")
            raise self._get_filter_error(reason % {"field": field._description_string(self.env)})
        if self.measure in ("sum", "average") and field.type not in NUMERIC_TYPES:
            reason = self.env._("“%(field)s” is not a number. (IND-12)", field=field._description_string(self.env))
            raise self._get_filter_error(reason)

    def _check_dates(self):
        """The date, and the end date of what is in force, are dates of the model."""
        self.ensure_one()
        wanted = {"period": ["date_field_name"], "force": ["date_field_name", "date_end_field_name"]}
        for name in wanted.get(self.date_mode, []):
            field = self._get_path_field(self[name])
            if field is None or field.type not in ("date", "datetime"):
                box = self._fields[name]._description_string(self.env)
                reason = self.env._("choose a date of the records in the box “%(box)s”. (IND-13)", box=box)
                raise self._get_filter_error(reason)

    def _check_path(self, name, model):
        """The path of box ``name``, if there is one, leads to a record of ``model``."""
        self.ensure_one()
        if not self[name]:
            return
        field = self._get_path_field(self[name])
        if self[name] == "id" and self.res_model == model:
            return
        if field is None or field.comodel_name != model:
            box = self._fields[name]._description_string(self.env)
            reason = self.env._(
                "“%(path)s” in the box “%(box)s” does not lead there. (IND-17)", path=self[name], box=box
            )
            raise self._get_filter_error(reason)

    def _get_path_field(self, path, model_name=None):
        """The field at the end of a dotted path that starts from the records, or from a model; or ``None``."""
        model, field = self.env.get(model_name or self.res_model), None
        for name in (path or "").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                return None
            model = self.env.get(field.comodel_name) if field.relational else None
        return field

    def _get_components(self):
        ratios = self.filtered(lambda indicator: indicator._is_ratio())
        return (self - ratios) | ratios.numerator_id | ratios.denominator_id

    def _is_ratio(self):
        """Whether the figure is made of the figures of two other indicators."""
        return self.kind == "filter" and self.measure == "ratio"

    def _is_of_the_day(self):
        """Whether the figure tells the situation of the day, whatever the period that is asked."""
        if self._is_ratio():
            return self.numerator_id._is_of_the_day() or self.denominator_id._is_of_the_day()
        return self.kind == "filter" and self.date_mode == "today"

    def _get_or_combine_result(self, results):
        if not self._is_ratio():
            return super()._get_or_combine_result(results)
        numerator, denominator = results[self.numerator_id], results[self.denominator_id]
        missing = next((part for part in (numerator, denominator) if not part.is_available), None)
        if missing:
            return IndicatorResult.unavailable(missing.reason, missing.detail)
        return IndicatorResult.ratio(
            numerator.value,
            denominator.value,
            100 if self.is_percentage else 1,
            model=numerator.model,
            domain=numerator.domain,
            source_count=numerator.source_count,
            denominator_model=denominator.model,
        )

    def _compute_filter_result(self, scope):
        """The result of an indicator without code: one aggregation in PostgreSQL under the reader's rights."""
        self.ensure_one()
        if self.res_model not in self.env or not self.env[self.res_model].has_access("read"):
            return IndicatorResult.unavailable(reasons.NO_ACCESS)
        if any(not self[SCOPE_PATHS[name]] for name in scope.narrowings):
            return IndicatorResult.unavailable(reasons.NO_SCOPE)
        domain = self._get_scoped_domain(scope)
        self._check_filter()
        aggregate = "__count" if self.measure == "count" else f"{self.field_name}:{AGGREGATES[self.measure]}"
        [(value, count)] = self.env[self.res_model]._read_group(domain, [], [aggregate, "__count"])
        if self.measure == "average" and not count:
            value = None
        elif not value:
            value = 0
        return IndicatorResult(value, model=self.res_model, domain=plain(domain), source_count=count)

    def _get_scoped_domain(self, scope):
        """The filter, narrowed to the company, the dates and the partner, territory or activity of ``scope``."""
        self.ensure_one()
        domain = self._get_filter_domain() & self._get_company_domain(scope.company) & self._get_dates_domain(scope)
        for name, record in scope.narrowings.items():
            operator = "child_of" if name == "partner" else "="
            domain &= Domain(self[SCOPE_PATHS[name]], operator, record.id)
        return domain

    def _get_company_domain(self, company):
        """The records of the company, with those that are shared where the model allows it."""
        field = self.env[self.res_model]._fields.get("company_id")
        if field is None or field.comodel_name != "res.company":
            return Domain.TRUE
        return Domain("company_id", "in", [company.id] if field.required else [False, company.id])

    def _get_dates_domain(self, scope):
        """The records dated in the period, or in force during it; days are those of the company's time zone."""
        if self.date_mode not in ("period", "force"):
            return Domain.TRUE
        tz = scope.company.partner_id.tz or DEFAULT_TZ
        names = [self.date_field_name] + [self.date_end_field_name] * (self.date_mode == "force")
        zones = [tz if self._get_path_field(name).type == "datetime" else None for name in names]
        if self.date_mode == "force":
            return Domain(period.in_force(*names, scope.date_from, scope.date_to, *zones))
        return Domain(period.in_period(*names, scope.date_from, scope.date_to, *zones))
