from odoo import fields, models

# Codes of the State: the eight barriers of the yearly table and two of the professional support.
STATE_CODES = [
    ("illetrisme", "Illiteracy, French as a foreign language"),
    ("demarch", "Administrative steps and access to rights"),
    ("heberg", "Accommodation, housing"),
    ("mobilite", "Mobility"),
    ("sante", "Health, disability, addictions"),
    ("justice", "Justice"),
    ("surendet", "Over-indebtedness and finances"),
    ("manque_dispo", "Lack of availability"),
    ("presta_tech", "Job search techniques"),
    ("benef_projet_pro", "Definition of the professional project"),
]
SENSITIVITIES = [
    ("none", "Not sensitive"),
    ("sensitive", "Highly personal"),
    ("art9", "Health data (GDPR, art. 9)"),
    ("art10", "Justice data (GDPR, art. 10)"),
]


class RegieBarrierAxis(models.Model):
    """Axis on which the barriers to employment of a person are assessed; the régie may add its own.

    Each maps to one code of the State's yearly table, and says how sensitive what it reveals is.
    """

    _name = "regie.barrier.axis"
    _description = "Axis of barriers"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Short name without spaces: files designate the axis by it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    state_code = fields.Selection(
        STATE_CODES, string="State code", required=True, help="Line of the State's yearly table that this axis feeds."
    )
    sensitivity = fields.Selection(
        SENSITIVITIES,
        required=True,
        default="sensitive",
        help="Not sensitive: the team leader of the person sees the level. Any other: the advisers of the case only.",
    )
    help_text = fields.Text(string="What to look at", translate=True, help="Shown to the adviser while assessing.")

    _code_uniq = models.Constraint("UNIQUE (code)", "Another axis already bears this code.")
