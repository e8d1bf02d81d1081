import json

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import RegieCase


@tagged("post_install", "-at_install")
class TestExportLog(RegieCase, HttpCase):
    """What leaves in a file leaves a trace that nobody can change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._create_user("ulla", "group_role_office", "base.group_allow_export")
        cls.user.password = "ulla-ulla"
        cls.partner = cls._create_partner("Habitat des Tilleuls")

    def _get_logs(self):
        return self.env["regie.export.log"].search([("user_id", "=", self.user.id)])

    def test_export_of_a_list_says_who_what_and_how_many(self):
        self.partner.with_user(self.user).export_data(["name"])
        log = self._get_logs()
        self.assertEqual((log.res_model, log.row_count, log.columns), ("res.partner", 1, "name"))

    def test_export_screen_gives_its_filter(self):
        self.authenticate("ulla", "ulla-ulla")
        data = {
            "model": "res.partner",
            "fields": [{"name": "name", "label": "Name"}],
            "ids": False,
            "domain": [["name", "=", "Habitat des Tilleuls"]],
            "import_compat": False,
        }
        response = self.url_open(
            "/web/export/csv", data={"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)}
        )
        self.assertEqual(response.status_code, 200)
        self.assertIn("Habitat des Tilleuls", self._get_logs().filter)

    def test_system_leaves_no_trace(self):
        self.partner.sudo().export_data(["name"])
        self.assertFalse(self.env["regie.export.log"].search([("res_model", "=", "res.partner")]))

    def test_trace_is_never_changed_nor_deleted(self):
        self.partner.with_user(self.user).export_data(["name"])
        with self.assertRaisesRegex(UserError, "EXP-01"):
            self._get_logs().row_count = 0
        with self.assertRaisesRegex(UserError, "EXP-01"):
            self._get_logs().unlink()

    def test_only_a_manager_reads_the_log(self):
        self.partner.with_user(self.user).export_data(["name"])
        director = self._create_user("ines", "group_role_director")
        self.assertEqual(len(self._get_logs().with_user(director).mapped("title")), 1)
        with self.assertRaises(AccessError):
            self.env["regie.export.log"].with_user(self.user).search([])
