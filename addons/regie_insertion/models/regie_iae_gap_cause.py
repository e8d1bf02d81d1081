from odoo import fields, models

ROLES = [
    ("social_worker", "Social adviser (CIP)"),
    ("office", "Office and pay"),
    ("team_leader", "Team leader"),
    ("director", "Director"),
    ("payroll", "Payroll provider"),
    ("asp", "ASP"),
]
TARGETS = [
    ("contract", "The contract of the person"),
    ("pass", "The PASS IAE of the person"),
    ("absence", "The absences of the person"),
    ("hours", "The hours of the person"),
    ("exit", "The pathway and its exit"),
    ("statement", "The monthly statement"),
    ("pay", "The file of the pay"),
    ("asp", "The figures of the ASP"),
]


class RegieIaeGapCause(models.Model):
    """Why two sides of a month differ, who can mend it and where: a list that the régie completes."""

    _name = "regie.iae.gap.cause"
    _description = "Cause of a gap"
    _order = "sequence, id"

    code = fields.Char(required=True, help="Name by which the proposal designates the cause; it never changes.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    role = fields.Selection(ROLES, string="Who can mend it", help="Shown beside the gap.")
    target = fields.Selection(TARGETS, string="What to open", help="What the button of the gap opens.")
    advice = fields.Char(translate=True, help="What to do, in one sentence.")
    is_settled = fields.Boolean(
        string="Nothing to mend", help="Ticked: a gap with this cause is explained as it is, such as a rounding."
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "Another cause already has this code.")
