from odoo import api, models

from odoo.addons.regie_base.tools.scope import Scope

#: Social figures of the landlord's sites that other applications compute, when they are installed.
SOCIAL_CODES = ("mediation_contacts", "permanence_visits", "energy_visits")


class RegieLandlordRoom(models.AbstractModel):
    """A lot whose contract joins technical and social missions: its two results side by side."""

    _inherit = "regie.landlord.room"

    @api.model
    def _read_lot_results(self, lot, first, last):
        """``{"technical": rows, "social": rows}`` of a lot between two days; a row is (label, value, unit).

        A value of None is not available, because its application is not installed, or, with the unit "small", belongs
        to a group so small that it would point at somebody.
        """
        return {
            "technical": self._read_technical_results(lot, first, last),
            "social": self._read_social_results(lot, first, last),
        }

    @api.model
    def _read_technical_results(self, lot, first, last):
        """The passes of the lot; other results come from what is installed."""
        # sudo: counts of a lot that the caller has checked
        groups = (
            self.env["regie.intervention"]
            .sudo()
            ._read_group(
                [("lot_id", "=", lot.id), ("date_planned", ">=", first), ("date_planned", "<=", last)],
                ["state"],
                ["__count"],
            )
        )
        counts = dict(groups)
        done = counts.get("done", 0) + counts.get("validated", 0)
        due = done + counts.get("missed", 0)
        return [
            (self.env._("Passes done"), done, ""),
            (self.env._("Passes missed"), counts.get("missed", 0), ""),
            (self.env._("Passes done among those due"), round(done / due * 100, 1) if due else None, "%"),
        ]

    @api.model
    def _read_social_results(self, lot, first, last):
        """The hours of the lot, and what the social applications know of its buyer."""
        hours = self._read_lot_hours(lot, first, last)[lot.id]
        rows = [
            (self.env._("Hours worked"), hours["hours"], "h"),
            (self.env._("Hours of insertion"), hours["insertion"], "h"),
            (self.env._("of which people living in a QPV"), hours["qpv"], "small" if hours["is_small"] else "h"),
            (self.env._("People in insertion"), hours["people"], "small" if hours["insertion"] else ""),
        ]
        labels = (
            self.env._("Residents met by the mediators"),
            self.env._("People received at the desk"),
            self.env._("Energy visits"),
        )
        scope = Scope(lot.company_id, first, last, partner=lot.buyer_id.commercial_partner_id)
        figures = self._read_figures_by_code(SOCIAL_CODES, scope)
        return rows + [(label, figures[code], "") for label, code in zip(labels, SOCIAL_CODES, strict=True)]

    @api.model
    def _read_figures_by_code(self, codes, scope):
        """``{code: value}`` of indicators, None where no installed application computes one or it has no data."""
        # sudo: totals about a landlord, read by it or by those who keep its lots
        indicators = (
            self.env["regie.indicator"]
            .sudo()
            .search([("code", "in", codes), ("company_id", "in", [False, scope.company.id])])
        )
        results = indicators._compute_results(scope)
        values = {indicator.code: result.value for indicator, result in results.items()}
        return {code: values.get(code) for code in codes}
