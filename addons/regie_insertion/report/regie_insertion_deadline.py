from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..models.hr_version import IAE_FORMS

# Room left to the ids of one kind: the id of a row is its kind, then the id of the record it comes from.
_KIND_SPAN = 2**32


class RegieInsertionDeadline(models.Model):
    """Inbox of the deadlines of the people in insertion: what to do, until when, for whom, one way to do it.

    Nothing is kept here: each row is read from the record that waits, and leaves once the thing is done. Other
    addons add their kinds with ``_get_kinds``, ``_get_sources`` and ``_get_todos``.
    """

    _name = "regie.insertion.deadline"
    _description = "Insertion deadline"
    _auto = False
    _order = "date, id"
    _rec_name = "employee_id"
    _depends = {
        "hr.employee": ["active", "company_id", "work_permit_expiration_date"],
        "hr.version": ["active", "employee_id", "iae_form", "contract_date_start", "contract_date_end"],
        "regie.iae.pass": ["employee_id", "date_end"],
        "regie.insertion.pathway": [
            "active",
            "employee_id",
            "social_worker_id",
            "date_start",
            "date_end",
            "refused_on",
            "closed_on",
        ],
        "regie.insertion.exit": ["pathway_id", "employee_id", "company_id", "date", "state", "cancelled_on"],
    }

    kind = fields.Selection(selection="_selection_kind", string="Deadline", readonly=True)
    date = fields.Date(
        string="Due on", readonly=True, help="Day until which the thing is to be done, or the day it ends."
    )
    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    pathway_id = fields.Many2one("regie.insertion.pathway", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Social adviser (CIP)", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(string="Record", model_field="res_model", readonly=True)
    is_late = fields.Boolean(string="Late", readonly=True, help="The day is over.")
    todo = fields.Char(string="To do", compute="_compute_todo")
    remaining_days = fields.Integer(string="Days left", compute="_compute_todo", help="Below zero: days of delay.")

    @property
    def _table_query(self):
        """The sources one under the other, each row with its team and the adviser of the pathway."""
        today = fields.Date.context_today(self)
        sources = self._get_sources(today)
        ranks = list(self._get_kinds())
        return SQL(
            """SELECT deadline.*, version.department_id, pathway.social_worker_id AS user_id,
                      deadline.date < %(today)s AS is_late
                 FROM (%(sources)s) deadline
                 JOIN hr_employee employee ON employee.id = deadline.employee_id
            LEFT JOIN hr_version version ON version.id = employee.current_version_id
            LEFT JOIN regie_insertion_pathway pathway ON pathway.id = deadline.pathway_id""",
            today=today,
            sources=SQL(" UNION ALL ").join(
                self._source_query(kind, ranks.index(kind), query) for kind, query in sources.items()
            ),
        )

    @api.depends("kind", "date")
    def _compute_todo(self):
        todos = self._get_todos()
        today = fields.Date.context_today(self)
        for deadline in self:
            deadline.todo = todos.get(deadline.kind, "")
            deadline.remaining_days = (deadline.date - today).days if deadline.date else 0

    @api.model
    def _selection_kind(self):
        return list(self._get_kinds().items())

    # -- what can fall due: extend these three -------------------------------------------------

    @api.model
    def _get_kinds(self):
        """Kinds of deadlines and their names, in the order in which those of one day are shown."""
        return {
            "contract_end": self.env._("End of the contract"),
            "pass_end": self.env._("End of the PASS IAE"),
            "residence_permit": self.env._("End of the work permit"),
            "exit_document": self.env._("Exit to document"),
        }

    @api.model
    def _get_todos(self):
        """What to do about each kind, in one sentence: ``{kind: sentence}``."""
        return {
            "contract_end": self.env._("Renew the contract or prepare the exit"),
            "pass_end": self.env._("Ask for a prolongation or prepare the exit"),
            "residence_permit": self.env._("Ask the person for the new permit"),
            "exit_document": self.env._("Give the motive of the exit and its proof"),
        }

    def _get_sources(self, today):
        """SQL of each kind: ``{kind: SELECT res_model, res_id, date, employee_id, pathway_id, company_id}``.

        A source names its columns so, in any order. It holds what waits only: a row leaves when the thing is done.
        """
        return {
            "contract_end": self._contract_end_query(),
            "pass_end": self._pass_end_query(),
            "residence_permit": self._residence_permit_query(today),
            "exit_document": self._exit_document_query(),
        }

    # -- action --------------------------------------------------------------------------------

    def action_open(self):
        """Open what the deadline waits for: the record, or the wizard that ``_get_<kind>_action`` gives."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("This was done in the meantime: reload the list."))
        prepare = getattr(self, f"_get_{self.kind}_action", None)
        return prepare(record) if prepare else self._get_record_action(record)

    def _get_record_action(self, record, context=None):
        return {
            "type": "ir.actions.act_window",
            "name": self._get_kinds()[self.kind],
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
            "context": context or {},
        }

    # -- sources -------------------------------------------------------------------------------

    def _source_query(self, kind, rank, query):
        return SQL(
            """SELECT %(first)s::bigint + source.res_id AS id, %(kind)s AS kind, source.res_model, source.res_id,
                      source.date, source.employee_id, source.pathway_id, source.company_id
                 FROM (%(query)s) source""",
            first=(rank + 1) * _KIND_SPAN,
            kind=kind,
            query=query,
        )

    def _open_pathway(self, employee):
        """LEFT JOIN that brings the pathway in progress of an employee, as ``pathway``."""
        return SQL(
            """LEFT JOIN LATERAL (
                    SELECT open.id FROM regie_insertion_pathway open
                     WHERE open.employee_id = %s AND open.active AND open.refused_on IS NULL
                       AND open.closed_on IS NULL AND open.date_end IS NULL
                  ORDER BY open.date_start DESC, open.id DESC LIMIT 1
               ) pathway ON TRUE""",
            employee,
        )

    def _last_contract(self):
        """Last insertion contract of each employee: ``employee_id``, first and last day."""
        return SQL(
            """SELECT DISTINCT ON (version.employee_id) version.employee_id, version.contract_date_start AS date_start,
                      version.contract_date_end AS date_end, version.iae_form
                 FROM hr_version version
                WHERE version.active AND version.contract_date_start IS NOT NULL
             ORDER BY version.employee_id, version.contract_date_start DESC, version.date_version DESC"""
        )

    def _contract_end_query(self):
        """Last contract that ends within the weeks of the parameter, or is over without an exit."""
        return SQL(
            """SELECT 'hr.employee' AS res_model, employee.id AS res_id, contract.date_end AS date,
                      employee.id AS employee_id, pathway.id AS pathway_id, employee.company_id
                 FROM (%(contract)s) contract
                 JOIN hr_employee employee ON employee.id = contract.employee_id AND employee.active
                      %(pathway)s
                WHERE contract.iae_form IN %(forms)s AND contract.date_end <= %(limit)s
                  AND NOT EXISTS (SELECT FROM regie_insertion_exit leaving
                                   WHERE leaving.employee_id = employee.id AND leaving.cancelled_on IS NULL
                                     AND leaving.date >= contract.date_start)""",
            contract=self._last_contract(),
            pathway=self._open_pathway(SQL("employee.id")),
            forms=IAE_FORMS,
            limit=self.env["hr.version"]._get_alert_limit("alerte_contrat_semaines", "weeks"),
        )

    def _pass_end_query(self):
        """Latest PASS of a person who is still there and ends within the months of the parameter."""
        return SQL(
            """SELECT 'regie.iae.pass' AS res_model, pass.id AS res_id, pass.date_end AS date,
                      employee.id AS employee_id, pathway.id AS pathway_id, employee.company_id
                 FROM (SELECT DISTINCT ON (employee_id) id, employee_id, date_end
                         FROM regie_iae_pass ORDER BY employee_id, date_end DESC) pass
                 JOIN hr_employee employee ON employee.id = pass.employee_id AND employee.active
            LEFT JOIN (%(contract)s) contract ON contract.employee_id = employee.id
                      %(pathway)s
                WHERE pass.date_end <= %(limit)s
                  AND (pathway.id IS NOT NULL
                       OR (contract.iae_form IN %(forms)s
                           AND COALESCE(contract.date_end, 'infinity') >= %(today)s
                           AND NOT EXISTS (SELECT FROM regie_insertion_exit leaving
                                            WHERE leaving.employee_id = employee.id AND leaving.cancelled_on IS NULL
                                              AND leaving.date >= contract.date_start)))""",
            contract=self._last_contract(),
            pathway=self._open_pathway(SQL("employee.id")),
            forms=IAE_FORMS,
            limit=self.env["hr.version"]._get_alert_limit("alerte_pass_mois", "months"),
            today=fields.Date.context_today(self),
        )

    def _residence_permit_query(self, today):
        """Work permit that ends within the days that the company gives itself in the settings of the employees."""
        return SQL(
            """SELECT 'hr.employee' AS res_model, employee.id AS res_id,
                      employee.work_permit_expiration_date AS date, employee.id AS employee_id,
                      pathway.id AS pathway_id, employee.company_id
                 FROM hr_employee employee
                 JOIN res_company company ON company.id = employee.company_id
                      %(pathway)s
                WHERE employee.active AND pathway.id IS NOT NULL
                  AND employee.work_permit_expiration_date
                      <= %(today)s::date + COALESCE(company.work_permit_expiration_notice_period, 60)""",
            pathway=self._open_pathway(SQL("employee.id")),
            today=today,
        )

    def _exit_document_query(self):
        """Exits without motive or without proof: they count among the others until somebody gives them."""
        return SQL(
            """SELECT 'regie.insertion.exit' AS res_model, leaving.id AS res_id, leaving.date, leaving.employee_id,
                      leaving.pathway_id, leaving.company_id
                 FROM regie_insertion_exit leaving
                WHERE leaving.state = 'to_document' AND leaving.cancelled_on IS NULL"""
        )
