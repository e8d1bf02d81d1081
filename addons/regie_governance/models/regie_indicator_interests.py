from odoo import models
from odoo.fields import Datetime, Domain

from odoo.addons.regie_base.tools.result import NO_ACCESS, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the prevention of conflicts of interests (criterion A7 of the label)."""

    _inherit = "regie.indicator"

    def _compute_interest_declarations_valid(self, scope):
        """Share of those who sit in the board or the bureau, on the last day of the period, whose declaration was
        received and was valid on that day."""
        refused = self._get_interest_refusal(scope)
        if refused:
            return refused
        mandates = self.env["regie.mandate"]
        seats = mandates._get_running_domain(scope.date_to) & Domain(
            [("company_id", "=", scope.company.id), ("organ_id.kind", "in", ("board", "bureau"))]
        )
        directors = [partner.id for [partner] in mandates._read_group(seats, ["partner_id"])]
        domain = [
            ("company_id", "=", scope.company.id),
            ("partner_id", "in", directors),
            ("date", "<=", scope.date_to),
            ("date_validated", "<=", scope.date_to),
            ("date_end", ">=", scope.date_to),
        ]
        [(valid, count)] = self.env["regie.interest.declaration"]._read_group(
            domain, [], ["partner_id:count_distinct", "__count"]
        )
        return IndicatorResult.ratio(
            valid,
            len(directors),
            100,
            model="regie.interest.declaration",
            domain=domain,
            source_count=count,
            denominator_model="regie.mandate",
        )

    def _compute_conflicts_resolved(self, scope):
        """Share of the conflicts found, on the points of the meetings of the period, that a recusal or a decision of
        the organ has resolved."""
        refused = self._get_interest_refusal(scope)
        if refused:
            return refused
        domain = [
            ("company_id", "=", scope.company.id),
            ("date", ">=", Datetime.to_datetime(scope.date_from)),
            ("date", "<", Datetime.add(Datetime.to_datetime(scope.date_to), days=1)),
        ]
        counts = dict(self.env["regie.conflict"]._read_group(domain, ["state"], ["__count"]))
        found = sum(counts.values())
        return IndicatorResult.ratio(
            found - counts.get("to_resolve", 0),
            found,
            100,
            model="regie.conflict",
            domain=domain,
            source_count=found,
        )

    def _get_interest_refusal(self, scope):
        """Return why there is no figure: a question that it cannot answer, or a reader who sees only their own."""
        if scope.partner or scope.territory or scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        if not (self.env.su or self.env.user.has_group("regie_governance.group_governance_secretary")):
            return IndicatorResult.unavailable(NO_ACCESS)
        return None
