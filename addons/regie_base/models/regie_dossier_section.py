from odoo import fields, models


class RegieDossierSection(models.Model):
    """A chapter of a template of dossier: it groups the criteria that are read together."""

    _name = "regie.dossier.section"
    _description = "Section of a dossier template"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one("regie.dossier.template", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    criterion_ids = fields.One2many("regie.dossier.criterion", "section_id", string="Criteria", copy=True)
    company_id = fields.Many2one(related="template_id.company_id", store=True, index=True)
