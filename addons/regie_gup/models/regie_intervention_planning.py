from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieIntervention(models.Model):
    """A pass in the planning: the day that its service asked for, the day on which it is, and what became of it."""

    _inherit = "regie.intervention"

    date_occurrence = fields.Date(
        string="Day of the service",
        compute="_compute_date_occurrence",
        store=True,
        precompute=True,
        help="The day that the frequency asked for. The pass may have been moved since; it is not planned again.",
    )
    catch_up_ids = fields.One2many("regie.intervention", "caught_up_id", string="Caught up by")
    is_caught_up = fields.Boolean(
        string="Caught up", compute="_compute_is_caught_up", search="_search_is_caught_up", help="Another pass made up."
    )
    color = fields.Integer(related="department_id.color", string="Colour of the team")

    _occurrence_uniq = models.UniqueIndex(
        "(service_id, date_occurrence, slot) WHERE service_id IS NOT NULL AND date_occurrence IS NOT NULL",
        "This pass of the service already exists on that day.",
    )

    @api.depends("service_id")
    def _compute_date_occurrence(self):
        # Set once: the day on which a pass is may change afterwards, the day asked for does not. A pass that catches
        # up another one was asked for by nobody.
        for one in self:
            is_asked = one.service_id and not one.caught_up_id
            one.date_occurrence = (one.date_occurrence or one.date_planned) if is_asked else False

    @api.depends("catch_up_ids")
    def _compute_is_caught_up(self):
        groups = self._read_group(
            [("caught_up_id", "in", self.ids), ("state", "!=", "cancelled")], ["caught_up_id"], ["__count"]
        )
        caught_up = {one.id for one, _count in groups}
        for one in self:
            one.is_caught_up = one.id in caught_up

    def _search_is_caught_up(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("catch_up_ids", "any", [("state", "!=", "cancelled")])]

    @api.model
    def _get_untouched_domain(self):
        """Passes to come on which nothing happened: those that a change of their service may move or drop."""
        return [
            ("state", "=", "planned"),
            ("date_planned", ">", fields.Date.context_today(self)),
            ("line_ids", "=", False),
            ("proof_ids", "=", False),
        ]

    def write(self, vals):
        """Change passes; a missed or cancelled one is not moved.

        :raise UserError: E-PREST-05 when the day of a missed or cancelled pass is changed
        """
        if "date_planned" in vals:
            day = fields.Date.to_date(vals["date_planned"])
            # The day of a pass that is begun or ended may be put right until it is validated (E-INT-08).
            gone = self.filtered(lambda one: one.state in ("missed", "cancelled") and one.date_planned != day)[:1]
            if gone:
                raise UserError(
                    self.env._(
                        "%(name)s is missed or cancelled: its day is a fact. A missed pass is caught up with the button"
                        " “Catch up”. (E-PREST-05)",
                        name=gone.display_name,
                    )
                )
        return super().write(vals)

    @api.model
    def _cron_missed(self):
        """Mark as missed the planned passes whose day is gone, in all the régies."""
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            days = self.env["regie.parameter"].with_company(company).get("passes_missed_days", today)
            late = self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "planned"),
                    ("date_planned", "<", today - timedelta(days=int(days))),
                ]
            )
            # sudo: the cron says what nobody did; the fact is refused to everybody else (E-INT-06)
            late.sudo().write({"date_missed": today})

    def _catch_up(self, day, department=None):
        """Plan a new pass on ``day`` for each of these missed passes, by their team or by another one.

        :return: the new passes
        :raise UserError: E-PREST-06 when one of them is not missed, or already caught up
        """
        if wrong := self.filtered(lambda one: one.state != "missed" or one.is_caught_up)[:1]:
            raise UserError(
                self.env._(
                    "%(name)s is not to catch up: it is not missed, or another pass already catches it up."
                    " (E-PREST-06)",
                    name=wrong.display_name,
                )
            )
        return self.create([one._prepare_catch_up_vals(day, department) for one in self])

    def _prepare_catch_up_vals(self, day, department=None):
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "caught_up_id": self.id,
            "service_id": self.service_id.id,
            "slot": self.slot,
            "project_id": self.project_id.id,
            "site_id": self.site_id.id,
            "service_type_id": self.service_type_id.id,
            "department_id": (department or self.department_id).id,
            "planned_minutes": self.planned_minutes,
            "date_planned": day,
        }

    @api.model
    def get_unusual_days(self, date_from, date_to=None):
        """Public holidays and closing days of the current régie, greyed in the calendar."""
        first, last = fields.Date.to_date(date_from[:10]), fields.Date.to_date((date_to or date_from)[:10])
        closed = self.env["regie.service"]._get_closed_days(self.env.company, first, last)
        return {fields.Date.to_string(day): True for day in closed if first <= day <= last}
