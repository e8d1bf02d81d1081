from odoo import fields, models


class RegieDuty(models.Model):
    """A duty that an association has beyond a threshold, or by a date: an auditor, a publication, a tax.

    Thresholds are dated parameters with their source; the rule that reads them comes with the software.
    """

    _name = "regie.duty"
    _description = "Duty of the association"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="By which the rule is found; it never changes.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    unit = fields.Selection(
        [("money", "€"), ("count", "Criteria"), ("year", "Exercises"), ("date", "Date")],
        required=True,
        default="money",
    )
    reference = fields.Text(translate=True, help="Text that makes the duty.")
    todo = fields.Text(string="What to do", translate=True, help="When the threshold is reached or the date comes.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        company_dependent=True,
        help="Is told when the duty comes close or is reached. Empty: an accountant of the régie.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "A duty already bears this code.")

    def _get_responsible(self, company):
        """Return who is told in a régie: the responsible, else an accountant, else nobody."""
        self.ensure_one()
        # sudo: users are looked for by the software, whoever opens the page
        user = self.sudo().with_company(company).user_id
        if user.active and company in user.company_ids:
            return user
        accountants = self.env.ref("regie_base.group_role_accountant").sudo().user_ids
        return accountants.filtered(lambda one: one.active and company in one.company_ids).sorted("id")[:1]
