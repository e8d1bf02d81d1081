from odoo.tests import HttpCase, tagged

from odoo.addons.regie_base.tests.dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierTour(DossierCase, HttpCase):
    def test_director_freezes_shares_and_verifies(self):
        dossier = self._create_dossier(complete=False)
        self.start_tour("/odoo/regie-dossiers", "regie_base_dossier_freeze_tour", login="director")
        self.assertEqual((dossier.state, dossier.recipient_ids.partner_id), ("shared", self.consultant.partner_id))

    def test_consultant_reads_rates_and_asks(self):
        self.consultant.password = "consultant"
        dossier = self._create_dossier()
        self._entry(dossier, "B1").narrative = False
        dossier.with_user(self.director).action_freeze()
        self._share(dossier, self.consultant)
        self.start_tour("/my/dossiers", "regie_base_dossier_room_tour", login="consultant")
        entry = self._entry(dossier, "A1")
        self.assertEqual((entry.rating_label, entry.rating_comment), ("Satisfactory", "Convincing"))
        self.assertEqual(entry.question_ids.question, "Since when?")
        self.assertEqual(dossier.state, "reviewed")
        self.assertEqual(set(dossier.access_ids.mapped("kind")), {"read"})
