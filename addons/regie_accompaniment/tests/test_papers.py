from datetime import date, datetime

from freezegun import freeze_time

from .common_skills import SkillsCase


@freeze_time("2026-06-15")
class TestPapers(SkillsCase):
    """The attestation and the bilan: all that the person did here, nothing that the wall hides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cip = cls._create_user("pap_cip", "group_role_social_worker")
        cls.pathway = cls._create_person(birthday=date(1991, 11, 6))
        cls.pathway.social_worker_id = cls.cip
        cls._work(cls._create_worksite(), cls.pathway.employee_id, date(2026, 2, 2), 7)
        cls._create_evaluation(cls.pathway.employee_id, date(2026, 1, 5), scores=(4, 4), close=True)
        cls._create_evaluation(cls.pathway.employee_id, date(2026, 6, 1), scores=(8, 10), close=True)
        cls._create_training(cls.pathway, name="CACES R489", result="obtained")
        cls._create_training(cls.pathway, name="Permis raté", result="failed")
        cls._create_pmsmp(cls.pathway, job_title="Boulangère")._assess({"result": "completed"})

    def _print(self, paper, user=None):
        report = f"regie_accompaniment.regie_insertion_pathway_report_{paper}"
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(user or self.cip)
            .with_context(lang=None)
            ._render_qweb_html(report, self.pathway.ids)
        )
        return html.decode()

    def test_attestation_says_skills_in_words_trainings_and_immersions(self):
        text = self._print("attestation")
        told = ("Rose Traoré", "Sait transmettre", "En autonomie", "CACES R489", "Boulangerie du Parc", "CDDI")
        for expected in told:
            self.assertIn(expected, text)
        self.assertNotIn("Permis raté", text)

    def test_bilan_shows_objectives_and_the_shared_part_only(self):
        axes = self.env["regie.barrier.axis"]
        health = axes.search([("sensitivity", "!=", "none")], limit=1)
        self.env["regie.goal"].create(
            [
                {"name": "Passer le permis", "pathway_id": self.pathway.id},
                {"name": "Commencer la cure", "pathway_id": self.pathway.id, "axis_id": health.id},
            ]
        )
        interview = (
            self.env["regie.interview"]
            .with_user(self.cip)
            .create(
                {
                    "pathway_id": self.pathway.id,
                    "type_id": self.env.ref("regie_accompaniment.interview_type_bilan").id,
                    "date_start": datetime(2026, 6, 10, 9, 0),
                    "shared_note": "Projet de boulangerie confirmé",
                    "confidential_note": "Secret de famille",
                }
            )
        )
        interview.action_done()
        text = self._print("review")
        told = ("Projet de boulangerie confirmé", "Passer le permis", "+<span>50</span>", "Intermediate bilan")
        for expected in told:
            self.assertIn(expected, text)
        for hidden in ("Commencer la cure", "Secret de famille"):
            self.assertNotIn(hidden, text)

    def test_bilan_of_the_director_holds_no_note_of_an_interview(self):
        director = self._create_user("pap_director", "group_role_director")
        self.assertIn("CACES R489", self._print("review", director))

    def test_bilan_becomes_that_of_the_exit(self):
        self._create_exit(self.pathway, day=date(2026, 6, 12), category="durable")
        self.assertIn("Exit bilan", self._print("review"))
        self.assertEqual(self.pathway._get_paper_months(), 5)

    def test_papers_have_a_name(self):
        self.assertEqual(self.pathway._get_paper_name("attestation"), "Attestation of skills - Rose Traoré")

    def test_papers_are_printed_by_advisers_and_direction_only(self):
        for paper in ("attestation", "review"):
            report = self.env.ref(f"regie_accompaniment.regie_insertion_pathway_report_{paper}")
            for role in ("office", "team_leader", "accountant"):
                user = self._create_user(f"pap_{paper}_{role}", f"group_role_{role}")
                self.assertFalse(set(report.group_ids.ids) & set(user._get_group_ids()))

    def test_person_who_is_forgotten_leaves_no_text_behind(self):
        pmsmp = self.pathway.pmsmp_ids
        pmsmp.goals = "Devenir boulangère"
        evaluation = self.env["regie.skill.evaluation"].search([("employee_id", "=", self.pathway.employee_id.id)])
        training = self.pathway.training_ids[0]
        self.pathway.employee_id._anonymise()
        self.assertFalse(pmsmp.goals or pmsmp.job_title or pmsmp.assessment)
        self.assertTrue(evaluation.line_ids)
        self.assertNotEqual(training.name, "CACES R489")
