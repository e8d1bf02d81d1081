from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.clause import chain_hash

#: What the hash of a row stands for, besides the row before it.
HASHED = (
    "clause_id",
    "sequence",
    "date_month",
    "employee_id",
    "kind",
    "hours",
    "hours_qpv",
    "hours_training",
    "reason",
    "pass_id",
    "eligibility_id",
)


class RegieClauseLedger(models.Model):
    """One person, one month, one clause: the hours that the régie stands for, written when the month is validated.

    Nothing is ever changed or deleted here: a trigger of PostgreSQL refuses it to everybody. A correction is one more
    row, positive or negative. Each row carries the hash of the one before it in its clause.
    """

    _name = "regie.clause.ledger"
    _description = "Ledger of the Social Clauses"
    _order = "clause_id, sequence desc"
    _rec_name = "sequence"
    _log_access = False

    clause_id = fields.Many2one("regie.clause", required=True, readonly=True, index=True, ondelete="restrict")
    month_id = fields.Many2one("regie.clause.month", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, index=True, ondelete="restrict")
    date_month = fields.Date(string="Month worked", required=True, readonly=True, help="First day of the month worked.")
    sequence = fields.Integer(string="Row", required=True, readonly=True, aggregator=None)
    kind = fields.Selection(
        [("entry", "Month validated"), ("correction", "Correction")], required=True, readonly=True, default="entry"
    )
    hours = fields.Float(required=True, readonly=True, digits=(16, 2))
    hours_qpv = fields.Float(string="QPV hours", readonly=True, digits=(16, 2))
    hours_training = fields.Float(string="Training hours", readonly=True, digits=(16, 2))
    pass_id = fields.Many2one("regie.iae.pass", string="PASS IAE", readonly=True, ondelete="restrict")
    eligibility_id = fields.Many2one("regie.clause.eligibility", readonly=True, ondelete="restrict")
    proof = fields.Char(
        string="Proof of eligibility",
        compute="_compute_proof",
        help="The PASS IAE, else the verified criterion; of health or justice, only that it was verified.",
    )
    reason = fields.Char(readonly=True, help="Why the hours of a validated month changed.")
    posted_on = fields.Datetime(required=True, readonly=True)
    posted_by_id = fields.Many2one("res.users", string="Posted by", required=True, readonly=True, ondelete="restrict")
    row_hash = fields.Char(string="Seal", required=True, readonly=True, help="Of this row and of all those before it.")
    state = fields.Selection(related="month_id.state")

    _sequence_uniq = models.Constraint(
        "UNIQUE (clause_id, sequence)", "Two rows of the ledger were written at once: try again."
    )
    _entry_positive = models.Constraint(
        "CHECK (kind = 'correction' OR hours > 0)", "The number of hours must be positive. (INS-L06)"
    )
    _correction_has_reason = models.Constraint(
        "CHECK (kind = 'entry' OR reason <> '')", "A correction of the ledger needs a reason."
    )
    _person_month_idx = models.Index("(employee_id, date_month)")

    @api.depends("pass_id", "eligibility_id")
    def _compute_proof(self):
        for row in self:
            number = row.pass_id.number
            row.proof = f"PASS IAE {number}" if number else row.eligibility_id._get_reference()

    def init(self):
        """Let PostgreSQL itself refuse any change of what was written."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION regie_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('regie.retention', true) = 'on' THEN  -- a person is forgotten: see hr.employee
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                RAISE EXCEPTION 'rows of % are never changed nor deleted: add a row', TG_TABLE_NAME
                      USING ERRCODE = 'restrict_violation';
            END $$;
            DROP TRIGGER IF EXISTS regie_clause_ledger_append_only ON regie_clause_ledger;
            CREATE TRIGGER regie_clause_ledger_append_only BEFORE UPDATE OR DELETE
                ON regie_clause_ledger FOR EACH ROW EXECUTE FUNCTION regie_refuse_change();
            DROP TRIGGER IF EXISTS regie_clause_ledger_no_truncate ON regie_clause_ledger;
            CREATE TRIGGER regie_clause_ledger_no_truncate BEFORE TRUNCATE
                ON regie_clause_ledger FOR EACH STATEMENT EXECUTE FUNCTION regie_refuse_change();
            """
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Add rows to the ledgers of their clauses, each sealed with those before it.

        ``vals_list`` gives month_id, employee_id, hours (and hours_qpv, hours_training, kind, reason, proof,
        eligibility_id). Raises INS-L01 to INS-L06.
        """
        if not vals_list:
            return super().create([])
        months = self.env["regie.clause.month"].browse({vals["month_id"] for vals in vals_list})
        heads = self._lock_heads(months.clause_id)
        rows = []
        for vals in vals_list:
            month = months.browse(vals["month_id"])
            sequence, seal = heads[month.clause_id.id]
            row = self._prepare_row(vals, month, sequence + 1, seal)
            heads[month.clause_id.id] = row["sequence"], row["row_hash"]
            rows.append(row)
        self._check_rows(rows, months)
        ledger = super().create(rows)
        ledger.flush_recordset()
        self._write_heads(heads)
        return ledger

    def write(self, vals):
        """Refuse: a correction is one more row."""
        if vals:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def copy(self, default=None):
        """Refuse: the ledger is written by the validation of the months."""
        if self:
            self._refuse_change()
        return super().copy(default)

    def _refuse_change(self):
        raise UserError(
            self.env._("The ledger of a clause is never changed: a correction of the hours adds a row to it.")
        )

    @api.model
    def _prepare_row(self, vals, month, sequence, previous):
        """The complete values of a row, sealed after the hash ``previous``."""
        row = {
            "kind": "entry",
            "hours_qpv": 0.0,
            "hours_training": 0.0,
            "reason": False,
            "pass_id": False,
            "eligibility_id": False,
            **vals,
            "clause_id": month.clause_id.id,
            "company_id": month.company_id.id,
            "date_month": month.date,
            "sequence": sequence,
            "posted_on": fields.Datetime.now(),
            "posted_by_id": self.env.uid,
        }
        return {**row, "row_hash": chain_hash(previous, self._get_hashed(row))}

    @api.model
    def _get_hashed(self, row):
        """What the seal of a row stands for, as text: figures to the hundredth."""
        content = {name: row[name] or "" for name in HASHED}
        for name in ("hours", "hours_qpv", "hours_training"):
            content[name] = f"{row[name] or 0:.2f}"
        return content | {"date_month": fields.Date.to_string(row["date_month"])}

    @api.model
    def _lock_heads(self, clauses):
        """``{clause id: (last row, its seal)}``, held until the end of the transaction: one writer at a time."""
        clauses.flush_recordset(["ledger_count", "ledger_seal"])
        return {
            clause: (count or 0, seal or "")
            for clause, count, seal in self.env.execute_query(
                SQL(
                    """UPDATE regie_clause SET ledger_count = COALESCE(ledger_count, 0)
                        WHERE id = ANY(%s) RETURNING id, ledger_count, ledger_seal""",
                    sorted(clauses.ids),
                )
            )
        }

    @api.model
    def _write_heads(self, heads):
        rows = SQL(", ").join(SQL("(%s, %s, %s)", clause, *head) for clause, head in heads.items())
        self.env.cr.execute(
            SQL(
                """UPDATE regie_clause SET ledger_count = head.row, ledger_seal = head.seal
                     FROM (VALUES %s) AS head(id, row, seal)
                    WHERE regie_clause.id = head.id""",
                rows,
            )
        )
        self.env["regie.clause"].browse(heads).invalidate_recordset(["ledger_count", "ledger_seal"], flush=False)

    def _get_last_day(self):
        """Last day of the month of the row."""
        self.ensure_one()
        return self.date_month + relativedelta(day=31)
