from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestPurge(MediationCase):
    """What is too old is forgotten; what is counted stays; how many is written down."""

    def setUp(self):
        super().setUp()
        self.cron = self.env.ref("regie_mediation.regie_mediation_purge_cron_purge")
        self.purges = self.env["regie.mediation.purge"]

    def _build_past(self):
        """An incident, a round and a workshop of thirteen months ago, and a case silent for twenty-five."""
        start = self._day(months=-13)
        incident = self._create_incident(date=start, description="Musique dans le hall", severity="2", persons_count=4)
        workshop = self._create_workshop(date_start=start, note="Beaucoup de questions", adult_count=6)
        case = self._create_case(date_open=self._day(months=-25), consent_date=self._day(months=-25))
        energy = self._create_energy_case(
            date_open=self._day(months=-25),
            initials="F. S.",
            **self._prepare_consent(consent_date=self._day(months=-25)),
        )
        return incident, workshop, case, energy

    def test_old_texts_and_cases_are_forgotten_and_the_figures_stay(self):
        incident, workshop, case, energy = self._build_past()
        self._run(self.cron)
        self.assertFalse(incident.description or workshop.note)
        self.assertTrue(incident.date_text_erased)
        self.assertEqual((incident.severity, incident.persons_count, workshop.contact_count), ("2", 4, 6))
        self.assertEqual((case.state, energy.state), ("anonymised", "anonymised"))
        self.assertFalse(case.initials or energy.initials)
        trace = self.purges.search([("company_id", "=", self.company.id)], limit=1)
        counts = [trace[name] for name in ("incident_text_count", "workshop_text_count", "case_count")]
        self.assertEqual(counts, [1, 1, 1])
        self.assertFalse(trace.is_dry_run)

    def test_second_night_finds_nothing_more(self):
        incident = self._build_past()[0]
        self._run(self.cron)
        first, number = incident.date_text_erased, self.purges.search_count([])
        self._run(self.cron)
        self.assertEqual((incident.date_text_erased, self.purges.search_count([])), (first, number))

    def test_recent_texts_and_cases_with_a_recent_contact_stay(self):
        incident = self._create_incident(date=self._day(months=-11), description="Musique")
        case = self._create_case(date_open=self._day(months=-30), consent_date=self._day(months=-30))
        self._create_visit("housing", case_id=case.id, date=self._day(months=-10))
        self._run(self.cron)
        self.assertTrue(incident.description and case.initials)

    def test_durations_are_those_of_the_regie(self):
        incident = self._create_incident(date=self._day(months=-7), description="Musique")
        self._create_parameter("mediation_texte_mois", 6, company_id=self.company.id)
        self._run(self.cron)
        self.assertFalse(incident.description)

    def test_text_of_a_validated_round_is_erased_too(self):
        start = Datetime.to_datetime(self._day(months=-13))
        walk = self._create_round(start=start, user=self.samira, note="Soirée calme")
        walk._write_times(walk.date_planned_start, walk.date_planned_end)
        walk.with_user(self.manager).action_validate()
        self._run(self.cron)
        self.assertFalse(walk.note)
        self.assertEqual(walk.state, "validated")

    def test_trial_counts_and_erases_nothing(self):
        incident, _workshop, case, _energy = self._build_past()
        trace = self.purges.with_user(self.manager)._purge(self.company, dry_run=True)
        self.assertTrue(trace.is_dry_run)
        self.assertEqual((trace.incident_text_count, trace.energy_case_count), (1, 1))
        self.assertTrue(incident.description and case.initials)

    def test_manager_tries_then_erases_from_the_screen(self):
        incident, _workshop, case, _energy = self._build_past()
        wizard = self.env["regie.mediation.purge.run"].with_user(self.manager).create({})
        self.assertEqual((wizard.text_count, wizard.case_count), (2, 2))
        wizard.action_try()
        self.assertTrue(incident.description)
        self.assertEqual(wizard.action_purge()["res_model"], "regie.mediation.purge")
        self.assertFalse(incident.description or case.initials)

    def test_log_is_not_changed_by_anybody(self):
        self._build_past()
        trace = self.purges._purge(self.company).with_user(self.manager)
        for act in (lambda: trace.write({"case_count": 0}), lambda: trace.create({})):
            with self.assertRaisesRegex(UserError, "E-MED-08"):
                act()
        with self.assertRaises(AccessError):
            trace.unlink()
