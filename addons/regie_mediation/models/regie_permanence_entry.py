from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegiePermanenceEntry(models.Model):
    """A visit that was received: what it was about and what came of it. No name, no text: nothing to recognise by.

    Domain: gup_services.md, 2.4.
    """

    _name = "regie.permanence.entry"
    _description = "Visit to a permanence"
    _inherit = ["regie.mediation.export"]
    _order = "date desc, id desc"
    _rec_name = "theme_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    permanence_id = fields.Many2one(
        "regie.permanence",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Empty for a visit outside of the permanences.",
    )
    site_id = fields.Many2one(
        related="permanence_id.site_id", string="Place", store=True, index="btree_not_null", precompute=True
    )
    user_id = fields.Many2one(
        "res.users", string="Received by", required=True, default=lambda self: self.env.user, index=True
    )
    theme_id = fields.Many2one("regie.mediation.theme", required=True, index=True, ondelete="restrict")
    is_sensitive = fields.Boolean(related="theme_id.is_sensitive")
    duration = fields.Integer(string="Minutes", default=15, aggregator="sum")
    channel = fields.Selection(
        [("place", "On the spot"), ("phone", "By telephone"), ("home", "At home")], required=True, default="place"
    )
    is_first_visit = fields.Boolean(string="First visit")
    age_band = fields.Selection(
        [
            ("child", "Child"),
            ("teenager", "Teenager"),
            ("adult", "Adult"),
            ("senior", "Senior"),
            ("unknown", "Unknown age"),
        ],
        string="Age",
        required=True,
        default="unknown",
    )
    sex = fields.Selection(
        [("female", "Woman"), ("male", "Man"), ("unsaid", "Unsaid")], required=True, default="unsaid"
    )
    qpv_resident = fields.Selection(
        [("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")],
        string="Lives in a QPV",
        required=True,
        default="unknown",
    )
    result = fields.Selection(
        [("information", "Information"), ("step", "Formality done together"), ("orientation", "Orientation")],
        required=True,
        default="information",
    )
    orientation_partner_id = fields.Many2one(
        "res.partner",
        string="Oriented to",
        ondelete="restrict",
        domain="[('is_company', '=', True)]",
        help="An organisation, never a person.",
    )
    follow_up_wanted = fields.Boolean(string="Wants to be followed up")
    case_id = fields.Many2one(
        "regie.mediation.case",
        string="Named case",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('state', '=', 'open')]",
        help="Only with the written consent of the person, never on a sensitive theme.",
    )

    _duration_positive = models.Constraint("CHECK (duration >= 0)", "A length is not negative.")
    _company_date = models.Index("(company_id, date)")

    @api.constrains("theme_id", "case_id", "orientation_partner_id", "channel")
    def _check_nobody_on_sensitive_theme(self):
        """Link nobody to a visit on a sensitive theme, and no person in the place of an organisation. (E-MED-05)"""
        for entry in self:
            # sudo: the case may be that of a colleague; only its existence counts
            if entry.theme_id.is_sensitive and (entry.sudo().case_id or entry._is_oriented_to_person()):
                raise entry.theme_id._get_sensitive_error()
            if entry._is_oriented_to_person():
                raise ValidationError(
                    self.env._(
                        "A visit is oriented to an organisation, never to a person: choose the organisation where"
                        " they work. (E-MED-05)"
                    )
                )

    def _is_oriented_to_person(self):
        return bool(self.orientation_partner_id) and not self.orientation_partner_id.is_company

    @api.onchange("theme_id")
    def _onchange_theme_id(self):
        if self.theme_id.is_sensitive:
            self.case_id = False

    @api.onchange("permanence_id")
    def _onchange_permanence_id(self):
        if len(self.permanence_id.theme_ids) == 1 and not self.theme_id:
            self.theme_id = self.permanence_id.theme_ids
