from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class RegieTariffEntitlement(models.Model):
    """The band of a person for a time: what was seen, by whom, until when. No income, no document is kept.

    Read by the group of the tariffs alone. It reaches the till as the price list of the person and nothing else.
    Domain: gup_services.md, 7.1; GDPR, art. 5.1 c.
    """

    _name = "regie.tariff.entitlement"
    _description = "Right to a tariff"
    _inherit = ["regie.fact.guard"]
    _order = "date_to desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="tier_id.company_id", store=True, precompute=True, index=True)
    grid_id = fields.Many2one(related="tier_id.grid_id", store=True, precompute=True)
    tier_id = fields.Many2one("regie.tariff.tier", string="Band", required=True, index=True, ondelete="restrict")
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Until", required=True, default=lambda self: self._default_date_to())
    origin = fields.Selection(
        [
            ("calculator", "Calculated from a proof"),
            ("decision", "Decision of a social worker"),
            ("request", "Request of the person"),
            ("card", "Anonymous card"),
        ],
        required=True,
        default="calculator",
    )
    proof = fields.Selection(
        [("caf", "Attestation of the CAF"), ("tax", "Tax notice"), ("other", "Other"), ("none", "None")],
        required=True,
        default="caf",
        help="Kind of paper that was seen. It is never copied.",
    )
    proof_seen_on = fields.Date(string="Seen on", default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="Seen by", required=True, readonly=True, default=lambda self: self.env.user
    )
    is_applied = fields.Boolean(string="Reaches the till", readonly=True, copy=False, index=True)
    state = fields.Selection(
        [("future", "To come"), ("current", "In force"), ("past", "Ended")],
        compute="_compute_state",
        search="_search_state",
    )

    _period_excl = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, company_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "This person already has a right to a tariff over this period. (E-TIER-04)",
    )
    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A right cannot end before it begins.")

    def _default_date_to(self):
        months = int(self.env["regie.parameter"].get("tarif_droit_mois", fields.Date.context_today(self)))
        return fields.Date.context_today(self) + relativedelta(months=months, days=-1)

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for right in self:
            if not right.date_from or not right.date_to or right.date_from > today:
                right.state = "future"
            else:
                right.state = "current" if right.date_to >= today else "past"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = {
            "future": [("date_from", ">", "today")],
            "current": [("date_from", "<=", "today"), ("date_to", ">=", "today")],
            "past": [("date_to", "<", "today")],
        }
        return fields.Domain.OR([fields.Domain(domains[state]) for state in value if state in domains])

    @api.constrains("date_from", "date_to")
    def _check_length(self):
        """A right lasts no longer than the parameter says. (E-TIER-10)"""
        parameters = self.env["regie.parameter"]
        longest = {day: int(parameters.get("tarif_droit_mois", day)) for day in set(self.mapped("date_from"))}
        for right in self:
            months = longest[right.date_from]
            if right.date_to >= right.date_from + relativedelta(months=months):
                raise ValidationError(
                    self.env._("A right to a tariff lasts %(months)s months at most. (E-TIER-10)", months=months)
                )

    @api.model
    def _check_free(self, wanted, but=()):
        """Say who already has a right, and until when, before PostgreSQL refuses. One query. (E-TIER-04)

        :param wanted: ``[(partner id, company, first day, last day)]``
        :param but: ids of the rights that are changed
        """
        rights = self.search_fetch(
            [("id", "not in", but), ("partner_id", "in", [partner for partner, *_rest in wanted])],
            ["partner_id", "company_id", "date_from", "date_to"],
        )
        held = rights.grouped(lambda right: (right.partner_id.id, right.company_id))
        for partner, company, first, last in wanted:
            for right in held.get((partner, company), ()):
                if right.date_from <= last and right.date_to >= first:
                    raise ValidationError(
                        self.env._(
                            "%(partner)s already has a right to a tariff over this period, until %(date)s: end it"
                            " first. (E-TIER-04)",
                            partner=right.partner_id.name,
                            date=format_date(self.env, right.date_to),
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the right reach the till at once when it is in force."""
        given = {"date_from": fields.Date.context_today(self), "date_to": self._default_date_to()}
        vals_list = [given | vals for vals in vals_list]
        tiers = self.env["regie.tariff.tier"]
        self._check_free(
            [
                (
                    vals["partner_id"],
                    tiers.browse(vals["tier_id"]).company_id,
                    fields.Date.to_date(vals["date_from"]),
                    fields.Date.to_date(vals["date_to"]),
                )
                for vals in vals_list
                if vals.get("partner_id") and vals.get("tier_id")
            ]
        )
        rights = super().create(vals_list)
        rights._apply()
        return rights

    def write(self, vals):
        """Let a change of person, of band or of dates reach the till."""
        if vals.keys() & {"date_from", "date_to", "partner_id"}:
            first, last = (fields.Date.to_date(vals.get(name)) for name in ("date_from", "date_to"))
            self._check_free(
                [
                    (
                        vals.get("partner_id") or right.partner_id.id,
                        right.company_id,
                        first or right.date_from,
                        last or right.date_to,
                    )
                    for right in self
                ],
                but=self.ids,
            )
        if "partner_id" in vals:
            # who loses the right loses its prices
            self._give_back()
        done = super().write(vals)
        if vals.keys() & {"tier_id", "date_from", "date_to", "partner_id"}:
            self._apply()
        return done

    def unlink(self):
        """Give its usual prices back to a person whose right is removed."""
        self._give_back()
        return super().unlink()

    def action_end(self):
        """End the rights today: a change of situation, a mistake.

        :raise UserError: E-TIER-11 when a right has not begun
        """
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=1)
        for right in self:
            if right.date_from > yesterday:
                raise UserError(self.env._("This right begins today or later: delete it. (E-TIER-11)"))
            right.date_to = min(right.date_to, yesterday)

    def _apply(self):
        """Write the price list of the persons whose right is in force, take it back from the others."""
        current = self.filtered(lambda right: right.state == "current")
        (self - current)._give_back()
        for company, rights in current.grouped("company_id").items():
            for pricelist, some in rights.grouped(lambda right: right.tier_id.pricelist_id).items():
                # sudo: the price list of a person is written by the rule, whoever may write on the person
                some.partner_id.sudo().with_company(company).specific_property_product_pricelist = pricelist
        # sudo: a fact that the guard keeps
        current.sudo().is_applied = True

    def _give_back(self):
        applied = self.filtered("is_applied")
        for company, rights in applied.grouped("company_id").items():
            # sudo: as above
            rights.partner_id.sudo().with_company(company).specific_property_product_pricelist = False
        applied.sudo().is_applied = False

    def _cron_apply(self):
        """Every night: rights that begin, rights that end, rights that ended long ago and are erased."""
        today = fields.Date.context_today(self)
        ended = self.search([("is_applied", "=", True), ("date_to", "<", today)])
        ended._give_back()
        self.search([("is_applied", "=", False), ("date_from", "<=", today), ("date_to", ">=", today)])._apply()
        months = int(self.env["regie.parameter"].get("tarif_conservation_mois", today))
        self.search([("date_to", "<", today - relativedelta(months=months))]).unlink()
