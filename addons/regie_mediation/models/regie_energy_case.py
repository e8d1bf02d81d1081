from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import date_utils

BILLS = ("before", "after")


class RegieEnergyCase(models.Model):
    """A household in fuel poverty: spotted, visited, advised, followed six months later.

    Domain: gup_services.md, 2.6. Without a name as long as the household has not agreed.
    """

    _name = "regie.energy.case"
    _description = "Energy case"
    _inherit = ["regie.mediation.consent"]
    _order = "date_open desc, id desc"
    _check_company_auto = True
    _identity_fields = ("partner_id", "initials", "phone", "note", "next_step", "site_id")

    origin = fields.Selection(
        [
            ("permanence", "Permanence"),
            ("round", "Round or door to door"),
            ("landlord", "Landlord"),
            ("social", "Social services"),
            ("supplier", "Energy supplier"),
            ("workshop", "Workshop"),
            ("self", "The household itself"),
            ("other", "Somebody else"),
        ],
        string="Spotted by",
        required=True,
        default="permanence",
    )
    site_id = fields.Many2one(
        "regie.site",
        string="Dwelling",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        help="Only with the consent of the household; forgotten with the name.",
    )
    territory_id = fields.Many2one("regie.territory", index="btree_not_null", ondelete="restrict")
    owner_id = fields.Many2one(
        "res.partner",
        string="Landlord",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', True)]",
    )
    household_size = fields.Integer(string="People at home")
    heating = fields.Selection(
        [
            ("electricity", "Electricity"),
            ("gas", "Gas"),
            ("network", "Heating network"),
            ("collective", "Collective heating"),
            ("fuel", "Fuel oil"),
            ("wood", "Wood or pellets"),
            ("extra", "Stove or extra heater"),
            ("none", "No heating"),
        ],
        string="Heated by",
    )
    tenure = fields.Selection(
        [
            ("social", "Tenant of a social landlord"),
            ("private", "Tenant of a private landlord"),
            ("owner", "Owner"),
            ("hosted", "Put up by somebody"),
        ],
        string="Lives there as",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    has_bill_before = fields.Boolean(string="Bill before known")
    bill_before = fields.Monetary(string="Bill before, 12 months", help="Declared by the household, over 12 months.")
    has_bill_after = fields.Boolean(string="Bill after known")
    bill_after = fields.Monetary(
        string="Bill after, 12 months", help="The same supply, over 12 months after the advice."
    )
    date_bill_after = fields.Date(string="Bill after, until")
    has_savings = fields.Boolean(compute="_compute_savings", store=True)
    savings = fields.Monetary(
        compute="_compute_savings", store=True, help="Before less after, only when both bills are known."
    )
    is_unpaid = fields.Boolean(string="Unpaid bills")
    date_cut_off = fields.Date(string="Cut-off feared on", help="The home page reminds of it thirty days ahead.")
    date_diagnosis = fields.Date(string="Diagnosis on")
    date_plan = fields.Date(string="Plan agreed on")
    date_follow_up_due = fields.Date(string="Follow-up due on", compute="_compute_date_follow_up_due", store=True)
    date_follow_up = fields.Date(string="Followed up on")
    visit_ids = fields.One2many("regie.energy.visit", "case_id", string="Visits")
    visit_count = fields.Integer(string="Number of visits", compute="_compute_visit_count")
    orientation_ids = fields.One2many("regie.mediation.orientation", "energy_case_id", string="Orientations")
    date_last_contact = fields.Date(string="Last contact", compute="_compute_date_last_contact", store=True, index=True)
    state = fields.Selection(
        [
            ("spotted", "Spotted"),
            ("visited", "Visited"),
            ("diagnosed", "Diagnosed"),
            ("planned", "Plan agreed"),
            ("followed", "Followed up"),
            ("closed", "Closed"),
            ("anonymised", "Anonymised"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        help="Follows from what was done: visit, diagnosis, plan, follow-up.",
    )

    @api.depends("date_closed", "date_anonymised", "date_follow_up", "date_plan", "date_diagnosis", "visit_ids")
    def _compute_state(self):
        for case in self:
            facts = (
                ("anonymised", case.date_anonymised),
                ("closed", case.date_closed),
                ("followed", case.date_follow_up),
                ("planned", case.date_plan),
                ("diagnosed", case.date_diagnosis),
                ("visited", case.visit_ids),
                ("spotted", True),
            )
            case.state = next(state for state, fact in facts if fact)

    @api.depends("has_bill_before", "has_bill_after", "bill_before", "bill_after")
    def _compute_savings(self):
        for case in self:
            case.has_savings = case.has_bill_before and case.has_bill_after
            case.savings = case.bill_before - case.bill_after if case.has_savings else 0.0

    @api.depends("date_plan")
    def _compute_date_follow_up_due(self):
        for case in self:
            if not case.date_plan:
                case.date_follow_up_due = False
                continue
            parameters = self.env["regie.parameter"].with_company(case.company_id)
            months = int(parameters.get("energie_suivi_mois", case.date_plan))
            case.date_follow_up_due = date_utils.add(case.date_plan, months=months)

    @api.depends("visit_ids")
    def _compute_visit_count(self):
        counts = dict(self.visit_ids._read_group([("case_id", "in", self.ids)], ["case_id"], ["__count"]))
        for case in self:
            case.visit_count = counts.get(case, 0)

    @api.depends(
        *("date_open", "date_diagnosis", "date_plan", "date_follow_up", "visit_ids.date"),
        *("orientation_ids.date", "orientation_ids.date_result"),
    )
    def _compute_date_last_contact(self):
        for case in self:
            lines = case.orientation_ids
            own = (case.date_open, case.date_diagnosis, case.date_plan, case.date_follow_up)
            days = [*own, *case.visit_ids.mapped("date"), *lines.mapped("date"), *lines.mapped("date_result")]
            case.date_last_contact = max(filter(None, days), default=False)

    @api.constrains("has_bill_before", "bill_before", "has_bill_after", "bill_after")
    def _check_bills(self):
        for case in self:
            for which in BILLS:
                amount = case[f"bill_{which}"]
                if amount < 0 or (case[f"has_bill_{which}"] and not amount):
                    raise ValidationError(
                        self.env._(
                            "The amount of a bill is positive: write what the household paid over 12 months, or untick"
                            " the bill when it is not known. (E-NRJ-01)"
                        )
                    )

    @api.onchange("bill_before", "bill_after")
    def _onchange_bills(self):
        self.has_bill_before = self.has_bill_before or bool(self.bill_before)
        self.has_bill_after = self.has_bill_after or bool(self.bill_after)

    @api.onchange("site_id")
    def _onchange_site_id(self):
        self.owner_id = self.site_id.owner_id or self.owner_id
        self.territory_id = self.site_id.territory_id or self.territory_id

    def action_diagnose(self):
        """Write that the diagnosis was made today."""
        self.write({"date_diagnosis": fields.Date.context_today(self)})

    def action_plan(self):
        """Write that the plan was agreed today: the follow-up comes due after the months that the régie set."""
        self.write({"date_plan": fields.Date.context_today(self)})

    def action_follow_up(self):
        """Write that the household was met again today."""
        self.write({"date_follow_up": fields.Date.context_today(self)})

    def action_view_visits(self):
        """Open the visits of the case."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_energy_visit_action")
        return dict(action, domain=[("case_id", "=", self.id)], context={"default_case_id": self.id})

    def _get_orientations(self):
        return self.orientation_ids

    def _anonymise(self):
        # sudo: see the mixin; the notes of the visits go with the name
        self.sudo().visit_ids.write({"note": False, "meter_reading": False})
        return super()._anonymise()
