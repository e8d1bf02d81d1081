from datetime import date

from freezegun import freeze_time

from .common import InsertionCase


@freeze_time("2026-12-31")
class TestExitDashboard(InsertionCase):
    """The director's screen of the exits: the rates, who is left out, the rows behind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie de l'écran")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.agreement = cls._create_agreement()
        cls.team = cls.env["hr.department"].create({"name": "Espaces verts", "company_id": cls.company.id})
        for category, hours in (("durable", 50), ("positive", 50), (None, 50), ("withdrawn", 50), ("other", 0)):
            team = cls.team.id if category == "durable" else False
            employee = cls._create_employee(agreement=cls.agreement, department_id=team)
            pathway = cls._create_pathway(employee)
            cls._create_exit(pathway, date(2026, 9, 30), category, hours_elsewhere=hours, reason="Moved")

    def _open(self, **vals):
        boards = self.env["regie.insertion.exit.dashboard"]
        return boards.create({"year": 2026, "company_id": self.company.id, **vals})

    def test_rates_and_those_left_out(self):
        board = self._open()
        self.assertEqual((board.counted, board.left_out, board.undocumented), (3, 2, 1))
        self.assertEqual((board.withdrawn, board.no_hours, board.short), (1, 1, 0))
        self.assertEqual((board.durable_rate, board.other_rate), (33.3, 33.3))
        self.assertRegex(board.dynamic_label, "66[.,]7")
        self.assertFalse(board.is_below)

    def test_year_without_exit_has_no_rate(self):
        board = self._open(year=2024)
        self.assertEqual((board.counted, board.dynamic_label), (0, "not computable"))

    def test_one_team(self):
        self.assertEqual(self._open(department_id=self.team.id).counted, 1)

    def test_each_figure_leads_to_its_rows(self):
        board = self._open()
        report = self.env["regie.insertion.exit.report"]
        expected = {"counted": 3, "left_out": 2, "undocumented": 1, "dynamic": 2, "withdrawn": 1, "durable": 1, None: 5}
        for rows, number in expected.items():
            action = board.with_context(exit_rows=rows).action_open_rows()
            self.assertEqual(report.search_count(action["domain"]), number, rows)
        self.assertEqual(board.action_open_graph()["views"][0][1], "graph")

    def test_screen_opens_for_the_director_and_not_for_a_team_leader(self):
        director = self._create_user("director", "group_role_director", company=self.company)
        boards = self.env["regie.insertion.exit.dashboard"]
        action = boards.with_user(director).action_open()
        board = boards.with_user(director).browse(action["res_id"])
        self.assertEqual(board.counted, 3)
        leader = self._create_user("leader", "group_role_team_leader", company=self.company)
        self.assertFalse(boards.with_user(leader).has_access("create"))

    def test_figures_of_the_screen_take_few_queries(self):
        board = self._open()
        self.env.flush_all()
        board._compute_figures()
        with self.assertQueryCount(4):
            board._compute_figures()
