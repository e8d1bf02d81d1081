import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

TRANSITIONS = {
    "new": {"ready", "disabled", "archived"},
    "ready": {"sent", "new", "archived"},
    "sent": {"processed", "rejected"},
    "processed": {"ready", "disabled", "archived"},
    "rejected": {"ready", "disabled", "processed", "archived"},
    "disabled": {"new", "ready", "archived"},
    "archived": set(),
}
ASP_OK, ASP_DUPLICATE = "0000", "3436"


class RegieIaeEmployeeRecord(models.Model):
    """*Fiche salarié*: what the State asks on a person before the contract may be declared to the ASP.

    Nothing is typed twice: it is built from the person, the PASS and the pathway. One per measure, SIRET and PASS.
    """

    _name = "regie.iae.employee.record"
    _description = "Fiche salarié"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["employee_id", "pass_number"]
    _check_company_auto = True

    pass_id = fields.Many2one("regie.iae.pass", string="PASS IAE", ondelete="restrict", index=True, check_company=True)
    employee_id = fields.Many2one(related="pass_id.employee_id", string="Person", store=True, index=True)
    company_id = fields.Many2one(related="pass_id.company_id", store=True, index=True, precompute=True)
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        help="Agreement under which the person works: an ACI and an EI make two fiches.",
    )
    pathway_id = fields.Many2one("regie.insertion.pathway", compute="_compute_pathway_id")
    asp_measure = fields.Char(
        string="ASP measure", compute="_compute_asp_measure", store=True, precompute=True, help="As ACI_DC or EI_DC."
    )
    siret = fields.Char(string="SIRET", compute="_compute_siret", store=True, precompute=True)
    pass_number = fields.Char(related="pass_id.number", store=True, precompute=True)
    first_name = fields.Char(
        compute="_compute_names", store=True, readonly=False, precompute=True, size=30, help="30 characters at most."
    )
    last_name = fields.Char(
        compute="_compute_names", store=True, readonly=False, precompute=True, help="Name in use, as on the NIR card."
    )
    birth_insee_code = fields.Char(
        string="INSEE code of the place of birth", help="Five characters, for people born in France."
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("ready", "Complete"),
            ("sent", "Sent"),
            ("processed", "Integrated"),
            ("rejected", "In error"),
            ("disabled", "Deactivated"),
            ("archived", "Archived"),
        ],
        required=True,
        default="new",
        copy=False,
        index=True,
        tracking=True,
    )
    sent_on = fields.Date(readonly=True, copy=False)
    asp_code = fields.Char(
        string="Code of the ASP", copy=False, tracking=True, help="Four digits typed back: 0000 is integrated."
    )
    asp_message = fields.Char(string="Answer of the ASP", copy=False, tracking=True)
    missing = fields.Text(compute="_compute_missing", help="What is missing before the fiche may be sent.")
    is_complete = fields.Boolean(compute="_compute_missing")

    _fiche_uniq = models.Constraint(
        "UNIQUE (asp_measure, siret, pass_number)",
        "A fiche salarié for this PASS IAE and this structure already exists (INS-F01)",
    )

    @api.depends("employee_id", "asp_measure")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.employee_id.name or ''} {record.asp_measure or ''}".strip()

    @api.depends("pass_id")
    def _compute_agreement_id(self):
        for record in self:
            record.agreement_id = record.agreement_id or record.pass_id.employee_id.agreement_id

    def _compute_pathway_id(self):
        pathways = self.env["regie.insertion.pathway"].search([("employee_id", "in", self.employee_id.ids)])
        for record in self:
            mine = pathways.filtered(lambda pathway, record=record: pathway.employee_id == record.employee_id)
            record.pathway_id = mine[:1]

    @api.depends("agreement_id")
    def _compute_asp_measure(self):
        for record in self:
            record.asp_measure = record.agreement_id.kind and f"{record.agreement_id.kind}_DC"

    @api.depends("pass_id")
    def _compute_siret(self):
        for record in self:
            record.siret = re.sub(r"\s", "", record.pass_id.company_id.company_registry or "") or False

    @api.depends("pass_id")
    def _compute_names(self):
        for record in self:
            first, _blank, last = (record.pass_id.employee_id.name or "").partition(" ")
            record.first_name, record.last_name = first[:30], last.upper() or False

    @api.depends("pass_id", "first_name", "last_name", "birth_insee_code", "agreement_id")
    def _compute_missing(self):
        for record in self:
            rows = record._get_rows(masked=False)
            lacks = [label for label, value, needed, _sensitive in rows if needed and not value]
            record.missing = "\n".join(f"• {label}" for label in lacks) or False
            record.is_complete = not lacks

    # -- rules ---------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """INS-F02, INS-F03 and INS-F01, before PostgreSQL says them in its own words."""
        passes, agreements = self.env["regie.iae.pass"], self.env["regie.iae.agreement"]
        known = set(
            self._read_group(
                [("pass_id", "in", [vals.get("pass_id") for vals in vals_list])], ["pass_id", "asp_measure"], []
            )
        )
        for vals in vals_list:
            record = passes.browse(vals.get("pass_id") or [])
            if not record:
                raise ValidationError(self.env._("The hire is not linked to a PASS IAE (INS-F02)"))
            agreement = agreements.browse(vals.get("agreement_id") or []) or record.employee_id.agreement_id
            if not agreement:
                raise ValidationError(self.env._("The present structure has no agreement (INS-F03)"))
            if (record, f"{agreement.kind}_DC") in known:
                raise ValidationError(
                    self.env._("A fiche salarié for this PASS IAE and this structure already exists (INS-F01)")
                )
        return super().create(vals_list)

    def write(self, vals):
        """A state is only reached from those that lead to it. (INS-F04)"""
        if vals.get("state"):
            for record in self:
                record._check_transition(vals["state"])
        return super().write(vals)

    def _check_transition(self, state):
        """Raise unless the fiche may go to this state: the table of the State, what is missing, the end of the PASS."""
        self.ensure_one()
        names = dict(self._fields["state"]._description_selection(self.env))
        if state != self.state and state not in TRANSITIONS[self.state]:
            raise UserError(
                self.env._(
                    "A fiche salarié “%(old)s” cannot become “%(new)s”. (INS-F04)",
                    old=names[self.state],
                    new=names[state],
                )
            )
        if state == "ready" and not self.is_complete:
            raise UserError(self.env._("The fiche salarié lacks: %(list)s (INS-F05)", list=f"\n{self.missing}"))
        if state == "archived":
            _first, last = self.pass_id._get_prolongation_window(self.pass_id.date_end)
            if fields.Date.context_today(self) <= last:
                raise UserError(
                    self.env._("A fiche salarié is archived once its PASS can no longer be prolonged. (INS-F06)")
                )
        if state == "processed" and self.state == "rejected" and self.asp_code != ASP_DUPLICATE:
            raise UserError(
                self.env._("Only a duplicate (code 3436) may be forced from an error to integrated. (INS-F04)")
            )

    @api.constrains("asp_code")
    def _check_asp_code(self):
        for record in self.filtered("asp_code"):
            if not re.fullmatch(r"\d{4}", record.asp_code):
                raise ValidationError(self.env._("A code of the ASP has four digits. (INS-F07)"))

    # -- actions -------------------------------------------------------------------------------

    def action_ready(self):
        """Complete: everything that the State asks for is there."""
        self.write({"state": "ready"})

    def action_send(self):
        """Sent to the ASP, by the extranet or the platform."""
        self.write({"state": "sent", "sent_on": fields.Date.context_today(self)})

    def action_answer(self):
        """Read the code typed back: integrated on 0000, in error on any other."""
        for record in self:
            if not record.asp_code:
                raise UserError(self.env._("Type the code that the ASP gave back first. (INS-F07)"))
            record.state = "processed" if record.asp_code == ASP_OK else "rejected"

    def action_force(self):
        """A duplicate (3436) is integrated already: say so."""
        self.write({"state": "processed"})

    def action_disable(self):
        """Set aside: the hire did not take place, or the fiche is not due."""
        self.write({"state": "disabled"})

    def action_enable(self):
        """Take up again a fiche that was set aside."""
        self.write({"state": "new"})

    def action_archive_fiche(self):
        """Archive the fiche of a PASS over for good."""
        self.write({"state": "archived"})
