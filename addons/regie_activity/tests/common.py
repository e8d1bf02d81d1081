"""Builders with the words of the activities: kinds, sessions, people who register."""

from datetime import timedelta

from odoo import fields

from odoo.addons.regie_services.tests.common import ServiceBuilders, ServiceCase

USER = "regie_activity.group_activity_user"
MANAGER = "regie_activity.group_activity_manager"


class ActivityBuilders(ServiceBuilders):
    """Activities for inhabitants, for the tests of every addon that stands on them."""

    @classmethod
    def _create_kind(cls, name="Repair café", **vals):
        """Create a kind of activity: two places, two hours."""
        return cls.env["regie.activity.type"].create(
            {"name": name, "code": f"kind{next(cls._numbers)}", "need": "Meet", "seats": 2, **vals}
        )

    @classmethod
    def _create_session(cls, kind=None, days=3, published=True, **vals):
        """Create a session in some days (in the past: negative), published by default."""
        begin = fields.Datetime.now().replace(second=0, microsecond=0) + timedelta(days=days)
        session = cls.env["event.event"].create(
            {"regie_type_id": (kind or cls._create_kind()).id, "date_begin": begin, "date_tz": "Europe/Paris", **vals}
        )
        if published:
            session.action_regie_session_publish()
        return session

    @classmethod
    def _register(cls, session, name="Awa Diallo", **vals):
        """Register a person for a session."""
        vals.setdefault("email", f"{name.split()[0].lower()}{next(cls._numbers)}@example.org")
        return cls.env["event.registration"].create({"event_id": session.id, "name": name, **vals})


class ActivityCase(ActivityBuilders, ServiceCase):
    """A régie and its activities."""
