from odoo import api, fields, models

from .hr_version import IAE_FORMS
from .regie_iae_derogation import GROUNDS


class RegieImportEmployees(models.AbstractModel):
    """What a list of employees may say besides: signature, trade, NIR, CIP, entry in the pathway, derogation.

    Columns, all optional: signe_le, nir, emploi, rome, cip, entree, derogation, derogation_reference, derogation_date,
    derogation_debut, derogation_fin.
    """

    _inherit = "regie.import.employees"

    @api.model
    def _read_row(self, row, teams, forms):
        values = super()._read_row(row, teams, forms)
        values |= {
            "signed_on": self._get_date(row, "signe_le", required=False) or False,
            "ssnid": row.cells.get("nir", "").strip(),
            "job_title": row.cells.get("emploi", "").strip(),
            "rome_code": row.cells.get("rome", "").strip().upper(),
            "date_entry": self._get_date(row, "entree", required=False) or False,
            "social_worker_id": self._get_social_worker(row),
            "derogation": self._read_derogation(row),
        }
        return values

    def _get_social_worker(self, row):
        """Return the id of the CIP that a cell names by login, e-mail or name, or refuse the row (INS-I09)."""
        text = row.cells.get("cip", "").strip()
        if not text:
            return False
        # sudo: who is a CIP is no secret, groups are read by administrators only
        users = self.env.ref("regie_base.group_role_social_worker").sudo().user_ids
        normalise = self.env["regie.import.wizard"]._normalise
        names = {normalise(word): user.id for user in users for word in (user.name, user.login, user.email) if word}
        if normalise(text) not in names and row.is_good:
            row.refuse(
                self.env._("No social adviser (CIP) answers to “%(text)s”. (INS-I09)", text=text),
                self.env._("Write the name or the login of the CIP, or leave the cell empty."),
            )
        return names.get(normalise(text), False)

    def _read_derogation(self, row):
        """Return the values of the derogation of a row, None without any; refuse it on a ground not known (INS-I10)."""
        text = row.cells.get("derogation", "").strip()
        if not text:
            return None
        normalise = self.env["regie.import.wizard"]._normalise
        labels = self.env["regie.iae.derogation"]._fields["ground"]._description_selection(self.env)
        grounds = {normalise(word): key for key, label in labels for word in (key, label)}
        ground = grounds.get(normalise(text))
        if not ground and row.is_good:
            row.refuse(
                self.env._("“%(text)s” is not a ground of derogation known here. (INS-I10)", text=text),
                self.env._("Use one of: %(grounds)s.", grounds=", ".join(key for key, _label in GROUNDS)),
            )
        return {
            "ground": ground,
            "reference": row.cells.get("derogation_reference", "").strip(),
            "decision_date": self._get_date(row, "derogation_date"),
            "date_from": self._get_date(row, "derogation_debut"),
            "date_to": self._get_date(row, "derogation_fin"),
        }

    def _get_changes(self, employee, row):
        """A pathway to open and a decision to record are changes too."""
        changes = super()._get_changes(employee, row)
        if self._is_pathway_missing(employee, row.values):
            changes["pathway"] = True
        if self._is_derogation_missing(employee, row.values):
            changes["derogation"] = True
        return changes

    def _is_pathway_missing(self, employee, values):
        """Whether the row names an entry or a CIP that no pathway of the person holds."""
        if values["iae_form"] not in IAE_FORMS or not (values["date_entry"] or values["social_worker_id"]):
            return False
        entry = values["date_entry"] or values["contract_date_start"]
        return not any(pathway._is_open() or pathway.date_start == entry for pathway in employee.pathway_ids)

    def _is_derogation_missing(self, employee, values):
        decision = values["derogation"]
        return bool(decision) and not employee.derogation_ids.filtered(
            lambda record: (record.ground, record.date_to) == (decision["ground"], decision["date_to"])
        )

    @api.model
    def _load_rows(self, rows, wizard):
        """The rules of the contracts are read once the decisions that lift them are recorded."""
        mark = self.env["hr.version"]._get_later_mark()
        super(RegieImportEmployees, self.with_context(regie_contract_rules=mark))._load_rows(rows, wizard)
        known = self._get_known_employees(wizard.company_id, rows)
        people = self.env["hr.employee"]
        decisions, pathways, opened = [], [], set()
        for row in rows:
            employee = known[row.values["registration_number"]]
            people |= employee
            if self._is_derogation_missing(employee, row.values):
                decisions.append({"employee_id": employee.id, **row.values["derogation"]})
            if employee.id not in opened and self._is_pathway_missing(employee, row.values):
                opened.add(employee.id)
                pathways.append(self._prepare_pathway_vals(employee, row.values))
        self.env["regie.iae.derogation"].create(decisions)
        people.version_ids._check_contract_rules()
        self.env["regie.insertion.pathway"].create(pathways)

    def _prepare_pathway_vals(self, employee, values):
        """Return the values of the pathway of a row."""
        return {
            "employee_id": employee.id,
            "date_start": values["date_entry"] or values["contract_date_start"],
            "agreement_id": values.get("agreement_id", False),
            "social_worker_id": values["social_worker_id"],
        }

    def _prepare_version_vals(self, values):
        """A contract that has started is taken as signed on its first day, unless the file says another day."""
        start = values["contract_date_start"]
        started = start <= fields.Date.context_today(self)
        extra = {name: values[name] for name in ("ssnid", "job_title", "rome_code") if values.get(name)}
        return {
            **super()._prepare_version_vals(values),
            "signed_on": values.get("signed_on") or (start if started else False),
            **extra,
        }
