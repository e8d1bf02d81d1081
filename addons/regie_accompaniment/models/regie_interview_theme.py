from odoo import fields, models


class RegieInterviewTheme(models.Model):
    """Subject of an interview, such as housing or the project; the entry diagnosis goes through nine of them."""

    _name = "regie.interview.theme"
    _description = "Theme of interviews"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_confidential = fields.Boolean(
        string="Confidential", help="The heading of the theme is prepared in the confidential part of the notes."
    )
    question = fields.Text(string="Questions to ask", translate=True, help="Printed under the heading of the theme.")

    _name_uniq = models.UniqueIndex("(name) WHERE active IS TRUE", "Another theme already bears this name.")
