from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestRenewal(ContractCase):
    """Eight weeks before the end of a CDDI: three opinions, a decision, the next contract or the exit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie du renouvellement")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.leader = cls._create_user("ren_leader", "group_role_team_leader", company=cls.company)
        cls.stranger = cls._create_user("ren_stranger", "group_role_team_leader", company=cls.company)
        cls.cip = cls._create_user("ren_cip", "group_role_social_worker", company=cls.company)
        cls.director = cls._create_user("ren_director", "group_role_director", company=cls.company)
        cls.office = cls._create_user("ren_office", "group_role_office", company=cls.company)
        cls.team = cls._create_team("Nettoyage", cls.leader)
        cls.rose = cls._create_employee(
            name="Rose Avis", department_id=cls.team.id, contract=(date(2026, 1, 1), date(2026, 11, 30))
        )
        cls.pathway = cls._create_pathway(cls.rose, social_worker=cls.cip)
        cls.renewals = cls.env["regie.iae.renewal"]
        cls.renewal = cls.renewals._open_renewals(cls.company)

    def _get_opinion(self, role):
        return self.renewal.opinion_ids.filtered(lambda opinion: opinion.role == role)

    def _give_all(self):
        self._get_opinion("leader").with_user(self.leader).action_favorable()
        self._get_opinion("social_worker").with_user(self.cip).action_reserved()
        self._get_opinion("director").with_user(self.director).action_unfavorable()

    def test_milestone_opens_once_with_its_three_opinions(self):
        self.assertEqual(self.renewal.employee_id, self.rose)
        self.assertEqual(len(self.renewal.opinion_ids), 3)
        self.assertEqual((self.renewal.state, self.renewal.date_end), ("opinions", date(2026, 11, 30)))
        cron = self.env.ref("regie_insertion.regie_iae_renewal_cron_open")
        for _run in range(2):
            cron.method_direct_trigger()
        self.assertEqual(self.renewals.search_count([("employee_id", "=", self.rose.id)]), 1)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.renewal.copy()

    def test_milestone_leaves_alone_what_ends_later_is_renewed_or_permanent(self):
        self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 11)))
        self._create_employee(contract=(date(2026, 1, 1), date(2026, 11, 30)), iae_form="cdd")
        renewed = self._create_employee(contract=(date(2026, 1, 1), date(2026, 10, 31)))
        self._renew(renewed, date(2026, 11, 1), date(2027, 2, 28))
        self.assertFalse(self.renewals._open_renewals(self.company))

    def test_those_who_owe_an_opinion_are_told_and_released(self):
        users = self.renewal.activity_ids.user_id
        self.assertEqual(users, self.leader | self.cip | self.director)
        self._get_opinion("leader").with_user(self.leader).action_favorable()
        self.renewal.invalidate_recordset()
        self.assertNotIn(self.leader, self.renewal.activity_ids.user_id)

    def test_opinion_is_dated_and_signed(self):
        opinion = self._get_opinion("leader")
        opinion.with_user(self.leader).write({"opinion": "favorable", "comment": "Régulière"})
        self.assertEqual((opinion.user_id, opinion.date), (self.leader, date(2026, 10, 15)))

    def test_each_one_writes_their_own_opinion_only(self):
        allowed = {"leader": self.leader, "social_worker": self.cip, "director": self.director}
        for role, author in allowed.items():
            for user in (self.leader, self.stranger, self.cip, self.director, self.office):
                opinion = self._get_opinion(role).with_user(user)
                with self.subTest(role=role, user=user.login):
                    if user == author:
                        opinion.write({"opinion": "reserved"})
                    else:
                        with self.assertRaises(AccessError):
                            opinion.write({"opinion": "favorable"})
        with self.assertRaises(AccessError):
            self._get_opinion("leader").with_user(self.leader).write({"role": "director"})

    def test_team_leader_sees_own_team_and_own_opinion(self):
        renewals = self.renewals.with_user(self.leader)
        self.assertEqual(renewals.search([("company_id", "=", self.company.id)]), self.renewal)
        self.assertFalse(self.renewals.with_user(self.stranger).search([("company_id", "=", self.company.id)]))
        opinions = self.env["regie.iae.renewal.opinion"]
        self.assertEqual(opinions.with_user(self.leader).search([]).mapped("role"), ["leader"])
        self.assertFalse(opinions.with_user(self.stranger).search([]))
        mine = opinions.with_user(self.leader).search([("is_mine", "=", True)])
        self.assertEqual(mine.employee_name, "Rose Avis")

    def test_card_counts_the_opinions_one_owes(self):
        card = self.env.ref("regie_insertion.home_card_renewal_opinion")
        for user, count in ((self.leader, 1), (self.stranger, 0), (self.cip, 1), (self.director, 1)):
            with self.subTest(user=user.login):
                self.assertEqual(card.with_user(user).count, count)

    def test_decision_waits_for_the_opinions_or_says_why_not(self):
        renewal = self.renewal.with_user(self.director)
        with self.assertRule("INS-C18"):
            renewal.action_renew()
        renewal.missing_reason = "Encadrant absent jusqu'à la fin du contrat"
        renewal.action_renew()
        self.assertEqual(renewal.state, "to_sign")

    def test_only_the_direction_decides(self):
        self._give_all()
        for user in (self.cip, self.office):
            with self.subTest(user=user.login), self.assertRule("INS-C20"):
                self.renewal.with_user(user).action_renew()
            with self.assertRule("INS-C20"):
                self.renewal.with_user(user).write({"decision": "renew"})

    def test_renewal_creates_the_next_rank_on_the_day_after(self):
        self._give_all()
        self.assertEqual(self.renewal.state, "to_decide")
        renewal = self.renewal.with_user(self.director)
        renewal.months = "4"
        renewal.action_renew()
        version = self.renewal.new_version_id
        self.assertEqual(version.contract_date_start, date(2026, 12, 1))
        self.assertEqual(version.contract_date_end, date(2027, 3, 31))
        self.assertEqual((version.contract_rank, version.iae_form, version.contract_state), (2, "cddi", "to_sign"))
        with self.assertRule("INS-C19"):
            renewal.action_stop()
        with self.assertRule("INS-C19"):
            self._get_opinion("leader").with_user(self.leader).action_reserved()

    def test_renewal_past_24_months_is_refused_whole(self):
        self.rose.contract_date_start = date(2025, 1, 1)
        self.renewal.missing_reason = "Urgence"
        self.renewal.months = "2"
        with self.assertRule("INS-C02"):
            self.renewal.with_user(self.director).action_renew()
        self.renewal.invalidate_recordset()
        self.assertFalse(self.renewal.decision)

    def test_three_signatures_sign_the_next_contract(self):
        self._give_all()
        self.renewal.with_user(self.director).action_renew()
        self.renewal.with_user(self.office).write({"employee_signed_on": date(2026, 10, 16)})
        self.renewal.with_user(self.office).write({"leader_signed_on": date(2026, 10, 17)})
        self.assertEqual(self.renewal.state, "to_sign")
        self.renewal.with_user(self.office).write({"director_signed_on": date(2026, 10, 19)})
        self.assertEqual(self.renewal.state, "signed")
        self.assertEqual(self.renewal.new_version_id.signed_on, date(2026, 10, 19))

    def test_no_renewal_proposes_the_exit_on_the_last_day(self):
        self._give_all()
        action = self.renewal.with_user(self.director).action_stop()
        self.assertEqual(self.renewal.state, "stopped")
        self.assertEqual(action["context"]["default_pathway_id"], self.pathway.id)
        self.assertEqual(action["context"]["default_date"], date(2026, 11, 30))
        self.renewal.invalidate_recordset()
        self.assertEqual(self.renewal.activity_ids.user_id, self.cip)
