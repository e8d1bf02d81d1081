import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import fec


class RegieFecFile(models.Model):
    """A fichier des écritures comptables that was made: the file, its totals, and the proof of its opening.

    Livre des procédures fiscales, art. L. 47 A and A. 47 A-1. An official one is kept: the opening of the exercise that
    follows is proved against it.
    """

    _name = "regie.fec.file"
    _description = "FEC"
    _inherit = ["regie.fact.guard", "mail.thread"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="File name", required=True, readonly=True, help="SIREN, FEC, last day of the exercise.")
    company_id = fields.Many2one("res.company", string="Régie", required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercise_id = fields.Many2one("regie.exercise", readonly=True, index="btree_not_null", check_company=True)
    date_from = fields.Date(string="First day", required=True, readonly=True)
    date_to = fields.Date(string="Last day", required=True, readonly=True)
    kind = fields.Selection(
        [("test", "Test"), ("official", "Official")],
        required=True,
        readonly=True,
        help="A test changes nothing. The official file has locked the exercise, and is kept.",
    )
    encoding = fields.Selection([("iso8859-15", "ISO 8859-15"), ("utf-8", "UTF-8")], required=True, readonly=True)
    content = fields.Binary(attachment=True, readonly=True)
    sha256 = fields.Char(string="SHA-256", readonly=True, help="Fingerprint of the file: the same file, the same one.")
    line_count = fields.Integer(string="Lines", readonly=True)
    debit = fields.Monetary(readonly=True)
    credit = fields.Monetary(readonly=True)
    replaced_count = fields.Integer(
        string="Marks replaced", readonly=True, help="Characters that the encoding has not, written as question marks."
    )
    draft_count = fields.Integer(
        string="Drafts left out", readonly=True, help="Draft entries of the period when the file was made."
    )
    gap_count = fields.Integer(
        string="Gaps in the numbers", readonly=True, help="Entries whose number does not follow the one before it."
    )
    excluded_journal_ids = fields.Many2many("account.journal", string="Journals left out", readonly=True)
    opening_source = fields.Selection(
        [("file", "The official FEC of the exercise before"), ("books", "The entries of the exercises before")],
        string="Opening proved against",
        required=True,
        readonly=True,
    )
    check_ids = fields.One2many("regie.fec.check", "file_id", string="Opening", readonly=True)
    difference_ids = fields.One2many(
        "regie.fec.check", "file_id", string="Differences", domain=[("difference", "!=", 0)], readonly=True
    )
    difference_count = fields.Integer(string="Differences of opening", readonly=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_tests_only(self):
        """Keep the official files: the law has them kept as long as the entries. :raise UserError: FIN-095"""
        official = self.filtered(lambda file: file.kind == "official")
        if official:
            raise UserError(
                self.env._(
                    "The official FEC %(name)s is kept: the exercise that follows is proved against it. (FIN-095)",
                    name=official[0].name,
                )
            )

    @api.private
    def get_carried(self, earnings):
        """Return what this file closes on, as the next one should open: {(account, third party): cents}, and names.

        :param earnings: number of the account of the result that waits for its allocation
        """
        self.ensure_one()
        closing, names = fec.read_closing(base64.b64decode(self.with_context(bin_size=False).content), self.encoding)
        return fec.carry_forward(closing, earnings), names

    @api.model
    def _keep(self, wizard, name, result):
        """Keep the file that a wizard made, with the proof of its opening."""
        company = wizard.env.company
        before = self._get_official_before(company, wizard.date_from)
        # sudo: the file and its proof are written by the software, for who was let make them
        file = (
            self.sudo()
            .with_context(regie_fec_not_indexed=True)
            .create(
                {
                    "name": name,
                    "company_id": company.id,
                    "exercise_id": wizard.exercise_id.id,
                    "date_from": wizard.date_from,
                    "date_to": wizard.date_to,
                    "kind": "test" if wizard.test_file else "official",
                    "encoding": wizard.encoding,
                    "content": base64.b64encode(result.content),
                    "sha256": hashlib.sha256(result.content).hexdigest(),
                    "line_count": result.lines,
                    "debit": result.debit / 100,
                    "credit": result.credit / 100,
                    "replaced_count": result.replaced,
                    "draft_count": self._count_moves(wizard, [("state", "=", "draft")]),
                    "gap_count": self._count_moves(
                        wizard, [("state", "=", "posted"), ("made_sequence_gap", "=", True)]
                    ),
                    "excluded_journal_ids": wizard.excluded_journal_ids.ids,
                    "opening_source": "file" if before else "books",
                }
            )
        )
        file._prove_opening(before, result)
        return file.sudo(False)

    def _count_moves(self, wizard, domain):
        """Number of entries of the period of a file in its journals."""
        # sudo: an entry that the reader may not see is in the file all the same
        return (
            self.env["account.move"]
            .sudo()
            .search_count(
                [
                    ("company_id", "in", wizard._get_fec_companies().ids),
                    ("date", ">=", wizard.date_from),
                    ("date", "<=", wizard.date_to),
                    ("journal_id", "not in", wizard.excluded_journal_ids.ids),
                    *domain,
                ]
            )
        )

    def _get_official_before(self, company, day):
        """The official file that ends on the eve of a day, the last one made."""
        return self.sudo().search(  # sudo: the proof does not depend on who asks for it
            [
                ("company_id", "=", company.id),
                ("kind", "=", "official"),
                ("date_to", "=", fields.Date.subtract(day, days=1)),
            ],
            order="id desc",
            limit=1,
        )

    def _prove_opening(self, before, result):
        """Write, account by account, what the exercise before closed on and what the file opens on."""
        books = self.env["regie.fec.check"]._get_books(self)
        closing = {key: cents for key, (cents, _account, _partner) in books.items()}
        names = result.names
        if before:
            closing, kept = before.get_carried(self.company_id.get_unaffected_earnings_account().code)
            names = kept | names
        self.env["regie.fec.check"].create(
            [self._prepare_check(row, names, books) for row in fec.prove(closing, result.opening)]
        )
        self.difference_count = len(self.check_ids.filtered("difference"))

    def _prepare_check(self, row, names, books):
        """Return the values of a row of the proof."""
        account, aux, closing, opening = row
        _cents, known, partner = books.get((account, aux), (0, self.env["account.account"], self.env["res.partner"]))
        name, aux_name = names.get((account, aux), (known.name, partner.name))
        return {
            "file_id": self.id,
            "account_code": account,
            "account_name": name,
            "account_id": known.id,
            "aux_code": aux,
            "aux_name": aux_name,
            "partner_id": partner.id,
            "closing": closing / 100,
            "opening": opening / 100,
            "difference": (opening - closing) / 100,
        }

    def action_download(self):
        """Download the file; the export log keeps who took it."""
        self.ensure_one()
        if not self.env.user.has_group("regie_finance.group_finance_read"):
            raise AccessError(self.env._("The FEC holds every entry: only who reads the finances downloads it."))
        self.check_access("read")
        self.env["regie.export.log"]._log(self, title=self.env._("FEC %(name)s", name=self.name))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/content/{self.name}?download=true",
            "target": "download",
        }

    def action_view_checks(self):
        """The proof of the opening, account by account; the differences first when there are some."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_finance.regie_fec_check_action")
        context = {"search_default_differences": 1} if self.difference_count else {}
        return {**action, "domain": [("file_id", "=", self.id)], "context": context}

    def _get_journals(self):
        """Journals of the file with their number of lines, for its notice: [(code, name, number)]."""
        # sudo: what the file holds, whoever prints its notice
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "child_of", self.company_id.id),
                    ("parent_state", "=", "posted"),
                    ("date", ">=", self.date_from),
                    ("date", "<=", self.date_to),
                    ("balance", "!=", 0),
                    ("journal_id", "not in", self.excluded_journal_ids.ids),
                ],
                ["journal_id"],
                ["__count"],
            )
        )
        return sorted((journal.code, journal.name, count) for journal, count in groups)
