from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import register_chain

KINDS = [
    ("deliberation", "Deliberation"),
    ("minutes", "Signed minutes"),
    ("correction", "Correction"),
    ("mandate", "Change of those in charge"),
    ("statutes", "Change of the statutes"),
    ("declaration", "Declaration to the prefecture"),
]
#: Columns of a line that its seal stands for, in the form in which they are sealed (see `_get_sealed`).
SEALED = ("company_id", "number", "date", "kind", "reference", "summary", "resolution_id", "meeting_id")


class RegieRegisterEntry(models.Model):
    """A line of the register of the association: what was decided or declared, in the order of time, each line chained
    to the one before. It is only added to. Optional in law since 2015; kept because it proves regularity."""

    _name = "regie.register.entry"
    _description = "Entry of the register"
    _order = "company_id, number desc"
    _rec_name = "summary"
    _rec_names_search = ["summary", "reference"]

    company_id = fields.Many2one("res.company", string="Régie", required=True, index=True, ondelete="restrict")
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    reference = fields.Char(readonly=True, help="Number of the deliberation, receipt of the prefecture…")
    summary = fields.Text(required=True, readonly=True)
    resolution_id = fields.Many2one("regie.resolution", readonly=True, index="btree_not_null", ondelete="restrict")
    meeting_id = fields.Many2one("regie.meeting", readonly=True, index="btree_not_null", ondelete="restrict")
    seal = fields.Char(readonly=True, required=True, help="SHA-256 of this line and of the seal of the line before.")
    previous_seal = fields.Char(readonly=True)

    _number_uniq = models.Constraint("UNIQUE (company_id, number)", "Two entries were added at the same moment: retry.")

    def init(self):
        """Let PostgreSQL itself refuse any change of what was entered."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION regie_register_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'lines of the register are never changed nor deleted (GOV-062)'
                      USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE OR REPLACE TRIGGER regie_register_entry_append_only BEFORE UPDATE OR DELETE
                ON regie_register_entry FOR EACH ROW EXECUTE FUNCTION regie_register_refuse();
            CREATE OR REPLACE TRIGGER regie_register_entry_no_truncate BEFORE TRUNCATE
                ON regie_register_entry FOR EACH STATEMENT EXECUTE FUNCTION regie_register_refuse();
            """
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a line that does not come from `_append`, which numbers and chains it.

        :raise UserError: GOV-062
        """
        if vals_list and not all(vals.get("seal") and vals.get("number") for vals in vals_list):
            raise UserError(
                self.env._("The register is written by what is decided and signed, never by hand. (GOV-062)")
            )
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: what was entered stays.

        :raise UserError: GOV-062
        """
        if vals and self:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def copy(self, default=None):
        """Refuse: a line is entered once.

        :raise UserError: GOV-062
        """
        if self:
            self._refuse_change()
        return super().copy(default)

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "Line %(number)s of the register is never changed nor deleted: what corrects it is one more line."
                " (GOV-062)",
                number=self[:1].number,
            )
        )

    @api.model
    def _append(self, kind, summary, reference=None, meeting=None, resolution=None, company=None):
        """Add one line to the register of a régie and return it.

        The company is that of the meeting, else the current one. Whoever calls it has checked
        that the fact happened: the register is written by the suite, nobody has the right to create a line.
        """
        meeting = meeting or (resolution and resolution.meeting_id) or self.env["regie.meeting"]
        line = {
            "kind": kind,
            "summary": summary,
            "reference": reference or False,
            "meeting_id": meeting.id,
            "resolution_id": resolution.id if resolution else False,
        }
        return self._append_lines(company or meeting.company_id or self.env.company, [line])

    @api.model
    def _append_lines(self, company, lines):
        """Add lines to the register of a régie in one go, each chained to the one before, and return them."""
        count, head = self._lock_head(company)
        now = fields.Datetime.now()
        vals_list = []
        for rank, line in enumerate(lines, start=1):
            vals = {**line, "company_id": company.id, "number": count + rank, "date": now}
            seal = register_chain.link(self._get_sealed(vals), head)
            vals_list.append({**vals, "previous_seal": head or False, "seal": seal})
            head = seal
        # sudo: nobody has the right to create a line; the callers are the acts that the register records
        entries = self.sudo().create(vals_list)
        entries.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE res_company SET regie_register_count = %s, regie_register_seal = %s WHERE id = %s",
                count + len(vals_list),
                head,
                company.id,
            )
        )
        company.invalidate_recordset(["regie_register_count", "regie_register_seal"], flush=False)
        return self.browse(entries.ids)

    @api.model
    def _lock_head(self, company):
        """Return ``(number of the last line, its seal)`` of a régie, held until the end of the transaction.

        A second writer waits, then starts again on what the first one wrote: the chain has no fork and no gap.
        """
        company.flush_recordset(["regie_register_count", "regie_register_seal"])
        [(count, head)] = self.env.execute_query(
            SQL(
                """UPDATE res_company SET regie_register_count = COALESCE(regie_register_count, 0)
                    WHERE id = %s RETURNING regie_register_count, regie_register_seal""",
                company.id,
            )
        )
        return count, head or ""

    @api.model
    def _get_sealed(self, row):
        """Return what the seal of a line stands for: whole numbers and texts only, the hour in UTC."""
        content = {name: row[name] or "" for name in SEALED}
        return content | {"date": fields.Datetime.to_string(row["date"])}

    @api.model
    def _find_break(self, company):
        """Return ``(number, reason)`` of the first broken line of the register of a régie, None when it is whole.

        Reads the table itself, in order and by batches: 100 000 lines in seconds. The last line is compared with the
        head kept beside the register, so that lines cut off at the end are found too ("end").
        """
        self.flush_model()
        company.flush_recordset(["regie_register_count", "regie_register_seal"])
        columns = SQL(", ").join(
            SQL("to_char(date, 'YYYY-MM-DD HH24:MI:SS')") if column == "date" else SQL.identifier(column)
            for column in (*SEALED, "previous_seal", "seal")
        )
        self.env.cr.execute(
            SQL("SELECT %s FROM regie_register_entry WHERE company_id = %s ORDER BY number", columns, company.id)
        )
        last = [0, ""]

        def read():
            while rows := self.env.cr.fetchmany(5000):
                for row in rows:
                    # as _get_sealed writes them
                    content = {name: value or "" for name, value in zip(SEALED, row, strict=False)}
                    yield content, row[-2], row[-1]
                last[:] = rows[-1][1], rows[-1][-1]

        broken = register_chain.find_break(read())
        if broken:
            return broken
        # sudo: the head is kept on the company; the reader may read every line of its register
        head = company.sudo()
        if last != [head.regie_register_count or 0, head.regie_register_seal or ""]:
            return (last[0] + 1, "end")
        return None
