from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieDossier(models.Model):
    """A dossier in the life of the association: that of its label, or the report that its assembly approves."""

    _inherit = "regie.dossier"

    resolution_id = fields.Many2one(
        "regie.resolution",
        string="Approved by",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain="[('company_id', '=', company_id), ('organ_id.kind', '=', 'assembly'), ('result', '=', 'adopted')]",
        help="Resolution of the general assembly that approved the report; it may then be sent to the members.",
    )
    application_ids = fields.One2many("regie.label.application", "dossier_id", string="Label applications")

    def _compute_figures(self):
        """Compute the figures, then note the national ones beside them."""
        super()._compute_figures()
        figures = self.entry_ids.figure_ids
        benchmarks = self.env["regie.benchmark"].with_context(lang=self._get_language())
        sentences = benchmarks._get_sentences(set(figures.mapped("code")), self.company_id)
        for figure in figures.filtered(lambda figure: figure.code in sentences):
            figure.benchmark = sentences[figure.code]

    @api.constrains("resolution_id")
    def _check_resolution_id(self):
        """What is approved was adopted by an assembly of the régie. (LAB-018)"""
        for dossier in self.filtered("resolution_id"):
            dossier._check_approval()

    def _check_approval(self):
        """Raise unless an assembly of the régie adopted the report. (LAB-018)"""
        self.ensure_one()
        resolution = self.resolution_id
        adopted = resolution.result == "adopted" and resolution.organ_id.kind == "assembly"
        if not adopted or resolution.company_id != self.company_id:
            raise ValidationError(
                self.env._(
                    "%(dossier)s is not approved: choose the resolution by which the general assembly adopted it."
                    " (LAB-018)",
                    dossier=self.name,
                )
            )

    def action_send_to_members(self):
        """Open the approved yearly report to every member of the association and send each the link.

        The report is frozen first; members read it for as long as the notice of the régie says. (LAB-018)
        """
        self.ensure_one()
        self._check_approval()
        members = self.env["regie.membership"]
        voters = members.search(members._get_active_domain(self.company_id, fields.Date.context_today(self)))
        people = voters.voter_id | (voters - voters.filtered("voter_id")).partner_id
        months = int(self.env["regie.parameter"].get("label_report_access_months", fields.Date.context_today(self)))
        template = self.env.ref("regie_label.mail_template_activity_report")
        new = people - self.recipient_ids.partner_id
        self._share(new, fields.Date.add(fields.Date.context_today(self), months=months), template)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("The report is sent"),
                "message": self.env._("%(count)s members receive their link.", count=len(new)),
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
