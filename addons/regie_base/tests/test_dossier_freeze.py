import base64
import json

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.regie_base.tests.dossier_common import DossierCase
from odoo.addons.regie_base.tools import dossier_seal


@tagged("post_install", "-at_install")
class TestDossierFreeze(DossierCase):
    def test_new_dossier_has_the_criteria_of_its_template_in_order(self):
        dossier = self._create_dossier(complete=False)
        self.assertEqual(dossier.entry_ids.mapped("code"), ["A1", "A2", "B1"])
        self.assertEqual(dossier.entry_ids.mapped("section_name"), ["Inhabitants", "Inhabitants", "Economy"])
        self.assertEqual(dossier.state, "draft")

    def test_incomplete_criteria_say_what_is_missing(self):
        dossier = self._create_dossier(complete=False)
        self.assertEqual(self._entry(dossier, "A1")._get_missing(), ["narrative", "figure"])
        self.assertEqual(self._entry(dossier, "A2")._get_missing(), ["narrative", "attachment"])
        self.assertEqual(dossier.missing_count, 3)
        self.assertIn(dossier, self.env["regie.dossier"].search([("missing_count", ">", 0)]))
        self.assertNotIn(dossier, self.env["regie.dossier"].search([("missing_count", "=", 0)]))

    def test_frozen_figure_keeps_value_definition_and_source(self):
        self._create_partner("Counted in the dossier")
        dossier = self._create_dossier(frozen=True)
        figure = dossier.entry_ids.figure_ids
        self.assertEqual(
            (figure.value, figure.is_computable, figure.source_count, figure.definition, figure.source),
            (1, True, 1, "Number of partners of that name", "Directory"),
        )
        self.assertEqual(dossier.state, "frozen")
        self.assertEqual(dossier.frozen_by_id, self.director)

    def test_seal_is_the_digest_of_the_canonical_text(self):
        dossier = self._create_dossier(frozen=True)
        payload = dossier._get_payload()
        self.assertEqual(dossier.seal, dossier_seal.seal(payload))
        self.assertEqual(payload, dossier_seal.canonical(json.loads(payload)))
        self.assertEqual(json.loads(payload)["sections"][0]["criteria"][1]["evidence"][0]["name"], "minutes.txt")

    def test_second_dossier_is_chained_to_the_first(self):
        first = self._create_dossier(frozen=True)
        second = self._create_dossier(frozen=True, name="Label 2027")
        self.assertEqual((first.chain_number, first.previous_seal), (1, ""))
        self.assertEqual((second.chain_number, second.previous_seal, second.previous_id), (2, first.seal, first))

    def test_other_company_has_its_own_chain(self):
        self._create_dossier(frozen=True)
        company = self._create_company()
        self.director.company_ids += company
        other = self._create_dossier(company_id=company.id)
        other.with_user(self.director).with_context(allowed_company_ids=company.ids).action_freeze()
        self.assertEqual((other.chain_number, other.previous_seal), (1, ""))

    def test_same_place_in_the_chain_is_refused_by_postgresql(self):
        self._create_dossier(frozen=True)
        rival = self._create_dossier()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            rival._write_fact({"date_frozen": "2026-11-01 10:00:00", "chain_number": 1})
            rival.flush_recordset()

    def test_frozen_dossier_refuses_every_change(self):
        dossier = self._create_dossier(frozen=True)
        entry = self._entry(dossier, "A2")
        acts = [
            lambda: dossier.write({"name": "Other"}),
            lambda: dossier.write({"date_to": "2026-11-30"}),
            lambda: dossier.write({"entry_ids": [(5,)]}),
            lambda: dossier.write({"seal": False}),
            dossier.unlink,
            lambda: entry.write({"narrative": "Embellished"}),
            lambda: entry.write({"attachment_ids": [(5,)]}),
            entry.unlink,
            lambda: entry.copy({"code": "A3"}),
            lambda: dossier.entry_ids.figure_ids.write({"value": 99}),
            dossier.entry_ids.figure_ids.unlink,
            lambda: dossier.entry_ids.evidence_ids.write({"sha256": "0"}),
            lambda: entry.attachment_ids.write({"raw": b"other"}),
            lambda: entry.attachment_ids.write({"name": "other.txt"}),
            entry.attachment_ids.unlink,
            dossier.action_compute_figures,
            dossier.action_freeze,
        ]
        for act in acts:
            with self.assertRaisesRegex(UserError, "LAB-002"), self.cr.savepoint():
                act()
        self.assertFalse(dossier._find_alterations())

    def test_import_does_not_reach_a_frozen_narrative(self):
        dossier = self._create_dossier(frozen=True)
        entry = self._entry(dossier, "B1")
        result = self.env["regie.dossier.entry"].load([".id", "narrative"], [[str(entry.id), "Embellished"]])
        self.assertIn("LAB-002", result["messages"][0]["message"])
        self.assertNotEqual(entry.narrative, "Embellished")

    def test_facts_are_written_by_the_buttons_only(self):
        with self.assertRaisesRegex(UserError, "LAB-009"):
            self._create_dossier(seal="0" * 64)
        dossier = self._create_dossier()
        for fact in ({"date_frozen": "2026-11-01 10:00:00"}, {"state": "closed"}):
            with self.assertRaisesRegex(UserError, "LAB-009"):
                dossier.write(fact)

    def test_facts_do_not_come_in_by_default_values(self):
        context = {"default_state": "shared", "default_date_frozen": "2026-11-01 10:00:00", "default_seal": "0" * 64}
        dossier = self.env["regie.dossier"].with_context(**context)
        dossier = dossier.create({**self._create_dossier().copy_data()[0], "entry_ids": False})
        self.assertEqual((dossier.state, dossier.date_frozen, dossier.seal), ("draft", False, False))

    def test_only_the_manager_freezes(self):
        dossier = self._create_dossier()
        with self.assertRaisesRegex(AccessError, "LAB-010"):
            dossier.with_user(self.office).action_freeze()
        dossier.with_user(self.director).action_freeze()
        self.assertEqual(dossier.state, "frozen")

    def test_mandatory_criterion_blocks_the_freeze_until_it_is_complete(self):
        self.template.criterion_ids.filtered(lambda c: c.code == "A2").is_mandatory = True
        dossier = self._create_dossier(complete=False)
        with self.assertRaisesRegex(UserError, "LAB-001"):
            dossier.action_freeze()
        entry = self._entry(dossier, "A2")
        entry.narrative = "Signed."
        self._attach(entry, "minutes.txt", b"signed")
        dossier.action_freeze()
        self.assertEqual(dossier.state, "frozen")

    def test_freeze_wizard_lists_what_is_missing(self):
        dossier = self._create_dossier(complete=False)
        wizard = self.env["regie.dossier.freeze.wizard"].with_user(self.director).create({"dossier_id": dossier.id})
        self.assertEqual(wizard.missing_entry_ids.mapped("code"), ["A1", "A2", "B1"])
        self.assertFalse(wizard.is_blocked)
        wizard.action_freeze()
        self.assertEqual(dossier.state, "frozen")

    def test_evidence_dropped_by_the_office_is_sealed_and_verified_by_all(self):
        dossier = self._create_dossier(complete=False)
        entry = self._entry(dossier, "A2").with_user(self.office)
        dropped = self.env["ir.attachment"].with_user(self.office).create({"name": "list.csv", "raw": b"names"})
        entry.write({"narrative": "Attached.", "attachment_ids": [Command.link(dropped.id)]})
        dossier.with_user(self.director).action_freeze()
        self.assertEqual(dossier.entry_ids.evidence_ids.name, "list.csv")
        for user in (self.office, self.board_member, self.director):
            self.env.invalidate_all()
            self.assertEqual(dossier.with_user(user).action_verify()["params"]["type"], "success", user.name)

    def test_file_that_the_user_may_not_read_is_no_evidence(self):
        secret = self.env["ir.attachment"].create({"name": "payslip.pdf", "raw": b"secret"})
        entry = self._entry(self._create_dossier(), "B1").with_user(self.office)
        with self.assertRaises(AccessError):
            entry.attachment_ids = [Command.link(secret.id)]

    def test_link_as_evidence_is_refused(self):
        entry = self._entry(self._create_dossier(), "B1")
        link = self.env["ir.attachment"].create({"name": "Site", "type": "url", "url": "https://regie.example"})
        with self.assertRaisesRegex(ValidationError, "LAB-004"):
            entry.attachment_ids = link

    def test_template_changed_after_the_freeze_does_not_touch_the_dossier(self):
        dossier = self._create_dossier(frozen=True)
        self.template.criterion_ids[0].write({"name": "Other", "is_attachment_expected": True})
        self.assertEqual(self._entry(dossier, "A1").name, "Board of inhabitants")
        self.assertFalse(dossier._find_alterations())

    def test_template_changed_before_the_freeze_is_followed_and_texts_are_kept(self):
        dossier = self._create_dossier()
        self.template.criterion_ids[0].name = "Board, renamed"
        self.template.section_ids[1].criterion_ids.unlink()
        dossier.with_user(self.director).action_freeze()
        self.assertEqual(self._entry(dossier, "A1").name, "Board, renamed")
        self.assertTrue(self._entry(dossier, "B1").narrative, "a written text is never lost")

    def test_data_changed_after_the_freeze_shows_as_a_difference(self):
        dossier = self._create_dossier(frozen=True)
        self._create_partner("Counted in the dossier")
        difference = self.env["regie.dossier.difference"].browse(dossier.action_compare()["res_id"])
        line = difference.line_ids
        self.assertEqual((line.delta, line.current_source_count, line.frozen_source_count), (1, 1, 0))
        self.assertTrue(line.is_changed)
        self.assertEqual(dossier.entry_ids.figure_ids.value, 0)

    def test_figure_not_computable_is_not_zero(self):
        dossier = self._create_dossier(partner_id=self._create_partner().id)
        dossier.action_compute_figures()
        figure = dossier.entry_ids.figure_ids
        self.assertFalse(figure.is_computable)
        self.assertIn("not_computable", self._entry(dossier, "A1")._get_missing())
        self.assertIsNone(figure._prepare_seal()["value"])

    def test_tampering_in_the_database_is_named(self):
        dossier = self._create_dossier(frozen=True)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE regie_dossier_entry SET narrative = 'Embellished' WHERE id = %s", [self._entry(dossier, "B1").id]
        )
        self.env.invalidate_all()
        self.assertRegex(dossier._find_alterations()[0], "B1")
        self.assertEqual(dossier.action_verify()["params"]["type"], "danger")

    def test_tampering_with_a_stored_file_is_named(self):
        dossier = self._create_dossier(frozen=True)
        attachment = self._entry(dossier, "A2").attachment_ids
        other = self.env["ir.attachment"].create({"name": "x", "datas": base64.b64encode(b"another content")})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = %s WHERE id = %s", [other.store_fname, attachment.id]
        )
        self.env.invalidate_all()
        self.assertRegex(dossier._find_alterations()[0], "minutes.txt")

    def test_intact_dossier_is_verified(self):
        dossier = self._create_dossier(frozen=True)
        self.assertEqual(dossier.action_verify()["params"]["type"], "success")
        with self.assertRaisesRegex(UserError, "LAB-011"):
            self._create_dossier().action_verify()

    def test_duplicate_is_a_draft_with_the_texts_and_the_files(self):
        dossier = self._create_dossier(frozen=True)
        copy = dossier.copy()
        self.assertEqual((copy.state, copy.seal), ("draft", False))
        self.assertEqual(copy.entry_ids.mapped("narrative"), dossier.entry_ids.mapped("narrative"))
        self.assertEqual(self._entry(copy, "A2").attachment_ids, self._entry(dossier, "A2").attachment_ids)

    def test_next_version_of_a_template_keeps_its_code(self):
        copy = self.template.copy()
        self.assertEqual((copy.code, copy.version), (self.template.code, 2))
        self.assertEqual(copy.criterion_ids.mapped("code"), ["A1", "A2", "B1"])

    def test_freeze_of_forty_criteria_keeps_its_query_budget(self):
        section = self.template.section_ids[0]
        self.env["regie.dossier.criterion"].create(
            [
                {"section_id": section.id, "code": f"C{rank}", "name": "Criterion", "indicator_ids": self.indicator.ids}
                for rank in range(40)
            ]
        )
        dossier = self._create_dossier()
        for entry in dossier.entry_ids:
            self._attach(entry, f"{entry.code}.txt", entry.code.encode())
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            dossier.action_freeze()
            self.env.flush_all()
