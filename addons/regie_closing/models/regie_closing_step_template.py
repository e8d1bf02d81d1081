from odoo import fields, models

MILESTONES = [
    ("controls_ok", "Accounts ready"),
    ("settled", "Settled by the board"),
    ("approved", "Approved by the assembly"),
    ("locked", "Locked"),
    ("done", "Archived"),
]


class RegieClosingStepTemplate(models.Model):
    """A step of the closing of the year: what it proves, in which order, who can mend. Domain:
    governance_finance.md, 4.11."""

    _name = "regie.closing.step.template"
    _description = "Step of the closing, as it is set up"
    _order = "sequence, id"

    sequence = fields.Integer(required=True, default=100, help="Order of the closing.")
    number = fields.Integer(required=True, help="Number by which the accountant calls the step.")
    code = fields.Char(required=True, help="Name of the control, _control_<code> on the closing. It never changes.")
    name = fields.Char(required=True, translate=True)
    phase = fields.Selection(
        [
            ("prepare", "Prepare"),
            ("inventory", "Inventory"),
            ("fund", "Grants and activities"),
            ("accounts", "Accounts"),
            ("decide", "Decide"),
            ("seal", "Seal and open"),
        ],
        required=True,
        default="inventory",
    )
    is_mandatory = fields.Boolean(
        string="Mandatory", default=True, help="The steps after it wait until it is confirmed."
    )
    needs_note = fields.Boolean(string="Note required", help="Confirmed with a written note.")
    needs_evidence = fields.Boolean(string="Evidence required", help="Confirmed with a file.")
    can_explain = fields.Boolean(
        string="Can be explained",
        help="A red control may be accepted with a note, as long as the figure does not change and, in euros, stays"
        " within the materiality of the file.",
    )
    unit = fields.Selection([("count", "Count"), ("money", "Euros")], required=True, default="count")
    milestone = fields.Selection(MILESTONES, help="State of the file once this step is passed.")
    group_id = fields.Many2one("res.groups", string="Who can mend", ondelete="set null")
    todo = fields.Text(string="What to do", translate=True)
    reference = fields.Text(translate=True, help="Rule or text that asks for this step.")
    active = fields.Boolean(default=True, help="An archived step is not asked in the next closing.")

    _code_uniq = models.Constraint("UNIQUE (code)", "Another step already bears this control. (FIN-078)")
