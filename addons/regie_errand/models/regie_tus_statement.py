import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.regie_activity.tools.workbook import write_workbook


class RegieTusStatement(models.Model):
    """The yearly statement of social transport to the prefect: figures of a year, frozen when sent. Domain: 8.7."""

    _name = "regie.tus.statement"
    _description = "Yearly statement of social transport"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "year desc, id desc"

    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year - 1)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date_deadline = fields.Date(
        string="To be sent before", compute="_compute_date_deadline", store=True, help="1 March of the next year."
    )
    date_sent = fields.Date(string="Sent on", readonly=True, copy=False, tracking=True)
    figures = fields.Json(readonly=True, copy=False, help="Figures as they were sent.")
    note = fields.Text(string="Remarks", help="For the prefecture: changes of the year, difficulties.")
    state = fields.Selection(
        [("todo", "To send"), ("sent", "Sent")], compute="_compute_state", help="Sent once its date is written."
    )
    trip_count = fields.Integer(string="Trips", compute="_compute_figures")
    people_count = fields.Integer(string="People driven", compute="_compute_figures")
    driver_count = fields.Integer(string="Drivers", compute="_compute_figures")
    vehicle_count = fields.Integer(string="Vehicles", compute="_compute_figures")
    mean_distance = fields.Float(string="Mean distance (km)", digits=(16, 1), compute="_compute_figures")
    contribution_total = fields.Float(string="Contributions (€)", digits=(16, 2), compute="_compute_figures")

    _year_uniq = models.UniqueIndex("(year, company_id)", "The statement of this year already exists: open it.")
    _year_range = models.Constraint("CHECK (year BETWEEN 2019 AND 2200)", "Write the year with four digits.")

    @api.depends("year")
    def _compute_date_deadline(self):
        for statement in self:
            statement.date_deadline = statement.year and fields.Date.to_date(f"{statement.year + 1}-03-01")

    @api.depends("date_sent")
    def _compute_state(self):
        for statement in self:
            statement.state = "sent" if statement.date_sent else "todo"

    @api.depends("year", "figures")
    def _compute_figures(self):
        for statement in self:
            statement.update(statement._get_figures()["totals"])

    @api.depends("year")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = self.env._("Social transport %(year)s", year=statement.year)

    def action_send(self):
        """Freeze the figures: the statement was sent to the prefect.

        :raise UserError: E-TUS-08 while trips of the year are neither made nor cancelled
        """
        self.check_access("write")
        for statement in self.filtered(lambda one: not one.date_sent):
            planned = self.env["regie.tus.trip"].search_count(
                [*statement._get_year_domain(), ("state", "=", "planned")]
            )
            if planned:
                raise UserError(
                    self.env._(
                        "%(count)s trips of %(year)s are still planned: write whether they were made or cancelled, then"
                        " send the statement. (E-TUS-08)",
                        count=planned,
                        year=statement.year,
                    )
                )
            # sudo: what was sent is a fact
            statement.sudo().write(
                {"figures": statement._get_figures(), "date_sent": fields.Date.context_today(statement)}
            )

    def action_export(self):
        """Download the statement as a workbook."""
        self.ensure_one()
        self.check_access("read")
        content = write_workbook([(self.env._("Statement"), [self.env._("Figure"), str(self.year)], self._get_rows())])
        name = f"transport-utilite-sociale-{self.year}.xlsx"
        attachment = self.env["ir.attachment"].create(
            {"name": name, "datas": base64.b64encode(content), "res_model": self._name, "res_id": self.id}
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "download",
        }

    def _get_rows(self):
        """``[(label, figure)]`` of the statement, for its sheet and its paper."""
        figures = self._get_figures()
        totals = figures["totals"]
        names = ("driver_count", "vehicle_count", "people_count", "trip_count", "mean_distance", "contribution_total")
        rows = [(self._fields[name]._description_string(self.env), totals[name]) for name in names]
        condition = self.env._("People driven: %(condition)s", condition="%s")
        return rows + [(condition % name, count) for name, count in figures["conditions"]]

    def _get_figures(self):
        """Return ``{"totals": {…}, "conditions": [[name, people]]}``: frozen once sent, counted until then."""
        self.ensure_one()
        if self.figures:
            return self.figures
        # sudo: counts only; who reads the statement need not read who was driven
        trips = self.env["regie.tus.trip"].sudo()
        domain = [*self._get_year_domain(), ("state", "=", "done")]
        aggregates = ["__count", "distance:avg", "contribution:sum"]
        distinct = [f"{name}:count_distinct" for name in ("partner_id", "driver_id", "vehicle_id")]
        [[count, mean, total, people, drivers, vehicles]] = trips._read_group(domain, [], aggregates + distinct)
        conditions = trips._read_group(domain, ["condition_id"], ["partner_id:count_distinct"])
        return {
            "totals": {
                "trip_count": count,
                "people_count": people,
                "driver_count": drivers,
                "vehicle_count": vehicles,
                "mean_distance": round(mean or 0, 1),
                "contribution_total": round(total or 0, 2),
            },
            "conditions": [[condition.name or "", number] for condition, number in conditions],
        }

    def _get_year_domain(self):
        first = fields.Date.to_date(f"{self.year}-01-01")
        return [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", first),
            ("date", "<", first + relativedelta(years=1)),
        ]

    @api.model
    def _cron_prepare(self):
        """Prepare once, from January, the statement of each régie that drove people in the year before."""
        year = fields.Date.context_today(self).year - 1
        first = fields.Date.to_date(f"{year}-01-01")
        rows = self.env["regie.tus.trip"]._read_group(
            [("date", ">=", first), ("date", "<", first + relativedelta(years=1))], ["company_id"]
        )
        known = self.search([("year", "=", year)]).company_id
        self.create([{"year": year, "company_id": company.id} for [company] in rows if company not in known])
