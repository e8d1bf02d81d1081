from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.regie_insertion.tools.clause import is_small

from ..tools.parts import shown_parts


class RegieLandlordRoom(models.AbstractModel):
    """The hours that a landlord reads: worked, of insertion, of people who live in a QPV; small groups are hidden."""

    _inherit = "regie.landlord.room"

    @api.model
    def _get_threshold(self):
        """Smallest number of people whose QPV hours are shown."""
        return int(self.env["regie.parameter"].sudo().get("petit_effectif", fields.Date.context_today(self)))

    @api.model
    def _read_lot_hours(self, lots, first, last):
        """``{lot id: {"hours", "insertion", "qpv", "people", "is_small"}}`` of the lots between two days.

        ``qpv`` and ``people`` are None when the group is so small that they would point at somebody.
        """
        # sudo: sums that name nobody, of lots that the caller has checked
        worked = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [("market_lot_id", "in", lots.ids), ("date", ">=", first), ("date", "<=", last)],
                ["market_lot_id"],
                ["unit_amount:sum"],
            )
        )
        hours = {lot.id: total for lot, total in worked}
        periods = [(lot.id, lot.clause_id.id, first, last) for lot in lots if lot.clause_id]
        figures = self.env["regie.clause"].sudo()._read_figures(periods, shared=False)
        threshold = self._get_threshold()
        found = {}
        for lot in lots:
            one = figures.get(lot.id)
            hidden = bool(one) and is_small(one["qpv_people"], one["people"], threshold)
            found[lot.id] = {
                "hours": hours.get(lot.id, 0.0),
                "insertion": float(one["counted"]) if one else None,
                "qpv": None if hidden or not one else float(one["qpv"]),
                "people": one["people"] if one and not is_small(one["people"], one["people"], threshold) else None,
                "is_small": hidden,
            }
        return found

    @api.model
    def _read_site_hours(self, lots, sites, first, last):
        """``[{"site", "hours", "qpv", "is_small"}]`` of the sites on which hours were worked between two days.

        The hours are those entered on the passes. ``lots`` are those whose clauses say what a QPV hour is.
        """
        if not sites:
            return []
        lines = self.env["account.analytic.line"].sudo()
        lines.flush_model()
        self.env["regie.intervention"].flush_model()
        worked = self.env.execute_query(
            SQL(
                """SELECT pass.site_id, SUM(line.unit_amount), COUNT(DISTINCT line.employee_id)
                     FROM account_analytic_line line
                     JOIN regie_intervention pass ON pass.id = line.intervention_id
                    WHERE pass.site_id IN %s AND line.date BETWEEN %s AND %s
                 GROUP BY pass.site_id""",
                tuple(sites.ids),
                first,
                last,
            )
        )
        qpv = self._read_site_qpv(lots, sites, first, last)
        by_site = {site_id: (hours, people, *qpv.get(site_id, (0.0, 0))) for site_id, hours, people in worked}
        rows = [(site, *by_site[site.id]) for site in sites if site.id in by_site]
        shown = shown_parts([row[2] for row in rows], [row[4] for row in rows], self._get_threshold())
        return [
            {"site": site, "hours": hours, "qpv": qpv_hours if is_shown else None, "is_small": not is_shown}
            for (site, hours, _people, qpv_hours, _qpv_people), is_shown in zip(rows, shown, strict=True)
        ]

    @api.model
    def _read_site_qpv(self, lots, sites, first, last):
        """``{site id: (hours, people)}`` counted for the clauses of the lots and worked by people who live in a QPV."""
        clauses = lots.clause_id
        if not clauses:
            return {}
        periods = [(clause.id, clause.id, first, last) for clause in clauses]
        judged = self.env["regie.clause"].sudo()._judged_hours_query(periods, shared=False)
        rows = self.env.execute_query(
            SQL(
                """SELECT pass.site_id, SUM(judged.hours), COUNT(DISTINCT judged.employee_id)
                     FROM (%s) judged
                     JOIN account_analytic_line line ON line.id = judged.line_id
                     JOIN regie_intervention pass ON pass.id = line.intervention_id
                    WHERE judged.verdict = 'counted' AND judged.is_qpv AND pass.site_id IN %s
                 GROUP BY pass.site_id""",
                judged,
                tuple(sites.ids),
            )
        )
        return {site_id: (hours, people) for site_id, hours, people in rows}
