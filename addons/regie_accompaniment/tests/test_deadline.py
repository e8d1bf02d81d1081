from datetime import date, datetime

from freezegun import freeze_time

from .common_skills import SkillsCase

OWN = (
    "entry_diagnosis",
    "interview",
    "not_seen",
    "pmsmp_sign",
    "pmsmp_assess",
    "training_result",
    "certificate_end",
    "skill_evaluation",
    "professional_interview",
)


@freeze_time("2026-06-15")
class TestAccompanimentDeadline(SkillsCase):
    """The inbox holds the steps of the accompaniment: each leaves once it is done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cip = cls._create_user("acc_cip", "group_role_social_worker")
        cls.deadlines = cls.env["regie.insertion.deadline"].with_user(cls.cip)

    def _rows(self, pathway, user=None):
        rows = self.deadlines.with_user(user or self.cip).search(
            [("employee_id", "=", pathway.employee_id.id), ("kind", "in", OWN)]
        )
        return [(row.kind, row.date) for row in rows]

    def _row(self, pathway, kind, user=None):
        return self.deadlines.with_user(user or self.cip).search(
            [("employee_id", "=", pathway.employee_id.id), ("kind", "=", kind)]
        )

    def _interview(self, pathway, code, day, done=True):
        kind = self.env.ref(f"regie_accompaniment.interview_type_{code}")
        interview = self.env["regie.interview"].create(
            {"pathway_id": pathway.id, "type_id": kind.id, "date_start": day, "social_worker_id": self.cip.id}
        )
        if done:
            interview.action_done()
        return interview

    def _quiet_person(self, **vals):
        """A person of two months, seen last week."""
        pathway = self._create_person(contract=(date(2026, 4, 15), date(2026, 12, 31)), **vals)
        pathway.social_worker_id = self.cip
        self._interview(pathway, "diagnostic", datetime(2026, 6, 8, 9, 0))
        return pathway

    def test_person_who_is_up_to_date_is_not_in_the_inbox(self):
        self.assertFalse(self._rows(self._quiet_person()))

    def test_entry_diagnosis_is_due_thirty_days_after_the_entry(self):
        pathway = self._create_person(contract=(date(2026, 6, 1), date(2026, 12, 31)))
        pathway.social_worker_id = self.cip
        self.assertEqual(self._rows(pathway), [("entry_diagnosis", date(2026, 7, 1))])
        action = self._row(pathway, "entry_diagnosis").action_open()
        self.assertEqual(action["res_model"], "regie.interview")
        self._interview(pathway, "diagnostic", datetime(2026, 6, 10, 9, 0))
        self.assertFalse(self._rows(pathway))

    def test_interviews_are_for_the_advisers(self):
        pathway = self._quiet_person()
        interview = self._interview(pathway, "suivi", datetime(2026, 6, 12, 9, 0), done=False)
        self.assertEqual(self._rows(pathway), [("interview", date(2026, 6, 12))])
        for role in ("director", "office"):
            user = self._create_user(f"acc_{role}", f"group_role_{role}")
            self.assertFalse(self._rows(pathway, user))
        interview.action_absent()
        self.assertFalse(self._rows(pathway))

    def test_person_not_seen_for_thirty_days_comes_back(self):
        pathway = self._quiet_person()
        with freeze_time("2026-07-09"):
            self.assertEqual(self._rows(pathway), [("not_seen", date(2026, 7, 8))])

    def test_immersion_waits_for_signatures_then_for_its_assessment(self):
        pathway = self._quiet_person()
        pmsmp = self._create_pmsmp(pathway, start=date(2026, 6, 22), end=date(2026, 7, 3))
        self.assertEqual(self._rows(pathway), [("pmsmp_sign", date(2026, 6, 22))])
        pmsmp.action_sign_all()
        self.assertFalse(self._rows(pathway))
        with freeze_time("2026-06-27"):
            self.assertEqual(self._rows(pathway), [("pmsmp_assess", date(2026, 7, 3))])
            action = self._row(pathway, "pmsmp_assess").action_open()
            self.assertEqual((action["res_model"], action["target"]), ("regie.pmsmp.assess", "new"))
        pmsmp._assess({"result": "no_show"})
        self.assertFalse(self._rows(pathway))

    def test_training_waits_for_its_result_then_for_its_refresher(self):
        pathway = self._quiet_person()
        training = self._create_training(pathway, start=date(2026, 6, 10), end=date(2026, 6, 11))
        self.assertEqual(self._rows(pathway), [("training_result", date(2026, 6, 11))])
        training.write(
            {
                "result": "obtained",
                "skill_id": self.env.ref("regie_accompaniment.skill_certificate_sst").id,
                "valid_to": date(2026, 7, 1),
            }
        )
        self.assertEqual(self._rows(pathway), [("certificate_end", date(2026, 7, 1))])
        action = self._row(pathway, "certificate_end").action_open()
        self.assertEqual((action["res_id"], action["context"]["default_name"]), (False, "SST"))
        self._create_training(pathway, start=date(2026, 6, 29), end=date(2026, 6, 30), skill_id=training.skill_id.id)
        self.assertFalse(self._rows(pathway))

    def test_skills_are_evaluated_every_six_months(self):
        pathway = self._quiet_person()
        with freeze_time("2026-09-16"):
            self._interview(pathway, "suivi", datetime(2026, 9, 15, 9, 0))
            self.assertEqual(self._rows(pathway), [("skill_evaluation", date(2026, 10, 15))])
            self._create_evaluation(pathway.employee_id, date(2026, 9, 16), scores=(5,), close=True)
            self.assertFalse(self._rows(pathway))

    def test_team_leader_is_told_of_the_team_only(self):
        pathway = self._create_person(contract=(date(2026, 1, 1), date(2026, 12, 31)))
        leader = self._create_leader("acc_leader")
        self.env.flush_all()
        profiles = self.env["hr.employee.public"].with_user(leader)
        domain = [("is_evaluation_due", "=", True), ("is_in_my_team", "=", True)]
        self.assertIn(pathway.employee_id.id, profiles.search(domain).ids)
        self.assertTrue(profiles.browse(pathway.employee_id.id).is_evaluation_due)
        action = profiles.browse(pathway.employee_id.id).action_evaluate_skills()
        self.assertEqual(action["context"]["default_employee_id"], pathway.employee_id.id)
        stranger = self._create_leader("acc_stranger", self.other_team)
        self.env.flush_all()
        self.assertNotIn(pathway.employee_id.id, profiles.with_user(stranger).search(domain).ids)
        card = self.env.ref("regie_accompaniment.home_card_evaluation_team").with_user(leader)
        self.assertEqual(card.count, profiles.search_count(domain))

    def test_professional_interview_is_due_every_two_years(self):
        pathway = self._quiet_person()
        pathway.date_start = date(2024, 6, 20)
        self._create_evaluation(pathway.employee_id, date(2026, 6, 1), scores=(5,), close=True)
        self.assertEqual(self._rows(pathway), [("professional_interview", date(2026, 6, 20))])
        action = self._row(pathway, "professional_interview").action_open()
        self.assertEqual(
            action["context"]["default_type_id"], self.env.ref("regie_accompaniment.interview_type_pro").id
        )
        self._interview(pathway, "pro", datetime(2026, 6, 12, 9, 0))
        self.assertFalse(self._rows(pathway))

    def test_every_kind_has_a_name_and_a_thing_to_do(self):
        deadlines = self.env["regie.insertion.deadline"]
        self.assertEqual(set(deadlines._get_kinds()), set(deadlines._get_todos()))
        sources = deadlines.with_user(self.cip)._get_sources(date(2026, 6, 15))
        self.assertEqual(set(deadlines._get_kinds()), set(sources))

    def test_page_of_a_person_shows_the_new_lanes(self):
        pathway = self._quiet_person()
        self._create_pmsmp(pathway, start=date(2026, 6, 22), end=date(2026, 7, 3))
        self._create_training(pathway)
        self._create_evaluation(pathway.employee_id, date(2026, 6, 1), scores=(5,), close=True)
        data = pathway.with_user(self.cip).get_timeline_data()
        self.assertLessEqual({"pmsmp", "training", "skill"}, {lane["key"] for lane in data["lanes"]})

    def test_interview_to_write_up_is_one_step_on_the_page(self):
        pathway = self._quiet_person()
        interview = self._interview(pathway, "suivi", datetime(2026, 6, 12, 9, 0), done=False)
        steps = pathway.with_user(self.cip).get_timeline_data()["steps"]
        self.assertEqual([step["res_id"] for step in steps if step["model"] == "regie.interview"], [interview.id])
