from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestTeamWall(ContractCase):
    """A team leader sees the people of the teams they lead or stand in for; an accountant sees everybody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls._create_user("wall_leader", "group_role_team_leader")
        cls.deputy = cls._create_user("wall_deputy", "group_role_team_leader")
        cls.above = cls._create_user("wall_above", "group_role_team_leader")
        cls.stranger = cls._create_user("wall_stranger", "group_role_team_leader")
        cls.accountant = cls._create_user("wall_accountant", "group_role_accountant")
        works = cls._create_team("Chantiers", cls.above)
        cls.team = cls._create_team("Nettoyage", cls.leader, cls.deputy, parent_id=works.id)
        cls.other_team = cls._create_team("Espaces verts", cls.stranger)
        cls.rose = cls._create_employee(name="Rose Mur", department_id=cls.team.id, pass_start=date(2026, 1, 1))
        cls.paul = cls._create_employee(name="Paul Mur", department_id=cls.other_team.id)
        cls.worksite = cls._create_worksite(code="WALL-1")
        cls.lines = cls._work(cls.worksite, cls.rose) | cls._work(cls.worksite, cls.paul)
        cls.people = cls.rose | cls.paul

    def _see(self, user, model="hr.employee.public"):
        return self.env[model].with_user(user).search([("id", "in", self.people.ids)]).ids

    def test_each_side_of_the_wall_sees_its_own(self):
        for user, seen in (
            (self.leader, self.rose),
            (self.deputy, self.rose),
            (self.above, self.rose),
            (self.stranger, self.paul),
            (self.accountant, self.people),
        ):
            for model in ("hr.employee.public", "hr.employee"):
                with self.subTest(user=user.login, model=model):
                    self.assertEqual(sorted(self._see(user, model)), sorted(seen.ids))

    def test_name_search_grouped_read_and_read_stop_at_the_wall(self):
        profiles = self.env["hr.employee.public"].with_user(self.leader)
        self.assertEqual([row[0] for row in profiles.name_search("Mur")], self.rose.ids)
        employees = self.env["hr.employee"].with_user(self.leader)
        self.assertEqual([row[0] for row in employees.name_search("Mur")], self.rose.ids)
        domain = [("id", "in", self.people.ids)]
        self.assertEqual(profiles._read_group(domain, [], ["__count"]), [(1,)])
        groups = profiles.formatted_read_group(domain, ["department_id"], ["__count"])
        self.assertEqual([group["department_id"][0] for group in groups], self.team.ids)
        with self.assertRaises(AccessError):
            profiles.browse(self.paul.id).read(["name"])

    def test_hours_of_another_team_are_hidden_but_those_one_typed(self):
        lines = self.env["account.analytic.line"].with_user(self.leader)
        self.assertEqual(lines.search([("id", "in", self.lines.ids)]).employee_id.ids, self.rose.ids)
        self.assertEqual(lines._read_group([("id", "in", self.lines.ids)], [], ["unit_amount:sum"]), [(7.0,)])
        with self.assertRaises(AccessError):
            lines.browse(self.lines[1].id).read(["unit_amount"])
        lent = lines.create(
            {
                "name": "Lent",
                "project_id": self.worksite.id,
                "employee_id": self.paul.id,
                "date": date(2026, 2, 3),
                "unit_amount": 2,
            }
        )
        self.assertEqual(lent.unit_amount, 2)
        accountant = self.env["account.analytic.line"].with_user(self.accountant)
        self.assertEqual(accountant.search_count([("id", "in", self.lines.ids)]), 2)

    def test_analysis_of_the_hours_stops_at_the_wall(self):
        self.env.flush_all()
        for model in ("regie.hours.report", "timesheets.analysis.report"):
            with self.subTest(model=model):
                report = self.env[model].with_user(self.leader)
                found = report.search([("employee_id", "in", self.people.ids)])
                self.assertEqual(found.employee_id.ids, self.rose.ids)

    def test_wall_follows_the_team_at_once(self):
        self.assertNotIn(self.paul.id, self._see(self.deputy))
        self.other_team.deputy_ids = self.deputy
        self.env.flush_all()
        self.assertIn(self.paul.id, self._see(self.deputy))
        self.team.deputy_ids = False
        self.env.flush_all()
        self.assertEqual(self._see(self.deputy), self.paul.ids)

    def test_filter_of_my_team_leaves_the_colleagues_out(self):
        profiles = self.env["hr.employee.public"].with_user(self.leader)
        mine = profiles.search([("is_in_my_team", "=", True)])
        self.assertEqual(mine.ids, self.rose.ids)
        self.assertTrue(mine.is_in_my_team)

    def test_pathway_is_read_by_its_team_leader_and_by_few_fields(self):
        pathway, other = self._create_pathway(self.rose), self._create_pathway(self.paul)
        pathways = self.env["regie.insertion.pathway"].with_user(self.leader)
        self.assertEqual(pathways.search([("id", "in", (pathway | other).ids)]).ids, pathway.ids)
        pathways.browse(pathway.id).read(["employee_id", "social_worker_id", "state", "date_start", "date_end"])
        hidden = set(pathways.fields_get()) - {
            "id",
            "display_name",
            "employee_id",
            "company_id",
            "department_id",
            "social_worker_id",
            "date_start",
            "date_end",
            "active",
            "state",
        }
        self.assertFalse(hidden)
        with self.assertRaises(AccessError):
            pathways.browse(pathway.id).write({"date_start": date(2026, 1, 2)})
        for name in ("agreement_id", "exit_id", "refusal_reason"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                pathways.browse(pathway.id).read([name])

    def test_permanent_staff_are_no_point_to_check(self):
        boss = self._create_employee(name="Directrice", contract=(date(2020, 1, 1), False))
        self.env["regie.hours.month"]._ensure_months([(self.company.id, date(2026, 2, 1))])
        self.env.flush_all()
        points = self.env["regie.hours.anomaly"].search([("kind", "=", "4_no_hours"), ("employee_id", "=", boss.id)])
        self.assertFalse(points)
