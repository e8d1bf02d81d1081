from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the rounds, for the régie or for one landlord."""

    _inherit = "regie.indicator"

    def _compute_passes_done(self, scope):
        """Passes of the period that were done and validated."""
        domain = self._get_passes_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        passes = self.env["regie.intervention"]
        domain &= Domain("state", "in", ("validated", "missed"))
        due = passes.search_count(domain)
        if not due:
            return IndicatorResult.unavailable(NO_DATA)
        domain &= Domain("state", "=", "validated")
        done = passes.search_count(domain)
        return IndicatorResult(done, model=passes._name, domain=list(domain), source_count=done)

    def _compute_passes_on_time_rate(self, scope):
        """Percentage of the passes due in the period that were validated and ended on their day at the latest.

        Due: validated or missed. A pass that catches up another one is not counted: the missed one is.
        """
        domain = self._get_passes_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        passes = self.env["regie.intervention"]
        domain &= Domain("state", "in", ("validated", "missed")) & Domain("caught_up_id", "=", False)
        query = passes._search(domain)
        zone = scope.company._get_zone().key
        on_time = SQL(
            "date_validated IS NOT NULL AND (date_done AT TIME ZONE 'UTC' AT TIME ZONE %s)::date <= date_planned", zone
        )
        [(done, due)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FILTER (WHERE %s), COUNT(*) FROM regie_intervention WHERE id IN %s",
                on_time,
                query.subselect(),
            )
        )
        return IndicatorResult.ratio(done, due, 100, model=passes._name, domain=list(domain), source_count=due)

    def _compute_green_surface_without_phyto(self, scope):
        """Surface (m²) of the green spaces kept in the period, none of which takes a plant-protection product.

        A site counts once, whatever the number of its passes; one whose surface is unknown is told, not guessed.
        """
        domain = self._get_passes_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        passes = self.env["regie.intervention"]
        domain &= Domain("state", "=", "validated") & Domain("service_type_id.family_id.is_green", "=", True)
        groups = passes._read_group(domain, ["site_id"])
        # sudo: only the surfaces are read, and added up
        sites = self.env["regie.site"].union(*(site for (site,) in groups)).sudo()
        unknown = sites.filtered(lambda one: not one.surface)
        if not sites - unknown:
            return IndicatorResult.unavailable(NO_DATA)
        detail = unknown and self.env._("Surface unknown: %s", ", ".join(unknown.mapped("name")))
        return IndicatorResult(
            sum(sites.mapped("surface")),
            model=passes._name,
            domain=list(domain),
            source_count=len(sites),
            detail=detail or None,
        )

    def _get_passes_domain(self, scope):
        """The passes of the scope, or ``None`` when the scope cannot be told."""
        if scope.activity is not None:
            return None
        domain = Domain(
            [
                ("company_id", "=", scope.company.id),
                ("date_planned", ">=", scope.date_from),
                ("date_planned", "<=", scope.date_to),
            ]
        )
        if scope.partner is not None:
            domain &= Domain("owner_id", "child_of", scope.partner.ids)
        if scope.territory is not None:
            domain &= Domain("site_id.territory_id", "in", scope.territory.ids)
        return domain
