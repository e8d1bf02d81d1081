from datetime import UTC, timedelta

from odoo import api, fields, models


class ResourceCalendarLeaves(models.Model):
    """A closing day of the régie: a leave of nobody in particular."""

    _inherit = "resource.calendar.leaves"

    @api.model
    def _get_closing_days(self, company, first, last):
        """The days of the period on which the régie is closed the whole day."""
        zone = company._get_zone()
        # sudo: whoever plans a service must know when the régie is closed
        leaves = self.sudo().search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", [company.id, False]),
                ("date_to", ">=", first),
                ("date_from", "<=", last + timedelta(days=1)),
            ]
        )
        days = set()
        for leave in leaves:
            start = leave.date_from.replace(tzinfo=UTC).astimezone(zone).date()
            end = leave.date_to.replace(tzinfo=UTC).astimezone(zone).date()
            days |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
        return {day for day in days if first <= day <= last}

    @api.model_create_multi
    def create(self, vals_list):
        """Add leaves; on a closing day of the régie, the passes planned are moved or dropped."""
        leaves = super().create(vals_list)
        leaves._replan_services()
        return leaves

    def write(self, vals):
        """Change leaves, and the planning with the closing days."""
        result = super().write(vals)
        self._replan_services()
        return result

    def unlink(self):
        """Take leaves away; a day that opens again is planned again."""
        companies = self._get_closed_companies()
        result = super().unlink()
        self._replan_companies(companies)
        return result

    def _get_closed_companies(self):
        """The régies that these leaves close; a leave of a person closes none."""
        closing = self.filtered(lambda one: not one.resource_id and one.date_to >= fields.Datetime.now())
        if closing.filtered(lambda one: not one.company_id):
            return self.env["res.company"].sudo().search([])
        return closing.company_id

    def _replan_services(self):
        self._replan_companies(self._get_closed_companies())

    @api.model
    def _replan_companies(self, companies):
        # sudo: the day is closed for every service, also those that the person does not see
        services = self.env["regie.service"].sudo()
        services.search([("company_id", "in", companies.ids), ("frequency", "!=", "on_demand")])._replan()
