from odoo import fields, models
from odoo.exceptions import UserError


class RegieAttendancePortal(models.Model):
    """What a person does from their personal link: reads, answers, gives a proxy."""

    _inherit = "regie.attendance"

    def _get_agenda_points(self):
        """Return ``[(point, papers, recusal, sentence)]``: the agenda as the person may read it.

        The sentence says why the point is closed to the person, empty when it is not.
        """
        self.ensure_one()
        walled = self.meeting_id.resolution_ids._filter_walled(self.partner_id)
        points = []
        for point in self.meeting_id.resolution_ids:
            recusal = point.recusal_ids.filtered(lambda r: r.is_active and r.partner_id == self.partner_id)[:1]
            papers = point.attachment_ids.browse() if point in walled else point.attachment_ids
            sentence = point._get_recusal_sentence(self.partner_id) if point in walled else ""
            points.append((point, papers, recusal, sentence))
        return points

    def _get_given_proxy(self):
        """Return the proxy that the person gave and that still counts."""
        self.ensure_one()
        return self.given_proxy_ids.filtered(lambda proxy: proxy.state in ("received", "accepted"))[:1]

    def _get_possible_holders(self):
        """Return ``[(person, number of proxies held, may hold one more)]`` for the voters who could hold the person's
        proxy; empty when no proxy can be given."""
        self.ensure_one()
        meeting, rule = self.meeting_id, self.meeting_id.rule_id
        if not self.is_voter or not rule.is_proxy_allowed:
            return []
        voters = meeting._get_voting_lines().filtered(lambda line: line.partner_id != self.partner_id)
        if rule.is_proxy_same_college:
            voters = voters.filtered(lambda line: line.college_id == self.college_id)
        held = meeting._count_held_proxies()
        return [
            (person, held.get(person.id, 0), not rule.is_proxy_limited or held.get(person.id, 0) < rule.proxy_max)
            for person in voters.partner_id.sorted("name")
        ]

    def _give_proxy_online(self, holder_id, instructions=None, is_signed=False):
        """Record a proxy given by the personal link, and look at it at once.

        :param holder_id: id of the person who holds it, a voter of the meeting
        :return: the proxy, accepted or refused with its code
        :raise UserError: it was not signed, or names nobody of the meeting
        """
        self.ensure_one()
        holder = self.meeting_id._get_voting_lines().partner_id.filtered(lambda person: person.id == holder_id)
        if not holder:
            raise UserError(self.env._("Choose who will hold your proxy."))
        if not is_signed:
            raise UserError(self.env._("Tick the box that signs your proxy."))
        proxy = self.env["regie.proxy"].create(
            {
                "meeting_id": self.meeting_id.id,
                "giver_id": self.id,
                "holder_id": holder.id,
                "instructions": (instructions or "")[:2000],
                "is_signed": True,
                "date_signed": fields.Date.context_today(self),
            }
        )
        proxy._examine()
        if not proxy.reject_code:
            self._answer("proxy")
        # the unique index of the giver speaks here, not at the end of the request
        self.env.flush_all()
        return proxy
