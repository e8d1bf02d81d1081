from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

#: Written by the buttons of the allocation and by nothing else.
FACTS = frozenset(("date_charter", "date_paid", "date_deposit_back", "renewed_by_id"))


class RegieGardenAllocation(models.Model):
    """A plot for somebody, from a day to another: the charter signed, the fee of the season. Domain: 4.8."""

    _name = "regie.garden.allocation"
    _description = "Allocation of a plot"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    plot_id = fields.Many2one(
        "regie.garden.plot",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    site_id = fields.Many2one(related="plot_id.site_id", string="Garden", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="plot_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Gardener",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="A household, a school, an association.",
    )
    request_id = fields.Many2one(
        "regie.garden.request",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        copy=False,
    )
    date_from = fields.Date(string="Gardened from", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(
        string="Gardened until",
        required=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="A season: until 31 December of the year, unless another day is given.",
    )
    tier_id = fields.Many2one("regie.garden.tier", string="Fee applied", ondelete="restrict")
    currency_id = fields.Many2one(related="company_id.currency_id")
    fee = fields.Monetary(
        string="Fee of the season", compute="_compute_fee", store=True, readonly=False, precompute=True
    )
    deposit = fields.Monetary(compute="_compute_fee", store=True, readonly=False, precompute=True)
    date_charter = fields.Date(string="Charter signed on", readonly=True, copy=False, tracking=True)
    charter = fields.Binary(string="Charter signed", attachment=True, copy=False)
    charter_name = fields.Char(string="Name of the charter", copy=False)
    date_paid = fields.Date(string="Fee received on", readonly=True, copy=False, tracking=True)
    date_deposit_back = fields.Date(string="Deposit given back on", readonly=True, copy=False, tracking=True)
    renewed_by_id = fields.Many2one(
        "regie.garden.allocation", string="Renewed by", readonly=True, copy=False, index="btree_not_null"
    )
    state = fields.Selection(
        [("coming", "To come"), ("running", "Under way"), ("ended", "Ended")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates on the current day.",
    )
    note = fields.Text()

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A plot is left after it was taken. (E-GARD-02)")
    _amounts_positive = models.Constraint("CHECK (fee >= 0 AND deposit >= 0)", "A fee is not negative. (E-GARD-06)")
    # Deferred: the sentence comes from _check_free, this one stops two people who save at the same time.
    _plot_period_excl = models.Constraint(
        "EXCLUDE USING gist (plot_id WITH =, daterange(date_from, date_to, '[]') WITH &&)"
        " DEFERRABLE INITIALLY DEFERRED",
        "The plot is already allocated in this period. (E-GARD-01)",
    )

    @api.depends("plot_id", "partner_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.plot_id.display_name or ''} · {one.partner_id.name or ''}"

    @api.depends("date_from")
    def _compute_date_to(self):
        for one in self:
            if one.date_from and (not one.date_to or one.date_to < one.date_from):
                one.date_to = one.date_from + relativedelta(month=12, day=31)

    @api.depends("tier_id", "plot_id")
    def _compute_fee(self):
        """The fee of the tier on the day it is chosen: a tier changed later does not change what was agreed."""
        for one in self:
            tier = one.tier_id
            if tier:
                one.fee = tier.amount + tier.amount_m2 * one.plot_id.surface
                one.deposit = tier.deposit
            else:
                one.fee, one.deposit = one.fee, one.deposit

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for one in self:
            started, ended = one.date_from and one.date_from <= today, one.date_to and one.date_to < today
            one.state = "ended" if ended else "running" if started else "coming"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "coming": [("date_from", ">", today)],
            "running": [("date_from", "<=", today), ("date_to", ">=", today)],
            "ended": [("date_to", "<", today)],
        }
        return fields.Domain.OR([domains[name] for name in value if name in domains])

    @api.constrains("plot_id", "date_from", "date_to")
    def _check_free(self):
        """One gardener at a time on a plot. (E-GARD-01) A plot that rests is not allocated. (E-GARD-04)"""
        # sudo: the plot is taken even if the reader may not see by whom
        others = self.sudo().search([("plot_id", "in", self.plot_id.ids)])
        for one in self:
            if one.plot_id.is_resting and one.date_to >= fields.Date.context_today(self):
                raise ValidationError(
                    self.env._(
                        "The plot %(plot)s rests: it is not allocated. (E-GARD-04)", plot=one.plot_id.display_name
                    )
                )
            for other in others:
                if other == one or other.plot_id != one.plot_id:
                    continue
                if other.date_from <= one.date_to and one.date_from <= other.date_to:
                    raise ValidationError(
                        self.env._(
                            "The plot %(plot)s is already allocated in this period, until %(day)s. (E-GARD-01)",
                            plot=one.plot_id.display_name,
                            day=format_date(self.env, other.date_to, date_format="dd/MM/yyyy"),
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Allocate plots.

        :raise UserError: E-GARD-07 for a fact written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        allocations = super().create(vals_list)
        allocations.request_id._serve()
        return allocations

    def write(self, vals):
        """Change allocations.

        :raise UserError: E-GARD-07 for a fact written by hand
        """
        self._check_no_fact(vals)
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked what each asks for.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(self.env._("The charter, the fee and the deposit are noted by their buttons. (E-GARD-07)"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if self.filtered(lambda one: one.date_charter or one.date_paid):
            raise UserError(
                self.env._(
                    "A plot whose charter is signed or whose fee is paid is given back, not deleted. (E-GARD-08)"
                )
            )

    def action_sign(self):
        """Note that the gardener signed the charter today: zero pesticides, water, compost, neighbours."""
        self._write_fact("date_charter")

    def action_pay(self):
        """Note that the fee of the season was received today.

        :raise UserError: E-GARD-03 before the charter is signed
        """
        for one in self:
            if not one.date_charter:
                raise UserError(
                    self.env._(
                        "%(name)s: have the charter signed first (zero pesticides). (E-GARD-03)", name=one.display_name
                    )
                )
        self._write_fact("date_paid")

    def action_deposit_back(self):
        """Note that the deposit was given back today."""
        self._write_fact("date_deposit_back")

    def action_give_back(self):
        """The plot is given back today: it is free from tomorrow."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        self.filtered(lambda one: one.date_from <= today < one.date_to).write({"date_to": today})

    def _write_fact(self, name):
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda one: not one[name]).sudo().write({name: fields.Date.context_today(self)})

    def action_renew(self):
        """Allocate the same plots to the same gardeners for the next season; what is renewed already is left out.

        The fee is that of the tier today; the charter is to be signed again.

        :raise UserError: E-GARD-09 when there is nothing to renew
        """
        self.check_access("write")
        to_renew = self.filtered(lambda one: not one.renewed_by_id and not one.plot_id.is_resting)
        if not to_renew:
            raise UserError(self.env._("These plots are already renewed, or rest. (E-GARD-09)"))
        renewed = self.create([one._prepare_renewal_vals() for one in to_renew])
        for old, new in zip(to_renew, renewed, strict=True):
            # sudo: the link is a fact of the renewal
            old.sudo().renewed_by_id = new
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_garden_allocation_action")
        return {**action, "domain": [("id", "in", renewed.ids)], "context": {}}

    def _prepare_renewal_vals(self):
        start = self.date_to + relativedelta(days=1)
        return {
            "plot_id": self.plot_id.id,
            "partner_id": self.partner_id.id,
            "tier_id": self.tier_id.id,
            "date_from": start,
            "date_to": start + relativedelta(years=1, days=-1),
        }
