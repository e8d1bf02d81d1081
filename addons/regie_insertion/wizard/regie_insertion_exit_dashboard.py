from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from ..models.regie_insertion_exit_counting import LEFT_OUT
from ..models.regie_insertion_exit_motive import DYNAMIC
from ..tools import exit_rate

CATEGORIES = (*DYNAMIC, "other")


class RegieInsertionExitDashboard(models.TransientModel):
    """The exits of a year on one screen: the rates, what makes them, who is left out and why."""

    _name = "regie.insertion.exit.dashboard"
    _description = "Exits of the year"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year)
    agreement_id = fields.Many2one("regie.iae.agreement", domain="[('company_id', '=', company_id)]")
    department_id = fields.Many2one("hr.department", string="Team")
    dynamic_label = fields.Char(string="Dynamic exits", compute="_compute_figures")
    durable_label = fields.Char(string="Lasting jobs", compute="_compute_figures")
    benchmark_dynamic = fields.Char(compute="_compute_benchmarks")
    benchmark_durable = fields.Char(compute="_compute_benchmarks")
    is_below = fields.Boolean(compute="_compute_figures")
    counted = fields.Integer(compute="_compute_figures")
    left_out = fields.Integer(compute="_compute_figures")
    undocumented = fields.Integer(compute="_compute_figures")
    durable = fields.Integer(compute="_compute_figures")
    transition = fields.Integer(compute="_compute_figures")
    positive = fields.Integer(compute="_compute_figures")
    other = fields.Integer(compute="_compute_figures")
    durable_rate = fields.Float(digits=(16, 1), compute="_compute_figures")
    transition_rate = fields.Float(digits=(16, 1), compute="_compute_figures")
    positive_rate = fields.Float(digits=(16, 1), compute="_compute_figures")
    other_rate = fields.Float(digits=(16, 1), compute="_compute_figures")
    withdrawn = fields.Integer(compute="_compute_figures")
    short = fields.Integer(compute="_compute_figures")
    no_hours = fields.Integer(compute="_compute_figures")
    few_hours = fields.Integer(compute="_compute_figures")
    no_rule = fields.Integer(compute="_compute_figures")

    @api.depends("year")
    def _compute_display_name(self):
        for board in self:
            board.display_name = self.env._("Exits of %(year)s", year=board.year)

    @api.depends("company_id", "year", "agreement_id", "department_id")
    def _compute_figures(self):
        self.env.flush_all()
        for board in self:
            counts = dict.fromkeys((*CATEGORIES, *(reason for reason, _label in LEFT_OUT)), 0)
            board.undocumented = 0
            groups = self.env["regie.insertion.exit.report"]._read_group(
                board._get_domain(), ["category", "not_counted_reason", "is_undocumented"], ["__count"]
            )
            for category, reason, is_undocumented, number in groups:
                counts[reason or category] += number
                if not reason and is_undocumented:
                    board.undocumented += number
            board.update(counts)
            counted = {category: counts[category] for category in CATEGORIES}
            rates = exit_rate.rates(counted)
            board.counted = sum(counted.values())
            board.left_out = sum(counts.values()) - board.counted
            for category in CATEGORIES:
                board[f"{category}_rate"] = float(rates[category] or 0)
            board.dynamic_label = board._format_rate(rates["dynamic"])
            board.durable_label = board._format_rate(rates["durable"])
            dynamic = board._get_indicator("exit_dynamic_rate")
            board.is_below = rates["dynamic"] is not None and float(rates["dynamic"]) < dynamic.threshold

    @api.depends_context("lang")
    def _compute_benchmarks(self):
        for board in self:
            dynamic = board._get_indicator("exit_dynamic_rate")
            durable = board._get_indicator("exit_durable_rate")
            board.benchmark_dynamic = self.env._(
                "network %(network)s, target %(target)s",
                network=dynamic._format_figure(dynamic.benchmark),
                target=dynamic._format_figure(dynamic.threshold),
            )
            board.benchmark_durable = self.env._("target %(target)s", target=durable._format_figure(durable.benchmark))

    @api.model
    def action_open(self):
        """Open the exits of this year."""
        self.check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Exits of the year"),
            "res_model": self._name,
            "res_id": self.create({}).id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_open_rows(self):
        """The exits behind a figure, named by the key ``exit_rows`` of the context."""
        self.ensure_one()
        rows = self.env.context.get("exit_rows")
        reasons = dict(LEFT_OUT)
        domains = {
            "counted": Domain("status", "=", "counted"),
            "left_out": Domain("status", "=", "left_out"),
            "undocumented": Domain("status", "=", "counted") & Domain("is_undocumented", "=", True),
            "dynamic": Domain("status", "=", "counted") & Domain("category", "in", DYNAMIC),
            **{reason: Domain("not_counted_reason", "=", reason) for reason in reasons},
            **{code: Domain("status", "=", "counted") & Domain("category", "=", code) for code in CATEGORIES},
        }
        return self._get_report_action("list,form", self._get_domain() & domains.get(rows, Domain.TRUE))

    def action_open_graph(self):
        """The exits of every year as a graph, for the same agreement and team."""
        self.ensure_one()
        return self._get_report_action("graph,pivot,list", self._get_domain(all_years=True))

    def _get_report_action(self, modes, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_insertion_exit_report_action")
        views = [(False, mode) for mode in modes.split(",") if mode != "form"]
        return dict(action, view_mode=modes, views=views, domain=list(domain), context={})

    def _get_domain(self, all_years=False):
        """The exits of the choice made on the screen."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if not all_years and 1 <= self.year <= 9999:
            domain &= Domain("date", ">=", date(self.year, 1, 1)) & Domain("date", "<=", date(self.year, 12, 31))
        if self.agreement_id:
            domain &= Domain("agreement_id", "=", self.agreement_id.id)
        if self.department_id:
            domain &= Domain("department_id", "child_of", self.department_id.id)
        return domain

    def _get_indicator(self, code):
        """The indicator that keeps the benchmark and the target; sudo: figures of the network, no secret."""
        return self.env.ref(f"regie_insertion.indicator_{code}").sudo()

    def _format_rate(self, rate):
        """A rate as it is read; without counted exit it is not computable, never 0 %."""
        if rate is None:
            return self.env._("not computable")
        return self._get_indicator("exit_dynamic_rate")._format_figure(float(rate))
