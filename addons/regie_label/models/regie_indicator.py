from odoo import api, fields, models
from odoo.fields import Datetime, Domain

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the label that the meetings alone give: who really comes, and whether the minutes are signed."""

    _inherit = "regie.indicator"

    national_benchmarks = fields.Text(
        compute="_compute_national_benchmarks",
        help="Figures of the network of régies, with their year and their doubt.",
    )

    @api.depends("code")
    @api.depends_context("lang", "company")
    def _compute_national_benchmarks(self):
        sentences = self.env["regie.benchmark"]._get_sentences(self.mapped("code"), self.env.company)
        for indicator in self:
            indicator.national_benchmarks = sentences.get(indicator.code, False)

    def _get_meeting_domain(self, scope, prefix=""):
        """Domain of the meetings held in the period by the assembly, the board and the bureau of the régie."""
        name = f"{prefix}organ_id.kind"
        return Domain(
            [
                (f"{prefix}company_id", "=", scope.company.id),
                (name, "in", ["assembly", "board", "bureau"]),
                (f"{prefix}date", ">=", Datetime.to_datetime(scope.date_from)),
                (f"{prefix}date", "<", Datetime.add(Datetime.to_datetime(scope.date_to), days=1)),
                (f"{prefix}date_cancelled", "=", False),
            ]
        )

    def _compute_attendance_inhabitants_share(self, scope):
        """Share of inhabitants among those who came, on site or remotely, to the meetings of the period (A2)."""
        if scope.partner or scope.territory or scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        came = self._get_meeting_domain(scope, "meeting_id.") & Domain(
            [("status", "in", ["present", "remote"]), ("is_invited", "=", False)]
        )
        groups = self.env["regie.attendance"]._read_group(came, ["college_id"], ["__count"])
        total = sum(count for _college, count in groups)
        inhabitants = sum(count for college, count in groups if college.is_resident)
        return IndicatorResult.ratio(
            inhabitants, total, 100, model="regie.attendance", domain=list(came), source_count=total
        )

    def _compute_meetings_regular(self, scope):
        """Share of the meetings of the period that had their quorum and whose minutes are signed (A4)."""
        if scope.partner or scope.territory or scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        held = self._get_meeting_domain(scope) & (
            Domain("date_opened", "!=", False) | Domain("date_no_quorum", "!=", False)
        )
        regular = held & Domain([("date_signed", "!=", False), ("date_no_quorum", "=", False)])
        meetings = self.env["regie.meeting"]
        total = meetings.search_count(held)
        return IndicatorResult.ratio(
            meetings.search_count(regular),
            total,
            100,
            model="regie.meeting",
            domain=list(held),
            source_count=total,
        )

    def _compute_assembly_delay_days(self, scope):
        """Days from the start of the period to the first assembly that voted on accounts (A4, F2).

        The period starts on the day after the closing of the accounts: the first of January for a calendar year.
        """
        if scope.partner or scope.territory or scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = self._get_meeting_domain(scope, "meeting_id.") & Domain(
            [
                ("organ_id.kind", "=", "assembly"),
                ("resolution_type", "=", "accounts"),
                ("result", "=", "adopted"),
            ]
        )
        voted = self.env["regie.resolution"].search(domain, order="date, id")
        if not voted:
            return IndicatorResult.unavailable(NO_DATA)
        days = (voted[0].meeting_id._get_day() - scope.date_from).days
        return IndicatorResult(days, model="regie.resolution", domain=list(domain), source_count=len(voted))
