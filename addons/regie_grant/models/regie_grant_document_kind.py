from odoo import fields, models

STAGES = [("request", "Request"), ("award", "Notification"), ("report", "Report")]


class RegieGrantDocumentKind(models.Model):
    """A document that funders ask for, at the request, at the award or with the report."""

    _name = "regie.grant.document.kind"
    _description = "Kind of document of a grant"
    _order = "stage desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    stage = fields.Selection(STAGES, required=True, default="request")
    is_required = fields.Boolean(string="Compulsory", help="The request, or the report, does not leave without it.")
    source = fields.Char(translate=True, help="Text or form that asks for it.")
