from datetime import date

from odoo.addons.regie_insertion.tests.common import InsertionCase


class SkillsCase(InsertionCase):
    """People of a team with their immersions, trainings and skill evaluations, built on demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["hr.department"].create({"name": "Cleaning team", "company_id": cls.company.id})
        cls.other_team = cls.env["hr.department"].create({"name": "Green team", "company_id": cls.company.id})
        cls.object = cls.env.ref("regie_accompaniment.pmsmp_object_discover")
        cls.other_object = cls.env.ref("regie_accompaniment.pmsmp_object_confirm")
        cls.grid = cls.env.ref("regie_accompaniment.skill_grid_cleaning")

    @classmethod
    def _create_leader(cls, login, team=None):
        """Create the user of a team leader, who manages the team."""
        user = cls._create_user(login, "group_role_team_leader")
        (team or cls.team).manager_id = cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "department_id": (team or cls.team).id,
            }
        )
        cls.env.flush_all()  # who leads the team is read by rules, in SQL
        return user

    @classmethod
    def _create_person(cls, name="Rose Traoré", team=None, **vals):
        """Create a person of a team, under contract and PASS of 2026, with her pathway."""
        employee = cls._create_employee(
            name=name, department_id=(team or cls.team).id, pass_start=date(2026, 1, 1), **vals
        )
        return cls._create_pathway(employee)

    @classmethod
    def _create_host(cls, name="Boulangerie du Parc", siret="80012345600011", **vals):
        """Create the host of an immersion, with its SIRET."""
        return cls._create_partner(name, company_registry=siret, **vals)

    @classmethod
    def _create_pmsmp(cls, pathway=None, host=None, start=date(2026, 3, 2), end=date(2026, 3, 13), **vals):
        """Create an immersion of two weeks of March 2026."""
        return cls.env["regie.pmsmp"].create(
            {
                "pathway_id": (pathway or cls._create_person()).id,
                "host_id": (host or cls._create_host()).id,
                "object_id": cls.object.id,
                "date_start": start,
                "date_end": end,
                **vals,
            }
        )

    @classmethod
    def _create_training(cls, pathway=None, name="SST", start=date(2026, 4, 7), end=date(2026, 4, 8), **vals):
        """Create a training of two days of April 2026."""
        return cls.env["regie.training"].create(
            {
                "name": name,
                "pathway_id": (pathway or cls._create_person()).id,
                "date_start": start,
                "date_end": end,
                "hours": 14,
                **vals,
            }
        )

    @classmethod
    def _create_evaluation(cls, employee, day=date(2026, 5, 4), scores=(), own=(), close=False, user=None):
        """Create an evaluation on the cleaning grid; scores and own views in the order of its skills."""
        evaluation = (
            cls.env["regie.skill.evaluation"]
            .with_user(user or cls.env.user)
            .create({"employee_id": employee.id, "grid_id": cls.grid.id, "date": day})
        )
        for line, score in zip(evaluation.line_ids, scores, strict=False):
            line.score = score
        for line, view in zip(evaluation.line_ids, own, strict=False):
            line.self_score = view
        if close:
            evaluation.action_close()
        return evaluation
