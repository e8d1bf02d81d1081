from odoo import api, fields, models


class RegieClauseDeclarationLine(models.Model):
    """One person in a declaration of a clause: for the régie, never in the buyer's version.

    Name and number are copied: the paper stays what it was when the person changes name or leaves.
    """

    _name = "regie.clause.declaration.line"
    _description = "Person in a Declaration of a Social Clause"
    _order = "declaration_id, name, id"

    declaration_id = fields.Many2one("regie.clause.declaration", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="declaration_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict")
    name = fields.Char(required=True)
    registration_number = fields.Char(string="Matricule")
    hours = fields.Float(digits=(16, 2))
    hours_qpv = fields.Float(string="QPV hours", digits=(16, 2))
    hours_training = fields.Float(string="Training hours", digits=(16, 2))
    hours_refused = fields.Float(string="Hours not counted", digits=(16, 2))
    hours_delta = fields.Float(string="Difference", digits=(16, 2), help="With the version that this one replaces.")
    note = fields.Char(help="Why hours of this person are not counted.")

    _employee_uniq = models.Constraint(
        "UNIQUE (declaration_id, employee_id)", "A person has one line in a declaration of a clause."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add people to a draft; raises INS-L07 for a declaration that was sent."""
        declarations = self.env["regie.clause.declaration"].browse({vals["declaration_id"] for vals in vals_list})
        declarations._refuse_sent()
        return super().create(vals_list)

    def write(self, vals):
        """Write lines of a draft; raises INS-L07 for a declaration that was sent."""
        self.declaration_id._refuse_sent()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self.declaration_id._refuse_sent()
