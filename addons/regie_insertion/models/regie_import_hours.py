from odoo import api, models

HOURS_IN_A_DAY = 24


class RegieImportHours(models.AbstractModel):
    """The hours of a month: one row per person, day and worksite.

    A row is known by these three: the same file given twice adds nothing, and an hour
    that a team leader entered on the worksite is not counted a second time.
    """

    _name = "regie.import.hours"
    _inherit = "regie.import.reader"
    _description = "Reader of the hours of a month"

    _import_label = "hours"
    _import_columns = frozenset({"date", "matricule", "chantier", "heures"})
    _import_sequence = 40

    @api.model
    def _get_label(self):
        return self.env._("Hours on the worksites")

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Find the people and worksites, refuse bad cells, set aside the hours already entered."""
        company = wizard.company_id
        employees = self._get_employees(company, rows)
        worksites = self._get_worksites(company, rows)
        for row in rows:
            self._read_row(row, employees, worksites, company)
        self._set_aside_known(rows, company)
        self._refuse_faults([row for row in rows if row.is_good])

    def _read_row(self, row, employees, worksites, company):
        """Read one row; the first thing wrong, from left to right, is the reason given."""
        day = self._get_date(row, "date")
        employee = self._find(
            row,
            "matricule",
            employees,
            self.env._("No employee has the registration number “%(text)s”. (HRS-01)"),
            self.env._("Check the number, or import the list of employees first."),
        )
        worksite = self._find(
            row,
            "chantier",
            worksites,
            self.env._("No worksite has the code “%(text)s”. (HRS-02)"),
            self.env._("Check the code, or import the list of worksites first."),
        )
        hours = self._get_decimal(row, "heures")
        if row.is_good and hours <= 0:
            row.refuse(
                self.env._("%(hours)s: the hours worked must be more than zero. (HRS-06)", hours=row.cells["heures"]),
                self.env._("Write the hours worked, or delete the row. A locked month is mended by a correction."),
            )
        if row.is_good and hours > HOURS_IN_A_DAY:
            row.refuse(
                self.env._("%(hours)s hours in one day is not possible. (HRS-05)", hours=row.cells["heures"]),
                self.env._("A day has 24 hours: check the decimal comma."),
            )
        if row.is_good:
            row.values = {
                "date": day,
                "employee_id": employee,
                "project_id": worksite,
                "unit_amount": float(hours),
                "company_id": company.id,
                "import_key": f"{company.id}|{day}|{row.cells['matricule']}|{row.cells['chantier']}",
            }

    def _find(self, row, column, known, reason, remedy):
        """Return the id that a code stands for, or refuse the row."""
        text = self._get_text(row, column)
        if text and text not in known and row.is_good:
            row.refuse(reason % {"text": text}, remedy)
        return known.get(text)

    def _get_employees(self, company, rows):
        """Return the employee ids by registration number, people who left included."""
        numbers = {row.cells.get("matricule") for row in rows} - {None, ""}
        employees = (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search_fetch(
                [("company_id", "=", company.id), ("registration_number", "in", list(numbers))], ["registration_number"]
            )
        )
        return {employee.registration_number: employee.id for employee in employees}

    def _get_worksites(self, company, rows):
        """Return the project ids by worksite code."""
        codes = {row.cells.get("chantier") for row in rows} - {None, ""}
        worksites = self.env["project.project"].search_fetch(
            [("company_id", "=", company.id), ("worksite_code", "in", list(codes))], ["worksite_code"]
        )
        return {worksite.worksite_code: worksite.id for worksite in worksites}

    def _set_aside_known(self, rows, company):
        """Compare with the hours in the database, and the rows of the file with each other."""
        good = [row for row in rows if row.is_good]
        entered = self._get_entered_hours(good, company)
        first_line = {}
        for row in good:
            values = row.values
            key = (values["date"], values["employee_id"], values["project_id"])
            if key in entered:
                self._mark_entered(row, entered[key])
            elif key in first_line:
                row.refuse(
                    self.env._(
                        "Line %(line)s of the file holds this person, day and worksite already. (HRS-08)",
                        line=first_line[key],
                    ),
                    self.env._("If the person worked twice that day, add the two up on one row."),
                )
            else:
                first_line[key] = row.number

    def _refuse_faults(self, rows):
        """Refuse the rows that the rules of an hour would refuse (contract, 24 hours a day, validated month)."""
        faults = self.env["account.analytic.line"]._find_hours_faults_of_values([row.values for row in rows])
        for index, _code, message in faults:
            if rows[index].is_good:
                rows[index].refuse(message)

    def _mark_entered(self, row, hours):
        """Set aside a row whose hours are in the database; refuse it when the figures differ."""
        if abs(hours - row.values["unit_amount"]) < 0.005:
            row.already_known(self.env._("These hours are entered already. (HRS-08)"), "HRS-08")
        else:
            row.refuse(
                self.env._(
                    "%(entered)s h are entered already for this person, day and worksite, "
                    "the file says %(file)s h. (HRS-08)",
                    entered=f"{hours:.2f}".replace(".", ","),
                    file=row.cells["heures"],
                ),
                self.env._("Mend the hours entered, or correct the month if it is locked."),
            )

    def _get_entered_hours(self, rows, company):
        """Return the hours in the database by (day, employee, worksite), for the days of these rows."""
        if not rows:
            return {}
        days = [row.values["date"] for row in rows]
        groups = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("date", ">=", min(days)),
                ("date", "<=", max(days)),
                ("employee_id", "in", list({row.values["employee_id"] for row in rows})),
                ("project_id", "in", list({row.values["project_id"] for row in rows})),
            ],
            ["date:day", "employee_id", "project_id"],
            ["unit_amount:sum"],
        )
        return {(day, employee.id, project.id): hours for day, employee, project, hours in groups}

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the timesheet lines in one batch."""
        self.env["account.analytic.line"].create([{"name": "/", **row.values} for row in rows])
