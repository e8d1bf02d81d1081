from odoo import fields, models


class RegieLoanClause(models.Model):
    """A clause of the contract of loan, in the order in which it is printed, with the text it comes from.

    Data of the régie: what is shipped is to be checked by a lawyer before it is used. gup_services.md, 5.8.
    """

    _name = "regie.loan.clause"
    _description = "Clause of the contract of loan"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "body", "kind", "source", "sequence")

    name = fields.Char(string="Title", required=True, translate=True)
    code = fields.Char(required=True, help="Name of the clause in the files; it does not change.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", index=True, help="Empty: for all.")
    kind = fields.Selection(
        [("both", "Every contract"), ("free", "Loan for use, free"), ("rental", "Rental, paid")],
        required=True,
        default="both",
    )
    body = fields.Text(string="Text", required=True, translate=True)
    source = fields.Char(help="Law or decision the clause comes from.")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "Another clause already bears this code.")
