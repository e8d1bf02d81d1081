from odoo import api, fields, models


class RegieAraCase(models.Model):
    """What a case costs and spares: supplies, hours, the price of a company. Domain: gup_services.md, 6.5 and 6.8."""

    _inherit = "regie.ara.case"

    supply_amount = fields.Monetary(
        string="Supplies planned", compute="_compute_planned", store=True, help="All sources, at their price."
    )
    eligible_cost = fields.Monetary(
        compute="_compute_planned",
        store=True,
        help="Supplies and works of professionals that the aid may pay for, as planned.",
    )
    company_price = fields.Monetary(
        string="Price of a company",
        compute="_compute_planned",
        store=True,
        help="What companies would have asked for the same works.",
    )
    used_amount = fields.Monetary(
        string="Supplies used", compute="_compute_used", store=True, help="Issued less what came back."
    )
    eligible_used = fields.Monetary(string="Eligible cost, real", compute="_compute_used", store=True)
    avoided = fields.Float(string="Waste avoided (kg)", compute="_compute_used", store=True, digits=(16, 2))
    tutor_hours = fields.Float(string="Hours of the tutor", compute="_compute_hours", store=True)
    worked_hours = fields.Float(
        string="Hours of the household", compute="_compute_hours", store=True, help="Hours × people, of past sessions."
    )
    real_cost = fields.Monetary(
        compute="_compute_saving",
        help="Supplies used, works of professionals, and the hours of the tutor at the rate of the parameters.",
    )
    saving = fields.Monetary(compute="_compute_saving", help="Price of a company less the real cost.")
    charge_before = fields.Monetary(string="Yearly charges before", help="Of the common areas, before the works.")
    charge_after = fields.Monetary(string="Yearly charges after")
    lot_count = fields.Integer(string="Dwellings that share them")
    charge_saving = fields.Monetary(
        string="Spared by a dwelling and a year", compute="_compute_charge_saving", help="(Before − after) ÷ dwellings."
    )

    _charges_positive = models.Constraint(
        "CHECK (COALESCE(charge_before, 0) >= 0 AND COALESCE(charge_after, 0) >= 0 AND COALESCE(lot_count, 0) >= 0)",
        "Charges and dwellings are not negative.",
    )

    @api.depends(
        *("supply_ids.amount", "supply_ids.is_eligible"),
        *("task_ids.cost", "task_ids.company_price", "task_ids.is_eligible"),
    )
    def _compute_planned(self):
        for case in self:
            supplies, tasks = case.supply_ids, case.task_ids
            case.supply_amount = sum(supplies.mapped("amount"))
            case.company_price = sum(tasks.mapped("company_price"))
            case.eligible_cost = sum(supplies.filtered("is_eligible").mapped("amount")) + sum(
                tasks.filtered("is_eligible").mapped("cost")
            )

    @api.depends(
        *("supply_ids.amount_used", "supply_ids.is_eligible", "supply_ids.avoided"),
        *("task_ids.cost", "task_ids.is_eligible"),
    )
    def _compute_used(self):
        for case in self:
            supplies = case.supply_ids
            case.used_amount = sum(supplies.mapped("amount_used"))
            case.avoided = sum(supplies.mapped("avoided"))
            case.eligible_used = sum(supplies.filtered("is_eligible").mapped("amount_used")) + sum(
                case.task_ids.filtered("is_eligible").mapped("cost")
            )

    @api.depends("session_ids.date_done", "session_ids.tutor_hours", "session_ids.worked_hours")
    def _compute_hours(self):
        for case in self:
            done = case.session_ids.filtered("date_done")
            case.tutor_hours = sum(done.mapped("tutor_hours"))
            case.worked_hours = sum(done.mapped("worked_hours"))

    @api.depends("used_amount", "task_ids.cost", "tutor_hours", "company_price", "date_request")
    def _compute_saving(self):
        rates = {}
        for case in self:
            key = case.company_id, case.date_started or case.date_request
            if key[1] and key not in rates:
                reader = self.env["regie.parameter"].with_company(case.company_id)
                rates[key] = float(reader.get("ara_tutor_hour_cost", key[1]))
            case.real_cost = (
                case.used_amount + sum(case.task_ids.mapped("cost")) + case.tutor_hours * rates.get(key, 0.0)
            )
            case.saving = case.company_price - case.real_cost if case.company_price else 0

    @api.depends("charge_before", "charge_after", "lot_count")
    def _compute_charge_saving(self):
        for case in self:
            known = case.charge_before and case.charge_after and case.lot_count
            case.charge_saving = (case.charge_before - case.charge_after) / case.lot_count if known else 0
