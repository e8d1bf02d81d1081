from odoo import api, fields, models


class RegieStatutesAdopt(models.TransientModel):
    """The day and the deliberation by which the members adopted a version, and the day from which it rules."""

    _name = "regie.statutes.adopt"
    _description = "Put statutes in force"
    _check_company_auto = True

    statutes_id = fields.Many2one("regie.statutes", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="statutes_id.company_id")
    date_adopted = fields.Date(
        string="Adopted on",
        required=True,
        default=fields.Date.context_today,
        help="Day of the general assembly that adopted the text.",
    )
    date_start = fields.Date(
        string="In force from",
        required=True,
        default=fields.Date.context_today,
        help="The version before ends on the day before.",
    )
    resolution_id = fields.Many2one(
        "regie.resolution",
        string="Deliberation",
        check_company=True,
        domain="[('resolution_type', '=', 'statutes'), ('result', '=', 'adopted'), ('company_id', '=', company_id)]",
        help="Empty for statutes adopted before the software was there.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Text adopted", help="The signed statutes, as they are sent to the prefecture."
    )
    previous_id = fields.Many2one(
        "regie.statutes", compute="_compute_previous_id", string="Replaces", help="Ends on the day before."
    )
    change_summary = fields.Html(related="statutes_id.change_summary")

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Put “%(name)s” in force", name=wizard.statutes_id.name)

    @api.depends("statutes_id", "date_start")
    def _compute_previous_id(self):
        for wizard in self:
            wizard.previous_id = wizard.statutes_id._get_previous(wizard.date_start) if wizard.date_start else False

    def action_adopt(self):
        """Put the version in force and end the one before."""
        self.ensure_one()
        if self.attachment_ids:
            # the files were brought to the wizard, which goes: they belong to the version
            self.attachment_ids.write({"res_model": "regie.statutes", "res_id": self.statutes_id.id})
            self.statutes_id.attachment_ids |= self.attachment_ids
        self.statutes_id._adopt(self.date_adopted, self.date_start, self.resolution_id)
