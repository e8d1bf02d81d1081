from odoo import api, models

from odoo.addons.regie_base.tools.spreadsheet import normalise_header

# What files write for each kind of absence, read without case nor accents.
WORDS = {
    "paid_leave": {"cp", "conge", "conges", "conges_payes", "conge_paye", "rtt"},
    "public_holiday": {"ferie", "jour_ferie", "jours_feries", "jf"},
    "other_paid": {"absence_payee", "autre_absence_payee", "evenement_familial", "formation_payee"},
    "sick": {"maladie", "arret", "arret_maladie", "am"},
    "accident": {"accident", "accident_du_travail", "at"},
    "unpaid": {"absence", "absence_non_payee", "absence_injustifiee", "sans_solde", "conge_sans_solde", "abs"},
}
KIND_OF_WORD = {word: kind for kind, words in WORDS.items() for word in words}
YES = {"oui", "o", "x", "1", "vrai", "yes"}


class RegieImportAbsences(models.AbstractModel):
    """The absences of a month: one row per person and absence, as the pay or the team keeps them.

    A row is known by its person, kind and first day: the same file given twice adds nothing.
    """

    _name = "regie.import.absences"
    _inherit = "regie.import.reader"
    _description = "Reader of the absences of a month"

    _import_label = "absences"
    _import_columns = frozenset({"matricule", "absence", "debut", "fin", "heures"})
    _import_sequence = 50

    @api.model
    def _get_label(self):
        return self.env._("Absences of the people")

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Find the people, read the kinds, set aside the absences already entered."""
        employees = self.env["regie.import.hours"]._get_employees(wizard.company_id, rows)
        known = {
            (absence.employee_id.id, absence.kind, absence.date_start)
            for absence in self.env["regie.iae.absence"].search([("employee_id", "in", list(employees.values()))])
        }
        for row in rows:
            values = self._read_row(row, employees)
            if not row.is_good:
                continue
            key = (values["employee_id"], values["kind"], values["date_start"])
            if key in known:
                row.already_known(self.env._("This absence is entered already."))
            else:
                row.values = values
                known.add(key)

    def _read_row(self, row, employees):
        """Values of an absence; the first thing wrong, from left to right, is the reason given."""
        employee = self.env["regie.import.hours"]._find(
            row,
            "matricule",
            employees,
            self.env._("No employee has the registration number “%(text)s”. (HRS-01)"),
            self.env._("Check the number, or import the list of employees first."),
        )
        word = self._get_text(row, "absence")
        kind = KIND_OF_WORD.get(normalise_header(word or ""))
        if word and not kind and row.is_good:
            row.refuse(
                self.env._("“%(text)s” is not a kind of absence. (INS-M20)", text=word),
                self.env._("Write: congés payés, férié, maladie, accident du travail, absence payée or absence."),
            )
        start, end = self._get_date(row, "debut"), self._get_date(row, "fin")
        hours = self._get_decimal(row, "heures")
        values = {
            "employee_id": employee,
            "kind": kind,
            "date_start": start,
            "date_end": end,
            "hours": float(hours or 0),
            "note": row.cells.get("note") or False,
        }
        if row.cells.get("payee"):
            values["is_paid"] = normalise_header(row.cells["payee"]) in YES
        return values

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the absences in one batch; their own rules may refuse one."""
        self.env["regie.iae.absence"].create([row.values for row in rows])
