import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount, format_date

from ..tools import fec


class FecExportWizard(models.TransientModel):
    """The fichier des écritures comptables of an exercise: Odoo's, mended, counted, proved and kept."""

    _inherit = "l10n_fr.fec.export.wizard"

    exercise_id = fields.Many2one(
        "regie.exercise",
        default=lambda self: self._default_exercise_id(),
        domain="[('company_id', '=', current_company_id)]",
        help="The file covers the whole exercise.",
    )
    date_from = fields.Date(compute="_compute_dates", default=None, store=True, readonly=False, precompute=True)
    date_to = fields.Date(compute="_compute_dates", default=None, store=True, readonly=False, precompute=True)
    test_file = fields.Boolean(default=True)
    encoding = fields.Selection(
        [("iso8859-15", "ISO 8859-15"), ("utf-8", "UTF-8")],
        default="iso8859-15",
        required=True,
        help="ISO 8859-15 is the one of the text (art. A. 47 A-1). UTF-8 keeps every character.",
    )
    excluded_journal_ids = fields.Many2many(default=lambda self: self._get_excluded_fec_journals())

    @api.model
    def _default_exercise_id(self):
        """The last exercise that is over, which is the one to be handed in; else the one in course."""
        exercises = self.env["regie.exercise"].search([("company_id", "=", self.env.company.id)])
        over = exercises.filtered(lambda exercise: exercise.date_to < fields.Date.context_today(self))
        return (over or exercises)[:1]

    @api.depends("exercise_id")
    def _compute_dates(self):
        """The days of the exercise; without one, those that are given."""
        for wizard in self:
            given = self.env.context.get("report_dates", {})
            wizard.date_from = wizard.exercise_id.date_from or wizard.date_from or given.get("date_from")
            wizard.date_to = wizard.exercise_id.date_to or wizard.date_to or given.get("date_to")

    @api.model
    def _get_excluded_fec_journals(self):
        """Journals that are no part of the FEC: extension point (contributions in kind are kept in class 8)."""
        return self.env["account.journal"]

    def _get_fec_companies(self):
        """The company and its branches, whoever asks: the file is the one of the legal person."""
        # sudo: a branch that the reader may not open is in the file all the same
        return self.env.company.sudo()._accessible_branches()

    def _get_company_legal_data(self, company):
        """Return the SIREN, read from the SIRET: a régie that is not liable to VAT has no VAT number.

        :raise UserError: FIN-071 when a French company has no SIRET
        """
        if company.country_code != "FR":
            return super()._get_company_legal_data(company)
        number = re.sub(r"\D", "", company.company_registry or "")
        if len(number) not in (9, 14):
            raise UserError(
                self.env._(
                    "The SIREN is missing: write the SIRET of %(company)s in Settings / Companies. (FIN-071)",
                    company=company.name,
                )
            )
        return number[:9]

    def generate_fec(self):
        """Make the file, prove it and keep it: Odoo's dictionary, with ``fec_file_id`` of the one that is kept.

        :raise AccessError: to who does not keep the books, and for the official file to who does not set them up
        :raise UserError: FIN-071, FIN-072, FIN-094
        """
        self.ensure_one()
        if self.env.company.country_code != "FR":
            return super().generate_fec()
        self._check_fec_rights()
        if not self.test_file:
            self._check_exercise_is_over()
        # the file is in French whatever the language of the reader, and no account of another company is looked at
        french = {"lang": "fr_FR"} if self.env["res.lang"]._get_data(code="fr_FR") else {}
        # sudo: the official file moves the lock date, a setting of the company; the rights are checked above
        wizard = self.sudo().with_context(allowed_company_ids=self.env.company.ids, **french)
        export = wizard._generate_odoo_fec()
        result = wizard._mend_fec(export["file_content"])
        self._check_fec_balanced(result)
        file = self.env["regie.fec.file"]._keep(wizard, export["file_name"], result)
        return {**export, "file_content": result.content, "fec_file_id": file.id}

    def create_fec_report_action(self):
        """Make the file and open its page."""
        file_id = self.generate_fec().get("fec_file_id")
        if not file_id:
            return super().create_fec_report_action()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.fec.file",
            "res_id": file_id,
            "view_mode": "form",
            "target": "current",
        }

    def _generate_odoo_fec(self):
        """Odoo's own file."""
        return super().generate_fec()

    def _check_fec_rights(self):
        """Let who keeps the books make a test, and who sets them up the official file. :raise AccessError:"""
        group = "regie_finance.group_finance_user" if self.test_file else "regie_finance.group_finance_manager"
        if not self.env.user.has_group(group):
            raise AccessError(
                self.env._("The FEC is made by who keeps the books; the official one, by who sets them up.")
            )

    def _check_exercise_is_over(self):
        """Refuse an official file before the end of the exercise. :raise UserError: FIN-094"""
        if self.date_to >= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The exercise ends on %(date)s: its official FEC would lock days that are still to come. Make a "
                    "test. (FIN-094)",
                    date=format_date(self.env, self.date_to),
                )
            )

    def _check_fec_balanced(self, result):
        """:raise UserError: FIN-072 when debits and credits differ"""
        if result.debit != result.credit:
            currency = self.env.company.currency_id
            raise UserError(
                self.env._(
                    "The FEC does not balance: %(debit)s ≠ %(credit)s. Put back the journals that were left out, or "
                    "look for the entry among the journal items. (FIN-072)",
                    debit=format_amount(self.env, result.debit / 100, currency),
                    credit=format_amount(self.env, result.credit / 100, currency),
                )
            )

    def _mend_fec(self, content):
        """Return the file mended, with its totals (see tools/fec.py)."""
        earnings = self.env.company.get_unaffected_earnings_account()
        return fec.mend(
            content,
            self.encoding,
            self._get_posting_dates(),
            (earnings.code, earnings.name),
            self.env.company.currency_id.name,
        )

    def _get_posting_dates(self):
        """Days on which entries were posted when it is not their date: {(journal, entry): AAAAMMJJ}. One query."""
        self.env["account.move"].flush_model(["regie_date_posted", "date", "state", "name", "journal_id"])
        rows = self.env.execute_query(
            SQL(
                """SELECT replace(journal.code, '|', '/'), replace(move.name, '|', '/'),
                          to_char(move.regie_date_posted, 'YYYYMMDD')
                     FROM account_move move JOIN account_journal journal ON journal.id = move.journal_id
                    WHERE move.company_id IN %s AND move.date BETWEEN %s AND %s AND move.state = 'posted'
                      AND move.regie_date_posted <> move.date""",
                tuple(self._get_fec_companies().ids),
                self.date_from,
                self.date_to,
            )
        )
        return {(journal, entry): day for journal, entry, day in rows}
