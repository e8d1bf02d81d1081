from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools import facts

#: Columns that change without anything of the meeting changing.
HARMLESS = {"write_date", "write_uid", "create_date", "create_uid", "access_token", "message_main_attachment_id"}
#: What ties a record to its meeting is never harmless, even computed.
TIES = {"meeting_id", "resolution_id", "attendance_id", "company_id"}


class RegieSignedGuard(models.AbstractModel):
    """What is said in the minutes of a meeting: once they are signed, nobody changes it any more, whatever the door.

    The models that inherit it are refused by the ORM with a sentence, and by a trigger of PostgreSQL. Their facts are
    what the seal of the minutes stands for. Activities, messages, followers and computed values stay writable.
    """

    _name = "regie.signed.guard"
    _description = "Fact of a meeting"
    _inherit = ["regie.fact.guard"]

    #: SQL of the id of the meeting of a row, and the field that leads to it.
    _guard_sql = "{row}.meeting_id"
    _guard_path = "meeting_id"

    def init(self):
        """Let PostgreSQL itself refuse any change of what was signed."""
        if self._abstract or not self._auto:
            return
        self._create_signed_trigger(self._table, self._guard_sql, self._get_harmless_columns())
        for field in self._fields.values():
            if field.type == "many2many" and field.store and field.name not in self._get_harmless_fields():
                of_row = f"(SELECT {self._guard_sql.format(row='parent')} FROM {self._table} parent"
                of_row += f" WHERE parent.id = {{row}}.{field.column1})"
                self._create_signed_trigger(field.relation, of_row, [])

    def _create_signed_trigger(self, table, guard, harmless):
        """Have PostgreSQL refuse to add, change or delete rows of a table that belong to a signed meeting."""
        name = f"regie_signed_{table}"[:60]
        old, new = guard.format(row="OLD"), guard.format(row="NEW")
        columns = "{" + ",".join(sorted(harmless)) + "}"
        # only names of tables and columns of the registry are formatted: SQL() has no form for the body of a function
        self.env.cr.execute(  # pylint: disable=sql-injection
            f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                signed boolean := false;
            BEGIN
                IF TG_OP <> 'INSERT' THEN
                    signed := EXISTS (SELECT FROM regie_meeting WHERE id = {old} AND date_signed IS NOT NULL);
                END IF;
                IF NOT signed AND TG_OP <> 'DELETE' THEN
                    signed := EXISTS (SELECT FROM regie_meeting WHERE id = {new} AND date_signed IS NOT NULL);
                END IF;
                IF signed AND TG_OP = 'UPDATE' THEN
                    signed := to_jsonb(OLD) - '{columns}'::text[] <> to_jsonb(NEW) - '{columns}'::text[];
                END IF;
                IF signed THEN
                    RAISE EXCEPTION 'the minutes of the meeting are signed: % is not changed (GOV-061)', TG_TABLE_NAME
                          USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            END $$;
            CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {name}();
            """
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what would be added to a signed meeting.

        :raise UserError: GOV-061
        """
        self._check_ties_not_signed(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse what would change a signed meeting; activities, messages and what is computed stay free.

        :raise UserError: GOV-061
        """
        if set(vals) & set(self._get_fact_fields()):
            self._check_not_signed()
            self._check_ties_not_signed([vals])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_not_signed()

    def _check_not_signed(self):
        """Refuse to go on when the minutes of one of the meetings of these records are signed.

        :raise UserError: GOV-061
        """
        # sudo: only whether it is signed is read, whoever writes
        signed = self.sudo()._get_guarded_meetings().filtered("date_signed")[:1]
        if signed:
            raise UserError(
                self.env._(
                    "Minutes signed on %(date)s: nothing of %(meeting)s changes any more. Write a correction: a new"
                    " document, signed the same way. (GOV-061)",
                    date=format_date(self.env, signed._get_signing_day()),
                    meeting=signed.name,
                )
            )

    def _check_ties_not_signed(self, vals_list):
        """Refuse values that would put a record into a signed meeting, before PostgreSQL does."""
        for tie in TIES - {"company_id"}:
            if tie in self._fields and self._fields[tie].type == "many2one":
                owners = self.env[self._fields[tie].comodel_name].browse(
                    {vals[tie] for vals in vals_list if vals.get(tie)}
                )
                owners._check_not_signed()

    def _get_guarded_meetings(self):
        """Return the meetings of these records."""
        return self.mapped(self._guard_path) if self._guard_path else self

    def _get_minutes_label(self, name):
        """Return the words of the value of a selection, "" when it is empty."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    @api.model
    def _get_harmless_fields(self):
        """Return the names of the fields that stay writable once the minutes are signed. To be extended."""
        return set(HARMLESS)

    @api.model
    def _get_fact_fields(self):
        """Return the names of the fields that say something of the meeting: stored, not computed, not harmless."""
        harmless = self._get_harmless_fields()
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.type != "one2many"
            and name not in harmless
            and (name in TIES or not (field.compute and field.readonly))
        ]

    @api.model
    def _get_harmless_columns(self):
        """Return the columns of the table that PostgreSQL lets change."""
        facts_kept = set(self._get_fact_fields())
        return {name for name, field in self._fields.items() if field.store and field.column_type} - facts_kept

    @api.model
    def _read_meeting_facts(self, meeting):
        """Return the facts of a meeting held by this model: ``{id: {field: plain value}}``, ready to be sealed."""
        path = self._guard_path or "id"
        records = self.search([(path, "=", meeting.id)], order="id")
        names = [name for name in records._get_fact_fields() if name not in self._get_unsealed_fields()]
        return {str(record.id): {name: facts.plain(record, name) for name in names} for record in records}

    @api.model
    def _get_unsealed_fields(self):
        """Return the names of the facts that the seal of the minutes cannot hold: those written by the signature."""
        return {"id"}

    @api.model
    def _get_guarded_models(self):
        """Return the names of the models whose facts the minutes seal."""
        names = self.env.registry.descendants([self._name], "_inherit")
        return sorted(name for name in names if not self.env[name]._abstract)
