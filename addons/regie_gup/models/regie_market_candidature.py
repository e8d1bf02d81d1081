from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date, formatLang

#: Scope of the thresholds by kind of buyer; a kind that is not here does not buy under the public purchasing code.
SCOPES = {
    "municipality": "local",
    "intermunicipal": "local",
    "department": "local",
    "region": "local",
    "oph": "local",
    "state": "state",
    "esh": "all",
    "coop_hlm": "all",
    "sem": "all",
}
#: Contracts of insertion, as hr.version names them.
INSERTION_FORMS = ("cddi", "cdii")


class RegieMarket(models.Model):
    """What is checked before the régie applies: the procedure that the buyer chose, and whether the régie may answer.

    Public purchasing code: R2122-8, L2123-1, L2113-13 and R2113-7, L2113-15. Domain: gup_services.md, 1.3.
    """

    _inherit = "regie.market"

    threshold_reason = fields.Text(
        string="Why this procedure",
        copy=False,
        tracking=True,
        help="What the buyer answers when the amount does not fit its procedure: the buyer answers for it.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Create the markets; those that are already applied for are checked.

        :raise UserError: E-MKT-06, E-MKT-07, E-MKT-08
        """
        markets = super().create(vals_list)
        markets.filtered("date_application")._check_candidature()
        return markets

    def write(self, vals):
        """Write the markets; an application is checked as soon as it has a date.

        :raise UserError: E-MKT-06, E-MKT-07, E-MKT-08
        """
        result = super().write(vals)
        if vals.get("date_application"):
            self._check_candidature()
        return result

    def action_apply(self):
        """The application is sent today; a procedure that does not fit the amount is confirmed with a reason first.

        :raise UserError: E-MKT-07, E-MKT-08
        """
        if len(self) == 1 and not self.date_application and not self.threshold_reason:
            self._check_reserved()
            if self._get_procedure_doubts():
                return {
                    "type": "ir.actions.act_window",
                    "name": self.env._("Before you apply"),
                    "res_model": "regie.market.apply",
                    "view_mode": "form",
                    "target": "new",
                    "context": {"default_market_id": self.id},
                }
        return super().action_apply()

    def _check_candidature(self):
        """Refuse an application that the law does not allow, or whose doubt nobody answered.

        :raise UserError: E-MKT-06, E-MKT-07, E-MKT-08
        """
        self._check_reserved()
        for market in self.filtered(lambda market: not market.threshold_reason):
            if doubts := market._get_procedure_doubts():
                raise UserError("\n".join(doubts))

    def _get_procedure_doubts(self):
        """Sentences that say why the procedure does not fit the amounts of the lots (E-MKT-06); empty when it does."""
        self.ensure_one()
        scope = SCOPES.get(self.buyer_kind)
        if not scope or self.procedure not in ("direct", "adapted_small_lots"):
            return []
        day = self.date_application or fields.Date.context_today(self)
        if self.procedure == "direct":
            return [
                doubt for nature in ("services", "works") if (doubt := self._get_threshold_doubt(nature, scope, day))
            ]
        return self._get_small_lots_doubts(day)

    def _get_threshold_doubt(self, nature, scope, day):
        amount = sum(lot.amount_untaxed for lot in self.lot_ids if (lot.nature == "works") == (nature == "works"))
        limit = self.env["regie.procurement.threshold"]._get_amount("exemption", nature, scope, day)
        if limit is None or amount < limit:
            return ""
        return self.env._(
            "Amount of %(amount)s excl. tax above the exemption threshold of %(threshold)s on %(date)s. (E-MKT-06)",
            amount=formatLang(self.env, amount, currency_obj=self.currency_id),
            threshold=formatLang(self.env, limit, currency_obj=self.currency_id),
            date=format_date(self.env, day),
        )

    def _get_small_lots_doubts(self, day):
        """A small lot stays below its amount (L2123-1 3°); its share of the whole need is known to the buyer alone."""
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        services, works = (float(parameters.get(f"small_lot_{nature}", day)) for nature in ("services", "works"))
        doubts = []
        for lot in self.lot_ids:
            limit = works if lot.nature == "works" else services
            if lot.amount_untaxed >= limit:
                doubts.append(
                    self.env._(
                        "The lot %(lot)s has %(amount)s: a small lot stays below %(limit)s. (E-MKT-06)",
                        lot=lot.display_name,
                        amount=formatLang(self.env, lot.amount_untaxed, currency_obj=self.currency_id),
                        limit=formatLang(self.env, limit, currency_obj=self.currency_id),
                    )
                )
        return doubts

    def _check_reserved(self):
        """Refuse to answer to a reserved market that the régie may not have.

        :raise UserError: E-MKT-07 without enough disadvantaged workers, E-MKT-08 within three years of another one
        """
        for market in self:
            if market.procedure == "reserved_iae":
                market._check_disadvantaged_share()
            elif market.procedure == "reserved_ess":
                market._check_ess_delay()

    def _check_disadvantaged_share(self):
        day = self.date_application or fields.Date.context_today(self)
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        minimum = float(parameters.get("reserved_iae_min_share", day))
        share = self._get_disadvantaged_share(day)
        if share is None or share < minimum:
            raise UserError(
                self.env._(
                    "Market reserved to insertion: the share of disadvantaged workers is too low or unknown"
                    " (%(rate)s %% < %(min)s %%). (E-MKT-07)",
                    rate="?" if share is None else formatLang(self.env, share, digits=1),
                    min=formatLang(self.env, minimum, digits=0),
                )
            )

    def _get_disadvantaged_share(self, day):
        """Percentage of the people under contract on ``day`` who are in insertion; None when nobody is.

        R2113-7 of the public purchasing code counts people, not hours.
        """
        self.env["hr.version"].flush_model(
            ["employee_id", "active", "contract_date_start", "contract_date_end", "iae_form"]
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT count(DISTINCT version.employee_id),
                          count(DISTINCT version.employee_id) FILTER (WHERE version.iae_form = ANY(%(forms)s))
                     FROM hr_version version
                     JOIN hr_employee employee ON employee.id = version.employee_id
                    WHERE version.active AND employee.company_id = %(company)s
                      AND version.contract_date_start <= %(day)s
                      AND COALESCE(version.contract_date_end, 'infinity') >= %(day)s""",
                forms=list(INSERTION_FORMS),
                company=self.company_id.id,
                day=day,
            )
        )
        people, disadvantaged = rows[0]
        return 100 * disadvantaged / people if people else None

    def _check_ess_delay(self):
        day = self.date_application or fields.Date.context_today(self)
        years = self.env["regie.parameter"].with_company(self.company_id).get("reserved_ess_years", day)
        last = self.search(
            [
                ("id", "not in", self.ids),
                ("company_id", "=", self.company_id.id),
                ("procedure", "=", "reserved_ess"),
                ("outcome", "=", "won"),
                ("buyer_id", "child_of", self.buyer_id.commercial_partner_id.id),
                ("date_notification", ">", day - relativedelta(years=int(years))),
            ],
            order="date_notification desc",
            limit=1,
        )
        if last:
            raise UserError(
                self.env._(
                    "Market reserved to the social economy: this buyer already awarded one to the régie on %(date)s,"
                    " the delay of %(years)s years is not over. (E-MKT-08)",
                    date=format_date(self.env, last.date_notification),
                    years=int(years),
                )
            )
