from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieTusTrip(models.Model):
    """A trip of social transport: who is driven, how far, for which contribution. Domain: 8.7."""

    _name = "regie.tus.trip"
    _description = "Trip of social transport"
    _inherit = ["regie.fact.guard", "mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    time = fields.Float(string="Leaves at")
    partner_id = fields.Many2one("res.partner", string="Person driven", required=True, index=True)
    driver_id = fields.Many2one("res.partner", required=True, index=True, tracking=True)
    vehicle_id = fields.Many2one("regie.tus.vehicle", required=True, check_company=True, ondelete="restrict")
    origin = fields.Char(string="From", required=True)
    destination = fields.Char(string="To", required=True)
    purpose = fields.Char(string="What for", help="Shopping, care, administration… No word about health.")
    distance = fields.Float(string="Distance (km)", digits=(16, 1), required=True)
    contribution = fields.Monetary(string="Contribution of the person")
    contribution_max = fields.Monetary(string="Highest contribution", compute="_compute_contribution_max")
    condition_id = fields.Many2one(
        "regie.tus.condition",
        readonly=True,
        copy=False,
        groups="regie_errand.group_errand_user",
        help="Of the right that was valid on the day of the trip.",
    )
    date_done = fields.Datetime(string="Made on", readonly=True, copy=False)
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Made"), ("cancelled", "Cancelled")],
        compute="_compute_state",
        store=True,
        index=True,
        help="Read from the dates that the buttons write.",
    )

    _figures_positive = models.Constraint(
        "CHECK (distance > 0 AND contribution >= 0)", "A trip has a distance, and no negative contribution."
    )

    @api.depends("distance", "date")
    def _compute_contribution_max(self):
        for trip in self:
            trip.contribution_max = trip._get_contribution_max() if trip.date else 0

    @api.depends("date_done", "date_cancelled")
    def _compute_state(self):
        for trip in self:
            trip.state = "cancelled" if trip.date_cancelled else "done" if trip.date_done else "planned"

    @api.constrains("distance", "contribution", "date")
    def _check_limits(self):
        """Distance and contribution stay within the dated limits of the law.

        :raise ValidationError: E-TUS-01, E-TUS-02
        """
        for trip in self:
            limit = float(self.env["regie.parameter"].get("tus_distance_max_km", trip.date))
            if trip.distance > limit:
                raise ValidationError(
                    self.env._(
                        "Trip of %(km)s km: %(max)s km at most. (E-TUS-01)", km=f"{trip.distance:g}", max=f"{limit:g}"
                    )
                )
            highest = trip._get_contribution_max()
            if trip.currency_id.compare_amounts(trip.contribution, highest) > 0:
                raise ValidationError(
                    self.env._(
                        "Contribution of %(amount)s € above the limit of %(max)s €. (E-TUS-02)",
                        amount=f"{trip.contribution:.2f}",
                        max=f"{highest:.2f}",
                    )
                )

    @api.constrains("partner_id", "driver_id", "vehicle_id", "date", "company_id")
    def _check_papers(self):
        """The person has a right on that day; the régie, the vehicle and the driver have their papers.

        :raise ValidationError: E-TUS-04 no right, E-TUS-05 a paper is missing
        """
        for trip in self:
            # sudo: whoever plans the trip learns whether there is a right, the condition stays with those who see it
            right = self.env["regie.tus.right"].sudo()._get_valid(trip.partner_id, trip.company_id, trip.date)
            if not right:
                raise ValidationError(
                    self.env._(
                        "%(person)s has no right to social transport on that day: look at a paper and write the right"
                        " in Transport › Rights. (E-TUS-04)",
                        person=trip.partner_id.name,
                    )
                )
            missing = trip._get_missing_gates()
            if missing:
                raise ValidationError(
                    self.env._(
                        "Trip refused: %(gates)s missing or expired on that day, for the régie, %(vehicle)s or"
                        " %(driver)s. (E-TUS-05)",
                        gates=", ".join(missing.mapped("name")),
                        vehicle=trip.vehicle_id.name,
                        driver=trip.driver_id.name,
                    )
                )
            # sudo: the condition is a fact read from the right
            trip.sudo().condition_id = right.condition_id

    @api.model_create_multi
    def create(self, vals_list):
        """Number the trips."""
        trips = super().create(vals_list)
        for trip in trips.filtered(lambda one: one.name == "/"):
            sequence = self.env["ir.sequence"].with_company(trip.company_id)
            # sudo: the number is a fact of the software
            trip.sudo().name = sequence.sudo().next_by_code("regie.tus.trip") or "/"
        return trips

    def write(self, vals):
        """Keep the trips that were made as they were.

        :raise UserError: E-TUS-07
        """
        kept = {"date", "partner_id", "driver_id", "vehicle_id", "distance", "contribution"} & vals.keys()
        if kept and not self.env.su and self.filtered(lambda trip: trip.state != "planned"):
            raise UserError(
                self.env._("A trip that was made or cancelled no longer changes: it is in the statement. (E-TUS-07)")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_made(self):
        if self.filtered(lambda trip: trip.state == "done"):
            raise UserError(
                self.env._("A trip that was made is not deleted: it is in the statement of the year. (E-TUS-07)")
            )

    def action_done(self):
        """Write that the trips were made."""
        self._open_planned()._write_facts(date_done=fields.Datetime.now())

    def action_cancel(self):
        """Cancel the trips that were not made."""
        self._open_planned()._write_facts(date_cancelled=fields.Datetime.now())

    def _open_planned(self):
        self.check_access("write")
        self.lock_for_update()
        if self.filtered(lambda trip: trip.state != "planned"):
            raise UserError(self.env._("This trip is already made or cancelled: look at it again. (E-TUS-07)"))
        return self

    def _write_facts(self, **facts):
        # sudo: facts of the software, written once the right and the rules are checked
        self.sudo().write(facts)

    def _get_contribution_max(self):
        """The highest contribution that the law allows for the distance, at the date of the trip, half up to a cent."""
        self.ensure_one()
        rate = self.env["regie.parameter"].get("tus_participation_km", self.date)
        amount = rate * Decimal(str(round(self.distance, 1)))
        return float(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))

    def _get_missing_gates(self):
        """The authorisations asked for each trip that are not held on its day."""
        self.ensure_one()
        # sudo: whoever plans the trip learns that a paper is missing, without reading the papers
        gates = self.env["regie.regulatory.gate"].sudo().search([("is_tus", "=", True)]).with_company(self.company_id)
        subjects = {
            "company": [],
            "vehicle": [("vehicle_id", "=", self.vehicle_id.id)],
            "driver": [("driver_id", "=", self.driver_id.id)],
        }
        missing = gates.browse()
        for scope, subject in subjects.items():
            asked = gates.filtered(lambda gate, scope=scope: gate.scope == scope)
            missing |= asked._get_missing(self.date, self.date, subject)
        return missing
