import math
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.regie_base.tools.scope import month_bounds


@dataclass(frozen=True)
class Month:
    """A month, from its first to its last day, as a lot answers for it."""

    start: object
    end: object


class RegiePenaltyMonth(models.Model):
    """The penalties of a month, proposed from its missed passes and its score. Done twice, it proposes nothing more."""

    _inherit = "regie.penalty"

    @api.model
    def _cron_propose(self):
        """Propose the penalties of last month, for every lot whose contract provides for some."""
        self._propose(fields.Date.context_today(self) - relativedelta(months=1))

    @api.model
    def _propose(self, day, lots=None):
        """Propose the penalties of the month of ``day`` for ``lots``, or for all; answer those that are proposed.

        What is no longer right and was not decided goes away: a pass that was excused since, a month whose score rose.
        """
        month = Month(*month_bounds(fields.Date.to_date(day)))
        domain = ["|", ("penalty_missed", ">", 0), ("penalty_point", ">", 0)]
        if lots is not None:
            domain = [("id", "in", lots.ids), *domain]
        lots = self.env["regie.market.lot"].search(domain)
        # sudo: the proposal is a fact of the month, counted on everybody's passes; the cron or a manager asks for it
        wanted = self.sudo()._get_missed_penalties(lots, month) + self.sudo()._get_quality_penalties(lots, month)
        return self.sudo()._keep(lots, month, wanted)

    @api.model
    def _get_missed_penalties(self, lots, month):
        """Values of a penalty for each pass of the month that was missed by the régie's own doing."""
        passes = self.env["regie.intervention"].search(
            [
                ("lot_id", "in", lots.filtered(lambda lot: lot.penalty_missed > 0).ids),
                ("state", "=", "missed"),
                ("date_planned", ">=", month.start),
                ("date_planned", "<=", month.end),
                "|",
                ("reason_id", "=", False),
                ("reason_id.is_excused", "=", False),
            ],
            order="date_planned, id",
        )
        groups = passes._read_group(
            [("caught_up_id", "in", passes.ids), ("state", "in", ("done", "validated"))],
            ["caught_up_id"],
            ["date_planned:max"],
        )
        caught_up = {missed: day for missed, day in groups}
        return [self._prepare_missed_vals(missed, caught_up.get(missed)) for missed in passes]

    @api.model
    def _prepare_missed_vals(self, missed, caught_up):
        """Values of the penalty of a missed pass; ``caught_up`` is the day on which it was done after all, if any."""
        env = missed.lot_id.with_context(lang=missed.company_id.partner_id.lang).env
        note = env._("Caught up on %s.", format_date(env, caught_up)) if caught_up else False
        return {
            "name": env._(
                "Pass missed on %(day)s: %(site)s",
                day=format_date(env, missed.date_planned),
                site=missed.site_id.with_env(env).name,
            ),
            "lot_id": missed.lot_id.id,
            "date": missed.date_planned,
            "kind": "missed",
            "intervention_id": missed.id,
            "amount": missed.lot_id.penalty_missed,
            "note": note,
        }

    @api.model
    def _get_quality_penalties(self, lots, month):
        """Values of a penalty for each lot whose score of the month is a whole point or more below its threshold."""
        groups = self.env["regie.quality.report"]._read_group(
            [
                ("lot_id", "in", lots.filtered(lambda lot: lot.penalty_point > 0).ids),
                ("date", ">=", month.start),
                ("date", "<=", month.end),
            ],
            ["lot_id"],
            ["score:avg", "threshold_points:sum", "best:sum"],
        )
        vals_list = []
        for lot, score, threshold_points, best in groups:
            # each inspection has the threshold of its site, the month that of its inspections: best is 4 × weight
            threshold = threshold_points / (best / 4)
            points = math.floor(round(threshold - float(score), 6))
            if points >= 1:
                vals_list.append(self._prepare_quality_vals(lot, month, float(score), threshold, points))
        return vals_list

    @api.model
    def _prepare_quality_vals(self, lot, month, score, threshold, points):
        """Values of the penalty of a month of a lot, ``points`` below its threshold."""
        env = lot.with_context(lang=lot.company_id.partner_id.lang).env
        return {
            "name": env._("Quality of %s", format_date(env, month.start, date_format="MMMM y")),
            "lot_id": lot.id,
            "date": month.end,
            "kind": "quality",
            "amount": points * lot.penalty_point,
            "note": env._(
                "Score %(score).2f for a threshold of %(threshold).2f: %(points)s whole points.",
                score=score,
                threshold=threshold,
                points=points,
            ),
        }

    @api.model
    def _keep(self, lots, month, wanted):
        """Create, mend and remove the proposals of the month so that they are those ``wanted``, within the caps."""
        found = self.search([("lot_id", "in", lots.ids), ("date", ">=", month.start), ("date", "<=", month.end)])
        automatic = found.filtered(lambda one: one.is_automatic or one.kind == "missed")
        by_key = {one._get_month_key(): one for one in automatic}
        left = {lot.id: lot.penalty_cap or math.inf for lot in lots}
        for penalty in found - automatic.filtered(lambda one: one.state == "proposed"):
            if penalty.state != "refused":
                left[penalty.lot_id.id] -= penalty.amount
        kept, new = self.browse(), []
        for vals in wanted:
            penalty = by_key.get((vals["kind"], vals.get("intervention_id") or vals["lot_id"]))
            if penalty and penalty.state != "proposed":
                continue
            amount = lots.currency_id[:1].round(min(vals["amount"], left[vals["lot_id"]]))
            if amount <= 0:
                continue
            left[vals["lot_id"]] -= amount
            if not penalty:
                new.append({**vals, "amount": amount, "is_automatic": True})
                continue
            kept |= penalty
            if penalty.is_automatic and (penalty.amount, penalty.note) != (amount, vals["note"]):
                penalty.write({"amount": amount, "note": vals["note"]})
        obsolete = automatic.filtered(lambda one: one.is_automatic and one.state == "proposed") - kept
        obsolete.unlink()
        return kept | self.create(new)

    def _get_month_key(self):
        """What a proposal of the month is about: a missed pass, or the quality of a lot."""
        self.ensure_one()
        return self.kind, self.intervention_id.id if self.kind == "missed" else self.lot_id.id
