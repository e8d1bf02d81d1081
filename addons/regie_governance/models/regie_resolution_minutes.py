from odoo import fields, models

from odoo.addons.regie_base.tools.letters import amount_in_words_fr

COUNTS = ("for", "against", "abstain", "blank", "null", "not_voting")


class RegieResolutionMinutes(models.Model):
    """What the minutes and the extract say of a point of the agenda."""

    _inherit = "regie.resolution"

    # A draft of the minutes until they are signed: the others read it in the signed minutes.
    debate = fields.Html(groups="regie_governance.group_governance_secretary")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(help="Printed in figures and in letters in the minutes and in the extract.")

    def _prepare_minutes_point(self, rank):
        """Return what the minutes say of this point, as plain values."""
        self.ensure_one()
        meeting = self.meeting_id
        point = {
            "rank": rank,
            "title": self.title,
            "number": self.number or "",
            "type": self._get_minutes_label("resolution_type"),
            "rapporteur": self.rapporteur_id.name or "",
            "is_vote": self.is_vote,
            "debate": str(self.debate or ""),
            "text": str(self.text or ""),
            "amount": self._get_amount_words(),
            "documents": self.attachment_ids.sorted("id").mapped("name"),
            "chair": self._get_chair().name or "",
            "has_substitute_chair": bool(self.chair_id and self.chair_id != meeting.chair_id),
            "recusals": [recusal._prepare_minutes_recusal() for recusal in self._get_minutes_recusals()],
            "suspended": self._prepare_minutes_suspended(),
            "result": self.result or "",
            "result_label": self._get_minutes_label("result"),
            "sentence": self.decision_sentence or "",
        }
        if self.is_vote and self.date_opened:
            point["vote"] = self._prepare_minutes_vote()
        return point

    def _get_amount_words(self):
        """Return the amount in figures and in letters, "" without one."""
        if not self.amount:
            return ""
        figures = self.currency_id.format(self.amount)
        letters = amount_in_words_fr(round(self.amount, 2)) if self.currency_id.name == "EUR" else ""
        return f"{figures} ({letters})" if letters else figures

    def _get_minutes_recusals(self):
        """Return the recusals that apply to this point, in the order of the declarations."""
        return self.recusal_ids.filtered("is_active").sorted(lambda recusal: (recusal.date_declared, recusal.id))

    def _prepare_minutes_suspended(self):
        """Return the proxies that slept on this point because their holder had left: ``[{giver, holder}]``."""
        lines = self.vote_line_ids.filtered(lambda line: line.choice == "suspended").sorted("id")
        holders = {
            proxy.giver_id: proxy.holder_id.name for proxy in self.meeting_id.proxy_ids if proxy.state == "accepted"
        }
        return [
            {"giver": line.attendance_id.partner_id.name, "holder": holders.get(line.attendance_id, "")}
            for line in lines
        ]

    def _prepare_minutes_vote(self):
        """Return how the point was voted, as the closing froze it: quorum, mode, counts, rule of the statutes."""
        rule = self._get_vote_rule()
        quorum = self.frozen_quorum_sentence
        if not self.date_closed:
            quorum = self.meeting_id._get_quorum(resolution=self).sentence
        return {
            "opened": self.meeting_id._get_hour(self.date_opened),
            "closed": self.meeting_id._get_hour(self.date_closed),
            "mode": self._get_minutes_label("vote_mode"),
            "quorum": quorum or "",
            "quorum_base": self.frozen_quorum_base,
            "quorum_need": self.frozen_quorum_need,
            "quorum_got": self.frozen_quorum_got,
            "voters": self.voter_count,
            "proxies": self.proxy_count,
            "counts": {name: self[f"count_{name}"] for name in COUNTS},
            "names": self._get_minutes_names(),
            "candidates": self._prepare_minutes_candidates(),
            "rule": self.rule_words or "",
            "article": rule.article or "",
            "quote": rule.quote or "",
        }

    def _prepare_minutes_candidates(self):
        """Return the candidates of an election: ``[{name, votes, is_elected, note}]``, most votes first."""
        return [
            {
                "name": candidacy.list_name or candidacy.partner_id.name,
                "votes": candidacy.vote_count,
                "is_elected": candidacy.is_elected,
                "note": candidacy.tie_note or "",
            }
            for candidacy in self.candidacy_ids.sorted(lambda line: (-line.vote_count, not line.is_elected, line.id))
        ]

    def _get_minutes_names(self):
        """Return who voted what in a vote by name: ``[{choice, people}]``; empty in the other votes."""
        if self.vote_mode != "nominal":
            return []
        labels = dict(self.vote_line_ids._fields["choice"]._description_selection(self.env))
        found = []
        for choice in COUNTS:
            lines = self.vote_line_ids.filtered(lambda line, choice=choice: line.choice == choice)
            if lines:
                people = sorted(lines.attendance_id.partner_id.mapped("name"))
                found.append({"choice": labels[choice], "people": people})
        return found

    def _prepare_register_line(self):
        """Return the line of the register for this deliberation."""
        self.ensure_one()
        return {
            "kind": "deliberation",
            "reference": self.number,
            "summary": self._get_register_words(),
            "meeting_id": self.meeting_id.id,
            "resolution_id": self.id,
        }

    def _get_register_words(self):
        """Return the decision as the register keeps it: title, result, votes."""
        return self.env._(
            "%(title)s: %(result)s (%(for)s for, %(against)s against, %(abstain)s abstentions)",
            title=self.title,
            result=self._get_minutes_label("result").lower(),
            **{name: self[f"count_{name}"] for name in ("for", "against", "abstain")},
        )
