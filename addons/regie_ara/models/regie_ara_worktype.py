from odoo import fields, models

LEVELS = [
    ("0", "The household alone"),
    ("1", "With the tutor"),
    ("2", "A professional only"),
]


class RegieAraWorktype(models.Model):
    """A kind of works in a dwelling: who may do it, what its tutor must know. Domain: gup_services.md, 6.4."""

    _name = "regie.ara.worktype"
    _description = "Kind of works"
    _inherit = ["regie.config.exchange"]
    _order = "family, sequence, name, id"
    _exchange_key = "code"
    _exchange_fields = (
        *("code", "name", "family", "sequence", "level", "clearance_kind_id", "disturbs_materials"),
        *("description", "tutorial_url"),
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    family = fields.Selection(
        [
            ("plumbing", "Plumbing"),
            ("wall", "Walls and paint"),
            ("floor", "Floors"),
            ("joinery", "Joinery and shutters"),
            ("electricity", "Electricity"),
            ("insulation", "Insulation"),
            ("common", "Common areas"),
            ("structure", "Structure and networks"),
        ],
        required=True,
        default="wall",
    )
    level = fields.Selection(
        LEVELS,
        string="Who may do it",
        required=True,
        default="1",
        help="What is kept for a professional cannot be given to a household.",
    )
    clearance_kind_id = fields.Many2one(
        "regie.clearance.kind",
        string="The tutor is cleared for",
        ondelete="restrict",
        index="btree_not_null",
        help="Works do not begin while the tutor has no valid clearance of this kind. Empty: none is asked for.",
    )
    disturbs_materials = fields.Boolean(
        string="Drills, sands or strips",
        help="In an old building, the search for asbestos or lead is asked for before these works begin.",
    )
    description = fields.Text(string="What is shown", translate=True)
    tutorial_url = fields.Char(string="Tutorial", help="Address of a sheet or of a film that the household can keep.")

    _code_uniq = models.UniqueIndex("(code)", "Another kind of works already bears this code.")
