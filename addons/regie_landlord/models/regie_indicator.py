from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of a landlord's report that this addon knows: those that the landlord declares, and its TFPB."""

    _inherit = "regie.indicator"

    def _compute_landlord_attendance_rate(self, scope):
        """Meetings attended ÷ meetings to which the landlord was invited, in percent."""
        declared, source = self._read_declared(scope, ["meetings_attended", "meetings_invited"])
        if declared is None:
            return source
        return IndicatorResult.ratio(*declared, 100, **source)

    def _compute_landlord_diagnoses(self, scope):
        """Diagnoses made with the residents, as declared."""
        return self._get_declared(scope, "diagnosis_count")

    def _compute_landlord_project_funding(self, scope):
        """Funding of projects by the landlord, as declared."""
        return self._get_declared(scope, "project_funding")

    def _compute_landlord_premises_surface(self, scope):
        """Premises lent, in square metres, as declared."""
        return self._get_declared(scope, "premises_surface")

    def _compute_landlord_premises_value(self, scope):
        """Value of the premises lent, as declared."""
        return self._get_declared(scope, "premises_value")

    def _compute_landlord_people_hired(self, scope):
        """People of the régie hired by the landlord, as declared."""
        return self._get_declared(scope, "people_hired")

    def _compute_landlord_avoided_damage(self, scope):
        """Damage avoided, as declared."""
        return self._get_declared(scope, "avoided_damage")

    def _compute_landlord_avoided_vacancy(self, scope):
        """Vacancy avoided, as declared."""
        return self._get_declared(scope, "avoided_vacancy")

    def _compute_landlord_avoided_unpaid(self, scope):
        """Unpaid rents avoided, as declared."""
        return self._get_declared(scope, "avoided_unpaid")

    def _compute_tfpb_valued_rate(self, scope):
        """What was valued in the TFPB ÷ the abatements of the years of the scope, in percent."""
        if scope.activity is not None or scope.territory is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = self._get_year_domain(scope) & Domain("date_approved", "!=", False)
        [(valued, abatement, count)] = self.env["regie.tfpb.year"]._read_group(
            domain, [], ["valued_total:sum", "abatement_amount:sum", "__count"]
        )
        if not count:
            return IndicatorResult(None)
        return IndicatorResult.ratio(
            valued, abatement, 100, model="regie.tfpb.year", domain=list(domain), source_count=count
        )

    def _get_year_domain(self, scope):
        """What is kept by landlord and year, in the scope."""
        domain = Domain(
            [
                ("company_id", "=", scope.company.id),
                ("year", ">=", scope.date_from.year),
                ("year", "<=", scope.date_to.year),
            ]
        )
        if scope.partner is not None:
            domain &= Domain("landlord_id", "child_of", scope.partner.commercial_partner_id.ids)
        return domain

    def _read_declared(self, scope, names):
        """``(sums, where they come from)`` of declared figures, or ``(None, the result that says why)``."""
        if scope.activity is not None or scope.territory is not None:
            return None, IndicatorResult.unavailable(NO_SCOPE)
        domain = self._get_year_domain(scope) & Domain("date_declared", "!=", False)
        [(*sums, count)] = self.env["regie.landlord.declaration"]._read_group(
            domain, [], [*(f"{name}:sum" for name in names), "__count"]
        )
        if not count:
            return None, IndicatorResult(None)
        return sums, {"model": "regie.landlord.declaration", "domain": list(domain), "source_count": count}

    def _get_declared(self, scope, name):
        declared, source = self._read_declared(scope, [name])
        return source if declared is None else IndicatorResult(float(declared[0]), **source)
