from odoo import api, fields, models
from odoo.exceptions import UserError

from .regie_label_founder import PARTIES

# Written by the steps of the path and by the decision of the network, by nothing else.
FACT_FIELDS = {
    *("state", "date_project_group", "date_prefiguration", "date_dossier", "date_expertise", "date_decision"),
    *("date_labelled", "date_refused", "date_postponed", "date_withdrawn", "date_renewal_due"),
    *("date_valid_from", "date_valid_to", "adhesion_id"),
}


class RegieLabelApplication(models.Model):
    """The path of a régie to its label, or to its renewal, from the first talks to the decision of the network.

    Its state is read from facts: each step is passed with its button, which writes a date once what it needs is there.
    """

    _name = "regie.label.application"
    _description = "Label application"
    _inherit = ["regie.label.files", "mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False)]",
        help="Is told of the late steps and of the renewal.",
    )
    kind = fields.Selection([("creation", "Creation"), ("renewal", "Renewal")], required=True, default="creation")
    label_type = fields.Selection(
        [("quartier", "Régie de Quartier"), ("territoire", "Régie de Territoire")],
        string="Label",
        required=True,
        default=lambda self: self._default_label_type(),
        tracking=True,
        help="In a Régie de Territoire (rural) the landlord may be missing among the founders.",
    )
    territory_id = fields.Many2one("regie.territory", index="btree_not_null")
    previous_id = fields.Many2one(
        "regie.label.application",
        string="Renews",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    next_ids = fields.One2many("regie.label.application", "previous_id", string="Renewals")
    origin = fields.Selection(
        PARTIES, string="Initiative", tracking=True, help="The founding party from which the idea came. (LAB-001)"
    )
    network_partner_id = fields.Many2one(
        "res.partner", string="Network", ondelete="restrict", help="Le Mouvement des Régies: it attributes the label."
    )
    founder_ids = fields.One2many("regie.label.founder", "application_id", string="Founding parties", copy=True)
    # The authority that carries the project
    commitment_partner_id = fields.Many2one("res.partner", string="Authority that commits itself", ondelete="restrict")
    commitment_date = fields.Date(string="Letter of commitment of")
    commitment_attachment_ids = fields.Many2many(
        "ir.attachment", "regie_label_application_commitment_rel", string="Letter of commitment"
    )
    amo_convention_id = fields.Many2one(
        "regie.convention",
        string="Convention with the network",
        check_company=True,
        ondelete="restrict",
        help="The network helps the founders to set up the régie (assistance à maîtrise d'ouvrage).",
    )
    carrying_convention_id = fields.Many2one(
        "regie.convention",
        string="Convention with the authority",
        check_company=True,
        ondelete="restrict",
        help="The authority carries the project politically and financially.",
    )
    signature_ids = fields.One2many("regie.label.signature", "application_id", string="Texts of the network")
    # The dossier, the expertise, the decision
    dossier_id = fields.Many2one(
        "regie.dossier", copy=False, index="btree_not_null", ondelete="restrict", check_company=True, tracking=True
    )
    dossier_state = fields.Selection(related="dossier_id.state", string="State of the dossier")
    expertise_ids = fields.One2many("regie.label.expertise", "application_id", string="Expertises")
    expertise_id = fields.Many2one("regie.label.expertise", compute="_compute_expertise_id", store=True)
    decision_ids = fields.One2many("regie.label.decision", "application_id", string="Decisions")
    adhesion_id = fields.Many2one(
        "regie.convention",
        string="Membership of the network",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Once labelled, the régie is by right a member of the network.",
    )
    # Facts
    date_start = fields.Date(required=True, default=fields.Date.context_today, string="Started on", tracking=True)
    date_project_group = fields.Date(string="Project group on", readonly=True, copy=False, tracking=True)
    date_prefiguration = fields.Date(string="Préfiguration on", readonly=True, copy=False, tracking=True)
    date_dossier = fields.Date(string="Dossier opened on", readonly=True, copy=False, tracking=True)
    date_expertise = fields.Date(string="Expertise opened on", readonly=True, copy=False, tracking=True)
    date_decision = fields.Date(string="Before the bureau on", readonly=True, copy=False, tracking=True)
    date_labelled = fields.Date(string="Labelled on", readonly=True, copy=False, tracking=True)
    date_refused = fields.Date(string="Refused on", readonly=True, copy=False, tracking=True)
    date_postponed = fields.Date(string="Postponed on", readonly=True, copy=False, tracking=True)
    date_withdrawn = fields.Date(string="Withdrawn on", readonly=True, copy=False, tracking=True)
    date_renewal_due = fields.Date(string="Renewal asked on", readonly=True, copy=False, tracking=True)
    date_valid_from = fields.Date(string="Label valid from", readonly=True, copy=False, tracking=True)
    date_valid_to = fields.Date(string="Label valid until", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [
            ("exploration", "Exploration"),
            ("project_group", "Project group"),
            ("prefiguration", "Préfiguration"),
            ("dossier", "Dossier"),
            ("expertise", "Expertise"),
            ("decision", "Decision"),
            ("labelled", "Labelled"),
            ("refused", "Refused"),
            ("postponed", "Postponed"),
            ("withdrawn", "Withdrawn"),
            ("renewal_due", "Renewal due"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        precompute=True,
        tracking=True,
        help="Read from the dates, the last fact first. A renewal starts with the dossier.",
    )
    step_ids = fields.One2many("regie.label.step", "application_id", string="Path")
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    late_text = fields.Char(string="Delay", compute="_compute_is_late")
    is_score_printed = fields.Boolean(
        string="Print a mean of the whole",
        help="No text gives a weight to the criteria: the printed synthesis shows one mean per section, and a mean of"
        " the whole only when you ask for it here.",
    )

    @api.model
    def _default_label_type(self):
        """The kind of régie that the statutes in force say; a Régie de Quartier where there are none yet."""
        today = fields.Date.context_today(self)
        statutes = self.env["regie.statutes"]._get_in_force(self.env.company, today, raise_if_missing=False)
        return statutes.label_type or "quartier"

    @api.depends(
        *("kind", "date_project_group", "date_prefiguration", "date_dossier", "date_expertise", "date_decision"),
        *("date_labelled", "date_refused", "date_postponed", "date_withdrawn", "date_renewal_due"),
    )
    def _compute_state(self):
        facts = ("withdrawn", "renewal_due", "labelled", "refused", "postponed")
        steps = ("decision", "expertise", "dossier", "prefiguration", "project_group")
        for application in self:
            first = "dossier" if application.kind == "renewal" else "exploration"
            application.state = next((name for name in facts + steps if application[f"date_{name}"]), first)

    @api.depends("expertise_ids")
    def _compute_expertise_id(self):
        for application in self:
            application.expertise_id = application.expertise_ids.sorted("id")[-1:]

    @api.depends("step_ids.date_planned", "step_ids.date_done", "state")
    def _compute_is_late(self):
        labels = dict(self.env["regie.label.step"]._fields["step"]._description_selection(self.env))
        for application in self:
            late = application.step_ids.filtered("is_late")[:1]
            application.is_late = bool(late)
            application.late_text = late and self.env._(
                "%(step)s: %(days)s days late", step=labels[late.step], days=late.days_late
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("step_ids", "any" if True in value else "not any", [("is_late", "=", True)])]

    @api.constrains("dossier_id")
    def _check_dossier_id(self):
        """The dossier of an application is one of label, and its own."""
        for application in self.filtered("dossier_id"):
            if application.dossier_id.kind != "label":
                raise UserError(
                    self.env._(
                        "%(dossier)s is not a dossier of label: prepare one with the button. (LAB-020)",
                        dossier=application.dossier_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create applications with their planned steps and the texts to sign; a fact is never created by hand."""
        for vals in vals_list:
            self._check_no_fact(vals)
        applications = super().create(vals_list)
        applications._prepare_path()
        return applications

    def write(self, vals):
        """Refuse the facts, which the buttons write (LAB-019), and another dossier once frozen for an expertise
        (LAB-002)."""
        self._check_no_fact(vals)
        if "dossier_id" in vals:
            self.filtered("date_expertise").dossier_id._check_not_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        kept = self.filtered(lambda application: application.decision_ids or application.date_expertise)[:1]
        if kept:
            raise UserError(
                self.env._(
                    "%(application)s went before the network: withdraw it, it is not deleted. (LAB-019)",
                    application=kept.name,
                )
            )

    def _check_no_fact(self, vals):
        if any(vals[name] for name in FACT_FIELDS & vals.keys()):
            raise UserError(self.env._("The steps of the path are passed with their buttons. (LAB-019)"))

    def _write_fact(self, vals):
        """Write a fact, past the guard of `write`: for the methods that establish facts."""
        return super().write(vals)

    def _prepare_path(self):
        """Give each application its steps, from the usual delays, and the texts of the network to sign."""
        Template, vals_list, signatures = self.env["regie.label.step.template"], [], []
        for application in self:
            known = set(application.step_ids.mapped("step"))
            usual = Template.search(
                [("kind", "=", application.kind), ("company_id", "in", [False, application.company_id.id])]
            )
            # the delay of the régie itself replaces the general one
            by_step = {line.step: line for line in usual.sorted(lambda line: bool(line.company_id))}
            vals_list += [
                {
                    "application_id": application.id,
                    "step": line.step,
                    "months": line.months,
                    "sequence": rank,
                }
                for rank, line in enumerate(sorted(by_step.values(), key=lambda line: (line.months, line.sequence)))
                if line.step not in known
            ]
            texts = self.env["regie.label.document"].search(
                [("is_signature_required", "=", True), ("company_id", "in", [False, application.company_id.id])]
            )
            signatures += [
                {"application_id": application.id, "document_id": text.id}
                for text in texts - application.signature_ids.document_id
            ]
        self.env["regie.label.step"].create(vals_list)
        self.env["regie.label.signature"].create(signatures)
