from odoo import fields, models


class RegieKitchenDocumentKind(models.Model):
    """A paper that a place must have before it serves: declaration, training, plan, checklist of a home."""

    _name = "regie.kitchen.document.kind"
    _description = "Paper of a kitchen"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "needed_for", "sequence", "source")

    code = fields.Char(required=True, help="Short name of the paper in files.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    needed_for = fields.Selection(
        [
            ("all", "Every place"),
            ("collective", "Collective regime"),
            ("home", "Kitchen of a home"),
            ("none", "Nobody: for the file"),
        ],
        required=True,
        default="all",
        help="A place without it is not authorised: no menu of it is published.",
    )
    source = fields.Char(translate=True, help="Text that asks for it.")

    _code_uniq = models.UniqueIndex("(code)", "Another paper already bears this code.")

    def _is_needed(self, place):
        """Tell whether a place needs this paper."""
        self.ensure_one()
        return {
            "all": True,
            "collective": place.kitchen_regime == "collective",
            "home": place.is_home_kitchen,
            "none": False,
        }[self.needed_for]
