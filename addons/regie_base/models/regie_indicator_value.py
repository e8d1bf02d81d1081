import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, format_date

from ..tools.scope import NARROWINGS, Scope

REASONS = [
    ("no_access", "You may not read its records"),
    ("no_data", "No record to compute it from"),
    ("no_denominator", "Nothing to divide by"),
    ("no_method", "The application that computes it is not installed"),
    ("no_scope", "It cannot be narrowed to this partner, territory or activity"),
    ("error", "It could not be computed"),
]
ALERT_STATES = [
    ("none", "–"),
    ("missing", "? Not available"),
    ("ok", "✔ Within threshold"),
    ("alert", "⚠ Beyond threshold"),
]


class RegieIndicatorValue(models.Model):
    """A figure as it was computed on a day, kept for ever: what was printed or sent can be found again.

    Nobody types, edits or deletes one. Computing the same question again writes the next version when the answer has
    changed; the version that a dossier relies on is frozen.
    """

    _name = "regie.indicator.value"
    _description = "Kept figure"
    _order = "date_to desc, indicator_id, version desc, id desc"

    indicator_id = fields.Many2one("regie.indicator", required=True, ondelete="restrict", index=True)
    theme = fields.Selection(related="indicator_id.theme", store=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict", index=True)
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    partner_id = fields.Many2one("res.partner", ondelete="restrict", index="btree_not_null")
    territory_id = fields.Many2one("regie.territory", ondelete="restrict", index="btree_not_null")
    activity_id = fields.Many2one("regie.activity", ondelete="restrict", index="btree_not_null")
    version = fields.Integer(required=True, default=1, aggregator=None)
    is_current = fields.Boolean(string="Latest version", default=True)
    is_frozen = fields.Boolean(string="Frozen", help="A dossier relies on this version.")
    is_available = fields.Boolean(string="Available", help="Unticked: the figure could not be computed, it is not 0.")
    reason = fields.Selection(selection=REASONS, string="Why it is missing")
    detail = fields.Char(help="What the software answered when the figure could not be computed.")
    value = fields.Float(string="Figure", digits=(16, 6), aggregator="avg")
    numerator = fields.Float(digits=(16, 6), aggregator=None)
    denominator = fields.Float(digits=(16, 6), aggregator=None)
    value_display = fields.Char(string="Figure with its unit", compute="_compute_value_display")
    alert_state = fields.Selection(selection=ALERT_STATES, string="Alert", required=True, default="none")
    source_count = fields.Integer(string="Records", aggregator=None, help="Number of records behind the figure.")
    source_model = fields.Char(export_string_translation=False)
    denominator_model = fields.Char(export_string_translation=False)
    source_domain = fields.Char(export_string_translation=False)
    computed_at = fields.Datetime(string="Computed on", required=True)
    user_id = fields.Many2one("res.users", string="Computed by", help="Empty: by the monthly task.")

    _version_uniq = models.UniqueIndex(
        "(indicator_id, company_id, date_from, date_to, COALESCE(partner_id, 0), COALESCE(territory_id, 0),"
        " COALESCE(activity_id, 0), version)",
        "This version of the figure is already kept.",
    )
    _current_uniq = models.UniqueIndex(
        "(indicator_id, company_id, date_from, date_to, COALESCE(partner_id, 0), COALESCE(territory_id, 0),"
        " COALESCE(activity_id, 0)) WHERE is_current",
        "Somebody is computing the same figure: try again in a moment.",
    )

    @api.depends("value", "is_available", "indicator_id.decimals", "indicator_id.unit")
    @api.depends_context("lang")
    def _compute_value_display(self):
        for value in self:
            value.value_display = value.indicator_id._format_figure(value.value if value.is_available else None)

    @api.depends("indicator_id", "date_from", "date_to")
    def _compute_display_name(self):
        for value in self:
            value.display_name = f"{value.indicator_id.name} ({value.date_from} – {value.date_to})"

    def write(self, vals):
        """Only the engine's own marks change: the latest version, and the freezing, which is for ever (IND-20)."""
        if set(vals) - {"is_current", "is_frozen", "theme"} or vals.get("is_frozen") is False:
            raise UserError(
                self.env._(
                    "A kept figure never changes: compute the indicator again, the next version is kept beside it. "
                    "(IND-20)"
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """The history is append-only (IND-21)."""
        raise UserError(self.env._("A kept figure is never deleted. (IND-21)"))

    def action_drill_down(self):
        """Open the records behind the figure, as they are today and as the reader may read them."""
        self.ensure_one()
        domain = json.loads(self.source_domain or "[]")
        return self.indicator_id._get_drill_down_action(self.source_model, domain)

    def _get_scope(self):
        """The ``Scope`` that the figure answered."""
        self.ensure_one()
        narrowings = {name: self[f"{name}_id"] for name in NARROWINGS}
        return Scope(self.company_id, self.date_from, self.date_to, **narrowings)

    def _has_same_figure(self, vals):
        """Whether computing again gave what this version already says."""
        self.ensure_one()
        exact = all(
            (self[name] or False) == (vals[name] or False) for name in ("is_available", "reason", "source_count")
        )
        return exact and not any(
            float_compare(self[name], vals[name] or 0, precision_digits=6)
            for name in ("value", "numerator", "denominator")
        )

    def _schedule_alerts(self):
        """Tell the responsible of each figure beyond its threshold, once per period and per régie."""
        alerts = self.filtered(lambda value: value.alert_state == "alert")
        earlier = self.search([("id", "not in", self.ids), *alerts._get_same_questions_domain()])
        told = {value._get_question() for value in earlier}
        for value in alerts:
            user = value.indicator_id.with_company(value.company_id).user_id
            if user.active and value.company_id in user.company_ids and value._get_question() not in told:
                value.with_context(lang=user.lang)._schedule_alert(user)

    def _get_same_questions_domain(self):
        """A domain that holds at least the alerts already told for the questions of these figures."""
        return [
            ("alert_state", "=", "alert"),
            ("indicator_id", "in", self.indicator_id.ids),
            ("company_id", "in", self.company_id.ids),
            ("date_from", "in", list(set(self.mapped("date_from")))),
        ]

    def _get_question(self):
        """What the figure answers, whatever its version."""
        self.ensure_one()
        narrowings = tuple(self[f"{name}_id"].id for name in NARROWINGS)
        return (self.indicator_id.id, self.company_id.id, self.date_from, self.date_to, *narrowings)

    def _schedule_alert(self, user):
        """One activity on the indicator, in the language of ``user``."""
        self.ensure_one()
        indicator = self.indicator_id
        directions = dict(indicator._fields["threshold_direction"]._description_selection(indicator.env))
        indicator.activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=user.id,
            summary=self.env._("%(name)s: %(figure)s", name=indicator.name, figure=self.value_display),
            note=self.env._(
                "%(company)s, from %(date_from)s to %(date_to)s: %(figure)s. %(direction)s %(threshold)s.",
                company=self.company_id.name,
                date_from=format_date(self.env, self.date_from),
                date_to=format_date(self.env, self.date_to),
                figure=self.value_display,
                direction=directions[indicator.threshold_direction],
                threshold=indicator._format_figure(indicator.threshold),
            ),
        )
