from datetime import timedelta

from odoo import Command, models
from odoo.exceptions import UserError
from odoo.fields import Datetime, Domain

from .regie_mediation_count import COUNT_FIELDS

#: A telephone sends what it kept in one go; more is not a night's work
MOST_ENTRIES = 500


class RegieMediationRound(models.Model):
    """What the telephone of the mediators asks and sends."""

    _inherit = "regie.mediation.round"

    def _get_phone_rounds(self):
        """The rounds of the reader that are under way or planned around now, the one under way first."""
        now = Datetime.now()
        near = Domain("date_planned_start", "<", now + timedelta(hours=30)) & Domain(
            "date_planned_end", ">", now - timedelta(hours=12)
        )
        mine = Domain("agent_ids", "in", self.env.uid)
        open_ = (Domain("state", "=", "planned") & near) | Domain("state", "=", "running")
        rounds = self.search(mine & open_, order="date_planned_start, id", limit=20)
        return rounds.sorted(lambda one: one.state != "running")

    def _get_phone_counters(self):
        """The counters of the page, in its order."""
        return COUNT_FIELDS

    def _get_phone_places(self):
        """The places of the page: the route, or what the last rounds stopped at."""
        self.ensure_one()
        if self.site_ids or self.stop_ids:
            return self.site_ids | self.stop_ids.site_id
        stops = self.env["regie.mediation.stop"].search([("company_id", "=", self.company_id.id)], limit=60)
        places = stops.site_id or self.env["regie.site"].search(
            [("company_id", "=", self.company_id.id), ("kind_id.is_private", "=", False)], limit=20
        )
        return places[:20]

    def _receive_taps(self, entries):
        """Keep what a telephone sent for this round, in its order; ``[{uid, state, message}]``.

        ``state`` is ``ok``, ``duplicate`` (it was there) or ``refused`` with the sentence to show. One that is refused
        does not stop the others. Two telephones of one round at the same moment: PostgreSQL refuses the second, and
        Odoo plays its request again.
        """
        self.ensure_one()
        self.check_access("write")
        entries = entries[:MOST_ENTRIES]
        # sudo: the marks are the machine's, nobody reads them
        taps = self.env["regie.mediation.tap"].sudo()
        uids = [str(entry.get("uid") or "")[:64] for entry in entries]
        known = set(taps.search([("client_uid", "in", uids)]).mapped("client_uid"))
        answers = []
        for uid, entry in zip(uids, entries, strict=True):
            if not uid or uid in known:
                answers.append({"uid": uid, "state": "duplicate" if uid else "refused", "message": ""})
                continue
            try:
                with self.env.cr.savepoint():
                    self._receive_tap(entry)
                    taps.create({"client_uid": uid, "round_id": self.id})
                known.add(uid)
                answers.append({"uid": uid, "state": "ok", "message": ""})
            except UserError as error:
                answers.append({"uid": uid, "state": "refused", "message": error.args[0]})
            except (KeyError, TypeError, ValueError):
                answers.append({"uid": uid, "state": "refused", "message": self.env._("The page sent something odd.")})
        return answers

    def _receive_tap(self, entry):
        """Keep one thing: a person met (or taken back), a stop, the atmosphere, an incident, a note."""
        kind, value = entry["kind"], entry.get("value")
        if kind == "count":
            if value["band"] not in COUNT_FIELDS or value["by"] not in (1, -1):
                raise ValueError(value)
            self[value["band"]] = max(0, self[value["band"]] + value["by"])
        elif kind == "mood":
            self.mood = value
            if last := self.stop_ids.sorted("date")[-1:]:
                last.mood = value
        elif kind == "stop":
            self.env["regie.mediation.stop"].create(
                {"round_id": self.id, "site_id": int(value), "date": self._get_phone_moment(entry)}
            )
        elif kind == "incident":
            self.env["regie.mediation.incident"].create(self._prepare_phone_incident_vals(entry))
        elif kind == "note":
            self.note = f"{self.note}\n{value}" if self.note else str(value)
        else:
            raise ValueError(kind)

    def _prepare_phone_incident_vals(self, entry):
        value = entry["value"]
        return {
            "round_id": self.id,
            "date": self._get_phone_moment(entry),
            "type_id": int(value["type"]),
            "site_id": int(value["site"]),
            "severity": str(value["severity"]),
            "action_ids": [Command.set([int(number) for number in value.get("actions") or ()])],
            "outcome": value.get("outcome") or False,
            "persons_count": int(value.get("persons") or 0),
            "description": str(value.get("text") or "").strip() or False,
        }

    def _get_phone_moment(self, entry):
        """When it was tapped, from the telephone, within the last day; now when its clock is wrong."""
        now = Datetime.now()
        moment = now - timedelta(seconds=max(0, int(entry.get("age") or 0)))
        return moment if now - moment < timedelta(hours=24) else now
