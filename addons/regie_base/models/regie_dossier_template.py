from odoo import api, fields, models


class RegieDossierTemplate(models.Model):
    """What a dossier must contain for those who judge it: sections, criteria, figures, texts and evidence asked for."""

    _name = "regie.dossier.template"
    _inherit = ["regie.config.exchange"]
    _description = "Template of a dossier"
    _order = "sequence, name, version desc, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "version", "name", "kind", "description", "scale_id", "section_ids")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name that follows the template from one version to the next.")
    kind = fields.Selection(
        [
            ("label", "Label"),
            ("landlord", "Landlord's report"),
            ("tax", "Tax relief report (TFPB)"),
            ("employment", "Insertion: management dialogue"),
            ("grant", "Grant report"),
            ("activity", "Activity report"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    version = fields.Integer(
        required=True,
        default=1,
        help="Raised when the expectations change; dossiers keep the texts of their own version.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True, help="Who asks for this dossier, and what it is used for.")
    scale_id = fields.Many2one(
        "regie.dossier.scale",
        string="Rating scale",
        ondelete="restrict",
        help="How the recipient rates the criteria. Empty: the recipient comments without rating.",
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: the template serves every régie of this database."
    )
    section_ids = fields.One2many("regie.dossier.section", "template_id", string="Sections", copy=True)
    criterion_ids = fields.One2many("regie.dossier.criterion", "template_id", string="Criteria")
    criterion_count = fields.Integer(string="Number of criteria", compute="_compute_criterion_count")
    dossier_count = fields.Integer(string="Number of dossiers", compute="_compute_dossier_count")

    _code_version_uniq = models.UniqueIndex(
        "(code, version, COALESCE(company_id, 0))",
        "A template with this code and this version exists already: raise the version.",
    )

    @api.depends("criterion_ids")
    def _compute_criterion_count(self):
        groups = self.env["regie.dossier.criterion"]._read_group(
            [("template_id", "in", self.ids)], ["template_id"], ["__count"]
        )
        counts = {template.id: count for template, count in groups}
        for template in self:
            template.criterion_count = counts.get(template.id, 0)

    def _compute_dossier_count(self):
        groups = self.env["regie.dossier"]._read_group([("template_id", "in", self.ids)], ["template_id"], ["__count"])
        counts = {template.id: count for template, count in groups}
        for template in self:
            template.dossier_count = counts.get(template.id, 0)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for template in self:
            template.display_name = self.env._(
                "%(name)s (version %(version)s)", name=template.name or "", version=template.version
            )

    def copy_data(self, default=None):
        """Answer the values of a next version: same code and texts, the first version number that is free."""
        vals_list = super().copy_data(default=default)
        latest = dict(
            self.with_context(active_test=False)._read_group(
                [("code", "in", self.mapped("code"))], ["code"], ["version:max"]
            )
        )
        for template, vals in zip(self, vals_list, strict=True):
            if "version" not in (default or {}) and "code" not in (default or {}):
                latest[template.code] = latest.get(template.code, template.version) + 1
                vals["version"] = latest[template.code]
        return vals_list

    def action_view_dossiers(self):
        """Open the dossiers made from this template; a new one takes the template."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_base.regie_dossier_action")
        action["domain"] = [("template_id", "=", self.id)]
        action["context"] = {"default_template_id": self.id}
        return action

    def action_export(self):
        """Download the file of these templates, with the indicators and the scales that they need."""
        return self.env["regie.config.export"]._export(self)

    def _exchange_requires(self):
        """A template needs its scale and its indicators."""
        return [self.scale_id, self.criterion_ids.indicator_ids]

    def _exchange_save(self, data):
        """A file designates a template by its code and its version: another version is another template."""
        versioned = self.with_context(regie_template_version=data.get("version") or 1)
        return super(RegieDossierTemplate, versioned)._exchange_save(data)

    def _exchange_find(self, key):
        """The template of this code and, while a file is imported, of its version."""
        found = super()._exchange_find(key)
        version = self.env.context.get("regie_template_version")
        if version is None or found.version == version:
            return found
        domain = [("code", "=", key), ("version", "=", version), ("company_id", "in", [False, self.env.company.id])]
        same = self.with_context(active_test=False).search(domain)
        return (same.filtered("company_id") or same)[:1].with_env(self.env)
