from odoo import api, fields, models
from odoo.fields import Domain


class RegieMandateQuality(models.Model):
    """What makes the end of a mandate likely: the person moved away, is no longer designated, stays away. The software
    notices and proposes; people decide."""

    _inherit = "regie.mandate"

    lost_quality = fields.Selection(
        lambda self: self._fields["end_reason"].selection,
        string="To look at",
        compute="_compute_lost_quality",
        search="_search_lost_quality",
        help="Why the end of this mandate could be proposed, as the files say it today.",
    )
    absence_streak = fields.Integer(
        string="Absences in a row",
        compute="_compute_absence_streak",
        help="Meetings missed in a row without an excuse nor a proxy, up to the last one.",
    )

    @api.depends("partner_id", "membership_id", "college_id", "date_start", "date_end")
    def _compute_lost_quality(self):
        reasons = self._get_lost_quality()
        for mandate in self:
            mandate.lost_quality = reasons.get(mandate, False)

    def _search_lost_quality(self, operator, value):
        if operator != "in":
            return NotImplemented
        running = self.search(self._get_running_domain(fields.Date.context_today(self)))
        reasons = running._get_lost_quality()
        found = [mandate.id for mandate, reason in reasons.items() if reason in value]
        if False not in value:
            return Domain("id", "in", found)
        return Domain("id", "in", found) | Domain("id", "not in", [mandate.id for mandate in reasons])

    def _get_lost_quality(self, date=None):
        """Return ``{mandate: reason of end}`` of those in force on a date (today) whose holder lost the quality for
        which they sit, or stays away. The first reason found is told."""
        date = date or fields.Date.context_today(self)
        # sudo: who may read a mandate may know that its holder no longer has the quality, not the register of members
        running = self.sudo().filtered(lambda one: one._overlaps(date, date))
        reasons = {}
        moved, away = running._get_moved_out(date), running._get_away_too_often(date)
        for mandate in running:
            member = mandate.membership_id
            if member.date_end and member.date_end < date:
                dissolved = member.end_reason in ("dissolution", "death") and member.end_reason
                reasons[mandate] = dissolved or ("office" if mandate.college_id.is_authority else "withdrawn")
                if mandate.college_id.is_resident and not dissolved:
                    reasons[mandate] = "moved" if member.end_reason == "quality" else "resignation"
            elif mandate in moved:
                reasons[mandate] = "moved"
            elif member.is_legal_person and mandate.partner_id not in (member.representative_id | member.deputy_id):
                reasons[mandate] = "withdrawn"
            elif mandate in away:
                reasons[mandate] = "absence"
        return reasons

    def _get_moved_out(self, date):
        """Return the mandates of inhabitants who, on a date, are known to live out of the territory."""
        residents = self.filtered("college_id.is_resident")
        if not residents:
            return residents
        # sudo: the declarations of territory are for the agents of the régie; only "in or out" comes out
        links = self.env["regie.territory.link"].sudo()
        links = links.search(
            [("partner_id", "in", residents.partner_id.ids), ("date", "<=", date)],
            order="partner_id, date desc, id desc",
        )
        last = {}
        for link in links:
            last.setdefault(link.partner_id.id, link.territory_id)
        return residents.filtered(lambda one: one.partner_id.id in last and one._is_outside(last[one.partner_id.id]))

    def _is_outside(self, territory):
        """Tell whether a declared territory is none of those of the régie; none at all is out of them."""
        self.ensure_one()
        # sudo: where the régie works is no secret
        territories = self.company_id.sudo()._get_intervention_territories()
        return not territory or bool(territories and territory not in territories)

    def _get_away_too_often(self, date):
        """Return those who missed in a row, without excuse, as many meetings as the statutes accept at most."""
        limits = {
            company: self.env["regie.statutes"]._get_in_force(company, date, raise_if_missing=False).absence_limit
            for company in self.company_id
        }
        ruled = self.filtered(lambda one: limits[one.company_id] and one._is_of_statutes())
        return ruled.filtered(lambda one: one.absence_streak >= limits[one.company_id])

    @api.depends("organ_id.meeting_ids.date_closed", "date_start", "date_end")
    def _compute_absence_streak(self):
        lines = self.env["regie.attendance"].search(
            [("mandate_id", "in", self.ids), ("meeting_id.date_closed", "!=", False)], order="date desc, id desc"
        )
        by_mandate = lines.grouped("mandate_id")
        for mandate in self:
            streak = 0
            for line in by_mandate.get(mandate, lines.browse()):
                if line.status != "absent":
                    break
                streak += 1
            mandate.absence_streak = streak
