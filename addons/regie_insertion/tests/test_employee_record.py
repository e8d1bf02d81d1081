import io
from datetime import date

import openpyxl
from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common_pass import PassCase


@freeze_time("2026-10-15")
class TestEmployeeRecord(PassCase):
    """The fiche salarié: built from what is known, complete before it leaves, one per measure, SIRET and PASS."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"country_id": cls.env.ref("base.fr").id, "company_registry": "98765432400019"})
        cls.person.write(
            {
                "name": "Rose Mendy",
                "sex": "female",
                "country_of_birth": cls.env.ref("base.sn").id,
                "country_id": cls.env.ref("base.sn").id,
                "ssnid": "285059935112346",
                "private_street": "1 rue des Acacias",
                "private_zip": "27400",
                "private_city": "Louviers",
            }
        )
        cls.iae_pass = cls._create_pass(cls.person, date(2026, 1, 1))
        cls.pathway = cls._create_pathway(
            cls.person,
            date(2026, 1, 1),
            education_level="60",
            rsa="OUI-NM",
            rsa_since="03",
            without_job_since="03",
            is_rqth=True,
            orienteur_id=cls.env.ref("regie_insertion.orienteur_09").id,
        )

    def _create_record(self, **vals):
        return self.env["regie.iae.employee.record"].create({"pass_id": self.iae_pass.id, **vals})

    def test_fiche_is_built_from_what_is_known(self):
        record = self._create_record()
        self.assertEqual(
            (record.first_name, record.last_name, record.asp_measure, record.siret),
            ("Rose", "MENDY", "ACI_DC", "98765432400019"),
        )
        self.assertFalse(record.missing)
        values = {label: value for label, value, _needed, _sensitive in record._get_rows(masked=False)}
        self.assertEqual(values["Civility"], "MME")
        self.assertEqual(values["Group of countries"], "3")
        self.assertEqual(values["RQTH"], "Yes")
        self.assertEqual(values["RSA"], "OUI-NM")

    def test_what_is_missing_is_listed_and_keeps_the_fiche(self):
        self.person.private_zip = False
        self.pathway.rsa = False
        record = self._create_record()
        self.assertEqual(record.missing, "• Postal code\n• RSA")
        with self.assertRule("INS-F05"):
            record.action_ready()

    def test_second_fiche_is_refused_but_for_another_measure(self):
        self._create_record()
        with self.assertRule("INS-F01"):
            self._create_record()
        other = self._create_record(agreement_id=self._create_agreement("EI", annex=False).id)
        self.assertEqual(other.asp_measure, "EI_DC")
        self.env.flush_all()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute("UPDATE regie_iae_employee_record SET asp_measure = 'ACI_DC' WHERE id = %s", [other.id])

    def test_fiche_without_pass_is_refused(self):
        with self.assertRule("INS-F02"):
            self.env["regie.iae.employee.record"].create({})

    def test_fiche_without_agreement_is_refused(self):
        person = self._create_employee(contract=None, pass_start=date(2026, 1, 1))
        with self.assertRule("INS-F03"):
            self._create_record(pass_id=person.pass_id.id)

    def test_states_follow_the_table_of_the_state(self):
        record = self._create_record()
        with self.assertRule("INS-F04"):
            record.action_send()
        record.action_ready()
        record.action_send()
        self.assertEqual(record.sent_on, date(2026, 10, 15))
        for state in ("new", "ready", "disabled", "archived"):
            with self.subTest(state=state), self.assertRule("INS-F04"):
                record.state = state
        with self.assertRule("INS-F07"):
            record.action_answer()
        record.asp_code = "3436"
        record.action_answer()
        self.assertEqual(record.state, "rejected")
        record.action_force()
        self.assertEqual(record.state, "processed")
        record.action_disable()
        record.action_enable()
        self.assertEqual(record.state, "new")

    def test_refused_fiche_is_not_forced(self):
        record = self._create_record()
        record.action_ready()
        record.action_send()
        record.asp_code = "3201"
        record.action_answer()
        with self.assertRule("INS-F04"):
            record.action_force()
        record.action_ready()
        record.action_send()
        record.asp_code = "0000"
        record.action_answer()
        self.assertEqual(record.state, "processed")

    def test_code_of_the_asp_has_four_digits(self):
        with self.assertRule("INS-F07"):
            self._create_record().asp_code = "12"

    def test_fiche_is_archived_once_the_pass_is_no_longer_prolongable(self):
        record = self._create_record()
        with freeze_time("2028-06-30"), self.assertRule("INS-F06"):  # end 31/12/2027 + 6 months
            record.action_archive_fiche()
        with freeze_time("2028-07-01"):
            record.action_archive_fiche()

    def test_file_is_whole_for_social_support_and_masked_for_the_others(self):
        record = self._create_record()
        for role, rqth, orienteur in (
            ("social_worker", "Yes", "09"),
            ("office", "Reserved to social support", "Reserved to social support"),
        ):
            user = self._create_user(f"fic_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.env.invalidate_all()
                report = self.env["ir.actions.report"].with_user(user)
                content, _kind = report._render_xlsx("regie_insertion.employee_record_xlsx", record.ids, {})
                sheet = openpyxl.load_workbook(io.BytesIO(content)).active
                values = dict(zip(*[[cell.value for cell in row] for row in sheet.iter_rows()], strict=True))
                self.assertEqual((values["RQTH"], values["Orienteur"]), (rqth, orienteur))
                self.assertEqual(values["RSA"], "OUI-NM")
                log = self.env["regie.export.log"].search([("user_id", "=", user.id)], limit=1)
                self.assertEqual((log.res_model, log.row_count), ("regie.iae.employee.record", 1))

    def test_team_leader_sees_no_fiche(self):
        record = self._create_record()
        for role in ("team_leader", "accountant", "board_member", "cashier"):
            user = self._create_user(f"fic_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.assertFalse(record.with_user(user).has_access("read"))


@freeze_time("2026-10-15")
class TestEntrySituation(PassCase):
    """The situation on entry: formats of the State, and what is for social support only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pathway = cls._create_pathway(cls.person, date(2026, 1, 1))

    def test_france_travail_identifier_has_the_format_of_the_state(self):
        for number in ("1234567A", "12345678", "12345678901"):
            self.pathway.ft_identifier = number
        for number in ("1234567", "123456789", "A2345678", "1234567-"):
            with self.subTest(number=number), self.assertRule("INS-I05"):
                self.pathway.ft_identifier = number

    def test_french_postal_code_has_five_digits(self):
        for code in ("2740", "274000", "2A000"):
            with self.subTest(code=code), self.assertRule("INS-I08"):
                self.person.private_zip = code
        self.person.private_zip = "27400"
        self.person.write({"private_country_id": self.env.ref("base.pt").id, "private_zip": "2740-122"})

    def test_siret_has_fourteen_digits(self):
        self.company.country_id = self.env.ref("base.fr")
        for number in ("123456789", "98765432400019X", "9876543210001"):
            with self.subTest(number=number), self.assertRule("INS-I01"):
                self.company.company_registry = number
        self.company.company_registry = "987 654 324 00019"

    def test_sensitive_situation_is_for_social_support_only(self):
        self.pathway.write({"is_rqth": True, "rsa": "OUI-M"})
        self.pathway.orienteur_id = self.env.ref("regie_insertion.orienteur_19")
        cip = self._create_user("ent_cip", "group_role_social_worker")
        self.assertTrue(self.pathway.with_user(cip).read(["is_rqth"])[0]["is_rqth"])
        self.assertEqual(self.pathway.with_user(cip).orienteur_label, "ASE")
        sensitive = (
            "orienteur_id",
            "prescriber_id",
            "has_aah",
            "is_rqth",
            "is_oeth",
            "is_ase_leaver",
            "is_housing_unstable",
            "is_refugee",
            "is_detention_leaver",
        )
        for role in ("office", "director"):
            user = self._create_user(f"ent_{role}", f"group_role_{role}")
            pathway = self.pathway.with_user(user)
            self.assertEqual(pathway.read(["rsa"])[0]["rsa"], "OUI-M")
            self.assertEqual(pathway.orienteur_label, "Other")
            for name in sensitive:
                with self.subTest(role=role, name=name):
                    with self.assertRaises(AccessError):
                        pathway.read([name])
                    with self.assertRaises(AccessError):
                        pathway.search([(name, "!=", False)])
        leader = self._create_user("ent_leader", "group_role_team_leader")
        with self.assertRaises(AccessError):
            self.pathway.with_user(leader).read(["rsa"])

    def test_statement_counts_the_people_on_rsa_on_entry(self):
        query = self.env["regie.iae.statement"]._rsa_query(date(2026, 3, 1))
        self.env.flush_all()
        self.assertNotIn((self.person.id,), self.env.execute_query(query))
        self.pathway.rsa = "OUI-NM"
        self.env.flush_all()
        self.assertIn((self.person.id,), self.env.execute_query(query))
