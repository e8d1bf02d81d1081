from odoo import api, fields, models


class RegieGrantDocument(models.Model):
    """A line of the checklist of a grant: the document is there as soon as a file is."""

    _name = "regie.grant.document"
    _description = "Document of a grant"
    _inherit = ["regie.grant.files"]
    _order = "grant_id, stage desc, sequence, id"
    _rec_name = "kind_id"
    _check_company_auto = True

    grant_id = fields.Many2one("regie.grant", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="grant_id.company_id", store=True, index=True, precompute=True)
    kind_id = fields.Many2one("regie.grant.document.kind", string="Document", required=True, ondelete="restrict")
    stage = fields.Selection(related="kind_id.stage", store=True, precompute=True)
    sequence = fields.Integer(related="kind_id.sequence", store=True, precompute=True)
    is_required = fields.Boolean(
        string="Compulsory", compute="_compute_is_required", store=True, readonly=False, precompute=True
    )
    attachment_ids = fields.Many2many("ir.attachment", "regie_grant_document_rel", string="Files")
    is_there = fields.Boolean(string="There", compute="_compute_is_there", compute_sudo=True)
    note = fields.Char()

    _kind_uniq = models.Constraint("UNIQUE (grant_id, kind_id)", "This document is already on the list of the grant.")

    @api.depends("kind_id")
    def _compute_is_required(self):
        for document in self:
            document.is_required = document.kind_id.is_required

    @api.depends("attachment_ids")
    def _compute_is_there(self):
        for document in self:
            document.is_there = bool(document.attachment_ids)
