from odoo import models

from ..tools import etp

# Forms of contract as the extranet of the ASP words them; the others keep their name.
ASP_FORMS = {"cddi": "CDDI « Classique »", "cddi_phc": "PHC", "cddi_cvg": "CVG", "cdii": "CDII"}


class RegieIaeStatementLine(models.Model):
    """A person as the extranet of the ASP wants them typed."""

    _inherit = "regie.iae.statement.line"

    def _get_asp_form(self):
        """Form of contract in the words of the ASP."""
        self.ensure_one()
        forms = dict(self._fields["iae_form"]._description_selection(self.env))
        return ASP_FORMS.get(self.iae_form) or forms.get(self.iae_form, "")

    def _prepare_reconciliation_vals(self):
        """Our side of a person in the reconciliation of the month."""
        self.ensure_one()
        return {
            "hours_timesheet": self.paid_hours,
            "hours_declared": self.declared_hours if self.is_declared else 0,
        }

    def _get_asp_row(self, sees_wage):
        """Texts of the line in the order of the ASP, days as 31/10/2026, hours and euros with a decimal comma."""
        self.ensure_one()
        sees_birth_date = self._has_field_access(self._fields["birth_date"], "read")
        wage = f"{self.gross_wage:.2f}".replace(".", ",") if sees_wage and self.gross_wage else ""
        return [
            (self.employee_name or "").upper(),
            _day(self.birth_date) if sees_birth_date else "",
            self._get_asp_form(),
            f"{etp.to_decimal(self.declared_hours):f}".replace(".00", "").replace(".", ","),
            wage,
            _day(self.contract_date_start),
            _day(self.contract_date_end),
            _day(self.exit_date),
            (self.exit_code or "") if self.exit_date else "",
        ]


def _day(value):
    return value.strftime("%d/%m/%Y") if value else ""
