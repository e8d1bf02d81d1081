from datetime import date

from freezegun import freeze_time

from odoo.tests import Form

from .common_contract import ContractCase

DAY = date(2026, 11, 2)


@freeze_time("2026-10-15")
class TestHire(ContractCase):
    """One page hires a person: contract, PASS, pathway, team, badge and access, or nothing at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie de l'embauche")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.cip = cls._create_user("hire_cip", "group_role_social_worker", company=cls.company)
        cls.office = cls._create_user("hire_office", "group_role_office", company=cls.company)
        cls.director = cls._create_user("hire_director", "group_role_director", company=cls.company)
        cls.agreement = cls._create_agreement()
        cls.team = cls._create_team("Nettoyage")

    def _open(self, user=None, **values):
        """Fill in the page as this user; return the hire."""
        wizard = self.env["regie.insertion.hire"].with_user(user or self.cip)
        form = Form(wizard.with_context(allowed_company_ids=self.company.ids))
        values = {
            "name": "Lina Dupuis",
            "birthday": date(1990, 5, 2),
            "sex": "female",
            "contract_date_start": DAY,
            "department_id": self.team,
            "territory_id": self.territory_qpv,
            "pass_number": "99999 12 34567",
            **values,
        }
        for name, value in values.items():
            setattr(form, name, value)
        return form.save()

    def _hire(self, user=None, **values):
        action = self._open(user, **values).action_hire()
        self.env.flush_all()
        return self.env["hr.employee"].browse(action["res_id"])

    def test_each_of_the_three_roles_hires(self):
        for number, user in enumerate((self.cip, self.office, self.director)):
            with self.subTest(user=user.login):
                person = self._hire(user, name=f"Person {number} Abc", pass_number=f"99999000000{number}")
                self.assertEqual((person.iae_form, person.contract_date_start), ("cddi", DAY))

    def test_hire_and_wordings_are_closed_to_those_who_keep_no_contract(self):
        for role in ("team_leader", "accountant", "board_member", "cashier"):
            user = self._create_user(f"hire_{role}", f"group_role_{role}", company=self.company)
            for model in ("regie.insertion.hire", "regie.contract.template", "regie.contract.article"):
                with self.subTest(role=role, model=model):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))
        for user, writes in ((self.cip, False), (self.office, False), (self.director, True)):
            with self.subTest(user=user.login):
                template = self.env.ref("regie_insertion.contract_template_cddi").with_user(user)
                self.assertEqual((template.has_access("read"), template.has_access("write")), (True, writes))

    def test_one_page_sets_everything(self):
        person = self._hire(registration_number="H001", job_title="Agente d'entretien", rome_code="K2204")
        self.assertEqual(person.contract_date_end, date(2027, 3, 1))  # four months proposed
        self.assertEqual(person.version_id.trial_date_end, date(2026, 11, 15))
        self.assertEqual((person.agreement_id, person.department_id), (self.agreement, self.team))
        self.assertEqual((person.pass_id.number, person.pass_id.date_start), ("999991234567", DAY))
        self.assertEqual(person.territory_id, self.territory_qpv)
        pathway = person.pathway_ids
        self.assertEqual((pathway.social_worker_id, pathway.date_start), (self.cip, DAY))
        self.assertEqual(pathway.agreement_id, self.agreement)
        self.assertTrue(person.barcode)
        self.assertFalse(person.user_id)
        plan = self.env.ref("regie_insertion.activity_plan_hire")
        self.assertEqual(len(person.activity_ids), len(plan.template_ids))
        self.assertEqual(max(person.activity_ids.mapped("date_deadline")), date(2026, 11, 3))

    def test_page_proposes_what_the_regie_knows(self):
        self._create_employee("H041")
        wizard = self._open()
        self.assertEqual(wizard.registration_number, "H042")
        self.assertEqual((wizard.agreement_id, wizard.social_worker_id), (self.agreement, self.cip))
        self.assertEqual(wizard.pass_start, DAY)

    def test_refused_rule_leaves_nothing_half_written(self):
        cases = {
            "INS-C01": {"contract_date_end": date(2026, 12, 1)},
            "INS-C03": {"weekly_hours": 15},
            "INS-C04": {"weekly_hours": 36},
            "INS-C05": {"pass_start": date(2026, 11, 3)},
            "INS-C06": {"contract_date_end": date(2026, 11, 1)},
            "INS-C08": {"iae_form": "cdii"},
            "INS-I03": {"ssnid": "155"},
            "INS-I06": {"birthday": date(2015, 1, 1)},
            "INS-N01": {"pass_number": "123"},
            "INS-C21": {"access": "employee", "login": "hire_office"},
            "INS-C22": {"access": "team_leader", "login": "nouvelle"},
        }
        for code, values in cases.items():
            wizard = self._open(**values)
            with self.subTest(code=code), self.assertRule(code):
                wizard.action_hire()
            self.env.invalidate_all()
            for model in ("hr.employee", "regie.iae.pass", "regie.insertion.pathway"):
                self.assertFalse(
                    self.env[model].search_count([("company_id", "=", self.company.id)]), f"{code}: {model}"
                )

    def test_name_is_asked_for(self):
        wizard = self._open()
        wizard.name = " "
        with self.assertRule("INS-C23"):
            wizard.action_hire()

    def test_person_known_is_suggested_by_name_or_birth_date(self):
        known = self._create_employee("H001", name="Dupuis Lina", birthday=date(1990, 5, 2), contract=None)
        married = self._create_employee("H002", name="Lina Martin", birthday=date(1990, 5, 2), contract=None)
        self._create_employee("H003", name="Lina Moreau", birthday=date(1980, 1, 1), contract=None)
        wizard = self._open()
        self.assertEqual(wizard.duplicate_ids, known | married)
        wizard.action_use_known()
        self.assertEqual(wizard.employee_id, wizard.duplicate_ids or wizard.employee_id)
        self.assertEqual(wizard.registration_number, wizard.employee_id.registration_number)

    def test_candidate_is_hired_on_their_own_file(self):
        candidate = self._create_employee("H001", name="Ada Candidate", contract=None)
        pathway = self._create_pathway(candidate, date(2026, 10, 1), social_worker=self.cip)
        person = self._hire(employee_id=candidate, name="Ada Candidate")
        self.assertEqual(person, candidate)
        self.assertEqual(person.pathway_ids, pathway)
        self.assertEqual(len(person.version_ids), 1)
        self.assertEqual(person.contract_date_start, DAY)

    def test_person_who_comes_back_keeps_the_pass_and_gets_the_next_contract(self):
        person = self._create_employee(
            "H001", name="Ida Retour", contract=(date(2026, 1, 1), date(2026, 6, 30)), pass_start=date(2026, 1, 1)
        )
        person.active = False
        reason = self.env["regie.iae.suspension.reason"].search([("code", "=", "FINISHED_CONTRACT")])
        self.env["regie.iae.pass.suspension"].create(
            {
                "pass_id": person.pass_ids.id,
                "reason_id": reason.id,
                "date_start": date(2026, 7, 1),
                "date_end": date(2027, 6, 30),
            }
        )
        self.env.flush_all()
        again = self._hire(employee_id=person, name="Ida Retour", pass_number=False)
        self.assertEqual((again, again.active), (person, True))
        self.assertEqual(again.pass_ids.suspension_ids.date_end, date(2026, 11, 1))
        self.assertEqual(len(again.version_ids), 2)

    def test_access_is_opened_with_no_right_but_its_own(self):
        person = self._hire(access="employee", login="lina@regie.example")
        self.assertEqual(person.user_id.login, "lina@regie.example")
        self.assertFalse(person.user_id.has_group("regie_insertion.group_insertion_read"))
        leader = self._hire(
            self.director,
            name="Max Chef",
            iae_form="cdi",
            weekly_hours=35,
            access="team_leader",
            login="max@regie.example",
        )
        self.assertTrue(leader.user_id.has_group("regie_base.group_role_team_leader"))
        self.assertFalse(leader.pathway_ids or leader.pass_ids)

    def test_cdi_inclusion_and_passerelle_propose_the_step_on_the_pass(self):
        for form, start, end in (("cdii", DAY, False), ("passerelle", DAY, date(2027, 1, 31))):
            person = self._create_employee(
                contract=(date(2025, 6, 1), date(2026, 11, 1)),
                agreement=self.agreement,
                birthday=date(1960, 1, 1),
                pass_start=date(2025, 6, 1),
            )
            self._create_pathway(person, social_worker=self.cip)
            self._renew(person, start, end, iae_form=form)
            with self.subTest(form=form):
                self.assertEqual(person.pass_ids.activity_ids.user_id, self.cip)

    def test_badge_shows_the_name_and_the_code(self):
        person = self._create_employee("H001", name="Rose Badge")
        action = person.action_print_badge()
        self.assertEqual(action["report_name"], "regie_insertion.report_employee_badge")
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf("regie_insertion.report_employee_badge", person.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))
        self.assertTrue(person.barcode)
