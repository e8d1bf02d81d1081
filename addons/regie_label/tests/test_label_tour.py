import re
from urllib.parse import urlsplit

from odoo.tests import HttpCase, tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestLabelTour(LabelCase, HttpCase):
    def test_director_opens_the_expertise_and_the_consultant_rates_from_the_invitation(self):
        application = self._create_application_at("dossier")
        self._create_expertise(application)
        self.start_tour("/odoo/regie-label", "regie_label_path_tour", login="director")
        dossier = application.dossier_id.sudo()
        self.assertEqual((application.state, dossier.state), ("expertise", "shared"))

        mails = self.env["mail.mail"].search([("model", "=", "regie.dossier.recipient")])
        [mail] = mails.filtered(lambda mail: mail.res_id in dossier.recipient_ids.ids)
        link = urlsplit(re.search(r'href="([^"]*access_token=[^"]*)"', mail.body_html)[1])
        self.start_tour(f"{link.path}?{link.query}", "regie_label_consultant_tour", login=None)
        entry = self._entry(dossier, "A1")
        self.assertEqual((entry.review_ids.rating_value, entry.review_ids.comment), (3, "Convincing"))
        self.assertEqual(entry.question_ids.question, "Who keeps the list?")
        self.assertEqual((entry.finding_ids.kind, entry.finding_ids.text), ("reserve", "No treasurer since May."))
        self.assertEqual(dossier.state, "reviewed")
        self.assertTrue(all(dossier.access_ids.mapped("is_by_link")))

        entry.finding_ids.with_user(self.director).answer = "Elected on 3 October."
        page = self.url_open(f"{link.path}/criterion/{entry.id}?{link.query}").text
        self.assertIn("Elected on 3 October.", page)
