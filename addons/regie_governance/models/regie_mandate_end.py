from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class RegieMandateEnd(models.Model):
    """The end of a mandate, who comes after, and what has to be ratified by the next assembly."""

    _inherit = "regie.mandate"

    replaces_id = fields.Many2one(
        "regie.mandate", string="Comes after", index="btree_not_null", ondelete="restrict", copy=False, tracking=True
    )
    replaced_by_ids = fields.One2many("regie.mandate", "replaces_id", string="Replaced by")
    date_ratified = fields.Date(
        string="Ratified on", copy=False, tracking=True, help="Day of the assembly that ratified the cooptation."
    )
    ratification_id = fields.Many2one(
        "regie.resolution", string="Ratified by", copy=False, ondelete="restrict", check_company=True
    )
    is_to_ratify = fields.Boolean(
        string="To ratify",
        compute="_compute_is_to_ratify",
        search="_search_is_to_ratify",
        help="A coopted person sits provisionally until the next general assembly says yes or no.",
    )

    @api.depends("origin", "date_ratified", "date_end")
    def _compute_is_to_ratify(self):
        to_ratify = self.filtered_domain(self._get_to_ratify_domain())
        for mandate in self:
            mandate.is_to_ratify = mandate in to_ratify

    def _search_is_to_ratify(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_to_ratify_domain()
        return Domain.OR(domain if one else ~domain for one in value)

    @api.model
    def _get_to_ratify_domain(self):
        """Return the Domain of the cooptations that no assembly ratified and that still run."""
        today = fields.Date.context_today(self)
        running = Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        return Domain([("origin", "=", "cooptation"), ("date_ratified", "=", False)]) & running

    @api.constrains("origin", "organ_id", "date_start")
    def _check_cooptation(self):
        """A cooptation exists only if the statutes foresee it.

        :raise ValidationError: GOV-016
        """
        for mandate in self.filtered(lambda one: one.origin == "cooptation" and one._is_of_statutes()):
            statutes = mandate._get_statutes()
            if statutes and not statutes.is_cooptation_allowed:
                raise ValidationError(
                    self.env._("The statutes do not foresee cooptation: have the seat filled by an election. (GOV-016)")
                )

    def _end(self, date, reason):
        """End mandates: ``date`` is their last day. The planned end stays as it was, it says what was foreseen.

        :raise UserError: when one has ended already
        """
        for mandate in self:
            if mandate.date_end and mandate.date_end < date:
                raise UserError(
                    self.env._(
                        "The mandate of %(person)s has already ended on %(date)s.",
                        person=mandate.partner_id.name,
                        date=fields.Date.to_string(mandate.date_end),
                    )
                )
        self.write({"date_end": date, "end_reason": reason})

    def _replace(self, member, origin="election", date=None, person=None):
        """Seat a successor on the day after the end, in the same organ and function, and return the new mandate.

        When elected, or designated, for the remaining term; when coopted, until the next assembly, which ratifies.
        """
        self.ensure_one()
        start = date or fields.Date.add(self.date_end, days=1)
        vals = {
            "organ_id": self.organ_id.id,
            "membership_id": member.id,
            "role_id": self.role_id.id,
            "origin": origin,
            "date_start": start,
            "date_end_planned": self.date_end_planned,
            "cohort": self.cohort,
            "seat_number": self.seat_number,
            "replaces_id": self.id,
        }
        if person:
            vals["partner_id"] = person.id
        if not member:
            vals["college_id"] = self.college_id.id
        if origin == "cooptation" and (assembly := self._get_next_assembly(self.company_id, start)):
            vals["date_end_planned"] = assembly._get_day()
        return self.create(vals)

    @api.model
    def _get_next_assembly(self, company, date):
        """Return the first general assembly that is called or held from a date on; empty when none is."""
        return self.env["regie.meeting"].search(
            [
                ("company_id", "=", company.id),
                ("organ_id.kind", "=", "assembly"),
                ("date", ">=", fields.Date.to_string(date)),
                ("date_cancelled", "=", False),
                ("date_no_quorum", "=", False),
            ],
            order="date",
            limit=1,
        )

    def _get_unratified(self, date):
        """Return those of these cooptations that the assembly held since did not ratify.

        They are told by GOV-016 until somebody ratifies or ends them.
        """
        waiting = self.filtered_domain(self._get_to_ratify_domain())
        late = self.browse()
        for mandate in waiting:
            assembly = self._get_next_assembly(mandate.company_id, mandate.date_start)
            if assembly and assembly.date_closed and assembly._get_day() <= date:
                late |= mandate
        return late

    def action_ratify(self):
        """Note that the last assembly ratified the cooptations; they then last for the remaining term.

        :raise UserError: when no assembly was held since the cooptation
        """
        today = fields.Date.context_today(self)
        for mandate in self.filtered("is_to_ratify"):
            assembly = self._get_next_assembly(mandate.company_id, mandate.date_start)
            day = assembly and assembly._get_day()
            if not day or not assembly.date_opened or day > today:
                raise UserError(
                    self.env._(
                        "No general assembly was held since %(person)s was coopted: put the ratification on the agenda "
                        "of the next one. (GOV-016)",
                        person=mandate.partner_id.name,
                    )
                )
            mandate.write({"date_ratified": day, "date_end_planned": mandate._get_remaining_end()})

    def _get_remaining_end(self):
        """Return the end of the term in which a coopted person came: that of the mandate before."""
        self.ensure_one()
        return self.replaces_id.date_end_planned or self.date_end_planned

    def action_end(self):
        """Open the window that ends this mandate, with the reason that was noticed."""
        self.ensure_one()
        reason = self._get_lost_quality().get(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End the mandate of %(person)s", person=self.partner_id.name),
            "res_model": "regie.mandate.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_mandate_id": self.id, "default_end_reason": reason or "resignation"},
        }
