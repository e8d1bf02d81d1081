import base64
import csv
import io
from datetime import date

from freezegun import freeze_time

from odoo import Command

from .common_contract import ContractCase

ROW = {
    "matricule": "I001",
    "nom": "Fichier",
    "prenom": "Rose",
    "naissance": "06/11/1980",
    "sexe": "F",
    "contrat": "CDDI",
    "debut": "01/01/2026",
    "fin": "31/12/2026",
    "heures_hebdo": "26",
    "pass_iae": "999997286473",
    "pass_debut": "01/01/2026",
    "qpv": "N",
    "equipe": "Nettoyage",
}


@freeze_time("2026-10-15")
class TestImportContracts(ContractCase):
    """Persons, contracts, PASS, pathway and derogations from one spreadsheet, with the same preview as the hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie du fichier")
        cls.cip = cls._create_user("imp_cip", "group_role_social_worker", company=cls.company)
        cls.office = cls._create_user("imp_office", "group_role_office", company=cls.company)
        cls.agreement = cls._create_agreement()

    def _import(self, *rows, confirm=True):
        """Give rows to the wizard as the office; return its single file."""
        rows = [{**ROW, **row} for row in rows]
        text = io.StringIO()
        titles = list(dict.fromkeys(title for row in rows for title in row))
        writer = csv.DictWriter(text, titles, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        env = self.env(user=self.office, context={"allowed_company_ids": self.company.ids})
        data = base64.b64encode(text.getvalue().encode())
        attachment = env["ir.attachment"].create({"name": "salaries.csv", "datas": data})
        wizard = env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachment.ids)]})
        wizard.action_preview()
        if confirm:
            wizard.action_import()
        self.env.flush_all()
        self.env.invalidate_all()
        return wizard

    def _get_person(self, number="I001"):
        return self.env["hr.employee"].search(
            [("company_id", "=", self.company.id), ("registration_number", "=", number)]
        )

    def test_row_gives_person_contract_pass_and_pathway(self):
        self._import(
            {
                "signe_le": "02/01/2026",
                "rome": "k2204",
                "emploi": "Agente d'entretien",
                "cip": "Imp_cip",
                "entree": "15/12/2025",
                "nir": "1 55 08 14 168 025 88",
            }
        )
        person = self._get_person()
        self.assertEqual((person.version_id.signed_on, person.rome_code), (date(2026, 1, 2), "K2204"))
        pathway = person.pathway_ids
        self.assertEqual((pathway.date_start, pathway.social_worker_id), (date(2025, 12, 15), self.cip))
        self.assertEqual((person.pass_id.number, person.ssnid), ("999997286473", "1 55 08 14 168 025 88"))
        self.assertEqual(person.agreement_id, self.agreement)

    def test_contract_started_without_a_date_is_taken_as_signed(self):
        later = {"matricule": "I002", "pass_iae": "", "pass_debut": "", "debut": "01/11/2026", "fin": "31/05/2027"}
        self._import({}, later)
        self.assertEqual(self._get_person().version_id.signed_on, date(2026, 1, 1))
        self.assertFalse(self._get_person("I002").version_id.signed_on)

    def test_same_file_twice_adds_nothing(self):
        row = {
            "cip": "imp_cip",
            "entree": "01/01/2026",
            "heures_hebdo": "15",
            "derogation": "weekly_hours",
            "derogation_reference": "DDETS 27-12",
            "derogation_date": "15/12/2025",
            "derogation_debut": "01/01/2026",
            "derogation_fin": "31/12/2026",
        }
        self._import(row)
        person = self._get_person()
        self.assertEqual((person.weekly_hours, person.derogation_ids.reference), (15, "DDETS 27-12"))
        wizard = self._import(row, confirm=False)
        self.assertEqual((wizard.known_count, wizard.bad_count), (1, 0))
        self._import(row)
        self.assertEqual((len(person.derogation_ids), len(person.pathway_ids)), (1, 1))

    def test_each_bad_row_has_its_code_and_the_others_pass(self):
        decision = {
            "derogation_date": "01/10/2026",
            "derogation_debut": "01/10/2026",
            "derogation_fin": "01/10/2027",
        }
        no_pass = {"pass_iae": "", "pass_debut": ""}
        cases = {
            "INS-C02": {"fin": "01/01/2028"},
            "INS-C03": {"heures_hebdo": "19"},
            "INS-C04": {"heures_hebdo": "36"},
            "INS-C05": {"pass_debut": "02/01/2026", "pass_iae": "999997286474"},
            "INS-C06": {"fin": "31/12/2025"},
            "INS-C07": {"derogation": "difficulties", **decision},
            "INS-C08": {"contrat": "cdii", "fin": ""},
            "INS-C09": {"contrat": "cdii", "fin": "", "naissance": "01/01/1960"},
            "INS-I02": {"nir": "1550814168025881"},
            "INS-I03": {"nir": "155"},
            "INS-I04": {"nir": "155081416802587"},
            "INS-I06": {"naissance": "01/01/2015"},
            "INS-I07": {"naissance": "01/01/1920"},
            "INS-I09": {"cip": "Personne"},
            "INS-I10": {"derogation": "motif inconnu", **decision},
            "INS-N01": {"pass_iae": "123", "pass_debut": "01/01/2026"},
            "INS-C17": {"rome": "2204"},
            "IMP-03": {"derogation": "training"},
        }
        rows = [
            {**({} if {"pass_debut", "pass_iae"} & values.keys() else no_pass), **values, "matricule": f"B{number:03}"}
            for number, values in enumerate(cases.values())
        ]
        wizard = self._import(*rows, {})
        self.assertEqual(wizard.bad_count, len(cases))
        reasons = " ".join(wizard.bad_line_ids.mapped("reason"))
        for code in cases:
            with self.subTest(code=code):
                self.assertIn(f"({code})", reasons)
        self.assertTrue(self._get_person())
        self.assertFalse(self._get_person("B000"))
