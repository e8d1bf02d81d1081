from odoo import fields, models

ROUTINGS = [
    ("regie", "The régie"),
    ("landlord", "The landlord"),
    ("town", "The town"),
    ("other", "Somebody else"),
]


class RegieResidentReportCategory(models.Model):
    """What a resident may report (dumped rubbish, leak, lift…): its pictogram, who handles it and in what time."""

    _name = "regie.resident.report.category"
    _description = "Kind of report"
    _order = "sequence, id"
    _check_company_auto = True

    code = fields.Char(required=True, help="Short name of the kind in spreadsheets and files.")
    name = fields.Char(required=True, translate=True)
    pictogram = fields.Char(default="❓", required=True, help="One sign, which residents tap on their phone.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", help="Empty: for all the régies.")
    routing = fields.Selection(
        ROUTINGS, string="Usually handled by", required=True, default="regie", help="Proposed on each new report."
    )
    delay_hours = fields.Float(
        string="Delay (worked hours)",
        required=True,
        default=14,
        help="Hours of the working time of the régie within which the problem is solved. A change counts for the "
        "reports that come after it.",
    )
    is_urgent = fields.Boolean(string="Urgent", help="A new report of this kind is given at once to its responsible.")
    emergency_sentence = fields.Text(
        string="In case of danger",
        translate=True,
        help="Shown to residents who choose this kind: whom to call when somebody is in danger.",
    )
    service_type_id = fields.Many2one(
        "regie.service.type",
        string="Usual service",
        check_company=True,
        help="Proposed for the pass when the régie handles it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        company_dependent=True,
        help="Receives the urgent reports and the late ones. Chosen by each régie.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another kind of report already bears this code."
    )
    _delay_positive = models.Constraint(
        "CHECK (delay_hours > 0)", "The delay of a kind of report is more than nothing."
    )
