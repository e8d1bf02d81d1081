from odoo import api, fields, models


class RegieTfpbAxis(models.Model):
    """An axis of the national frame of use of the abatement: what an action of the programme is filed under.

    Frame signed on 29 April 2015 by the State, the USH and the associations of local elected people.
    """

    _name = "regie.tfpb.axis"
    _description = "Axis of the property tax agreements"
    _order = "number, id"
    _rec_names_search = ["number", "name"]

    number = fields.Integer(required=True, help="Rank of the axis in the national frame.")
    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True, help="What may be filed here.")
    to_check = fields.Boolean(
        string="To check", help="The wording is not the official one yet: compare it with the agreement you sign."
    )
    active = fields.Boolean(default=True)

    _number_uniq = models.UniqueIndex("(number) WHERE active IS TRUE", "Another axis already has this number.")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for axis in self:
            axis.display_name = f"{axis.number}. {axis.name or ''}"
