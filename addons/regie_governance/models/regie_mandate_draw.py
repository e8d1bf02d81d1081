import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import cohort_draw


class RegieMandateDraw(models.Model):
    """The draw by lot that shared the first administrators into cohorts: its seed is kept, so that anybody can do it
    again and find the same cohorts. It never changes."""

    _name = "regie.mandate.draw"
    _description = "Draw of the cohorts"
    _order = "date desc, id desc"
    _rec_name = "organ_id"
    _check_company_auto = True

    organ_id = fields.Many2one("regie.organ", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="organ_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(required=True, help="Day of the election from which the terms are counted.")
    seed = fields.Char(
        required=True, help="What made the draw: drawn by the computer, or read out before the assembly."
    )
    cohort_count = fields.Integer(string="Cohorts", required=True)
    people = fields.Text(
        required=True, help="Colleges in order, with the numbers of the mandates that took part, as they were drawn."
    )
    result = fields.Text(required=True, help="Cohort of each mandate, as it came out.")
    line_html = fields.Html(string="Cohorts drawn", compute="_compute_line_html", sanitize=False)
    is_proved = fields.Boolean(
        string="Done again: same result", compute="_compute_is_proved", help="The draw is done again when it is shown."
    )

    @api.depends("seed", "cohort_count", "people", "result")
    def _compute_is_proved(self):
        for one in self:
            again = cohort_draw.draw(one.seed or "", json.loads(one.people or "[]"), one.cohort_count or 1)
            one.is_proved = bool(one.result) and {str(key): value for key, value in again.items()} == json.loads(
                one.result
            )

    @api.depends("result", "seed")
    def _compute_line_html(self):
        for one in self:
            cohorts = {int(key): cohort for key, cohort in json.loads(one.result or "{}").items()}
            mandates = self.env["regie.mandate"].browse(cohorts).exists()
            lines = [
                {
                    "mandate": mandate,
                    "cohort": cohorts[mandate.id],
                    "rank": cohort_draw.get_rank(one.seed, mandate.id)[:12],
                }
                for mandate in mandates.sorted(lambda mandate: mandate.partner_id.name)
            ]
            lines.sort(key=lambda line: line["cohort"])
            one.line_html = self.env["ir.qweb"]._render("regie_governance.draw_lines", {"lines": lines})

    @api.model
    def _draw(self, mandates, date, cohort_count, seed):
        """Draw the cohorts of mandates of one organ, write them and their terms, keep the draw and return it.

        Cohort k goes out after k shares of the duration that the statutes give.

        :raise UserError: when cohorts are fewer than two, or people fewer than cohorts
        """
        organ = mandates.organ_id
        if len(organ) != 1 or cohort_count < 2 or len(mandates) < cohort_count:
            raise UserError(
                self.env._("Draw at least two cohorts, among at least as many people of one organ as cohorts.")
            )
        colleges = mandates.college_id.sorted(lambda college: (college.sequence, college.id))
        people = [mandates.filtered(lambda one, college=college: one.college_id == college).ids for college in colleges]
        people += [rest.ids] if (rest := mandates.filtered(lambda one: not one.college_id)) else []
        cohorts = cohort_draw.draw(seed, people, cohort_count)
        months = 12 * organ._get_statutes_on(date).mandate_years
        for mandate in mandates:
            mandate.cohort = cohorts[mandate.id]
            if months:
                term = fields.Date.add(date, months=months * cohorts[mandate.id] // cohort_count, days=-1)
                mandate.date_end_planned = term
        draw = self.create(
            {
                "organ_id": organ.id,
                "date": date,
                "seed": seed,
                "cohort_count": cohort_count,
                "people": json.dumps([sorted(ids) for ids in people]),
                "result": json.dumps({str(key): cohort for key, cohort in sorted(cohorts.items())}),
            }
        )
        self.env["regie.register.entry"]._append(
            "mandate",
            self.env._(
                "Cohorts of the %(organ)s drawn by lot, seed %(seed)s, result %(result)s.",
                organ=organ.name,
                seed=seed,
                result=draw.result,
            ),
            company=organ.company_id,
        )
        return draw

    def write(self, vals):
        """Refuse: a draw by lot never changes."""
        if vals and self:
            raise UserError(self.env._("A draw by lot never changes: draw again, both are kept."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A draw by lot is never deleted: draw again, both are kept."))
