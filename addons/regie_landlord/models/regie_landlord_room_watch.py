from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, formatLang


class RegieLandlordRoom(models.AbstractModel):
    """The inspections that a landlord reads, signs or contests, and the reports of the residents of its sites."""

    _inherit = "regie.landlord.room"

    @api.model
    def _get_inspections_domain(self):
        """The inspections that an owner is shown: shared with it, and done."""
        return Domain([("is_shared", "=", True), ("state", "in", ("done", "signed", "contested"))])

    @api.model
    def _read_summary(self, landlord, sites, first, last):
        """The score of the inspections of the month, and the reports of residents that are open."""
        # sudo: totals on the sites of the landlord
        inspections = self.env["regie.quality.inspection"].sudo()
        domain = self._get_inspections_domain() & Domain(
            [("site_id", "in", sites.ids), ("date", ">=", first), ("date", "<=", last)]
        )
        [(score, count, contested)] = inspections._read_group(
            domain, [], ["score:avg", "__count", "date_contested:count"]
        )
        reports = self.env["regie.resident.report"].sudo()
        received = Domain(
            [("site_id", "in", sites.ids), ("date", ">=", first), ("date", "<", self._get_day_after(last))]
        )
        open_states = ("new", "qualified", "assigned", "in_progress", "transferred")
        waiting = reports.search_count(Domain("site_id", "in", sites.ids) & Domain("state", "in", open_states))
        return super()._read_summary(landlord, sites, first, last) + [
            {
                "label": self.env._("Quality score"),
                "value": formatLang(self.env, score, digits=1) if count else None,
                "unit": "%",
                "hint": self.env._("%(count)s inspections, %(contested)s contested", count=count, contested=contested),
            },
            {
                "label": self.env._("Reports of residents"),
                "value": reports.search_count(received),
                "unit": "",
                "hint": self.env._("%s still open", waiting),
            },
        ]

    @api.model
    def _read_site_extra(self, sites, first, last):
        """The inspections shared with the owner and the reports received on these sites in the month."""
        # sudo: the wall is on the sites; the page shows neither the inspector nor who reported
        inspections = self.env["regie.quality.inspection"].sudo()
        reports = self.env["regie.resident.report"].sudo()
        return {
            **super()._read_site_extra(sites, first, last),
            "inspections": inspections.search(
                self._get_inspections_domain()
                & Domain([("site_id", "in", sites.ids), ("date", ">=", first), ("date", "<=", last)])
            ),
            "reports": reports.search(
                [
                    ("site_id", "in", sites.ids),
                    ("date", ">=", first),
                    ("date", "<", self._get_day_after(last)),
                    ("state", "!=", "duplicate"),
                ]
            ),
        }

    @api.model
    def _get_tasks(self, landlord):
        """The inspections that wait for a signature."""
        domain = Domain(
            [("owner_id.commercial_partner_id", "=", landlord.id), ("is_shared", "=", True), ("state", "=", "done")]
        )
        # sudo: the wall is the owner of the site on the day of the inspection
        waiting = (
            self.env["regie.quality.inspection"]
            .sudo()
            .search(domain & self._get_company_domain(), order="date", limit=20)
        )
        return super()._get_tasks(landlord) + [
            {
                "kind": "inspection",
                "title": self.env._("Inspection to sign or contest: %s", one.site_id.name),
                "detail": " · ".join(
                    (one.name, format_date(self.env, one.date), f"{formatLang(self.env, one.score, digits=1)} %")
                ),
                "url": one.access_url,
            }
            for one in waiting
        ]

    @api.model
    def _read_technical_results(self, lot, first, last):
        """The score of the lot and its penalties beside its passes."""
        inspections = self.env["regie.quality.inspection"].sudo()
        between = [("lot_id", "=", lot.id), ("date", ">=", first), ("date", "<=", last)]
        [(score, count)] = inspections._read_group(
            [*between, ("state", "in", ("done", "signed"))], [], ["score:avg", "__count"]
        )
        [(penalties,)] = (
            self.env["regie.penalty"].sudo()._read_group([*between, ("state", "=", "accepted")], [], ["amount:sum"])
        )
        reports = (
            self.env["regie.resident.report"]
            .sudo()
            .search_count(
                [
                    ("intervention_ids.lot_id", "=", lot.id),
                    ("date", ">=", first),
                    ("date", "<", self._get_day_after(last)),
                ]
            )
        )
        return super()._read_technical_results(lot, first, last) + [
            (self.env._("Score of the inspections"), formatLang(self.env, score, digits=1) if count else None, "%"),
            (self.env._("Accepted penalties"), penalties, lot.currency_id.symbol or ""),
            (self.env._("Reports of residents handled by a pass"), reports, ""),
        ]

    @api.model
    def _get_day_after(self, day):
        return fields.Date.add(day, days=1)
