from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class RegieMealSuspension(models.Model):
    """Days without meals: hospital, holidays, family. The meals that may still change are taken off at once."""

    _name = "regie.meal.suspension"
    _description = "Suspension of meals"
    _order = "date_from desc, id desc"
    _rec_name = "subscription_id"

    subscription_id = fields.Many2one("regie.meal.subscription", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="subscription_id.company_id", store=True, precompute=True, index=True)
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Until", help="Last day without a meal. Empty: until further notice.")
    reason = fields.Selection(
        [("family", "Family, holidays"), ("stay", "Stay outside home"), ("other", "Other")],
        required=True,
        default="other",
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A suspension cannot end before it begins.")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (subscription_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "A suspension is already written over this period. (E-MEAL-02)",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Take the meals of the period off. (E-MEAL-02)"""
        for vals in vals_list:
            first, last = (fields.Date.to_date(vals.get(name)) for name in ("date_from", "date_to"))
            if vals.get("subscription_id") and first:
                self._check_free(vals["subscription_id"], first, last)
        suspensions = super().create(vals_list)
        suspensions.subscription_id._refresh_orders()
        return suspensions

    def write(self, vals):
        """Take the meals of the new period off, give those of the old one back. (E-MEAL-02)"""
        for one in self:
            first = fields.Date.to_date(vals.get("date_from")) or one.date_from
            last = fields.Date.to_date(vals["date_to"]) if "date_to" in vals else one.date_to
            self._check_free(one.subscription_id.id, first, last, but=one.ids)
        done = super().write(vals)
        self.subscription_id._refresh_orders()
        return done

    def unlink(self):
        """Give the meals of the period back, those that may still change."""
        subscriptions = self.subscription_id
        done = super().unlink()
        subscriptions._refresh_orders()
        return done

    def _check_free(self, subscription_id, first, last, but=()):
        """Say which suspension is there before PostgreSQL refuses. (E-MEAL-02)"""
        domain = [("id", "not in", but), ("subscription_id", "=", subscription_id)]
        domain += ["|", ("date_to", "=", False), ("date_to", ">=", first)]
        if last:
            domain.append(("date_from", "<=", last))
        if other := self.search(domain, limit=1):
            raise ValidationError(
                self.env._(
                    "A suspension is already written over this period, from %(date)s: change it. (E-MEAL-02)",
                    date=format_date(self.env, other.date_from),
                )
            )
