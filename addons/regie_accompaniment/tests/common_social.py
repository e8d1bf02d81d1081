"""Builders with the words of the accompaniment, and the people on both sides of its walls."""

from datetime import date, datetime

from odoo import Command

from odoo.addons.regie_insertion.tests.common import InsertionCase

ROLES = ("social_worker", "office", "director", "team_leader", "accountant", "board_member", "cashier")
SECRET = "Traitement en cours, ne pas divulguer"


class SocialCase(InsertionCase):
    """A CIP who follows a person, a colleague, and one user of each other role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {role: cls._create_user(f"soc_{role}", f"group_role_{role}") for role in ROLES}
        cls.cip = cls.users["social_worker"]
        cls.colleague = cls._create_user("soc_colleague", "group_role_social_worker")
        cls.director = cls.users["director"]
        cls.team = cls.env["hr.department"].create({"name": "Cleaning", "company_id": cls.company.id})

    @classmethod
    def _create_followed(cls, social_worker=None, substitutes=(), **vals):
        """Create a person of the team with a contract, a PASS and a pathway followed by the CIP."""
        employee = cls._create_employee(pass_start=date(2026, 1, 1), department_id=cls.team.id)
        return cls._create_pathway(
            employee,
            social_worker=social_worker or cls.cip,
            substitute_ids=[Command.set([user.id for user in substitutes])],
            **vals,
        )

    @classmethod
    def _create_interview(cls, pathway, kind="suivi", by=None, day=datetime(2026, 3, 2, 9), done=False, **vals):
        """Create an interview led by a CIP, who held it when ``done``."""
        by = by or cls.cip
        interview = (
            cls.env["regie.interview"]
            .with_user(by)
            .create(
                {
                    "pathway_id": pathway.id,
                    "type_id": cls.env.ref(f"regie_accompaniment.interview_type_{kind}").id,
                    "date_start": day,
                    **vals,
                }
            )
        )
        if done:
            interview.action_done()
        return interview

    @classmethod
    def _assess(cls, pathway, level="2", axis="mobilite", by=None, **vals):
        """Record the level of a barrier."""
        return (
            cls.env["regie.barrier.assessment"]
            .with_user(by or cls.cip)
            .create(
                {
                    "pathway_id": pathway.id,
                    "axis_id": cls.env.ref(f"regie_accompaniment.barrier_axis_{axis}").id,
                    "level": level,
                    **vals,
                }
            )
        )
