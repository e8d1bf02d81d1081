from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieMediationConsent(models.AbstractModel):
    """A follow-up of somebody who agreed to it: who, on what, until when. Own cases only; forgotten when it is old.

    Domain: gup_services.md, 2.5.
    """

    _name = "regie.mediation.consent"
    _description = "Follow-up with consent"
    _inherit = ["regie.mediation.export"]
    _export_group = None
    #: What tells who it is: emptied when the case is anonymised
    _identity_fields = ("partner_id", "initials", "phone", "note", "next_step")

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Mediator",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        help="Alone to read the case, with the mediation manager.",
    )
    initials = fields.Char(size=8, copy=False, help="Enough to find the case again: M. D.")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        domain="[('is_company', '=', False)]",
        help="Only when a letter or a form needs the full name.",
    )
    phone = fields.Char(string="How to reach them", copy=False)
    note = fields.Text(
        string="Working notes", copy=False, help="What is needed to help, no more. Erased with the name."
    )
    date_next = fields.Date(
        string="Next contact on", copy=False, help="The home page of the mediator reminds of it on that day."
    )
    next_step = fields.Char(copy=False, help="What is to be done then. Erased with the name.")
    date_open = fields.Date(string="Opened on", required=True, default=fields.Date.context_today)
    consent_date = fields.Date(string="Agreed on", copy=False)
    consent_scope = fields.Char(
        string="Agreed to",
        copy=False,
        help="What for, and with whom it may be shared: “housing file, with the landlord”.",
    )
    consent_way = fields.Selection(
        [("paper", "On paper, signed"), ("voice", "By word of mouth"), ("electronic", "Electronically")],
        string="How they agreed",
        copy=False,
    )
    consent_text_id = fields.Many2one(
        "regie.mediation.consent.text",
        string="Text read to them",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        default=lambda self: self.env["regie.mediation.consent.text"]._get_current(),
    )
    # Facts: written by the buttons, never by hand
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False)
    date_withdrawn = fields.Date(string="Consent withdrawn on", readonly=True, copy=False)
    date_anonymised = fields.Date(string="Anonymised on", readonly=True, copy=False)

    @api.depends("name", "initials")
    def _compute_display_name(self):
        for one in self:
            one.display_name = " · ".join(filter(None, (one.name, one.initials)))

    @api.model_create_multi
    def create(self, vals_list):
        """Open cases of people who agreed.

        :raise UserError: E-MED-06 without their consent
        """
        # sudo: whoever opens a case does not read the sequences
        sequences = self.env["ir.sequence"].sudo()
        cases = super().create(vals_list)
        for case in cases:
            # sudo: the number is a fact, drawn by the system
            case.sudo().name = sequences.with_company(case.company_id).next_by_code(self._name) or "/"
        cases._check_consent()
        return cases

    def write(self, vals):
        """Change cases.

        :raise UserError: E-MED-06, E-MED-08, E-MED-09
        """
        result = super().write(vals)
        self._check_consent()
        return result

    def _check_consent(self):
        """Refuse to name somebody who did not agree. (E-MED-06)"""
        for case in self.filtered(lambda one: one._is_named() and not one.date_anonymised):
            if not (case.consent_date and (case.consent_scope or "").strip() and case.consent_text_id):
                raise UserError(
                    self.env._(
                        "Consent is missing: a named case is opened once the person agreed. Write the day, what they"
                        " agreed to and the text that was read to them. (E-MED-06)"
                    )
                )

    def _is_named(self):
        """Tell whether the record tells who the person is."""
        return any(self[name] for name in self._identity_fields)

    @api.constrains("consent_date")
    def _check_consent_date(self):
        today = fields.Date.context_today(self)
        if any(case.consent_date and case.consent_date > today for case in self):
            raise ValidationError(self.env._("A consent is not given in the future. (E-MED-06)"))

    def _check_not_locked(self):
        if locked := self.filtered("date_anonymised")[:1]:
            raise UserError(
                self.env._("%(case)s was anonymised and does not change any more. (E-MED-09)", case=locked.name)
            )
        return super()._check_not_locked()

    def action_close(self):
        """Close the cases, today."""
        self._check_not_locked()
        self._write_case_facts({"date_closed": fields.Date.context_today(self)})

    def action_reopen(self):
        """Open closed cases again."""
        self._check_not_locked()
        self._write_case_facts({"date_closed": False})

    def action_withdraw_consent(self):
        """Forget at once the people who take their consent back (GDPR, article 7.3)."""
        self._check_not_locked()
        self._write_case_facts({"date_withdrawn": fields.Date.context_today(self)})
        self._anonymise()

    def action_anonymise(self):
        """Forget who closed cases were about, before the time.

        :raise UserError: E-MED-10 when a case is still open
        """
        if opened := self.filtered(lambda one: not one.date_closed)[:1]:
            raise UserError(self.env._("Close %(case)s before it is anonymised. (E-MED-10)", case=opened.display_name))
        self.check_access("write")
        self._anonymise()

    def _anonymise(self):
        """Empty what tells who it is, here and around; what is counted stays."""
        today = fields.Date.context_today(self)
        # sudo: a case is forgotten when its time has come, whoever is there; the rights were checked by the button
        cases = self.sudo()
        cases._get_orientations().write({"note": False})
        for case in cases:
            case.write(
                {
                    **dict.fromkeys(self._identity_fields, False),
                    "date_next": False,
                    "date_anonymised": today,
                    "date_closed": case.date_closed or today,
                }
            )

    def _get_orientations(self):
        """Hook: the orientations of the cases."""
        return self.env["regie.mediation.orientation"]

    def _write_case_facts(self, vals):
        self.check_access("write")
        # sudo: a fact is written by its button only, once the rights are checked
        self.sudo().write(vals)

    @api.model
    def _get_forgettable_domain(self, day):
        """The cases without contact since ``day`` that still tell who they are about."""
        return [("date_last_contact", "<", day), ("date_anonymised", "=", False)]
