from itertools import chain

from odoo import models
from odoo.tools import format_date, format_datetime

FORMAT = "regie-minutes-1"


class RegieMeetingMinutesContent(models.Model):
    """What the minutes say, gathered from the facts of the meeting and from nothing else."""

    _inherit = "regie.meeting"

    def _prepare_minutes(self):
        """Return what the minutes say as plain values, in the language and the hours of the régie: it is printed,
        and sealed once everybody has signed. Nobody types a figure of it."""
        self.ensure_one()
        company = self.company_id
        meeting = self.with_context(
            lang=company.partner_id.lang or self.env.lang, tz=self._get_minutes_timezone(), bin_size=False
        )
        return {
            "format": FORMAT,
            "association": meeting._prepare_minutes_association(),
            "meeting": meeting._prepare_minutes_meeting(),
            "people": meeting._prepare_minutes_people(),
            "movements": meeting._prepare_minutes_movements(),
            "proxies": meeting._prepare_minutes_proxies(),
            "quorum": meeting._prepare_minutes_quorum(),
            "introduction": str(meeting.minutes_introduction or ""),
            "points": [
                point._prepare_minutes_point(rank) for rank, point in enumerate(meeting._get_minutes_points(), start=1)
            ],
            "closing": str(meeting.minutes_closing or ""),
            "composition": meeting._get_minutes_composition(),
            "annexes": meeting._prepare_minutes_annexes(),
        }

    def _get_minutes_points(self):
        """Return the points of the agenda in their order."""
        return self.resolution_ids.sorted(lambda point: (point.sequence, point.id))

    def _get_hour(self, moment):
        """Return the hour of a moment where the régie is, "" without one."""
        zone = self._get_minutes_timezone()
        return moment and format_datetime(self.env, moment, tz=zone, dt_format="HH:mm") or ""

    def _prepare_minutes_association(self):
        company = self.company_id
        return {
            "name": company.partner_id.name,
            "rna": ("rna_number" in company._fields and company["rna_number"]) or "",
            "siret": company.company_registry or "",
            "address": " ".join(filter(None, (company.street, company.street2, company.zip, company.city))),
        }

    def _prepare_minutes_meeting(self):
        ends = self.date_closed or self.date_adjourned or self.date_no_quorum
        statutes = self.statutes_id
        return {
            "name": self.name,
            "heading": self._get_minutes_heading(),
            "organ": self.organ_id.name,
            "organ_code": self.organ_id.code,
            "kind": self._get_minutes_label("meeting_type"),
            "call": self.call_number,
            "day": format_date(self.env, self._get_day(), date_format="d MMMM y") or "",
            "planned": self._get_hour(self.date),
            "opened": self._get_hour(self.date_opened),
            "closed": self._get_hour(ends),
            "is_adjourned": bool(self.date_adjourned and not self.date_closed),
            "is_without_quorum": bool(self.date_no_quorum),
            "place": self.place or "",
            "mode": self._get_minutes_label("mode"),
            "convocation": self._get_convocation_sentence(),
            "chair": self.chair_id.name or "",
            "secretary": self.secretary_id.name or "",
            "tellers": self.teller_ids.mapped("name"),
            "statutes": statutes.name or "",
            "statutes_date": format_date(self.env, statutes.date_adopted) or "",
        }

    def _get_minutes_heading(self):
        """Return what meeting it is, in words: kind, day, call."""
        values = {
            "kind": self._get_minutes_label("meeting_type").lower(),
            "day": format_date(self.env, self._get_day(), date_format="d MMMM y") or "",
            "call": self.call_number,
        }
        heading = self.env._("%(kind)s meeting of %(day)s", **values)
        if self.call_number > 1:
            heading = self.env._("%(kind)s meeting of %(day)s, on call no. %(call)s", **values)
        return heading[:1].upper() + heading[1:]

    def _get_convocation_sentence(self):
        """Return when and how the people were convoked."""
        sent = self.attendance_ids.filtered("date_sent")
        if not sent:
            day = self.date_convoked and format_date(self.env, self.date_convoked)
            return self.env._("sent on %(day)s", day=day) if day else ""
        labels = dict(sent._fields["channel"]._description_selection(self.env))
        days = sorted({format_date(self.env, moment.date()) for moment in sent.mapped("date_sent")})
        first, last = min(sent.mapped("date_sent")), max(sent.mapped("date_sent"))
        other = self.env._("other way")
        ways = ", ".join(
            f"{labels.get(channel) or other} ({len(lines)})".lower()
            for channel, lines in sent.grouped("channel").items()
        )
        if len(days) == 1:
            return self.env._("sent on %(day)s: %(ways)s", day=days[0], ways=ways)
        return self.env._(
            "sent from %(first)s to %(last)s: %(ways)s",
            first=format_date(self.env, first),
            last=format_date(self.env, last),
            ways=ways,
        )

    def _prepare_minutes_people(self):
        """Return who was convoked: ``{"colleges": [{name, voices, present…, people}], "invited": […]}``."""
        holders = {proxy.giver_id: proxy for proxy in self.proxy_ids if proxy.state in ("accepted", "suspended")}
        colleges = []
        voters = self.attendance_ids.filtered(lambda line: not line.is_invited)
        for college, lines in sorted(
            voters.grouped("college_id").items(), key=lambda item: (item[0].sequence, item[0].id)
        ):
            people = [line._prepare_minutes_person(holders.get(line)) for line in lines.sorted("id")]
            people.sort(key=lambda person: person["name"])
            statuses = [person["status"] for person in people]
            colleges.append(
                {
                    "name": college.name or self.env._("Without college"),
                    "is_consultative": college.voice == "consultative",
                    "voices": len(people),
                    "present": statuses.count("present") + statuses.count("remote"),
                    "represented": statuses.count("represented"),
                    "excused": statuses.count("excused"),
                    "absent": statuses.count("absent"),
                    "people": people,
                }
            )
        invited = self.attendance_ids.filtered("is_invited").sorted("id")
        return {"colleges": colleges, "invited": [line._prepare_minutes_person(None) for line in invited]}

    def _prepare_minutes_movements(self):
        """Return the comings and goings between the opening and the closing, in the order of the hours."""
        start, end = self.date_opened or self.date, self.date_closed
        moves = []
        for span in self.attendance_ids.presence_ids:
            person = span.attendance_id.partner_id.name
            if span.date_in > start:
                moves.append((span.date_in, self.env._("%(person)s arrives", person=person)))
            if span.date_out and (not end or span.date_out < end):
                moves.append((span.date_out, self.env._("%(person)s leaves", person=person)))
        return [{"hour": self._get_hour(moment), "text": text} for moment, text in sorted(moves)]

    def _prepare_minutes_proxies(self):
        """Return the proxies: from whom, to whom, and what became of them."""
        labels = dict(self.proxy_ids._fields["state"]._description_selection(self.env))
        return [
            {
                "giver": proxy.giver_id.partner_id.name,
                "holder": proxy.holder_id.name or self.env._("blank"),
                "state": labels[proxy.state],
                "is_accepted": proxy.state in ("accepted", "suspended"),
                "code": proxy.reject_code or "",
                "points": proxy.resolution_ids.mapped("title"),
            }
            for proxy in self.proxy_ids.sorted(lambda proxy: (proxy.date_received, proxy.id))
        ]

    def _prepare_minutes_quorum(self):
        """Return the computation of the quorum at the opening."""
        rule = self.rule_id
        quorum = self._get_quorum(at=self.date_opened or self.date_no_quorum or self.date)
        return {
            "base": quorum.base,
            "need": quorum.need,
            "got": quorum.got,
            "present": quorum.present,
            "represented": quorum.represented,
            "is_reached": bool(quorum.is_reached),
            "sentence": quorum.sentence,
            "article": rule.article or "",
            "quote": rule.quote or "",
        }

    def _get_minutes_composition(self):
        """Return the sentence on the majority of inhabitants on the day of the meeting, "" when nobody follows it."""
        organ = self.organ_id
        sentence = getattr(organ, "_get_composition_sentence", None)
        return (sentence and sentence(self._get_day())) or ""

    def _prepare_minutes_annexes(self):
        """Return the names of what is annexed: attendance sheet, proxies, documents of the points."""
        annexes = [self.env._("Attendance sheet")]
        proxies = [proxy for proxy in self.proxy_ids if proxy.state != "rejected"]
        if proxies:
            annexes.append(self.env._("Proxies (%(count)s)", count=len(proxies)))
        points = self._get_minutes_points()
        annexes += chain.from_iterable(point.attachment_ids.sorted("id").mapped("name") for point in points)
        return annexes
