"""Builders with the words of what comes out of the activities: sessions, papers, objects."""

from datetime import datetime

from odoo import Command

from odoo.addons.regie_services.tests.common import ServiceBuilders, ServiceCase


class OutcomeBuilders(ServiceBuilders):
    """Kinds of activities, sessions and papers, for the tests of what comes out of them."""

    @classmethod
    def _create_kind(cls, name="Repair café", **vals):
        """Create a kind of activity."""
        number = next(cls._numbers)
        return cls.env["regie.activity.type"].create(
            {"name": name, "code": f"kind{number}", "need": "To meet and to mend", **vals}
        )

    @classmethod
    def _create_session(cls, kind=None, start="2026-03-04 13:00:00", stop="2026-03-04 16:00:00", **vals):
        """Create a session of three hours."""
        return cls.env["event.event"].create(
            {
                "name": f"Session {next(cls._numbers)}",
                "regie_type_id": (kind or cls._create_kind()).id,
                "date_begin": start,
                "date_end": stop,
                "date_tz": "Europe/Paris",
                **vals,
            }
        )

    @classmethod
    def _register(cls, session, partner=None, state="done", **vals):
        """Register a person, who came unless told otherwise."""
        partner = partner or cls._create_person(f"Person {next(cls._numbers)}")
        values = {"event_id": session.id, "partner_id": partner.id, "name": partner.name, "state": state}
        return cls.env["event.registration"].create({**values, **vals})

    @classmethod
    def _create_gate(cls, *kinds, **vals):
        """Create an authorisation that some kinds of activities ask for."""
        number = next(cls._numbers)
        return cls.env["regie.regulatory.gate"].create(
            {
                "name": f"Agreement {number}",
                "code": f"gate{number}",
                "authority": "Prefecture",
                "paper": "Agreement",
                "type_ids": [Command.set([kind.id for kind in kinds])],
                **vals,
            }
        )

    @classmethod
    def _hold(cls, gate, date_from="2026-01-01", date_to="2026-12-31", **vals):
        """Hold the document of an authorisation for 2026 unless told otherwise."""
        return cls.env["regie.regulatory.document"].create(
            {"gate_id": gate.id, "date_from": date_from, "date_to": date_to, **vals}
        )

    @classmethod
    def _bring(cls, session, category="kettle", **vals):
        """Bring an object to a session."""
        return cls.env["regie.repair.outcome"].create(
            {
                "event_id": session.id,
                "category_id": cls.env.ref(f"regie_activity.repair_category_{category}").id,
                "date": "2026-03-04",
                **vals,
            }
        )

    @classmethod
    def _create_hours(cls, *weekdays):
        """Create opening hours, from 9 to 12, on these days of the week."""
        return cls.env["resource.calendar"].create(
            {
                "name": "Hours",
                "tz": "Europe/Paris",
                "attendance_ids": [
                    Command.create(
                        {"name": day, "dayofweek": day, "hour_from": 9, "hour_to": 12, "day_period": "morning"}
                    )
                    for day in weekdays
                ],
            }
        )


class OutcomeCase(OutcomeBuilders, ServiceCase):
    """A régie whose sessions leave something behind."""

    #: During the session of the builders
    DURING = datetime(2026, 3, 4, 14)
