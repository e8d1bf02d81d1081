from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import shares


class RegieOverheadKey(models.Model):
    """How the cost of a support activity (head office, workshop) is shared among those it serves, for an exercise.

    Règlement ANC 2018-06 and the report on a grant (Cerfa 15059) ask that the rule be told and kept.
    """

    _name = "regie.overhead.key"
    _description = "Overhead key"
    _inherit = ["mail.thread"]
    _order = "exercise_id desc, sequence, id"
    _rec_name = "support_id"
    _check_company_auto = True

    exercise_id = fields.Many2one("regie.exercise", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="exercise_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(
        default=10, help="When several supports could be shared first, the one with the lowest number is."
    )
    support_id = fields.Many2one(
        "regie.activity",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_support', '=', True)]",
        tracking=True,
    )
    base = fields.Selection(
        [
            ("direct_charge", "Direct charges"),
            ("turnover", "Turnover"),
            ("surface", "Square metres"),
            ("fixed", "Fixed shares"),
        ],
        required=True,
        default="direct_charge",
        tracking=True,
        help="Direct charges and turnover are read from the accounts of the exercise. Square metres and fixed shares "
        "are typed below.",
    )
    is_typed = fields.Boolean(compute="_compute_is_typed", help="The weights are typed, not read from the accounts.")
    line_ids = fields.One2many("regie.overhead.key.line", "key_id", string="Receivers", copy=True)
    reason = fields.Text(help="Why this base: quoted in the reports on grants and shown to the auditor.", tracking=True)

    _support_uniq = models.Constraint(
        "UNIQUE (exercise_id, support_id)", "This support already has a key for this exercise. (FIN-067)"
    )

    @api.depends("base")
    def _compute_is_typed(self):
        for key in self:
            key.is_typed = key.base in ("surface", "fixed")

    @api.constrains("support_id", "line_ids", "exercise_id")
    def _check_no_cycle(self):
        """What a support gives never comes back to it. (FIN-062)"""
        for exercise in self.exercise_id:
            keys = self.search([("exercise_id", "=", exercise.id)])
            keys._order_supports({key: dict.fromkeys(key.line_ids.activity_id, 1) for key in keys})

    @api.constrains("support_id")
    def _check_is_support(self):
        """Only the cost of a support is shared."""
        for key in self:
            if not key.support_id.is_support:
                raise ValidationError(
                    self.env._(
                        "“%(activity)s” is not a support activity: tick “Support” on it, or choose another one. "
                        "(FIN-068)",
                        activity=key.support_id.display_name,
                    )
                )

    def action_view_shares(self):
        """Show what each activity receives from this support, with the base it comes from."""
        self.ensure_one()
        return self.env["regie.result.detail"]._open_key(self)

    def _order_supports(self, receivers):
        """Arguments of the step-down: weights by support, and ranks; refuse a cycle.

        :raise ValidationError: FIN-062
        """
        weights = {key.support_id.id: {one.id: weight for one, weight in receivers[key].items()} for key in self}
        ranks = {key.support_id.id: (key.sequence, key.id) for key in self}
        try:
            shares.order(weights, ranks)
        except ValueError as error:
            first, second = self.env["regie.activity"].browse(error.args)
            raise ValidationError(
                self.env._(
                    "The sharing goes round between “%(first)s” and “%(second)s”: remove one of them from the "
                    "receivers of the other. (FIN-062)",
                    first=first.display_name,
                    second=second.display_name,
                )
            ) from error
        return weights, ranks

    def _get_shares(self, balances):
        """``{support id: {receiver id: cents}}`` of the keys of an exercise, from ``{activity id: {nature: euros}}``.

        Supports come in an order where each has received all it will; the cents that rounding leaves go to the
        largest remainders, among equals to the first activity in the order of the régie.

        :raise UserError: FIN-061 when a base is nil, FIN-062 when the sharing goes round
        """
        receivers = {key: key._get_weights(balances) for key in self}
        for key, weights in receivers.items():
            if not sum(weights.values()):
                raise UserError(
                    self.env._(
                        "Key of “%(support)s” (%(base)s): the base is nil over %(exercise)s. Choose another base, or "
                        "add receivers. (FIN-061)",
                        support=key.support_id.display_name,
                        base=dict(self._fields["base"]._description_selection(self.env))[key.base],
                        exercise=key.exercise_id.name,
                    )
                )
        weights, ranks = self._order_supports(receivers)
        cents = {activity: round(sum(amounts.values()) * 100) for activity, amounts in balances.items()}
        return shares.step_down(cents, weights, ranks)

    @api.model
    def _get_unshared(self, exercise):
        """``({support id: euros}, warning)``: charges that the keys of an exercise leave on the supports.

        The warning says why nothing is shared, when a key does not hold.
        """
        table = self.env["regie.activity.table"]
        figures = table._get_figures(exercise)
        given, warning = table._get_given(exercise, figures)
        overheads, balances = table._sum_given(given), table._by_nature(figures)
        rounded = exercise.company_id.currency_id.round
        supports = self.env["regie.activity"].browse(balances).filtered("is_support")
        left = {one.id: rounded(-sum(balances[one.id].values()) - overheads.get(one.id, 0.0)) for one in supports}
        return {support: amount for support, amount in left.items() if amount}, warning

    def _get_receivers(self):
        """Who receives: the activities of the lines, by default all those that are not supports."""
        self.ensure_one()
        return self.line_ids.activity_id.sorted() or self.env["regie.activity"].search(
            [("company_id", "=", self.company_id.id), ("is_support", "=", False)]
        )

    def _get_weights(self, balances):
        """{receiver: weight} of the key, in the order of the activities; a negative figure weighs nothing."""
        self.ensure_one()
        return getattr(self, f"_get_{self.base}_weights")(self._get_receivers(), balances)

    def _get_direct_charge_weights(self, receivers, balances):
        return {one: max(0.0, -balances.get(one.id, {}).get("direct_charge", 0.0)) for one in receivers}

    def _get_turnover_weights(self, receivers, balances):
        return {one: max(0.0, balances.get(one.id, {}).get("turnover", 0.0)) for one in receivers}

    def _get_surface_weights(self, receivers, _balances):
        typed = {line.activity_id: line.weight for line in self.line_ids}
        return {one: typed.get(one, 0.0) for one in receivers}

    def _get_fixed_weights(self, receivers, balances):
        return self._get_surface_weights(receivers, balances)
