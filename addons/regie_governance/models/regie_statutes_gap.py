from markupsafe import Markup

from odoo import api, fields, models


class RegieStatutes(models.Model):
    """What a draft still has to say before it can rule meetings."""

    _inherit = "regie.statutes"

    gap_summary = fields.Html(
        compute="_compute_gap_summary",
        string="Still to write",
        help="What the statutes must say and that this draft does not: nothing prevents it from being adopted.",
    )

    @api.depends("seat_ids", "meeting_rule_ids", "vote_rule_ids", "admission", "label_type", "date_adopted")
    def _compute_gap_summary(self):
        for statutes in self:
            gaps = [] if statutes.date_adopted else statutes._get_gaps()
            rows = Markup().join(Markup("<li>%s</li>") % gap for gap in gaps)
            statutes.gap_summary = Markup("<ul>%s</ul>") % rows if rows else False

    def _get_gaps(self):
        """Return, in sentences, what is missing: the rules of an organ, its seats, the colleges of the label."""
        self.ensure_one()
        organs = self.env["regie.organ"].search(
            [("company_id", "=", self.company_id.id), ("kind", "in", ["assembly", "board", "bureau"])]
        )
        colleges = self.env["regie.college"].search([("company_id", "in", [False, self.company_id.id])])
        gaps = []
        for organ in organs:
            if organ not in self.meeting_rule_ids.organ_id:
                gaps.append(self.env._("%(organ)s: no rule of convocation and quorum.", organ=organ.name))
            if organ not in self.vote_rule_ids.organ_id:
                gaps.append(self.env._("%(organ)s: no majority.", organ=organ.name))
        for organ in organs.filtered(lambda organ: organ.kind != "assembly"):
            seats = self.seat_ids.filtered(lambda seat, organ=organ: seat.organ_id == organ)
            gaps += self._get_seat_gaps(organ, seats.college_id, colleges)
        if self.admission == "approval" and not self.admission_organ_id:
            gaps.append(self.env._("Who accepts the members is not told."))
        return gaps

    def _get_seat_gaps(self, organ, seated, colleges):
        """Return what the seats of an organ leave open.

        The statutes must say whether the representative of a landlord may sit in the board and the bureau, and in what
        proportion; a Régie de Quartier has inhabitants, authorities and landlords.
        """
        gaps = []
        for college in colleges.filtered("is_landlord") - seated:
            gaps.append(
                self.env._(
                    "%(organ)s: whether the college %(college)s may sit, and with how many seats.",
                    organ=organ.name,
                    college=college.name,
                )
            )
        needed = colleges.filtered(lambda college: college.is_resident or college.is_authority)
        if organ.kind == "board" and not needed <= seated:
            names = ", ".join((needed - seated).mapped("name"))
            gaps.append(self.env._("%(organ)s: the seats of: %(colleges)s.", organ=organ.name, colleges=names))
        return gaps
