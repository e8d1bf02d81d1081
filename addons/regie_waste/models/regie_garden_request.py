from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Written by the buttons of the request and by nothing else.
FACTS = frozenset(("date_served", "date_withdrawn"))


class RegieGardenRequest(models.Model):
    """Somebody who waits for a plot: first come, first served, garden by garden."""

    _name = "regie.garden.request"
    _description = "Request for a plot"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "date, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Gardener", required=True, index=True, ondelete="restrict")
    site_id = fields.Many2one(
        "regie.site",
        string="Garden",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.code', '=', 'garden')]",
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, precompute=True, index=True)
    date = fields.Date(string="Asked on", required=True, default=fields.Date.context_today, index=True)
    surface = fields.Float(string="Surface wished (m²)", digits=(16, 1))
    needs_raised_bed = fields.Boolean(string="Raised bed needed")
    date_served = fields.Date(string="Plot given on", readonly=True, copy=False)
    date_withdrawn = fields.Date(string="Withdrawn on", readonly=True, copy=False)
    state = fields.Selection(
        [("waiting", "Waiting"), ("served", "Has a plot"), ("withdrawn", "Withdrawn")],
        compute="_compute_state",
        store=True,
        precompute=True,
    )
    rank = fields.Integer(compute="_compute_rank", help="Place in the queue of the garden, by date of the request.")
    allocation_ids = fields.One2many("regie.garden.allocation", "request_id", string="Allocations")
    note = fields.Text()

    _surface_positive = models.Constraint("CHECK (surface >= 0)", "A surface is not negative.")
    _waiting_uniq = models.UniqueIndex(
        "(partner_id, site_id) WHERE state = 'waiting'",
        "This person already waits for a plot of this garden. (E-GARD-10)",
    )

    @api.depends("date_served", "date_withdrawn")
    def _compute_state(self):
        for request in self:
            request.state = "served" if request.date_served else "withdrawn" if request.date_withdrawn else "waiting"

    @api.depends("state", "date", "site_id")
    def _compute_rank(self):
        self.env["regie.garden.request"].flush_model(["state", "date", "site_id"])
        ranks = {}
        if self.ids:
            ranks = dict(
                self.env.execute_query(
                    SQL(
                        """SELECT id, place
                             FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY site_id ORDER BY date, id) AS place
                                     FROM regie_garden_request WHERE state = 'waiting' AND site_id IN %s) queue
                            WHERE id IN %s""",
                        tuple(self.site_id.ids) or (0,),
                        tuple(self.ids),
                    )
                )
            )
        for request in self:
            request.rank = ranks.get(request.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Put people into the queue.

        :raise UserError: E-GARD-07 for a fact written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change requests.

        :raise UserError: E-GARD-07 for a fact written by hand
        """
        self._check_no_fact(vals)
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The allocation and the buttons write the facts in sudo.
        if not self.env.su and (FACTS | {"state"}) & vals.keys():
            raise UserError(self.env._("A request is served by an allocation or withdrawn by its button. (E-GARD-07)"))

    def _serve(self):
        """Note that a plot was given today."""
        # sudo: the fact of the allocation that names the request
        self.filtered(lambda request: not request.date_served).sudo().write(
            {"date_served": fields.Date.context_today(self), "date_withdrawn": False}
        )

    def action_withdraw(self):
        """The person no longer wants a plot."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda request: request.state == "waiting").sudo().write(
            {"date_withdrawn": fields.Date.context_today(self)}
        )

    def action_allocate(self):
        """Open the allocation of a free plot of the garden to this person.

        :raise UserError: E-GARD-11 when the garden has no free plot
        """
        self.ensure_one()
        plots = self.env["regie.garden.plot"].search([("site_id", "=", self.site_id.id), ("status", "=", "free")])
        if not plots:
            raise UserError(
                self.env._(
                    "%(garden)s has no free plot today: %(name)s keeps place no. %(rank)s. (E-GARD-11)",
                    garden=self.site_id.name,
                    name=self.partner_id.name,
                    rank=self.rank,
                )
            )
        fitting = plots.filtered(lambda plot: plot.kind == "raised") if self.needs_raised_bed else plots
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Allocate a plot"),
            "res_model": "regie.garden.allocation",
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_request_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_plot_id": (fitting or plots)[:1].id,
            },
        }
