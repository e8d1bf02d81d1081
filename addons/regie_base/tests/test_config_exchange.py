import base64
import copy
import doctest
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.regie_base.tools import exchange

from .indicator_common import IndicatorCase


class TestConfigExchange(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.director = cls._create_user("director", "group_role_director")
        cls.meals = cls._create_indicator(unit="meal", threshold_direction="below", threshold=10)
        cls.meals.with_context(lang="fr_FR").write({"name": "Repas servis"})

    def _export(self, records):
        """The content of the file, once through JSON as it travels."""
        return exchange.read_json(exchange.write_json(records._exchange_export()))

    def _import(self, payload, user=None, dry_run=False):
        model = self.env["regie.config.exchange"].with_user(user or self.director)
        return model._exchange_import(payload, dry_run=dry_run)

    def _statuses(self, lines):
        return [(line.key, line.status) for line in lines]

    def test_reader_and_writer_of_the_file_answer_what_their_examples_say(self):
        self.assertEqual(doctest.testmod(exchange).failed, 0)

    def test_exported_set_imported_elsewhere_is_the_same(self):
        share = self._create_ratio(self.meals, self._create_indicator("lunches"))
        payload = self._export(share)
        self.assertEqual([record["code"] for record in payload["sets"][0]["records"]], ["meals", "lunches", "share"])
        share.unlink()
        self.env["regie.indicator"].search([("code", "in", ("meals", "lunches"))]).unlink()
        statuses = self._statuses(self._import(payload))
        self.assertEqual(statuses, [("meals", "created"), ("lunches", "created"), ("share", "created")])
        found = self.env["regie.indicator"].search([("code", "=", "share")])
        self.assertEqual(found.company_id, self.company)
        self.assertEqual(self._export(found), payload)
        self.assertEqual(found.numerator_id.with_context(lang="fr_FR").name, "Repas servis")

    def test_file_imported_twice_changes_nothing_the_second_time(self):
        payload = self._export(self.meals)
        self.assertEqual(self._statuses(self._import(payload)), [("meals", "unchanged")])

    def test_changed_record_is_updated_and_says_what_changes(self):
        payload = self._export(self.meals)
        payload["sets"][0]["records"][0].update(threshold=20, name={"fr_FR": "Repas du midi"})
        [line] = self._import(payload)
        self.assertEqual((line.status, set(line.changes)), ("updated", {"threshold", "name"}))
        self.assertEqual((self.meals.threshold, self.meals.with_context(lang="fr_FR").name), (20, "Repas du midi"))

    def test_language_that_is_not_installed_here_does_not_count(self):
        payload = self._export(self.meals)
        payload["sets"][0]["records"][0]["name"]["xx_XX"] = "Something"
        self.assertEqual(self._statuses(self._import(payload)), [("meals", "unchanged")])

    def test_text_written_by_hand_is_in_the_language_of_the_user(self):
        self.director.lang = "fr_FR"
        payload = exchange.write_payload([("regie.indicator", [{"code": "meals", "name": "Repas chauds"}])])
        for status in ("updated", "unchanged"):
            lines = self.env["regie.config.exchange"].with_user(self.director).with_context(lang="fr_FR")
            self.assertEqual(self._statuses(lines._exchange_import(payload)), [("meals", status)])
        self.assertEqual(self.meals.with_context(lang="fr_FR").name, "Repas chauds")

    def test_preview_says_what_would_happen_and_writes_nothing(self):
        payload = self._export(self.meals)
        payload["sets"][0]["records"].append({**payload["sets"][0]["records"][0], "code": "dinners"})
        lines = self._import(payload, dry_run=True)
        self.assertEqual(self._statuses(lines), [("meals", "unchanged"), ("dinners", "created")])
        self.assertFalse(self.env["regie.indicator"].search([("code", "=", "dinners")]))

    def test_refused_record_says_why_and_refuses_the_whole_file(self):
        good = {**self._export(self.meals)["sets"][0]["records"][0], "code": "good"}
        for code, changes in (
            ("IND-10", {"res_model": "no.such.model"}),
            ("IND-11", {"domain": [["no_such_field", "=", 1]]}),
            ("IND-12", {"measure": "sum", "field_name": "no_such_field"}),
            ("IND-42", {"code": ""}),
            ("IND-43", {"user_id": "admin"}),
            ("IND-46", {"measure": "ratio", "numerator_id": "nowhere", "denominator_id": "nowhere"}),
            ("IND-46", {"domain": [["company_id", "=", {"ref": "no.where"}]]}),
            ("IND-47", {"threshold": {"a": 1}}),
            ("measure", {"measure": "magic"}),
        ):
            payload = exchange.write_payload([("regie.indicator", [good, {**good, "code": "bad", **changes}])])
            with self.subTest(code=code, changes=changes):
                lines = self._import(payload, dry_run=True)
                self.assertEqual([line.status for line in lines], ["created", "refused"])
                self.assertIn(code, lines[1].message)
                with self._assert_refused("(?s).*IND-44", UserError):
                    self._import(payload)
                self.assertFalse(self.env["regie.indicator"].search([("code", "=", "good")]))

    def test_model_that_is_not_installed_or_not_meant_for_it_is_refused(self):
        for model in ("no.such.model", "res.users", "regie.config.exchange"):
            [line] = self._import(exchange.write_payload([(model, [{"code": "x"}])]), dry_run=True)
            self.assertEqual(line.status, "refused")
            self.assertIn("IND-41", line.message)

    def test_file_of_another_kind_is_refused(self):
        for payload in ([], {"format": "regie.config", "version": 99, "sets": []}, {"format": "other"}):
            with self._assert_refused("IND-40", UserError):
                self._import(payload)

    def test_filter_is_written_without_database_numbers(self):
        kind = self.env.ref("regie_base.territory_kind_qpv")
        vals = {"res_model": "regie.territory", "date_mode": "today"}
        domain = f"['|', ('kind_id', '=', {kind.id}), ('kind_id', 'any', [('id', 'in', [{kind.id}])])]"
        indicator = self._create_indicator("territories", domain=domain, **vals)
        payload = self._export(indicator)
        reference = {"ref": "regie_base.territory_kind_qpv"}
        self.assertEqual(
            payload["sets"][0]["records"][0]["domain"],
            ["|", ["kind_id", "=", reference], ["kind_id", "any", [["id", "in", [reference]]]]],
        )
        indicator.domain = "[]"
        self.assertEqual(self._statuses(self._import(payload)), [("territories", "updated")])
        self.assertEqual(indicator.domain, domain)

    def test_filter_on_a_record_without_a_name_outside_is_not_exported(self):
        partner = self._create_partner()
        indicator = self._create_indicator(
            "theirs", res_model="res.partner", date_mode="today", domain=f"[('parent_id', '=', {partner.id})]"
        )
        with self._assert_refused("IND-45", UserError):
            indicator._exchange_export()

    def test_own_indicator_is_updated_before_the_general_one(self):
        general = self._create_indicator(company_id=False, domain="[]")
        payload = self._export(self.meals)
        payload["sets"][0]["records"][0]["threshold"] = 30
        self._import(payload)
        self.assertEqual((self.meals.threshold, general.threshold), (30, 0))

    def test_reader_may_not_import(self):
        payload = copy.deepcopy(self._export(self.meals))
        payload["sets"][0]["records"][0]["threshold"] = 30
        reader = self._create_user("reader", "group_role_team_leader")
        [line] = self._import(payload, user=reader, dry_run=True)
        self.assertEqual(line.status, "refused")
        with self.assertRaises(AccessError):
            self.env["regie.config.import"].with_user(reader).create({"file": base64.b64encode(b"{}")})

    def test_wizard_previews_then_imports(self):
        payload = self._export(self.meals)
        payload["sets"][0]["records"][0]["threshold"] = 30
        wizard = self._create_wizard(exchange.write_json(payload))
        wizard.action_preview()
        self.assertEqual((wizard.state, wizard.changed_count, wizard.refused_count), ("preview", 1, 0))
        self.assertEqual(wizard.line_ids.message, "Alert threshold")
        self.assertEqual(self.meals.threshold, 10)
        wizard.action_import()
        self.assertEqual((wizard.state, self.meals.threshold), ("done", 30))
        wizard.action_back()
        self.assertEqual((wizard.state, len(wizard.line_ids)), ("choose", 0))

    def test_wizard_shows_the_refused_record(self):
        payload = exchange.write_payload([("regie.indicator", [{"code": "x", "wrong": 1}]), ("no.model", [{}])])
        wizard = self._create_wizard(exchange.write_json(payload))
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped("status"), ["refused", "refused"])
        with self._assert_refused("(?s).*IND-44", UserError):
            wizard.action_import()

    def test_wizard_refuses_what_is_not_json(self):
        with self._assert_refused("IND-40", UserError):
            self._create_wizard(b"\xff\xd8 a picture").action_preview()

    def _create_wizard(self, content):
        return self.env["regie.config.import"].with_user(self.director).create({"file": base64.b64encode(content)})


@tagged("post_install", "-at_install")
class TestConfigExport(HttpCase):
    def test_manager_downloads_the_file_and_nobody_else(self):
        users = self.env["res.users"].with_context(no_reset_password=True)
        manager = self.env.ref("regie_base.group_regie_manager")
        for login in ("ines", "omar"):
            users.create({"name": login, "login": login, "password": login * 3, "group_ids": [(4, manager.id)]})
        director = users.search([("login", "=", "ines")])
        indicator = self.env["regie.indicator"].create(
            {"name": "Partners", "code": "partners_test", "res_model": "res.partner", "date_mode": "today"}
        )
        action = indicator.with_user(director).action_export()
        self.env.flush_all()
        self.authenticate("ines", "ines" * 3)
        content = self.url_open(action["url"]).json()
        self.assertEqual(content["sets"][0]["records"][0]["code"], "partners_test")
        self.assertNotIn(f'"id": {indicator.id}', json.dumps(content))
        self.authenticate("omar", "omar" * 3)
        self.assertNotEqual(self.url_open(action["url"]).status_code, 200)

    def test_nothing_selected_is_refused(self):
        with self.assertRaisesRegex(UserError, "IND-48"):
            self.env["regie.indicator"].action_export()
