from odoo import fields, models


class RegieAraPresence(models.Model):
    """A person who agreed to be named at a session, with their hours. Domain: gup_services.md, 6.6."""

    _name = "regie.ara.presence"
    _description = "Person named at a session"
    _order = "session_id, id"
    _rec_name = "partner_id"

    session_id = fields.Many2one("regie.ara.session", required=True, index=True, ondelete="cascade")
    case_id = fields.Many2one(related="session_id.case_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="session_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="cascade")
    hours = fields.Float(required=True, default=3)
    has_consent = fields.Boolean(string="Agreed to be named")

    _person_uniq = models.Constraint("UNIQUE (session_id, partner_id)", "This person is already named at this session.")
    _hours_positive = models.Constraint("CHECK (hours > 0 AND hours <= 24)", "Hours go from 0 to 24.")
    _consent_given = models.Constraint(
        "CHECK (has_consent IS TRUE)",
        "A person is named with their agreement only; else count them without a name. (E-ARA-23)",
    )
