"""Builders with the words of the mediation: mediators, rounds, incidents, visits, named cases."""

from datetime import timedelta

from odoo import Command
from odoo.fields import Date, Datetime

from odoo.addons.regie_site.tests.common import SiteCase

AGENT, MANAGER = "regie_mediation.group_role_mediator", "regie_mediation.group_mediation_manager"


class MediationCase(SiteCase):
    """A régie with two mediators, who walk around a hall."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = Date.context_today(cls.env.user)
        cls.samira = cls._create_mediator("samira")
        cls.yann = cls._create_mediator("yann")
        cls.manager = cls._create_user("manager.mediation", MANAGER)
        cls.landlord = cls._create_partner("Habitat des Acacias")
        cls.residence = cls._create_place("residence", own_owner_id=cls.landlord.id)
        cls.building = cls._create_place("building", cls.residence)
        cls.hall = cls._create_place("hall", cls.building)
        cls.dwelling = cls._create_place("dwelling", cls.hall)

    @classmethod
    def _create_mediator(cls, login):
        return cls._create_user(login, AGENT)

    @classmethod
    def _day(cls, days=0, months=0):
        """The day that is so many days and months from today."""
        return Date.add(cls.today, days=days, months=months)

    @classmethod
    def _create_round(cls, kind="night", agents=None, start=None, hours=5, user=None, **vals):
        """Create a round planned this evening, of both mediators."""
        start = start or Datetime.now().replace(hour=19, minute=0, second=0, microsecond=0)
        agents = cls.samira | cls.yann if agents is None else agents
        return (
            cls.env["regie.mediation.round"]
            .with_user(user or cls.env.user)
            .create(
                {
                    "kind": kind,
                    "agent_ids": [Command.set(agents.ids)],
                    "date_planned_start": start,
                    "date_planned_end": start + timedelta(hours=hours),
                    **vals,
                }
            )
        )

    @classmethod
    def _create_incident(cls, kind="noise", user=None, **vals):
        """Create an incident in the hall, seen by Samira."""
        return (
            cls.env["regie.mediation.incident"]
            .with_user(user or cls.samira)
            .create(
                {
                    "type_id": cls.env.ref(f"regie_mediation.incident_type_{kind}").id,
                    "site_id": cls.hall.id,
                    **vals,
                }
            )
        )

    @classmethod
    def _theme(cls, code):
        return cls.env.ref(f"regie_mediation.theme_{code}")

    @classmethod
    def _create_visit(cls, theme="administrative", number=1, user=None, **vals):
        """Count visits received by Samira."""
        return (
            cls.env["regie.permanence.entry"]
            .with_user(user or cls.samira)
            .create([{"theme_id": cls._theme(theme).id, **vals} for _number in range(number)])
        )

    @classmethod
    def _prepare_consent(cls, **vals):
        return {"consent_date": cls.today, "consent_scope": "Housing file", "consent_way": "paper", **vals}

    @classmethod
    def _create_case(cls, theme="housing", user=None, **vals):
        """Open a named case of Samira's, with the consent of the person."""
        return (
            cls.env["regie.mediation.case"]
            .with_user(user or cls.samira)
            .create({"initials": "M. D.", "theme_id": cls._theme(theme).id, **cls._prepare_consent(), **vals})
        )

    @classmethod
    def _create_energy_case(cls, user=None, **vals):
        """Spot a household, without naming it."""
        return cls.env["regie.energy.case"].with_user(user or cls.samira).create({"origin": "permanence", **vals})

    @classmethod
    def _create_workshop(cls, held=True, user=None, **vals):
        """Create a workshop on eco-gestures led by Samira, held by default."""
        defaults = {"name": "Eco-gestures", "user_ids": [Command.set(cls.samira.ids)]}
        workshop = cls.env["regie.mediation.workshop"].with_user(user or cls.samira).create({**defaults, **vals})
        if held:
            workshop.action_hold()
        return workshop

    def _run(self, cron):
        """Run a scheduled job as the scheduler does."""
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
