from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools import contract
from .hr_version import CDDI_FORMS

STATES = [
    ("opinions", "Opinions awaited"),
    ("to_decide", "To decide"),
    ("to_sign", "To sign"),
    ("signed", "Renewed"),
    ("stopped", "Not renewed"),
]
# Signed by the employee, the team leader and the director: the network's practice.
SIGNATURES = ("employee_signed_on", "leader_signed_on", "director_signed_on")
DECISION_FIELDS = {"decision", "decided_on", "decided_by_id", "new_version_id", "version_id", "employee_id"}


class RegieIaeRenewal(models.Model):
    """Milestone before the end of a CDDI: three opinions, a decision, then the next contract or the exit.

    Opened some weeks before the end of the contract, one for each contract.
    """

    _name = "regie.iae.renewal"
    _description = "Renewal milestone"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_end, id"
    _rec_names_search = ["employee_id"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, ondelete="cascade", index=True, check_company=True
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    department_id = fields.Many2one(related="employee_id.department_id", string="Team", store=True, index=True)
    social_worker_id = fields.Many2one(
        "res.users", string="Social adviser (CIP)", compute="_compute_social_worker_id", compute_sudo=True, store=True
    )
    version_id = fields.Many2one("hr.version", string="Contract", required=True, ondelete="cascade", index=True)
    date_start = fields.Date(
        string="Contract from", compute="_compute_dates", store=True, compute_sudo=True, precompute=True
    )
    date_end = fields.Date(
        string="Contract until", compute="_compute_dates", store=True, compute_sudo=True, precompute=True, index=True
    )
    opinion_ids = fields.One2many("regie.iae.renewal.opinion", "renewal_id", string="Opinions")
    months = fields.Selection(
        [("2", "2 months"), ("4", "4 months"), ("6", "6 months"), ("12", "12 months")],
        string="Renewed for",
        default="6",
        tracking=True,
        help="Duration of the next contract, from the day after this one ends.",
    )
    missing_reason = fields.Char(
        string="Decided without an opinion because",
        tracking=True,
        help="Filled in: the decision does not wait for the opinions that are not given yet.",
    )
    decision = fields.Selection(
        [("renew", "Renew"), ("stop", "Do not renew")], readonly=True, copy=False, tracking=True
    )
    decided_on = fields.Date(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    new_version_id = fields.Many2one(
        "hr.version", string="Next contract", readonly=True, copy=False, ondelete="set null"
    )
    new_date_end = fields.Date(
        string="Next contract until", compute="_compute_new_date_end", compute_sudo=True, help="Last day once renewed."
    )
    employee_signed_on = fields.Date(string="Signed by the employee on", copy=False, tracking=True)
    leader_signed_on = fields.Date(string="Signed by the team leader on", copy=False, tracking=True)
    director_signed_on = fields.Date(string="Signed by the director on", copy=False, tracking=True)
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        index=True,
        group_expand=True,
        help="Read from the opinions, the decision and the signatures.",
    )
    active = fields.Boolean(default=True)

    _contract_uniq = models.Constraint(
        "UNIQUE (employee_id, date_start)", "The renewal of this contract is already under way: open it."
    )

    @api.depends("employee_id.name", "date_end")
    def _compute_display_name(self):
        for renewal in self:
            renewal.display_name = renewal.employee_id.sudo().name or ""

    @api.depends("employee_id")
    def _compute_social_worker_id(self):
        pathways = self.env["regie.insertion.pathway"]
        for renewal in self:
            renewal.social_worker_id = pathways._get_open(renewal.employee_id).social_worker_id

    @api.depends("version_id.contract_date_start", "version_id.contract_date_end")
    def _compute_dates(self):
        for renewal in self:
            renewal.date_start = renewal.version_id.contract_date_start
            renewal.date_end = renewal.version_id.contract_date_end

    @api.depends("date_end", "months", "new_version_id.contract_date_end")
    def _compute_new_date_end(self):
        for renewal in self:
            renewal.new_date_end = renewal.new_version_id.contract_date_end or renewal._get_new_dates()[1]

    @api.depends("opinion_ids.opinion", "decision", *SIGNATURES)
    def _compute_state(self):
        for renewal in self:
            if renewal.decision == "stop":
                renewal.state = "stopped"
            elif renewal.decision == "renew":
                renewal.state = "signed" if all(renewal[name] for name in SIGNATURES) else "to_sign"
            else:
                given = renewal.opinion_ids and all(renewal.opinion_ids.mapped("opinion"))
                renewal.state = "to_decide" if given else "opinions"

    @api.model_create_multi
    def create(self, vals_list):
        """Each renewal starts with its three opinions to give, and those who owe them are told."""
        renewals = super().create(vals_list)
        roles = [role for role, _label in self.env["regie.iae.renewal.opinion"]._fields["role"].selection]
        # sudo: whoever opens a renewal opens the three opinions, and may write one of them at most
        self.env["regie.iae.renewal.opinion"].sudo().create(
            [{"renewal_id": renewal.id, "role": role} for renewal in renewals for role in roles]
        )
        renewals._ask_opinions()
        return renewals

    def write(self, vals):
        """The decision is the managers'; the three signatures together sign the next contract."""
        if DECISION_FIELDS & vals.keys() and not self._is_manager():
            raise AccessError(self.env._("Only the direction decides on a renewal. (INS-C20)"))
        result = super().write(vals)
        if set(SIGNATURES) & vals.keys():
            for renewal in self.filtered(lambda renewal: renewal.state == "signed"):
                # sudo: the signature is a date of the contract, which the pay may have taken over since
                renewal.sudo().new_version_id.signed_on = max(renewal[name] for name in SIGNATURES)
        return result

    # -- opening -------------------------------------------------------------------------------

    @api.model
    def _cron_open(self):
        """Open the renewals of the CDDI that end within the alert weeks; running it again opens nothing more."""
        for company in self.env["res.company"].search([]):
            self.with_company(company)._open_renewals(company)

    @api.model
    def _open_renewals(self, company):
        """Open and return the missing renewals of a company."""
        versions = self.env["hr.version"].search(
            self.env["hr.version"]._get_contract_ending_domain()
            & Domain("company_id", "=", company.id)
            & Domain("iae_form", "in", CDDI_FORMS)
            & Domain("employee_id.active", "=", True)
            & Domain("departure_date", "=", False),
            order="date_version",
        )
        known = {
            (employee.id, start)
            for employee, start in self.with_context(active_test=False)._read_group(
                [("employee_id", "in", versions.employee_id.ids)], ["employee_id", "date_start:day"]
            )
        }
        contracts = {(version.employee_id.id, version.contract_date_start): version for version in versions}
        missing = [
            version for key, version in contracts.items() if key not in known and not version._get_next_contract()
        ]
        return self.create([{"employee_id": row.employee_id.id, "version_id": row.id} for row in missing])

    def _ask_opinions(self):
        """One reminder for each person who owes an opinion."""
        for renewal in self:
            for opinion in renewal.sudo().opinion_ids:
                renewal._remind(
                    opinion._get_users(), lambda env: env._("Renewal: your opinion is awaited"), days_before=21
                )

    def _remind(self, users, summary, days_before=14):
        """Give each user a reminder in their language, some days before the end of the contract.

        ``summary`` takes an environment and returns the text.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        for user in users:
            # sudo: reminders are given by the cron and by whoever opens a renewal
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                max(self.date_end - timedelta(days=days_before), today),
                summary=summary(self.with_context(lang=user.lang).env),
                user_id=user.id,
            )

    # -- decision ------------------------------------------------------------------------------

    def _is_manager(self):
        return self.env.su or self.env.user.has_group("regie_insertion.group_insertion_manager")

    def _get_new_dates(self):
        """First and last day of the next contract."""
        self.ensure_one()
        if not self.date_end or not self.months:
            return False, False
        start = self.date_end + timedelta(days=1)
        return start, contract.last_day(start, int(self.months))

    def _check_can_decide(self):
        """INS-C18 to C20: who decides, once, on the three opinions."""
        self.ensure_one()
        if not self._is_manager():
            raise AccessError(self.env._("Only the direction decides on a renewal. (INS-C20)"))
        if self.decision:
            raise UserError(self.env._("This renewal is already decided. (INS-C19)"))
        awaited = self.opinion_ids.filtered(lambda opinion: not opinion.opinion)
        if awaited and not self.missing_reason:
            raise UserError(
                self.env._(
                    "Opinions are still awaited: %(roles)s. Ask for them, or write why you decide without them. "
                    "(INS-C18)",
                    roles=", ".join(opinion._get_role_label() for opinion in awaited),
                )
            )

    def _decide(self, decision, **vals):
        today = fields.Date.context_today(self)
        self.write({"decision": decision, "decided_on": today, "decided_by_id": self.env.uid, **vals})
        # sudo: the reminders of the others end with the decision
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    def action_renew(self):
        """Create the next contract, from the day after this one ends, under the rules of the CDDI."""
        for renewal in self:
            renewal._check_can_decide()
            start, end = renewal._get_new_dates()
            version = renewal.employee_id.create_version(
                {
                    "date_version": start,
                    "contract_date_start": start,
                    "contract_date_end": end,
                    "trial_date_end": False,
                    "short_contract_reason": False,
                }
            )
            renewal._decide("renew", new_version_id=version.id)
            renewal._remind(renewal._get_signers(), lambda env: env._("Renewal: have the amendment signed"), 7)
        return True

    def action_stop(self):
        """Let the contract end on its day, and prepare the exit of the person."""
        for renewal in self:
            renewal._check_can_decide()
            renewal._decide("stop")
            renewal._remind(renewal._get_signers(), lambda env: env._("Contract not renewed: prepare the exit"), 21)
        return self.action_prepare_exit() if len(self) == 1 else True

    def _get_signers(self):
        """Who follows the decision: the CIP of the person, or whoever decides."""
        return self.social_worker_id or self.env.user

    def action_prepare_exit(self):
        """Open the exit of the person, on the last day of the contract."""
        self.ensure_one()
        pathway = self.env["regie.insertion.pathway"]._get_open(self.employee_id)
        if not pathway:
            return self.action_open_employee()
        action = pathway.action_record_exit()
        return {**action, "context": {**action["context"], "default_date": self.date_end}}

    def action_open_employee(self):
        """Open the page of the person."""
        self.ensure_one()
        return self.employee_id.get_formview_action()

    def action_print_amendment(self):
        """Print the amendment that renews the contract."""
        self.ensure_one()
        return self.new_version_id.action_print_contract()
