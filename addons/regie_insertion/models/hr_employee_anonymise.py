from odoo import api, models
from odoo.tools import SQL

# What happens to the records of the file when the person is forgotten: "keep" (papers that follow their own rules),
# "delete", or "clear" (the default: the record stays for the counts, its texts and files go).
RULES = {
    # The work itself stays in the accounts of the worksites; the description of a task names nobody.
    "account.analytic.line": "keep",
    # Declared to the State and to the buyers: erased later, with the papers (parameter conservation_pieces_annees).
    "regie.iae.statement.line": "keep",
    "regie.clause.declaration.line": "keep",
    # Sealed row by row, and without a name: a person, hours, the reference of a proof.
    "regie.clause.ledger": "keep",
    "regie.clause.hour": "keep",
    "hr.resume.line": "delete",
    "hr.employee.location": "delete",
    "account.analytic.line.calendar.employee": "delete",
}
TEXTS = ("char", "text", "html", "properties", "json")
FORGOTTEN = "-"


class HrEmployee(models.Model):
    """Forgetting people: names, addresses, notes and files go; months, counts and criteria stay for the statistics."""

    _inherit = "hr.employee"

    @api.model
    def _get_anonymisation_rules(self):
        """``{model: "keep", "delete" or "clear"}`` of the records of a file that are not simply cleared."""
        return RULES

    @api.model
    def _get_anonymised_columns(self):
        """``{(model, field): SQL}`` of the columns that are not simply emptied; ``id`` is that of the row."""
        return {
            ("regie.iae.pass", "number"): SQL("'X' || lpad(id::text, 11, '0')"),
            ("hr.employee", "name"): SQL("%s || id", self._get_anonymous_name()),
            ("hr.employee", "birthday"): SQL("date_trunc('month', birthday)::date"),
            ("hr.employee", "active"): SQL("FALSE"),
            ("hr.employee", "barcode"): SQL("NULL"),
            ("hr.version", "children"): SQL("0"),
            ("hr.version", "spouse_birthdate"): SQL("NULL"),
            ("hr.version", "private_state_id"): SQL("NULL"),
        }

    @api.model
    def _get_anonymous_name(self):
        return "Personne anonymisée "

    def _anonymise(self):
        """Forget the people of ``self`` for good, in a few SQL statements for any number of them.

        The caller has checked the retention (``regie.person.retention``); whoever is called here is forgotten.
        """
        if not self:
            return
        self.env.flush_all()
        # the tables that PostgreSQL keeps from being rewritten let this one reason through, in this transaction only
        self.env.cr.execute("SELECT set_config('regie.retention', 'on', true)")
        ids = list(self.ids)
        rules = self._get_anonymisation_rules()
        records = {"hr.employee": SQL("SELECT unnest(%s)", ids)}
        paths = self._get_file_paths()
        for name, path in paths.items():
            # sudo: the rule of the retention is above the rights of whoever runs it
            query = self.env[name].sudo().with_context(active_test=False)._search([(path, "in", ids)])
            records[name] = query.select()
        self._forget_threads(records)
        for name in reversed(paths):
            if rules.get(name) == "delete":
                self.env.cr.execute(SQL("DELETE FROM %s WHERE id IN (%s)", self._table_of(name), records[name]))
        self._forget_partners(ids)
        for name in ["hr.employee", *paths]:
            if name not in rules:
                self._clear_columns(name, records[name])
        self.env.cr.execute(
            SQL(
                "UPDATE resource_resource resource SET name = employee.name, active = FALSE FROM hr_employee employee "
                "WHERE employee.resource_id = resource.id AND employee.id = ANY(%s)",
                ids,
            )
        )
        self.env.cr.execute("SELECT set_config('regie.retention', 'off', true)")
        self.env.invalidate_all(flush=False)

    @api.model
    def _table_of(self, name):
        return SQL.identifier(self.env[name]._table)

    @api.model
    def _clear_columns(self, name, records):
        """Empty every text of the records of a model."""
        given = self._get_anonymised_columns()
        sets = []
        for field in self.env[name]._fields.values():
            value = given.get((name, field.name))
            if value is None and field.store and field.column_type and field.type in TEXTS:
                value = self._get_empty(field)
            if value is not None:
                sets.append(SQL("%s = %s", SQL.identifier(field.name), value))
        if sets:
            self.env.cr.execute(
                SQL("UPDATE %s SET %s WHERE id IN (%s)", self._table_of(name), SQL(", ").join(sets), records)
            )

    @api.model
    def _get_empty(self, field):
        if not field.required:
            return SQL("NULL")
        if field.translate:
            return SQL("jsonb_build_object('en_US', %s::text)", FORGOTTEN)
        return SQL("%s", FORGOTTEN)

    @api.model
    def _forget_threads(self, records):
        """Delete what was written and attached around the records: messages, activities, followers, files."""
        attachments = self.env["ir.attachment"].sudo()
        sealed = SQL("SELECT attachment_id FROM regie_dossier_evidence WHERE attachment_id IS NOT NULL")
        for name, ids in records.items():
            for table, model, link in (
                ("mail_message", "model", "res_id"),
                ("mail_activity", "res_model", "res_id"),
                ("mail_followers", "res_model", "res_id"),
            ):
                self.env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s = %s AND %s IN (%s)",
                        SQL.identifier(table),
                        SQL.identifier(model),
                        name,
                        SQL.identifier(link),
                        ids,
                    )
                )
            if self._get_anonymisation_rules().get(name) == "keep":
                continue
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM ir_attachment WHERE res_model = %s AND res_id IN (%s) AND id NOT IN (%s)",
                    name,
                    ids,
                    sealed,
                )
            )
            # through the ORM: the files themselves leave the disk
            attachments.browse(row[0] for row in rows).unlink()

    @api.model
    def _forget_partners(self, ids):
        """Forget the contact and the access of the people, but of those whose contact serves something else."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_users SET active = FALSE, login = 'anonymised-' || id, signature = NULL
                 WHERE id IN (SELECT user_id FROM hr_employee WHERE id = ANY(%(ids)s))
                """,
                ids=ids,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                WITH contact AS (
                    SELECT COALESCE(employee.work_contact_id, usr.partner_id) AS id, employee.id AS employee_id
                      FROM hr_employee employee
                 LEFT JOIN res_users usr ON usr.id = employee.user_id
                     WHERE employee.id = ANY(%(ids)s)
                )
                UPDATE res_partner partner
                   SET name = %(name)s || contact.employee_id, complete_name = %(name)s || contact.employee_id,
                       email = NULL, email_normalized = NULL, phone = NULL, phone_sanitized = NULL, street = NULL,
                       street2 = NULL, city = NULL, zip = NULL, comment = NULL, function = NULL, website = NULL,
                       ref = NULL, active = FALSE
                  FROM contact
                 WHERE partner.id = contact.id
                   AND NOT EXISTS (SELECT FROM res_users WHERE partner_id = partner.id AND active)
                   AND NOT EXISTS (SELECT FROM res_company WHERE partner_id = partner.id)
                """,
                ids=ids,
                name=self._get_anonymous_name(),
            )
        )
