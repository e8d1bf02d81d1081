from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, float_compare, float_round, format_amount

from odoo.addons.regie_quality.models.regie_quality_inspection import RESULTS


class RegieAraCase(models.Model):
    """The aid of the landlord: asked for under its convention, released by the quality control. Domain: 6.7."""

    _inherit = "regie.ara.case"

    agreement_id = fields.Many2one(
        "regie.convention",
        string="Convention with the landlord",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="An aid is asked for under a convention in force with the landlord.",
    )
    aid_planned = fields.Monetary(string="Aid planned", copy=False, tracking=True)
    has_aid_bands = fields.Boolean(
        string="Partial aid agreed",
        help="The convention pays a part of the aid between the two thresholds, once the reserves are lifted.",
    )
    date_aid_requested = fields.Date(string="Aid asked for on", readonly=True, copy=False, tracking=True)
    date_aid_released = fields.Datetime(string="Aid released on", readonly=True, copy=False, tracking=True)
    aid_released = fields.Monetary(readonly=True, copy=False, tracking=True)
    aid_inspection_id = fields.Many2one(
        "regie.quality.inspection", string="Released by the control", readonly=True, copy=False, ondelete="restrict"
    )
    aid_score = fields.Float(string="Score that released it", readonly=True, copy=False, digits=(5, 2))
    inspection_score = fields.Float(string="Score of the control", compute="_compute_inspection", digits=(5, 2))
    inspection_result = fields.Selection(
        RESULTS,
        string="Result of the control",
        compute="_compute_inspection",
    )

    _aid_positive = models.Constraint("CHECK (COALESCE(aid_planned, 0) >= 0)", "An aid is not negative. (E-ARA-07)")

    @api.depends("inspection_ids.state", "inspection_ids.score", "inspection_ids.result")
    def _compute_inspection(self):
        for case in self:
            inspection = case._get_inspection()
            case.inspection_score = inspection.score
            case.inspection_result = inspection.result

    @api.constrains("aid_planned", "agreement_id")
    def _check_aid(self):
        """Refuse an aid above what it may pay for. (E-ARA-07)"""
        for case in self:
            if float_compare(case.aid_planned, case.eligible_cost, precision_digits=2) > 0:
                raise ValidationError(case._get_aid_message(case.aid_planned, case.eligible_cost))

    def _get_aid_message(self, aid, cost):
        return self.env._(
            "%(case)s: the aid exceeds the eligible cost (%(aid)s for %(cost)s). Lower the aid, or complete the"
            " supplies. (E-ARA-07)",
            case=self.display_name,
            aid=format_amount(self.env, aid, self.currency_id),
            cost=format_amount(self.env, cost, self.currency_id),
        )

    def _get_inspection(self):
        """The last control that is done, with a grid of self-renovation; contested, it does not count."""
        self.ensure_one()
        done = self.inspection_ids.filtered(
            lambda one: one.state in ("done", "signed") and one.grid_id.is_self_renovation
        )
        return done.sorted(lambda one: (one.date, one.id))[-1:]

    def _check_coordinator(self):
        """Refuse to a tutor what engages the régie: the aid of the landlord and the gallery."""
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group("regie_ara.group_ara_manager"):
            raise AccessError(self.env._("The coordinator of self-renovation does this: ask them. (E-ARA-24)"))

    def action_request_aid(self):
        """Note that the aid is asked for.

        :raise UserError: E-ARA-08 without a convention in force with the landlord, or without an amount
        """
        self._check_coordinator()
        for case in self:
            agreement = case.agreement_id
            same = agreement.partner_id.commercial_partner_id == case.landlord_id.commercial_partner_id
            if not agreement or agreement.state != "running" or not same:
                raise UserError(
                    self.env._(
                        "%(case)s: a convention in force with %(landlord)s is needed to ask for its aid. (E-ARA-08)",
                        case=case.display_name,
                        landlord=case.landlord_id.name or self.env._("the landlord"),
                    )
                )
            if not case.aid_planned:
                raise UserError(self.env._("%s: write the aid that is asked for. (E-ARA-08)", case.display_name))
            case._check_aid()
        # sudo: the day is a fact, written once the rules passed
        self.sudo().write({"date_aid_requested": fields.Date.context_today(self)})
        return True

    def action_release_aid(self):
        """Release the aid that the control allows; once, whoever presses at the same time.

        :raise UserError: E-ARA-06 while the control does not allow it, E-ARA-08 when it was not asked for, E-ARA-09
            when it is released already
        :raise ValidationError: E-ARA-07 above the real eligible cost
        """
        self.ensure_one()
        self._check_coordinator()
        # whoever presses at the same moment waits here: its transaction starts again and reads what the first one wrote
        self.flush_recordset()
        self.env.execute_query(SQL("SELECT id FROM regie_ara_case WHERE id = %s FOR UPDATE", self.id))
        if self.date_aid_released:
            raise UserError(self.env._("%s: the aid is released already. (E-ARA-09)", self.display_name))
        if not self.date_aid_requested:
            raise UserError(self.env._("%s: ask the landlord for the aid first. (E-ARA-08)", self.display_name))
        inspection = self._get_inspection()
        amount = float_round(self.aid_planned * self._get_aid_rate(inspection), precision_digits=2)
        if float_compare(amount, self.eligible_used, precision_digits=2) > 0:
            raise ValidationError(self._get_aid_message(amount, self.eligible_used))
        # sudo: the facts, written once the control and the cost allow it
        self.sudo().write(
            {
                "date_aid_released": fields.Datetime.now(),
                "aid_released": amount,
                "aid_inspection_id": inspection.id,
                "aid_score": inspection.score,
            }
        )
        return True

    def _get_aid_rate(self, inspection):
        """Which part of the aid the control releases: all, the partial rate, or nothing. (E-ARA-06)"""
        self.ensure_one()
        reader = self.env["regie.parameter"].with_company(self.company_id)
        day = inspection.date or fields.Date.context_today(self)
        full = float(reader.get("ara_aid_threshold", day))
        low = float(reader.get("ara_aid_partial_threshold", day))
        score = inspection.score
        if inspection.result == "compliant" and score >= full:
            return 1.0
        if self.has_aid_bands and inspection.result and inspection.result != "not_compliant" and score >= low:
            if inspection.open_action_count:
                raise UserError(
                    self.env._(
                        "Aid of the landlord conditional on the quality control (score %(score)s): lift the reserves"
                        " first. (E-ARA-06)",
                        score=f"{score:.2f}",
                    )
                )
            return float(reader.get("ara_aid_partial_rate", day)) / 100
        raise UserError(
            self.env._(
                "Aid of the landlord conditional on the quality control (score %(score)s, minimum %(min)s). (E-ARA-06)",
                score=f"{score:.2f}" if inspection else self.env._("none"),
                min=f"{full:.2f}",
            )
        )
