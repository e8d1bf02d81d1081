import base64
from datetime import date

from odoo import Command
from odoo.tests import tagged

from odoo.addons.regie_base.tools.scope import Scope

from .common import GovernanceCase

HEAD = "Nom;Prénom;E-mail;Collège;Organisme;Adresse;Code postal;Ville;Adhésion;Cotisation;Cotisation payée le"
ROSE = "Mendy;Rose;rose@habitants.example;HAB;;3 rue du Port;27400;Louviers;10/03/2022;5;12/01/2026"
PAUL = "Petit;Paul;;Habitants;;;27400;Louviers;01/02/2024;;"
BODY = "Fontaine;Isabelle;isabelle@amicale.example;PAR;Amicale des locataires;;;;10/03/2022;20;15/01/2026"


@tagged("post_install", "-at_install")
class TestImportMembers(GovernanceCase):
    """The spreadsheet of the members comes in once; bad rows say why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statutes.fee_condition = "paid"
        cls.colleges["HAB"].name = "Habitants"

    def _import(self, *rows):
        content = "\n".join((HEAD, *rows))
        attachment = (
            self.env["ir.attachment"]
            .with_user(self.secretary)
            .create({"name": "adherents.csv", "datas": base64.b64encode(content.encode())})
        )
        wizard = (
            self.env["regie.import.wizard"]
            .with_user(self.secretary)
            .create({"attachment_ids": [Command.set(attachment.ids)]})
        )
        wizard.action_preview()
        return wizard

    def _find(self, name):
        return self.env["regie.membership"].search([("partner_id.name", "=", name)])

    def test_members_come_in_with_their_college_address_and_fee(self):
        wizard = self._import(ROSE, PAUL, BODY)
        self.assertFalse(self._find("Rose Mendy"), "the preview writes nothing")
        self.assertFalse(wizard.bad_line_ids.mapped("reason"))
        wizard.action_import()
        rose, paul, body = self._find("Rose Mendy"), self._find("Paul Petit"), self._find("Amicale des locataires")
        self.assertEqual((rose.college_id, str(rose.date_start)), (self.colleges["HAB"], "2022-03-10"))
        self.assertEqual((rose.partner_id.street, rose.partner_id.city), ("3 rue du Port", "Louviers"))
        self.assertEqual((rose.fee_ids.year, rose.fee_ids.amount, str(rose.fee_ids.date_paid)), (2026, 5, "2026-01-12"))
        self.assertEqual((paul.college_id, len(paul.fee_ids)), (self.colleges["HAB"], 0))
        self.assertTrue(body.is_legal_person)
        self.assertEqual(body.representative_id.name, "Isabelle Fontaine")
        self.assertEqual(body.fee_ids.amount, 20)

    def test_same_file_twice_adds_nothing(self):
        self._import(ROSE, PAUL, BODY).action_import()
        again = self._import(ROSE, PAUL, BODY)
        self.assertEqual((again.good_count, again.known_count, again.bad_count), (0, 3, 0))
        again.action_import()
        self.assertEqual(len(self._find("Rose Mendy")), 1)

    def test_payment_of_a_known_member_is_added_alone(self):
        self._import(ROSE, PAUL).action_import()
        paul = self._find("Paul Petit")
        called = self.env["regie.membership.fee"].create(
            {"membership_id": paul.id, "year": 2026, "amount": 5, "date_due": "2026-03-31"}
        )
        wizard = self._import(ROSE, PAUL.removesuffix(";;") + ";5;20/02/2026")
        self.assertEqual((wizard.good_count, wizard.known_count), (1, 1))
        wizard.action_import()
        self.assertEqual((str(called.date_paid), len(paul.fee_ids)), ("2026-02-20", 1))

    def test_known_person_is_found_by_mail_whatever_the_case(self):
        person = self._create_person("Rose M.", email="ROSE@habitants.example")
        self._import(ROSE).action_import()
        self.assertEqual(self.env["regie.membership"].search([("partner_id", "=", person.id)]).fee_ids.year, 2026)

    def test_bad_rows_are_refused_with_their_code(self):
        self.statutes.is_territory_strict = False
        self._create_member(self._create_person("Ahmed Kacem"), "PAR")
        wizard = self._import(
            ROSE,
            "Sow;Fatou;;XYZ;;;;;10/03/2022;;",
            ";Fatou;;HAB;;;;;10/03/2022;;",
            "Sow;Fatou;;HAB;;;;;31/02/2022;;",
            "Sow;Fatou;;HAB;;;;;;;",
            ROSE,
            "Kacem;Ahmed;;HAB;;;;;10/03/2024;;",
            "Roussel;Jean;;BAI;Habitat;;;;10/03/2024;;",
            "Sow;Awa;;HAB;;;;;10/03/2022;;01/02/2026",
        )
        codes = dict(zip(wizard.bad_line_ids.mapped("number"), wizard.bad_line_ids.mapped("code"), strict=True))
        self.assertEqual(
            codes,
            {
                3: "MBR-01",
                4: "IMP-03",
                5: "IMP-01",
                6: "MBR-03",
                7: "MBR-02",
                8: "GOV-001",
                9: "GOV-004",
                10: "GOV-019",
            },
        )
        wizard.action_import()
        self.assertTrue(self._find("Rose Mendy"))
        self.assertFalse(self._find("Fatou Sow"))

    def test_statutes_that_ask_for_a_decision_accept_the_list_kept_before(self):
        self.statutes.write({"admission": "approval", "admission_organ_id": self.board.id})
        self._import(PAUL).action_import()
        self.assertTrue(self._find("Paul Petit").admission_reference)

    # -- indicator -----------------------------------------------------------------------------

    def _count(self, code, **vals):
        scope = Scope(self.company, date(2026, 1, 1), date(2026, 6, 30), **vals)
        method = getattr(self.env["regie.indicator"].with_user(self.secretary), f"_compute_{code}")
        return method(scope)

    def test_members_up_to_date_are_counted(self):
        before = self._count("association_members").value, self._count("association_members_inhabitants").value
        self._import(ROSE, PAUL, BODY).action_import()
        after = self._count("association_members").value, self._count("association_members_inhabitants").value
        self.assertEqual((after[0] - before[0], after[1] - before[1]), (2, 1))
        result = self._count("association_members")
        self.assertIn(self._find("Rose Mendy"), self.env["regie.membership"].search(result.domain))
        territory = self._create_territory()
        self._find("Rose Mendy").partner_id.territory_id = territory
        self.assertEqual(self._count("association_members", territory=territory).value, 1)
