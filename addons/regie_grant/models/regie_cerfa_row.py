from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .regie_grant import FUNDER_TYPES


class RegieCerfaRow(models.Model):
    """A row of the tables of the Cerfa forms 12156 (request) and 15059 (report), with the accounts that fill it.

    The captions are those of the forms, in French. The printed number is only printed: contributions in kind bear
    other numbers in the form than in ANC 2018-06, so that accounts are found by what they are.
    """

    _name = "regie.cerfa.row"
    _description = "Row of the Cerfa tables"
    _order = "side, sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(string="Caption", required=True)
    code = fields.Char(string="Printed number", help="Number printed in the form; it finds no account.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    side = fields.Selection([("charge", "Charges"), ("income", "Income")], required=True)
    is_heading = fields.Boolean(string="Heading", help="A title of the form, which sums the rows that follow it.")
    is_indirect = fields.Boolean(string="Indirect costs", help="Share of the costs of the whole régie.")
    is_inkind = fields.Boolean(string="Contributions in kind", help="Classes 86 and 87: in balance on their own.")
    prefixes = fields.Char(
        string="Accounts", help="First digits of the accounts of this row, with commas; the longest one wins."
    )
    funder_type = fields.Selection(
        FUNDER_TYPES, string="Kind of funder", help="Row of the grants of these funders, whatever their account."
    )
    source = fields.Char(help="Form and version.")

    _heading_has_no_account = models.Constraint(
        "CHECK (NOT is_heading OR prefixes IS NULL)", "A heading sums its rows: it has no account of its own."
    )

    @api.constrains("prefixes")
    def _check_prefixes(self):
        """An account goes to one row: no prefix twice. (FIN-044)"""
        owners = {}
        for row in self.search([("prefixes", "!=", False)]):
            for prefix in row._get_prefixes():
                if not prefix.isdigit() or owners.setdefault(prefix, row) != row:
                    raise ValidationError(
                        self.env._(
                            "Accounts “%(prefix)s” of the row “%(row)s”: digits only, and in one row only. (FIN-044)",
                            prefix=prefix,
                            row=row.display_name,
                        )
                    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.code} {row.name}" if row.code else row.name

    def _get_prefixes(self):
        """First digits of the accounts of the row, as a list."""
        self.ensure_one()
        return [prefix.strip() for prefix in (self.prefixes or "").split(",") if prefix.strip()]

    @api.model
    def _get_mapping(self):
        """``({prefix: row}, {funder type: row})`` of the rows in use."""
        rows = self.search([("is_heading", "=", False)])
        prefixes = {prefix: row for row in rows for prefix in row._get_prefixes()}
        return prefixes, {row.funder_type: row for row in rows if row.funder_type}
