import base64
from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import escape_psql

from ..tools.import_row import ImportRow
from ..tools.spreadsheet import UnreadableFile, normalise_header, read_table


class RegieImportWizard(models.TransientModel):
    """Bring in the spreadsheets of a régie: look at what each row becomes, then import the good ones.

    The preview really imports the files and takes everything back, so that what it announces
    is what the models' own rules say, and nothing is kept until the person decides.
    """

    _name = "regie.import.wizard"
    _description = "Import of the régie's spreadsheets"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Files",
        help="CSV or XLSX files as the régie keeps them. Each is recognised by its column titles; "
        "several may be given at once and are read in the right order.",
    )
    state = fields.Selection(
        [("choose", "Files"), ("preview", "Preview"), ("done", "Imported")],
        default="choose",
        readonly=True,
        help="Nothing is written in the database before the last step.",
    )
    file_ids = fields.One2many("regie.import.file", "wizard_id", readonly=True)
    line_ids = fields.One2many("regie.import.line", "wizard_id", readonly=True)
    bad_line_ids = fields.One2many(
        "regie.import.line", "wizard_id", domain=[("status", "=", "bad")], readonly=True, string="Refused rows"
    )
    known_line_ids = fields.One2many(
        "regie.import.line", "wizard_id", domain=[("status", "=", "known")], readonly=True, string="Already entered"
    )
    good_count = fields.Integer(compute="_compute_counts", string="Good rows")
    known_count = fields.Integer(compute="_compute_counts", string="Rows already entered")
    bad_count = fields.Integer(compute="_compute_counts", string="Rows refused")

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Import spreadsheets")

    @api.depends("file_ids.good_count", "file_ids.known_count", "file_ids.bad_count")
    def _compute_counts(self):
        for wizard in self:
            wizard.good_count = sum(wizard.file_ids.mapped("good_count"))
            wizard.known_count = sum(wizard.file_ids.mapped("known_count"))
            wizard.bad_count = sum(wizard.file_ids.mapped("bad_count"))

    def action_preview(self):
        """Show what each row of the files would become; nothing is kept in the database."""
        self.ensure_one()
        tables = self._read_files()
        with closing(self.env.cr.savepoint()):
            self._process_tables(tables)
        self._write_report(tables)
        self.state = "preview"

    def action_import(self):
        """Import the rows that no rule refuses, and say what was left out.

        The files are read again: what another person entered since the preview is seen.
        """
        self.ensure_one()
        if self.state != "preview":
            raise UserError(self.env._("Look at the preview before you import."))
        tables = self._read_files()
        self._process_tables(tables)
        self._write_report(tables)
        self.attachment_ids.unlink()  # they name people: nothing of them is needed any more
        self.state = "done"

    def action_back(self):
        """Go back to the choice of files, to put mended ones in the place of these."""
        self.ensure_one()
        self.file_ids.unlink()
        self.state = "choose"

    # -- reading -------------------------------------------------------------------------------

    def _read_files(self):
        """Return ``[(attachment, reader, rows)]`` in reading order; raises UserError on a file nobody knows."""
        if not self.attachment_ids:
            raise UserError(self.env._("Choose at least one file. (IMP-10)"))
        readers = self.env["regie.import.reader"]._get_readers()
        tables = []
        for attachment in self.attachment_ids:
            try:
                headers, lines = read_table(base64.b64decode(attachment.datas or b""))
            except UnreadableFile:
                raise UserError(
                    self.env._(
                        "“%(file)s” is neither a CSV nor an XLSX file with column titles on its first line. "
                        "Save it again from the spreadsheet as CSV or XLSX. (IMP-11)",
                        file=attachment.name,
                    )
                ) from None
            reader = self._find_reader(readers, attachment, headers)
            tables.append((attachment, reader, [ImportRow(number, cells) for number, cells in lines]))
        return sorted(tables, key=lambda table: table[1]._import_sequence)

    def _find_reader(self, readers, attachment, headers):
        """Return the reader that knows the most of these columns; raises UserError when none does."""
        known = [reader for reader in readers if reader._recognises(headers)]
        if not known:
            expected = "\n".join(
                f"- {reader._get_label()} : {', '.join(sorted(reader._import_columns))}" for reader in readers
            )
            raise UserError(
                self.env._(
                    "The columns of “%(file)s” (%(found)s) are not those of a file that can be imported here. "
                    "Expected columns:\n%(expected)s\n(IMP-12)",
                    file=attachment.name,
                    found=", ".join(headers) or "-",
                    expected=expected,
                )
            )
        return max(known, key=lambda reader: len(reader._import_columns))

    def _process_tables(self, tables):
        """Import all the files in order; the rows carry away what became of them."""
        for _attachment, reader, rows in tables:
            reader.with_company(self.company_id)._process(rows, self)

    # -- report --------------------------------------------------------------------------------

    def _write_report(self, tables):
        """Keep the outcome for the screen: one record per file, one per row that asks for attention."""
        self.file_ids.unlink()
        statuses = [[row.status for row in rows] for _attachment, _reader, rows in tables]
        files = self.env["regie.import.file"].create(
            [
                {
                    "wizard_id": self.id,
                    "name": attachment.name,
                    "kind": reader._get_label(),
                    "good_count": status.count("good"),
                    "known_count": status.count("known"),
                    "bad_count": status.count("bad"),
                }
                for (attachment, reader, _rows), status in zip(tables, statuses, strict=True)
            ]
        )
        self.env["regie.import.line"].create(
            [
                {
                    "file_id": file.id,
                    "wizard_id": self.id,
                    "number": row.number,
                    "status": row.status,
                    "content": " ; ".join(row.cells.values()),
                    "code": row.code,
                    "reason": row.reason,
                    "remedy": row.remedy,
                }
                for file, (_attachment, _reader, rows) in zip(files, tables, strict=True)
                for row in rows
                if not row.is_good
            ]
        )

    @api.model
    def _normalise(self, text):
        """Compare names as a person does: without case, accents or punctuation."""
        return normalise_header(text)

    @api.model
    def _find_or_create_partners(self, names):
        """Return the ids of organisations by normalised name; the ones not known yet are created in one batch."""
        wanted = {self._normalise(name): name for name in names if name}
        same_name = Domain.OR(Domain("name", "=ilike", escape_psql(name)) for name in wanted.values())
        partners = self.env["res.partner"].search(Domain("is_company", "=", True) & same_name, order="id desc")
        known = {self._normalise(partner.name): partner.id for partner in partners}
        missing = {key: name for key, name in wanted.items() if key not in known}
        created = self.env["res.partner"].create([{"name": name, "is_company": True} for name in missing.values()])
        return {key: known[key] for key in wanted if key in known} | dict(zip(missing, created.ids, strict=True))
