import base64

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ..tools import fec
from .common import FinanceCase


class TestFec(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.company_registry = "73282932000074"
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.customer = cls._create_partner("Bailleur")
        cls.manager = cls._create_user("fec_manager", "regie_finance.group_finance_manager")
        cls.bookkeeper = cls._create_user("fec_user", "regie_finance.group_finance_user")
        cls.treasurer = cls._create_user("fec_reader", "regie_finance.group_finance_read")
        cls._entry("2025-03-31", ("411100", 120, None, cls.customer), ("706000", -120))
        cls._entry("2025-04-30", ("606100", 40.1), ("512100", -40.1))

    def _wizard(self, exercise=None, user=None, **vals):
        return (
            self.env["l10n_fr.fec.export.wizard"]
            .with_user(user or self.manager)
            .with_company(self.company)
            .create({"exercise_id": (exercise or self.exercise_before).id, **vals})
        )

    def _make(self, exercise=None, user=None, **vals):
        action = self._wizard(exercise, user, **vals).create_fec_report_action()
        return self.env["regie.fec.file"].browse(action["res_id"])

    def _rows(self, file):
        content = base64.b64decode(file.content)
        return [row.split("|") for row in content.decode(file.encoding).split("\r\n")]

    def test_file_has_eighteen_columns_balances_and_bears_the_siren(self):
        file = self._make(user=self.bookkeeper)
        rows = self._rows(file)
        self.assertEqual(tuple(rows[0]), fec.COLUMNS)
        self.assertEqual({len(row) for row in rows}, {18})
        self.assertEqual(file.name, "732829320FEC20251231.txt")
        self.assertEqual((file.line_count, file.debit, file.credit), (4, 160.1, 160.1))
        self.assertFalse([row for row in rows if not (row[8] and row[10] and row[15])])
        self.assertEqual((file.kind, file.difference_count, file.encoding), ("test", 0, "iso8859-15"))

    def test_file_is_the_one_of_odoo_but_for_what_is_mended(self):
        wizard = self._wizard(self.exercise)
        self._entry("2026-02-28", ("606100", 12.34), ("512100", -12.34), ref="FAC 7")
        odoo = wizard.sudo().with_context(lang="fr_FR")._generate_odoo_fec()["file_content"].decode().split("\r\n")
        ours = self._rows(self._make(self.exercise))
        self.assertEqual(len(odoo), len(ours))
        for theirs, mine in zip(odoo[1:], ours[1:], strict=True):
            theirs = theirs.split("|")
            self.assertEqual(theirs[0:4] + theirs[6:8] + theirs[13:15], mine[0:4] + mine[6:8] + mine[13:15])
            for amount in (11, 12):
                self.assertEqual(fec.to_cents(theirs[amount]), fec.to_cents(mine[amount]))

    def test_company_without_siret_is_told_where_to_write_it(self):
        self.company.company_registry = False
        with self.assertRaisesRegex(UserError, "FIN-071"):
            self._make()

    def test_day_of_posting_is_the_one_of_the_file(self):
        move = self._entry("2025-05-31", ("606100", 5), ("512100", -5))
        self.assertEqual(move.regie_date_posted, fields.Date.context_today(move))
        (row, _other) = [row for row in self._rows(self._make()) if row[2] == move.name]
        self.assertEqual(row[15], f"{move.regie_date_posted:%Y%m%d}")

    def test_day_of_posting_is_not_written_by_hand_and_goes_with_the_draft(self):
        move = self._entry("2025-05-31", ("606100", 5), ("512100", -5))
        today = move.regie_date_posted
        move.with_user(self.manager).write({"regie_date_posted": "2025-01-01", "narration": "x"})
        self.assertEqual(move.regie_date_posted, today)
        move.button_draft()
        self.assertFalse(move.regie_date_posted)

    def test_opening_is_the_closing_of_the_year_before_account_by_account_and_third_party_by_third_party(self):
        file = self._make(self.exercise)
        self.assertEqual((file.difference_count, file.opening_source), (0, "books"))
        found = {(check.account_code, check.aux_name or ""): check.opening for check in file.check_ids}
        self.assertEqual(found, {("411100", self.customer.name): 120, ("512100", ""): -40.1, ("120100", ""): -79.9})
        opening = [row for row in self._rows(file) if row[0] == "OUV"]
        self.assertEqual(len(opening), 3)
        self.assertFalse([row for row in opening if row[4][0] in "67"])

    def test_entries_of_a_line_of_the_proof_have_its_total(self):
        file = self._make(self.exercise)
        for check in file.check_ids:
            domain = check.action_view_items()["domain"]
            total = sum(self.env["account.move.line"].search(domain).mapped("balance"))
            self.assertAlmostEqual(total, check.closing, 2, check.account_code)

    def test_entry_added_after_the_official_file_shows_in_the_next_opening(self):
        self._make(test_file=False)
        self.company.fiscalyear_lock_date = False
        self._entry("2025-12-31", ("606100", 3), ("512100", -3))
        file = self._make(self.exercise)
        self.assertEqual((file.opening_source, file.difference_count), ("file", 2))
        self.assertEqual(
            {check.account_code: check.difference for check in file.difference_ids}, {"120100": 3.0, "512100": -3.0}
        )
        action = file.action_view_checks()
        self.assertEqual(self.env["regie.fec.check"].search_count(action["domain"]), len(file.check_ids))

    def test_journal_left_out_shows_in_the_opening(self):
        bank = self._journal("bank")
        self._entry("2025-06-30", ("512100", 7), ("580000", -7), journal=bank)
        file = self._make(self.exercise, excluded_journal_ids=bank.ids)
        self.assertEqual(set(file.difference_ids.mapped("account_code")), {"512100", "580000"})

    def test_file_that_does_not_balance_is_refused(self):
        wizard = self._wizard()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move_line SET credit = credit + 1 WHERE company_id = %s AND credit = 120",
            [self.company.id],
        )
        with self.assertRaisesRegex(UserError, "FIN-072"):
            wizard.create_fec_report_action()

    def test_draft_entries_are_told_and_left_out(self):
        self._entry("2025-07-31", ("606100", 5), ("512100", -5), post=False)
        file = self._make()
        self.assertEqual((file.draft_count, file.line_count), (1, 4))

    def test_official_file_locks_the_exercise_and_a_test_locks_nothing(self):
        self._make()
        self.assertFalse(self.company.fiscalyear_lock_date)
        file = self._make(test_file=False)
        self.assertEqual((file.kind, self.company.fiscalyear_lock_date), ("official", self.exercise_before.date_to))

    def test_official_file_of_an_exercise_in_course_is_refused(self):
        future = self._create_exercise(fields.Date.context_today(self.company).year + 1)
        with self.assertRaisesRegex(UserError, "FIN-094"):
            self._make(future, test_file=False)

    def test_official_file_is_kept_and_a_test_is_not(self):
        official, test = self._make(test_file=False), self._make()
        test.with_user(self.manager).unlink()
        with self.assertRaisesRegex(UserError, "FIN-095"):
            official.with_user(self.manager).unlink()

    def test_official_file_is_made_by_who_sets_up_the_accounts_only(self):
        with self.assertRaises(AccessError):
            self._make(user=self.bookkeeper, test_file=False)
        with self.assertRaises(AccessError):
            self._make(user=self.treasurer)

    def test_file_is_not_forged(self):
        file = self._make()
        with self.assertRaises(AccessError):
            self.env["regie.fec.file"].with_user(self.manager).create(
                {
                    "name": "x",
                    "date_from": "2025-01-01",
                    "date_to": "2025-12-31",
                    "kind": "official",
                    "encoding": "utf-8",
                    "opening_source": "books",
                    "company_id": self.company.id,
                }
            )
        with self.assertRaises(AccessError):
            file.with_user(self.manager).write({"debit": 0})

    def test_treasurer_downloads_and_the_log_keeps_it(self):
        file = self._make()
        action = file.with_user(self.treasurer).action_download()
        self.assertIn(f"/regie.fec.file/{file.id}/content/", action["url"])
        log = self.env["regie.export.log"].search([("user_id", "=", self.treasurer.id)])
        self.assertEqual((log.res_model, log.row_count), ("regie.fec.file", 1))

    def test_who_does_not_read_the_finances_neither_reads_nor_downloads(self):
        file = self._make()
        stranger = self._create_user("fec_stranger", "regie_base.group_role_office")
        with self.assertRaises(AccessError):
            file.with_user(stranger).action_download()
        with self.assertRaises(AccessError):
            file.with_user(stranger).read(["content"])

    def test_regie_next_door_reads_nothing(self):
        file = self._make(self.exercise)
        other = self.env["res.company"].create({"name": "Voisine"})
        neighbour = self._create_user("fec_neighbour", "regie_finance.group_finance_manager")
        neighbour.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for record in (file, file.check_ids):
            with self.assertRaises(AccessError):
                record.with_user(neighbour).read(["company_id"])

    def test_result_of_another_company_is_never_in_the_file(self):
        """Odoo looks for the account of the result in every company: ours is named all the same."""
        other = self.env["res.company"].create({"name": "Aînée", "country_id": self.env.ref("base.fr").id})
        account = self.env["account.account"].search([("account_type", "=", "equity_unaffected")])
        self.env["account.chart.template"].try_loading("generic_coa", other)
        self.assertGreater(
            len(self.env["account.account"].search([("account_type", "=", "equity_unaffected")])), len(account) - 1
        )
        opening = [row[4] for row in self._rows(self._make(self.exercise)) if row[0] == "OUV"]
        self.assertIn("120100", opening)

    def test_notice_says_what_the_file_is(self):
        file = self._make()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "regie_finance.regie_fec_notice_document", file.ids
        )
        text = html.decode()
        for word in (*fec.COLUMNS, file.sha256, file.name, "A. 47 A-1"):
            self.assertIn(word, text)

    def test_utf8_keeps_every_mark(self):
        self._entry("2025-08-31", ("606100", 5), ("512100", -5), ref="Łódź")
        file = self._make(encoding="utf-8")
        self.assertIn("Łódź", base64.b64decode(file.content).decode())
        self.assertEqual(self._make().replaced_count, 4)

    def test_number_of_queries_does_not_depend_on_the_number_of_entries(self):
        self._make(self.exercise)
        self.env.flush_all()
        with self.assertQueryCount(60) as counted:
            self._make(self.exercise)
            self.env.flush_all()
        del counted
