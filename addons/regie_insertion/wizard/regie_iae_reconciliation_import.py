import base64
import codecs
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.regie_base.tools.import_row import ImportRow
from odoo.addons.regie_base.tools.spreadsheet import UnreadableFile, read_table

from ..models.regie_iae_reconciliation import SIDES
from ..tools import etp, nir
from ..tools.people_match import PeopleIndex

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_HOURS = 31 * 24


class RegieIaeReconciliationImport(models.TransientModel):
    """Bring in one side of a month: choose the file, say what its columns mean once, look at the rows refused.

    Nothing is written as long as a row is refused, unless the reader says to leave these rows out. Importing a side
    again replaces that side only.
    """

    _name = "regie.iae.reconciliation.import"
    _description = "Import of a side of a reconciliation"

    reconciliation_id = fields.Many2one("regie.iae.reconciliation", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="reconciliation_id.company_id")
    side = fields.Selection(SIDES, required=True, default="pay")
    mapping_id = fields.Many2one(
        "regie.import.mapping",
        string="Source",
        compute="_compute_mapping_id",
        store=True,
        readonly=False,
        domain="[('side', '=', side), ('company_id', '=', company_id)]",
        help="Software or site that the file comes from: what its columns mean is remembered.",
    )
    file = fields.Binary(attachment=False, help="CSV or XLSX, any separator, as the software exports it.")
    file_name = fields.Char()
    pasted = fields.Text(help="Rows copied from a spreadsheet or from the extranet, with their titles.")
    column_ids = fields.One2many("regie.iae.reconciliation.import.column", "import_id")
    refusal_ids = fields.One2many("regie.iae.reconciliation.import.refusal", "import_id", readonly=True)
    skip_refused = fields.Boolean(
        string="Leave the refused rows out", help="Ticked: the good rows are imported and the refused ones are not."
    )
    good_count = fields.Integer(string="Good rows", readonly=True)
    other_count = fields.Integer(
        string="Rows of other people", readonly=True, help="People of the régie who are not of this annex."
    )
    state = fields.Selection(
        [("choose", "File"), ("columns", "Columns"), ("done", "Done")], default="choose", readonly=True
    )

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Import a side of the month")

    @api.depends("side", "reconciliation_id")
    def _compute_mapping_id(self):
        for wizard in self:
            domain = [("side", "=", wizard.side), ("company_id", "=", wizard.company_id.id)]
            wizard.mapping_id = self.env["regie.import.mapping"].search(domain, order="write_date desc", limit=1)

    def action_read(self):
        """Read the titles of the file and propose what each column means, as the source is remembered."""
        self.ensure_one()
        headers, rows = self._read_table()
        meanings = self.mapping_id._get_meanings(headers)
        self.column_ids.unlink()
        sample = rows[0][1] if rows else {}
        self.column_ids.create(
            [
                {"import_id": self.id, "header": header, "sample": sample.get(header, ""), "meaning": meaning}
                for header, meaning in meanings.items()
            ]
        )
        self.write({"state": "columns", "good_count": 0})
        self.refusal_ids.unlink()
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.state = "choose"
        return self._reopen()

    def action_import(self):
        """Read the rows; write the side when none is refused or when the refused ones are to be left out."""
        self.ensure_one()
        meanings = {column.header: column.meaning for column in self.column_ids if column.meaning}
        self._check_meanings(meanings)
        rows = [ImportRow(number, cells) for number, cells in self._read_table()[1]]
        people, others = self._match_rows(rows, {meaning: header for header, meaning in meanings.items()})
        refused = [row for row in rows if row.status == "bad"]
        self.refusal_ids.unlink()
        self.refusal_ids.create([self._prepare_refusal_vals(row) for row in refused])
        self.write({"good_count": len(rows) - len(refused) - others, "other_count": others})
        if refused and not self.skip_refused:
            return self._reopen()
        self.reconciliation_id._write_side(self.side, people)
        self._remember(meanings)
        self.state = "done"
        return self.reconciliation_id._get_form_action()

    # -- reading -------------------------------------------------------------------------------

    def _read_table(self):
        """Titles and rows of the file, or of what was pasted; UserError INS-Q05 when there is neither."""
        content = base64.b64decode(self.file or b"") or (self.pasted or "").strip().encode()
        if content.startswith(UTF16):
            content = content.decode("utf-16").encode()
        try:
            headers, rows = read_table(content)
        except UnreadableFile:
            headers, rows = [], []
        if not rows:
            raise UserError(
                self.env._(
                    "Give a CSV or XLSX file, or paste rows, with column titles on the first line and at least one "
                    "row. (INS-Q05)"
                )
            )
        return headers, rows

    def _check_meanings(self, meanings):
        used = list(meanings.values())
        if len(used) != len(set(used)):
            raise UserError(self.env._("Two columns have the same meaning: keep one. (INS-Q06)"))
        if "hours" not in used or not {"matricule", "nir", "name"} & set(used):
            raise UserError(
                self.env._(
                    "Say which column holds the hours and which one names the person: matricule, NIR or name. (INS-Q06)"
                )
            )

    def _match_rows(self, rows, columns):
        """``({employee: (hours, amount)}, number of rows of other people)``; what cannot be read is refused."""
        reader = self.env["regie.import.reader"]
        index, employees = self._get_people()
        wanted = self._get_wanted()
        people, others = defaultdict(lambda: [etp.to_decimal(0), etp.to_decimal(0)]), 0
        for row in rows:
            hours = reader._get_decimal(row, columns["hours"])
            has_amount = "amount" in columns
            amount = reader._get_decimal(row, columns["amount"], required=False) if has_amount else None
            employee = self._find_employee(row, columns, index, employees)
            if not row.is_good:
                continue
            if not 0 <= hours <= MOST_HOURS:
                row.refuse(
                    self.env._("The number of hours is invalid for %(name)s. (INS-M03)", name=employee.name),
                    self.env._("Correct the hours in the file."),
                )
            elif self.side == "pay" and employee not in wanted:
                others += 1
            else:
                people[employee][0] += etp.to_decimal(hours)
                people[employee][1] += etp.to_decimal(amount or 0)
        return {employee: tuple(pair) for employee, pair in people.items()}, others

    def _get_people(self):
        """Index of the people of the régie, those who left included, and the employees by id."""
        employees = (
            self.env["hr.employee"].with_context(active_test=False).search([("company_id", "=", self.company_id.id)])
        )
        index = PeopleIndex(
            (person.id, person.registration_number, nir.normalise(person.ssnid), person.name, person.birthday)
            for person in employees
        )
        return index, {employee.id: employee for employee in employees}

    def _get_wanted(self):
        """People of the annex: those of our side, and those whose contract of the month is under its agreement."""
        record = self.reconciliation_id
        versions = self.env["hr.version"].search(
            [
                ("agreement_id", "=", record.annex_id.agreement_id.id),
                ("contract_date_start", "<=", record._get_last_day()),
                "|",
                ("contract_date_end", "=", False),
                ("contract_date_end", ">=", record.date_month),
            ]
        )
        return record.line_ids.employee_id | versions.employee_id

    def _find_employee(self, row, columns, index, employees):
        """The person of a row, or the row refused: INS-Q01 nobody, INS-Q02 several."""
        cells = {meaning: row.cells.get(header, "") for meaning, header in columns.items()}
        name = f"{cells.get('name', '')} {cells.get('first_name', '')}".strip()
        birth_date = None
        if "birth_date" in columns:
            birth_date = self.env["regie.import.reader"]._get_date(row, columns["birth_date"], required=False)
        found, _how = index.find(cells.get("matricule", ""), nir.normalise(cells.get("nir", ""))[:15], name, birth_date)
        if len(found) == 1:
            return employees[next(iter(found))]
        if row.is_good:
            text = cells.get("matricule") or name or cells.get("nir", "")
            if found:
                row.refuse(
                    self.env._("Several people are called “%(text)s”. (INS-Q02)", text=text),
                    self.env._("Add the matricule or the birth date to the file."),
                )
            else:
                row.refuse(
                    self.env._("Nobody of the régie answers to “%(text)s”. (INS-Q01)", text=text),
                    self.env._("Check the matricule in the file and on the profile of the person."),
                )
        return self.env["hr.employee"]

    # -- keeping -------------------------------------------------------------------------------

    def _prepare_refusal_vals(self, row):
        return {
            "import_id": self.id,
            "number": row.number,
            "content": " ; ".join(row.cells.values()),
            "code": row.code,
            "reason": row.reason,
            "remedy": row.remedy,
        }

    def _remember(self, meanings):
        """Keep the columns under the source chosen, or under one named after the side."""
        mapping = self.mapping_id
        if not mapping:
            name = dict(self._fields["side"]._description_selection(self.env))[self.side]
            mapping = mapping.create({"name": name, "side": self.side, "company_id": self.company_id.id})
        mapping._remember(meanings)

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a side of the month"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
