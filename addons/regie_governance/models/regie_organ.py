from odoo import fields, models


class RegieOrgan(models.Model):
    """A body in which the association decides or is represented: general assembly, board, bureau, commission, or the
    body of somebody else where it sends a delegate (citizens' council, cooperation committee)."""

    _name = "regie.organ"
    _description = "Organ"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(required=True, help="Short name in the numbers of deliberations: AG, CA, BUR…")
    kind = fields.Selection(
        [
            ("assembly", "General assembly"),
            ("board", "Board of administrators"),
            ("bureau", "Bureau"),
            ("commission", "Commission"),
            ("external", "External body"),
        ],
        required=True,
        default="commission",
        help="In a general assembly the members vote; in the other organs, those who hold a mandate.",
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner", string="Organisation", help="Whose body it is, when it is not one of the régie's own."
    )
    purpose = fields.Text(help="What the organ decides or prepares, as the statutes or its creation say it.")
    is_composition_watched = fields.Boolean(
        string="Watch the majority of inhabitants",
        help="The share of inhabitants among those who sit is followed and breaches are told.",
    )
    mandate_ids = fields.One2many("regie.mandate", "organ_id", string="Mandates")
    meeting_ids = fields.One2many("regie.meeting", "organ_id", string="Meetings")

    _code_uniq = models.UniqueIndex("(code, company_id)", "Another organ of the régie already bears this code.")

    def _is_elected_by_members(self):
        """Tell whether members vote here in person (general assembly), and not those who hold a mandate."""
        self.ensure_one()
        return self.kind == "assembly"
