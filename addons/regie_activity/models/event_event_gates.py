from odoo import api, fields, models
from odoo.exceptions import UserError


class EventEvent(models.Model):
    """A session is published once the authorisations of its kind are held. gup_services.md, 8.6."""

    _inherit = "event.event"

    regie_gate_ids = fields.Many2many(
        "regie.regulatory.gate",
        "regie_event_gate_rel",
        "event_id",
        "gate_id",
        string="Other authorisations",
        help="What this session asks for besides those of its kind: a temporary bar, an occupation of the street…",
    )
    regie_document_ids = fields.One2many("regie.regulatory.document", "event_id", string="Documents of the session")
    regie_missing_gate_ids = fields.Many2many(
        "regie.regulatory.gate", string="Authorisations missing", compute="_compute_regie_missing_gate_ids"
    )

    @api.depends("regie_gate_ids", "regie_type_id.gate_ids", "date_begin", "date_end", "regie_document_ids")
    def _compute_regie_missing_gate_ids(self):
        for event in self:
            event.regie_missing_gate_ids = event._get_missing_gates()

    def _get_missing_gates(self):
        """Return the authorisations of the session that no document covers from its first day to its last."""
        self.ensure_one()
        gates = self.regie_type_id.gate_ids | self.regie_gate_ids
        if not gates or not self.date_begin or not self.date_end:
            return gates
        zoned = self.with_context(tz=self.date_tz or self.env.user.tz or "Europe/Paris")
        first = fields.Datetime.context_timestamp(zoned, self.date_begin).date()
        last = fields.Datetime.context_timestamp(zoned, self.date_end).date()
        if self.company_id:
            gates = gates.with_company(self.company_id)
        # sudo: whoever plans a session learns that a paper is missing, without reading the papers
        single = gates.filtered(lambda gate: gate.scope == "event").sudo()
        general = gates.filtered(lambda gate: gate.scope == "company").sudo()
        missing = general._get_missing(first, last)
        missing |= single._get_missing(first, last, [("event_id", "=", self._origin.id)])
        return missing.sudo(False)

    def _check_gates(self):
        """Refuse to publish a session whose authorisations are not held on its days.

        :raise UserError: E-ACT-03
        """
        for event in self:
            missing = event._get_missing_gates()
            if missing:
                raise UserError(
                    self.env._(
                        "Publication of “%(event)s” refused: authorisation %(gate)s missing or expired. The manager of"
                        " the activities writes the document in Activities › Authorisations held. (E-ACT-03)",
                        event=event.name,
                        gate=", ".join(missing.mapped("name")),
                    )
                )
