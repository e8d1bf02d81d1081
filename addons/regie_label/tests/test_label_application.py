from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestLabelApplication(LabelCase):
    def _assert_missing(self, application, *words):
        """The next step is refused with LAB-001, and each missing thing is named; nothing moved."""
        state = application.state
        with self.assertRaisesRegex(UserError, "LAB-001") as refused:
            application._advance()
        for word in words:
            self.assertIn(word, str(refused.exception))
        self.assertEqual(application.state, state)
        self.assertEqual(
            application.gate_missing_count,
            len([1 for _s, met in application._get_conditions(application.next_step) if not met]),
        )

    def test_new_application_has_its_planned_path_and_the_texts_to_sign(self):
        application = self._create_application(date_start="2024-01-15")
        planned = {step.step: str(step.date_planned) for step in application.step_ids}
        self.assertEqual(planned["project_group"], "2024-07-15")
        self.assertEqual(planned["labelled"], "2027-07-15", "36 months after the project group (LAB-14)")
        self.assertEqual(application.signature_ids.document_id.mapped("code"), ["CHARTE", "MANIFESTE"])

    def test_delay_of_the_regie_replaces_the_general_one(self):
        self.env["regie.label.step.template"].create(
            {"kind": "creation", "step": "labelled", "months": 60, "company_id": self.company.id}
        )
        application = self._create_application(date_start="2024-01-15")
        [labelled] = application.step_ids.filtered(lambda step: step.step == "labelled")
        self.assertEqual(str(labelled.date_planned), "2029-01-15")

    def test_project_group_names_each_party_that_is_missing(self):
        application = self._create_application()
        self._assert_missing(application, "Inhabitants", "Local authority", "Social landlord", "letter", "initiative")
        self._found(application, parties=("inhabitants", "authority"))
        self._assert_missing(application, "Social landlord")
        application.founder_ids = [Command.create({"party": "landlord", "partner_id": self._create_person().id})]
        application._advance()
        self.assertEqual(application.state, "project_group")

    def test_territory_does_without_a_landlord(self):
        application = self._create_application(label_type="territoire")
        self._found(application, parties=("inhabitants", "authority"))
        application._advance()
        self.assertEqual(application.state, "project_group")

    def test_kind_of_label_comes_from_the_statutes(self):
        self.assertEqual(self._create_application().label_type, "quartier")
        self.env.flush_all()
        # adopted statutes are not rewritten: here it is only what they say that is changed
        self.env.cr.execute("UPDATE regie_statutes SET label_type = 'territoire' WHERE id = %s", [self.statutes.id])
        self.env.invalidate_all()
        self.assertEqual(self._create_application().label_type, "territoire")

    def test_dossier_frozen_beforehand_is_handed_over_as_it_is(self):
        application = self._create_application_at("dossier")
        self._create_expertise(application)
        application.dossier_id.action_freeze()
        seal = application.dossier_id.seal
        application._advance()
        self.assertEqual((application.state, application.dossier_id.state), ("expertise", "shared"))
        self.assertEqual(application.dossier_id.seal, seal)

    def test_dossier_handed_to_somebody_else_is_not_judged(self):
        application = self._create_application_at("dossier")
        self._create_expertise(application)
        application.dossier_id.action_freeze()
        application.dossier_id._share(self.network, self.today)
        self._assert_missing(application, "not handed over")
        application.dossier_id = self._create_label_dossier(name="Second version")
        application._advance()
        self.assertEqual(application.state, "expertise")

    def test_project_group_needs_the_file_of_the_letter_and_a_signed_convention(self):
        application = self._create_application(founded=True)
        application.commitment_attachment_ids = False
        application.amo_convention_id.date_signed = False
        self._assert_missing(application, "letter of commitment", "convention with the network")

    def test_prefiguration_needs_an_association_of_inhabitants_that_signed_the_texts(self):
        application = self._create_application(founded=True)
        application._advance()
        self.company.rna_number = False
        self._assert_missing(application, "joined", "carries the project", "RNA", "Charte", "Manifeste")
        self._prefigure(application)
        self._assert_missing(application, "RNA")
        self.company.rna_number = "W271234567"
        application._advance()
        self.assertEqual(application.state, "prefiguration")

    def test_prefiguration_is_refused_without_a_majority_of_inhabitants(self):
        application = self._create_application(prefigured=True)
        application._advance()
        self._create_mandate(college="COL")
        self._assert_missing(application, "majority of the board")

    def test_prefiguration_is_refused_without_statutes_in_force(self):
        application = self._create_application(prefigured=True)
        application._advance()
        self.statutes.date_end = "2020-12-31"
        self._assert_missing(application, "version of the statutes")

    def test_text_without_its_signed_copy_is_not_signed(self):
        application = self._create_application(prefigured=True)
        application._advance()
        application.signature_ids[0].attachment_ids = False
        self._assert_missing(application, "Charte")

    def test_expertise_names_what_each_mandatory_criterion_lacks(self):
        application = self._create_application_at("dossier")
        entry = self._entry(application.dossier_id, "A1")
        entry.write({"own_level_id": False, "attachment_ids": [Command.clear()]})
        self._assert_missing(
            application, "A1 Majority of inhabitants: an evidence, your own rating", "a consultant", "visit"
        )

    def test_optional_criterion_without_evidence_does_not_block(self):
        application = self._create_application_at("dossier")
        self._create_expertise(application)
        self.assertEqual(self._entry(application.dossier_id, "B1").missing_text, "evidence, own rating")
        application._advance()
        self.assertEqual(application.state, "expertise")

    def test_consultant_who_sits_in_the_regie_is_refused(self):
        application = self._create_application_at("dossier")
        member = self._create_member(self.consultant.partner_id)
        self._create_expertise(application)
        self._assert_missing(application, "independent")
        member.write({"date_end": self.today - relativedelta(days=1), "end_reason": "resignation"})
        application._advance()
        self.assertEqual(application.state, "expertise")

    def test_expertise_freezes_the_dossier_and_sends_one_invitation(self):
        application = self._create_application_at("expertise")
        dossier = application.dossier_id
        self.assertEqual((dossier.state, dossier.recipient_ids.partner_id), ("shared", self.consultant.partner_id))
        self.assertEqual(dossier.date_expiry, application.expertise_id.date_access_end)
        mails = self.env["mail.mail"].search([("model", "=", "regie.dossier.recipient")])
        self.assertEqual(len(mails.filtered(lambda mail: mail.res_id in dossier.recipient_ids.ids)), 1)

    def test_frozen_snapshot_and_its_consultant_do_not_change(self):
        application = self._create_application_at("expertise")
        dossier, expertise = application.dossier_id, application.expertise_id
        other = self._create_label_dossier(name="Other")
        for act in (
            lambda: self._entry(dossier, "A1").write({"narrative": "Embellished"}),
            lambda: self._entry(dossier, "A1").write({"own_level_id": self._level(4).id}),
            dossier.entry_ids.figure_ids.unlink,
            lambda: application.write({"dossier_id": other.id}),
            lambda: expertise.write({"partner_id": self.network.id}),
            expertise.unlink,
        ):
            with self.assertRaisesRegex(UserError, "LAB-002"), self.cr.savepoint():
                act()
        self.assertFalse(dossier.sudo()._find_alterations())

    def test_decision_needs_the_visit_and_the_report(self):
        application = self._create_application_at("expertise")
        self._assert_missing(application, "report of the consultant")
        application.expertise_id.date_visit_end = self.today + relativedelta(days=3)
        self._report(application)
        self._assert_missing(application, "visit that took place")
        application.expertise_id.date_visit_end = self.today
        application._advance()
        self.assertEqual(application.state, "decision")

    def test_decision_of_the_network_needs_a_day_and_reasons(self):
        application = self._create_application_at("decision")
        for lack, word in (({"date": False}, "day of the bureau"), ({"motivation": "  "}, "motivation")):
            with self.assertRaisesRegex(UserError, f"(?s){word}.*LAB-001"), self.cr.savepoint():
                self._decide(application, **lack)
        self.assertEqual(application.state, "decision")

    def test_label_is_not_given_before_the_expertise_is_over(self):
        for application in (self._create_application(), self._create_application_at("expertise")):
            with self.assertRaisesRegex(UserError, "LAB-001"), self.cr.savepoint():
                self._decide(application)
            self.assertFalse(application.decision_ids.exists())

    def test_labelled_regie_is_by_right_a_member_of_the_network(self):
        application = self._create_application_at("decision")
        self._decide(application, date_end=self.today + relativedelta(years=3))
        self.assertEqual((application.state, application.date_labelled), ("labelled", self.today))
        self.assertEqual(application.date_valid_to, self.today + relativedelta(years=3))
        self.assertEqual(application.adhesion_id.partner_id, self.network)
        self.assertEqual(application.adhesion_id.state, "running")

    def test_validity_follows_the_parameter_of_the_regie(self):
        application = self._create_application_at("decision")
        self._create_parameter("label_validity_months", 36)
        decision = self._decide(application)
        self.assertEqual(decision.date_end, self.today + relativedelta(months=36) - relativedelta(days=1))

    def test_decision_is_not_rewritten(self):
        decision = self._decide(self._create_application_at("decision"), result="refused")
        self.assertEqual(decision.application_id.state, "refused")
        for act in (lambda: decision.write({"result": "labelled"}), decision.unlink):
            with self.assertRaisesRegex(UserError, "LAB-002"):
                act()
        decision.attachment_ids = self._file("letter of the network.txt")

    def test_postponed_application_goes_on_with_a_copy_of_its_dossier(self):
        application = self._create_application_at("decision")
        self._decide(application, result="postponed")
        first = application.dossier_id
        application.action_resume()
        self.assertEqual((application.state, application.dossier_id.state, first.state), ("dossier", "draft", "shared"))
        self.assertEqual(self._entry(application.dossier_id, "A1").narrative, self._entry(first, "A1").narrative)
        self._assert_missing(application, "a consultant")
        self._create_expertise(application)
        application._advance()
        self.assertEqual((application.state, len(application.expertise_ids)), ("expertise", 2))

    def test_facts_are_written_by_the_buttons_only(self):
        with self.assertRaisesRegex(UserError, "LAB-019"):
            self._create_application(date_labelled=self.today)
        application = self._create_application()
        for fact in ({"state": "labelled"}, {"date_expertise": self.today}):
            with self.assertRaisesRegex(UserError, "LAB-019"):
                application.write(fact)

    def test_step_is_not_reached_before_the_last_one_nor_tomorrow(self):
        application = self._create_application(founded=True, date_start="2025-01-15")
        for date in (self.today + relativedelta(days=1), self.today - relativedelta(years=9)):
            with self.assertRaisesRegex(UserError, "LAB-021"):
                application._advance(date)
        application._advance(application.date_start)
        self.assertEqual(application.date_project_group, application.date_start)

    def test_withdrawn_application_stops_and_is_kept(self):
        application = self._create_application_at("expertise")
        application.action_withdraw()
        self.assertEqual(application.state, "withdrawn")
        deletion = application.with_user(self.president).unlink
        for act in (application.action_withdraw, application._advance, deletion, application.action_resume):
            with self.assertRaisesRegex(UserError, "LAB-019"), self.cr.savepoint():
                act()

    def test_dossier_of_another_kind_is_not_one_of_label(self):
        template = self._create_label_template(kind="other", code="other")
        dossier = self._create_label_dossier(complete=False, template_id=template.id)
        with self.assertRaisesRegex(UserError, "LAB-020"):
            self._create_application().dossier_id = dossier

    def test_wizard_shows_what_is_missing_and_passes_the_step(self):
        application = self._create_application().with_user(self.secretary)
        advance = self.env["regie.label.advance"].with_user(self.secretary)
        advance = advance.with_context(**application.action_advance()["context"])
        self.assertIn("Inhabitants", Form(advance).gate_html)
        self._found(application.sudo())
        wizard = Form(advance)
        wizard.date = application.date_start
        wizard.save().action_confirm()
        self.assertEqual(application.state, "project_group")

    def test_board_member_reads_and_passes_no_step(self):
        application = self._create_application(founded=True).with_user(self.reader)
        self.assertEqual(application.state, "exploration")
        with self.assertRaises(AccessError):
            application._advance()

    def test_only_the_director_opens_the_expertise(self):
        application = self._create_application_at("dossier").with_user(self.secretary)
        self._create_expertise(application)
        with self.assertRaisesRegex(AccessError, "LAB-010"):
            application._advance()

    def test_application_of_a_neighbour_is_not_found(self):
        other = self._create_application(company_id=self._create_company().id)
        for user in (self.president, self.secretary, self.reader):
            self.assertNotIn(other, self.env["regie.label.application"].with_user(user).search([]))
            with self.assertRaises(AccessError):
                other.with_user(user).read(["name"])

    def test_portal_and_cashier_read_nothing_of_the_path(self):
        cashier = self._create_user("cashier", "group_role_cashier")
        models = [name for name in self.env if name.startswith(("regie.label.", "regie.benchmark"))]
        self.assertGreater(len(models), 10)
        for user in (self.consultant, cashier):
            for model in models:
                self.assertFalse(self.env[model].with_user(user).has_access("read"), f"{user.login} reads {model}")

    def test_late_step_is_told_once(self):
        application = self._create_application(date_start=self.today - relativedelta(months=7))
        late = self.env["regie.label.step"].search([("is_late", "=", True), ("application_id", "=", application.id)])
        self.assertEqual(late.mapped("step"), ["project_group"])
        self.assertTrue(application.is_late)
        self.assertIn(application, self.env["regie.label.application"].search([("is_late", "=", True)]))
        cron = self.env.ref("regie_label.regie_label_step_cron_remind")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(len(application.activity_ids), 1)
        self.assertEqual(application.activity_ids.user_id, self.director)
        application.action_withdraw()
        self.assertFalse(application.is_late)

    def test_renewal_is_not_late_of_the_dossier_with_which_it_starts(self):
        application = self._create_application(kind="renewal", date_start=self.today - relativedelta(months=7))
        done = application.step_ids.filtered("date_done")
        self.assertEqual((done.step, done.date_done), ("dossier", application.date_start))
        self.assertEqual(application.step_ids.filtered("is_late").mapped("step"), ["expertise"])

    def test_label_that_ends_soon_is_told_once_and_renewed(self):
        application = self._create_application_at("decision")
        self._decide(application, date_end=self.today + relativedelta(years=3))
        cron = self.env.ref("regie_label.regie_label_application_cron_renewal")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(application.state, "labelled")
        with freeze_time(self.today + relativedelta(years=2, days=1)):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
                cron.method_direct_trigger()
            self.assertEqual(application.state, "renewal_due")
            self.assertEqual(len(application.activity_ids), 1)
            renewal = self.env["regie.label.application"].browse(application.action_renew()["res_id"])
            self.assertEqual(application.action_renew()["res_id"], renewal.id, "one renewal at a time")
        self.assertEqual((renewal.kind, renewal.state, renewal.previous_id), ("renewal", "dossier", application))
        self.assertEqual(
            self._entry(renewal.dossier_id, "A1").narrative, self._entry(application.dossier_id, "A1").narrative
        )

    def test_renewal_shows_its_differences_with_the_label_before(self):
        application = self._create_application_at("decision")
        self._decide(application)
        renewal = self.env["regie.label.application"].browse(application.action_renew()["res_id"])
        self._entry(renewal.dossier_id, "A1").own_level_id = self._level(4)
        meeting = self._create_meeting(date=f"{renewal.dossier_id.date_from.year}-06-10 16:00:00")
        meeting.date_opened = meeting.date
        renewal.dossier_id.action_compute_figures()
        self.env.flush_all()
        line = self.env["regie.label.difference"].search(renewal.action_view_differences()["domain"])
        self.assertEqual((line.criterion, line.is_before_known, line.is_now_known, line.now), ("A1", False, True, 0))
        lang = renewal.dossier_id._get_language()
        words = [self._level(value).with_context(lang=lang).name for value in (3, 4)]
        self.assertEqual((line.rating_before, line.rating_now), tuple(words))

    def test_renewed_label_is_no_longer_due(self):
        application = self._create_application_at("decision")
        self._decide(application, date_end=self.today + relativedelta(months=6))
        self.env["regie.label.application"]._cron_renewal_due()
        self.assertEqual(application.state, "renewal_due")
        renewal = (
            self.env["regie.label.application"].browse(application.action_renew()["res_id"]).with_user(self.director)
        )
        self._create_expertise(renewal)
        renewal._advance()
        self._report(renewal)
        renewal._advance()
        self._decide(renewal, date_end=self.today + relativedelta(years=4))
        self.assertEqual((application.state, renewal.state), ("labelled", "labelled"))
        self.assertEqual(renewal.adhesion_id, application.adhesion_id)
        self.env["regie.label.application"]._cron_renewal_due()
        self.assertEqual(application.state, "labelled")
