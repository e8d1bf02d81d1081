from odoo import api, models

from .hr_version import IAE_FORMS

SEXES = {"M": "male", "H": "male", "F": "female"}
YES = {"o", "oui", "x", "1", "vrai", "yes"}
VERSION_FIELDS = ("contract_date_end", "weekly_hours", "iae_form", "department_id", "territory_id")


class RegieImportEmployees(models.AbstractModel):
    """The list of employees: people, contracts, teams and PASS IAE, one row per contract."""

    _name = "regie.import.employees"
    _inherit = "regie.import.reader"
    _description = "Reader of the list of employees"

    _import_label = "employees"
    _import_columns = frozenset({"matricule", "nom", "prenom", "contrat", "debut"})
    _import_sequence = 10

    @api.model
    def _get_label(self):
        return self.env._("Employees, contracts and PASS IAE")

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Read the cells, then compare with what is known: an unchanged row is "already entered"."""
        company = wizard.company_id
        known = self._get_known_employees(company, rows)
        teams = self._get_teams(company, rows)
        forms = self._get_contract_forms()
        seen = {}
        for row in rows:
            values = self._read_row(row, teams, forms)
            if not row.is_good:
                continue
            key = (values["registration_number"], values["contract_date_start"])
            if key in seen:
                row.refuse(
                    self.env._(
                        "Employee %(number)s is on line %(line)s already, with the same contract start. (HRS-13)",
                        number=key[0],
                        line=seen[key],
                    ),
                    self.env._("Keep one row per person and contract."),
                )
                continue
            seen[key] = row.number
            if values["iae_form"] in IAE_FORMS:
                values["agreement_id"] = wizard.agreement_id.id
            values["company_id"] = company.id
            row.values = values
            employee = known.get(values["registration_number"])
            if employee and not self._get_changes(employee, row):
                row.already_known(self.env._("This person is already known, with the same contract and PASS IAE."))

    def _read_row(self, row, teams, forms):
        """Return the values of the employee, contract and PASS of a row; refuses the row on a bad cell."""
        form = forms.get(self.env["regie.import.wizard"]._normalise(row.cells.get("contrat")))
        values = {
            "registration_number": self._get_text(row, "matricule"),
            "name": f"{self._get_text(row, 'prenom')} {self._get_text(row, 'nom')}",
            "birthday": self._get_date(row, "naissance", required=False) or False,
            "sex": SEXES.get(row.cells.get("sexe", "").upper(), False),
            "iae_form": form,
            "contract_date_start": self._get_date(row, "debut"),
            "contract_date_end": self._get_date(row, "fin", required=False) or False,
            "weekly_hours": float(self._get_decimal(row, "heures_hebdo", required=False) or 0),
            "department_id": teams.get(self.env["regie.import.wizard"]._normalise(row.cells.get("equipe")), False),
            "territory_id": self._get_territory(row),
            "pass_number": row.cells.get("pass_iae", "").replace(" ", ""),
            "pass_start": self._get_date(row, "pass_debut", required=False),
        }
        if row.is_good and not form:
            row.refuse(
                self.env._("“%(text)s” is not a form of contract known here. (HRS-11)", text=row.cells["contrat"]),
                self.env._("Use one of: %(forms)s.", forms=", ".join(sorted(forms)).upper()),
            )
        if row.is_good and bool(values["pass_number"]) != bool(values["pass_start"]):
            row.refuse(
                self.env._("The PASS IAE needs both its number and its first day. (HRS-12)"),
                self.env._("Fill in both columns, or leave both empty."),
            )
        return values

    def _get_territory(self, row):
        """Return the territory of residence that a yes in the column QPV stands for.

        The file does not say which neighbourhood: the régie's own, or the one to be specified later.
        """
        if row.cells.get("qpv", "").strip().lower() not in YES:
            return False
        own = self.env.company.regie_territory_id
        return own.id if own.is_priority else self.env.ref("regie_base.territory_qpv_unspecified").id

    def _get_contract_forms(self):
        """Return the selection keys of the forms of contract by their code and by their label."""
        normalise = self.env["regie.import.wizard"]._normalise
        selection = self.env["hr.version"]._fields["iae_form"]._description_selection(self.env)
        return {normalise(label): key for key, label in selection} | {normalise(key): key for key, _label in selection}

    def _get_known_employees(self, company, rows):
        """Return the employees of these registration numbers, archived ones included."""
        numbers = {row.cells.get("matricule") for row in rows} - {None, ""}
        employees = (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search([("company_id", "=", company.id), ("registration_number", "in", list(numbers))])
        )
        return {employee.registration_number: employee for employee in employees}

    def _get_teams(self, company, rows):
        """Return the department ids by normalised name; teams that the file names first are created."""
        normalise = self.env["regie.import.wizard"]._normalise
        teams = self.env["hr.department"].search([("company_id", "in", [company.id, False])])
        by_name = {normalise(team.name): team.id for team in teams}
        missing = {normalise(name): name for row in rows if (name := row.cells.get("equipe"))}
        missing = {key: name for key, name in missing.items() if key not in by_name}
        created = self.env["hr.department"].create(
            [{"name": name, "company_id": company.id} for name in missing.values()]
        )
        return by_name | dict(zip(missing, created.ids, strict=True))

    # -- what is new in a row --------------------------------------------------------------------

    def _get_version(self, employee, start):
        """Return the last version of the contract that starts on this day, if the employee has it."""
        return employee.version_ids.filtered(lambda version: version.contract_date_start == start)[-1:]

    def _get_changes(self, employee, row):
        """Return what the row adds to a known employee: a new contract, changed terms, a new PASS."""
        values, changes = row.values, {}
        version = self._get_version(employee, values["contract_date_start"])
        if not version:
            changes["contract"] = True
        else:
            current = {name: version[name] for name in VERSION_FIELDS}
            terms = {name: values[name] for name in VERSION_FIELDS if values[name] != self._plain(current[name])}
            if terms:
                changes["terms"] = terms
        if values["pass_number"] and values["pass_number"] not in employee.pass_ids.mapped("number"):
            changes["pass"] = True
        return changes

    @api.model
    def _plain(self, value):
        """Return the id of a record, or the value itself."""
        return value.id if isinstance(value, models.BaseModel) else value

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the new people in one batch, then the new contracts, changed terms and PASS."""
        known = self._get_known_employees(wizard.company_id, rows)
        fresh, passes = {}, []
        for row in rows:
            number = row.values["registration_number"]
            if number in known or number in fresh:
                continue
            fresh[number] = row
        created = self.env["hr.employee"].create([self._prepare_employee_vals(row.values) for row in fresh.values()])
        known |= dict(zip(fresh, created, strict=True))
        for row in rows:
            employee = known[row.values["registration_number"]]
            changes = self._get_changes(employee, row)
            if changes.get("contract"):
                employee.create_version(self._prepare_version_vals(row.values))
            if changes.get("terms"):
                self._get_version(employee, row.values["contract_date_start"]).write(changes["terms"])
            if changes.get("pass"):
                passes.append(self._prepare_pass_vals(employee, row.values))
        self.env["regie.iae.pass"].create(passes)

    def _prepare_version_vals(self, values):
        """Return the values of the contract that a row describes."""
        return {
            "date_version": values["contract_date_start"],
            "contract_date_start": values["contract_date_start"],
            "agreement_id": values.get("agreement_id", False),
            "short_contract_reason": self.env["hr.version"]._get_short_contract_reason(
                values["iae_form"], values["contract_date_start"], values["contract_date_end"]
            ),
            **{name: values[name] for name in VERSION_FIELDS},
        }

    def _prepare_employee_vals(self, values):
        """Return the values of a new employee with the first contract."""
        return {
            **{name: values[name] for name in ("registration_number", "name", "birthday", "sex", "company_id")},
            **self._prepare_version_vals(values),
        }

    def _prepare_pass_vals(self, employee, values):
        """Return the values of the PASS IAE of a row."""
        return {
            "employee_id": employee.id,
            "company_id": values["company_id"],
            "number": values["pass_number"],
            "date_start": values["pass_start"],
        }
