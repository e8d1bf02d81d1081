import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieWasteStream(models.Model):
    """A stream of waste: what goes in the same container, with its European code and how heavy a cubic metre is.

    Sources: decision 2014/955/EU for the codes; the densities are orders of magnitude, to be weighed by the régie.
    """

    _name = "regie.waste.stream"
    _description = "Waste stream"
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "european_code"]

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    pictogram = fields.Char(default="♻️")
    european_code = fields.Char(
        string="European code", help="Six digits of the list of waste, followed by * for a hazardous waste."
    )
    is_hazardous = fields.Boolean(
        string="Hazardous", help="Leaves with a slip made in Trackdéchets, whose number is kept here."
    )
    is_rep = fields.Boolean(
        string="Building producers (REP PMCB)",
        help="Taken back free of charge at a partner point when it is sorted, since 1 May 2023.",
    )
    is_sorted = fields.Boolean(string="Counts as sorted", default=True)
    is_refused = fields.Boolean(string="Never taken by the régie", help="Asbestos: a certified company only.")
    is_biowaste = fields.Boolean(string="Biowaste")
    is_shredded = fields.Boolean(string="Shredded by the régie", help="Crates: their chips go to the composts.")
    recycling_code = fields.Char(
        string="Recycling code", help="R3 for what is organic, R4 for metals, R5 for minerals (directive 2008/98/EC)."
    )
    density = fields.Float(
        string="Density (kg/m³)", digits=(16, 1), help="To turn a volume into a weight. Empty: it has to be weighed."
    )
    eco_organisations = fields.Char(string="Eco-organisations", help="Who finances the recovery of this stream.")

    _code_uniq = models.UniqueIndex("(code)", "Another stream already bears this code.")
    _density_positive = models.Constraint("CHECK (density >= 0)", "A density is not negative.")

    @api.constrains("european_code", "is_hazardous")
    def _check_european_code(self):
        """Six digits, and a star for what is hazardous and only for it. (E-WASTE-06)"""
        for stream in self.filtered("european_code"):
            digits = stream.european_code.replace(" ", "")
            if not re.fullmatch(r"\d{6}\*?", digits) or digits.endswith("*") != stream.is_hazardous:
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is not the European code of %(stream)s: six digits, followed by * when it is"
                        " hazardous and only then. (E-WASTE-06)",
                        code=stream.european_code,
                        stream=stream.name,
                    )
                )
