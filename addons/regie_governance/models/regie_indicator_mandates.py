from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult


class RegieIndicatorMandates(models.Model):
    """The figures of those who direct the association: inhabitants, founders, renewal, training, women, the young."""

    _inherit = "regie.indicator"

    def _compute_board_inhabitants_share(self, scope):
        """Mandates of inhabitants in force in the board on the last day, in percent of all those that vote there."""
        domain, missing = self._get_board_domain(scope)
        if missing:
            return missing
        groups = self.env["regie.mandate"]._read_group(domain, ["college_id"], ["__count"])
        total = sum(count for _college, count in groups)
        inhabitants = sum(count for college, count in groups if college.is_resident)
        return IndicatorResult.ratio(
            inhabitants, total, 100, model="regie.mandate", domain=list(domain), source_count=total
        )

    def _compute_founding_colleges(self, scope):
        """How many of the three founders (inhabitants, authorities, landlords) sit in the board on the last day."""
        domain, missing = self._get_board_domain(scope)
        if missing:
            return missing
        groups = self.env["regie.mandate"]._read_group(domain, ["college_id"], ["__count"])
        if not groups:
            return IndicatorResult.unavailable(NO_DATA)
        colleges = [college for college, _count in groups]
        there = sum(
            any(college[flag] for college in colleges) for flag in ("is_resident", "is_authority", "is_landlord")
        )
        total = sum(count for _college, count in groups)
        return IndicatorResult(there, model="regie.mandate", domain=list(domain), source_count=total)

    def _compute_new_inhabitant_directors(self, scope):
        """Inhabitants whose first mandate in the board began in the last years, in percent of their seats."""
        domain, missing = self._get_board_domain(scope, resident=True)
        if missing:
            return missing
        years = int(self.env["regie.parameter"].get("renouvellement_annees", scope.date_to))
        ever = Domain(
            [
                ("company_id", "=", scope.company.id),
                ("organ_id.kind", "=", "board"),
                ("college_id.is_resident", "=", True),
                ("date_start", "<=", scope.date_to),
            ]
        )
        firsts = self.env["regie.mandate"]._read_group(ever, ["partner_id"], ["date_start:min"])
        since = fields.Date.subtract(scope.date_to, years=years)
        new = [partner.id for partner, first in firsts if first > since]
        source = ever & Domain("partner_id", "in", new)
        return IndicatorResult.ratio(
            len(new),
            self._get_inhabitant_seats(scope) or self.env["regie.mandate"].search_count(domain),
            100,
            model="regie.mandate",
            domain=list(source),
            source_count=len(new),
        )

    def _compute_director_training_hours(self, scope):
        """Hours of training followed in the period by inhabitants of the board, per inhabitant of the board."""
        domain, missing = self._get_board_domain(scope, resident=True)
        if missing:
            return missing
        company = Domain("company_id", "=", scope.company.id)
        if not self.env["regie.mandate.training"].search_count(company, limit=1):
            return IndicatorResult.unavailable(NO_DATA)
        trainings = company & Domain(
            [
                ("date", ">=", scope.date_from),
                ("date", "<=", scope.date_to),
                ("mandate_id.organ_id.kind", "=", "board"),
                ("college_id.is_resident", "=", True),
            ]
        )
        [(hours, count)] = self.env["regie.mandate.training"]._read_group(trainings, [], ["hours:sum", "__count"])
        return IndicatorResult.ratio(
            hours,
            self.env["regie.mandate"].search_count(domain),
            model="regie.mandate.training",
            domain=list(trainings),
            source_count=count,
            denominator_model="regie.mandate",
        )

    def _compute_board_women_share(self, scope):
        """Women, in percent of the people of the board whose gender is written."""
        domain, missing = self._get_board_domain(scope)
        if missing:
            return missing
        known = Domain("regie_mandate_ids", "any", domain) & Domain("regie_gender", "!=", False)
        groups = dict(self.env["res.partner"]._read_group(known, ["regie_gender"], ["__count"]))
        return self._get_share(groups.get("female", 0), sum(groups.values()), known)

    def _compute_board_under30_share(self, scope):
        """People under thirty on the last day, in percent of those of the board whose date of birth is written."""
        domain, missing = self._get_board_domain(scope)
        if missing:
            return missing
        known = Domain("regie_mandate_ids", "any", domain) & Domain("regie_birth_date", "!=", False)
        young = known & Domain("regie_birth_date", ">", fields.Date.subtract(scope.date_to, years=30))
        partners = self.env["res.partner"]
        return self._get_share(partners.search_count(young), partners.search_count(known), known)

    def _get_share(self, part, total, domain):
        """Return a percentage of people, unavailable when nothing is known of anybody."""
        if not total:
            return IndicatorResult.unavailable(NO_DATA)
        return IndicatorResult.ratio(part, total, 100, model="res.partner", domain=list(domain), source_count=total)

    def _get_board_domain(self, scope, resident=False):
        """Return (Domain of the mandates that vote in the board on the last day, None), or (None, why not): the board
        is that of the whole régie."""
        if scope.narrowings:
            return None, IndicatorResult.unavailable(NO_SCOPE)
        domain = self.env["regie.mandate"]._get_running_domain(scope.date_to)
        domain &= Domain([("company_id", "=", scope.company.id), ("organ_id.kind", "=", "board")])
        domain &= Domain("college_id", "=", False) | Domain("college_id.voice", "=", "deliberative")
        return (domain & Domain("college_id.is_resident", "=", True) if resident else domain), None

    def _get_inhabitant_seats(self, scope):
        """Return the seats that the statutes give to inhabitants in the board; 0 when they number none."""
        statutes = self.env["regie.statutes"]._get_in_force(scope.company, scope.date_to, raise_if_missing=False)
        seats = statutes.seat_ids.filtered(
            lambda seat: seat.organ_id.kind == "board" and seat.college_id.is_resident and seat.is_allowed
        )
        return sum(seats.mapped("seats_max"))
