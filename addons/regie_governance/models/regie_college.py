from odoo import fields, models


class RegieCollege(models.Model):
    """A family of members of the association: inhabitants, local authorities, landlords, partners, employees.

    Landlords sit in a college of their own; inhabitants hold the majority of the governing bodies (GOV-02, GOV-03).
    """

    _name = "regie.college"
    _description = "College"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    code = fields.Char(required=True, help="Short name of the college in spreadsheets and files: HAB, COL, BAI…")
    name = fields.Char(required=True, translate=True)
    is_resident = fields.Boolean(
        string="Inhabitants", help="Its members live in the territory; they count for the majority of inhabitants."
    )
    is_authority = fields.Boolean(
        string="Local authorities", help="Its members are authorities: their body designates who represents them."
    )
    is_landlord = fields.Boolean(
        string="Landlords", help="Its members are landlords: their body designates who represents them."
    )
    is_staff = fields.Boolean(string="Employees", help="Its members are elected by the employees of the régie.")
    voice = fields.Selection(
        [("deliberative", "Votes"), ("consultative", "Gives an opinion")],
        required=True,
        default="deliberative",
        help="A college that gives an opinion is convoked and heard, and is neither in the quorum nor in the votes.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", index="btree_not_null", help="Empty: offered to every régie of the database."
    )

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "Another college already bears this code.")
