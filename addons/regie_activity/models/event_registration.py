import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What is written by the buttons, the page and the waiting list, and nobody by hand.
REGISTRATION_FACTS = frozenset(
    {
        *("regie_is_waiting", "regie_wait_rank", "regie_date_promoted", "regie_is_absent", "regie_price"),
        *("regie_access_token", "regie_is_public", "regie_date_reminded", "regie_clearance_id", "regie_type_id"),
        "regie_date_erased",
    }
)


class EventRegistration(models.Model):
    """A person who registers for a session: with which guardian, at what price, whether they came. Domain: 8.3."""

    _name = "event.registration"
    _inherit = ["event.registration", "regie.fact.guard"]

    regie_type_id = fields.Many2one(
        related="event_id.regie_type_id", string="Kind of activity", store=True, index="btree_not_null"
    )
    regie_age = fields.Integer(
        string="Age",
        compute="_compute_regie_age",
        store=True,
        readonly=False,
        aggregator=None,
        help="On the day of the session. 0: not known.",
    )
    regie_guardian_id = fields.Many2one(
        "res.partner", string="Guardian", index="btree_not_null", help="Who answers for a minor."
    )
    regie_guardian_name = fields.Char(string="Name of the guardian", help="For a guardian who has no card here.")
    regie_image_consent = fields.Boolean(
        string="Agrees to be in pictures", help="Given by the guardian for a minor. Without it: no picture."
    )
    regie_accepts_wait = fields.Boolean(
        string="Waits if it is full", default=True, help="When no place is left, the person goes to the waiting list."
    )
    regie_is_waiting = fields.Boolean(string="On the list", readonly=True, copy=False)
    regie_wait_rank = fields.Integer(string="Rank", readonly=True, copy=False, aggregator=None)
    regie_date_promoted = fields.Datetime(string="Had a place on", readonly=True, copy=False)
    regie_is_absent = fields.Boolean(string="Did not come", readonly=True, copy=False)
    regie_currency_id = fields.Many2one(related="event_id.currency_id", string="Currency of the price")
    regie_price = fields.Monetary(
        string="To pay",
        currency_field="regie_currency_id",
        readonly=True,
        copy=False,
        help="Price of the person when they registered: it does not change afterwards.",
    )
    regie_access_token = fields.Char(
        compute="_compute_regie_access_token",
        store=True,
        copy=False,
        groups="regie_activity.group_activity_user",
        export_string_translation=False,
    )
    regie_is_public = fields.Boolean(string="By the public page", readonly=True, copy=False)
    regie_date_reminded = fields.Datetime(string="Reminded on", readonly=True, copy=False)
    regie_clearance_id = fields.Many2one(
        "regie.clearance", string="Clearance given", readonly=True, copy=False, ondelete="set null"
    )
    regie_date_erased = fields.Datetime(string="Name erased on", readonly=True, copy=False)

    _regie_person_uniq = models.UniqueIndex(
        "(event_id, partner_id, COALESCE(event_slot_id, 0))"
        " WHERE regie_type_id IS NOT NULL AND partner_id IS NOT NULL AND state <> 'cancel' AND active IS TRUE",
        "This person is already registered for this session. (E-ACT-02)",
    )
    _regie_name_uniq = models.UniqueIndex(
        "(event_id, lower(name), lower(COALESCE(email, '')), COALESCE(phone, ''), COALESCE(event_slot_id, 0))"
        " WHERE regie_type_id IS NOT NULL AND partner_id IS NULL AND state <> 'cancel' AND active IS TRUE"
        " AND (email IS NOT NULL OR phone IS NOT NULL)",
        "Somebody with this name and this address is already registered for this session. (E-ACT-02)",
    )
    _regie_access_token_uniq = models.UniqueIndex("(regie_access_token)", "This link is already in use.")
    _regie_age_range = models.Constraint("CHECK (regie_age BETWEEN 0 AND 125)", "An age is between 0 and 125 years.")
    _regie_wait_idx = models.Index("(event_id, regie_wait_rank) WHERE regie_is_waiting IS TRUE")

    @api.depends("partner_id", "event_id", "event_slot_id")
    def _compute_regie_age(self):
        for registration in self:
            day = registration.event_begin_date
            known = registration.regie_type_id and registration.partner_id and day
            age = registration.partner_id._get_age(day.date()) if known else None
            registration.regie_age = registration.regie_age if age is None else age

    @api.depends("regie_type_id")
    def _compute_regie_access_token(self):
        for registration in self:
            # sudo: the link is kept, its reader is not asked for the right to see it
            kept = registration.sudo().regie_access_token
            registration.regie_access_token = kept or (bool(registration.regie_type_id) and secrets.token_urlsafe(16))

    @api.constrains("regie_age", "regie_guardian_id", "regie_guardian_name", "partner_id", "event_id")
    def _check_regie_age(self):
        for registration in self.filtered(lambda one: one.regie_type_id and one.regie_age):
            kind, age = registration.regie_type_id, registration.regie_age
            if age < kind.min_age or (kind.max_age and age > kind.max_age):
                raise ValidationError(
                    self.env._(
                        "Age outside the limits of “%(kind)s” (%(min)s-%(max)s years): %(person)s is %(age)s."
                        " (E-ACT-05)",
                        kind=kind.name,
                        min=kind.min_age,
                        max=kind.max_age or "…",
                        person=registration.name,
                        age=age,
                    )
                )
            guarded = registration.regie_guardian_id or (registration.regie_guardian_name or "").strip()
            if kind.requires_guardian and age < registration._get_majority() and not guarded:
                raise ValidationError(
                    self.env._(
                        "A guardian is compulsory for a minor: write who answers for %(person)s. (E-ACT-04)",
                        person=registration.name,
                    )
                )

    def _get_majority(self):
        """Return the age from which nobody answers for a person."""
        parameters = self.env["regie.parameter"].with_company(self.event_id.company_id)
        return int(parameters.get("activite_majorite_ans", self.event_id.date_begin))

    @api.model
    def _is_software_fact(self, name):
        return name in REGISTRATION_FACTS
