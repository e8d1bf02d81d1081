from odoo import api, fields, models


class RegieMandateTraining(models.Model):
    """Hours that an administrator spent in training for the mandate: the label asks for those of the inhabitants."""

    _name = "regie.mandate.training"
    _description = "Training of an administrator"
    _inherit = ["mail.thread", "regie.file.owner"]
    _owned_file_fields = ("attachment_ids",)
    _order = "date desc, name, id desc"
    _check_company_auto = True

    name = fields.Char(string="Subject", required=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
    )
    mandate_id = fields.Many2one(
        "regie.mandate",
        compute="_compute_mandate_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="Mandate that the person held that day, that of the board first.",
    )
    college_id = fields.Many2one(related="mandate_id.college_id", store=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True, tracking=True)
    hours = fields.Float(required=True, tracking=True)
    organisation_id = fields.Many2one(
        "res.partner", string="Given by", index="btree_not_null", ondelete="restrict", help="Training organisation."
    )
    place = fields.Char()
    attachment_ids = fields.Many2many("ir.attachment", string="Certificate")
    has_certificate = fields.Boolean(
        string="With a certificate", compute="_compute_has_certificate", search="_search_has_certificate"
    )
    note = fields.Text()

    _hours_positive = models.Constraint("CHECK (hours > 0)", "Write how many hours the training lasted.")

    @api.depends("partner_id", "date", "company_id")
    def _compute_mandate_id(self):
        mandates = self.env["regie.mandate"].search(
            [("partner_id", "in", self.partner_id.ids), ("company_id", "in", self.company_id.ids)]
        )
        kinds = ["board", "bureau", "commission", "assembly", "external"]
        by_person = mandates.sorted(lambda one: kinds.index(one.organ_id.kind)).grouped("partner_id")
        for training in self:
            held = by_person.get(training.partner_id, mandates.browse()).filtered(
                lambda one, training=training: (
                    training.date
                    and one.company_id == training.company_id
                    and one._overlaps(training.date, training.date)
                )
            )
            training.mandate_id = held[:1]

    @api.depends("attachment_ids")
    def _compute_has_certificate(self):
        for training in self:
            training.has_certificate = bool(training.attachment_ids)

    def _search_has_certificate(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("attachment_ids", "!=" if True in value else "=", False)] if len(set(value)) == 1 else []
