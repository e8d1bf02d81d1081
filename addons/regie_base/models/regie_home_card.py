from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class RegieHomeCard(models.Model):
    """A card of the home of the régie: what a role has to do today, how many, and the way there.

    Addons ship cards as data, the director edits them in the screen. They hold no figure: each is counted with the
    rights of the person who looks, so that a card never shows more than its list.
    """

    _name = "regie.home.card"
    _description = "Card of the home"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sentence = fields.Char(translate=True, help="One sentence that says what these records wait for.")
    button = fields.Char(string="Button text", translate=True, help="Empty: Open.")
    icon = fields.Char(default="fa-check-square-o", help="Name of a Font Awesome icon, such as fa-clock-o.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    group_ids = fields.Many2many("res.groups", string="Roles", help="Who sees this card. Empty: everybody.")
    model_id = fields.Many2one("ir.model", string="Records", required=True, ondelete="cascade")
    model = fields.Char(related="model_id.model", string="Model name", store=True)
    domain = fields.Char(
        string="Filter",
        required=True,
        default="[]",
        help="Which records count. A date may be an expression, context_today() + relativedelta(days=30), or a text, "
        "'today +30d'; uid is the reader.",
    )
    late_domain = fields.Char(string="Urgent records", help="Which of them are urgent: shown in red. Empty: none is.")
    urgency = fields.Selection(
        [("info", "For information"), ("todo", "To do"), ("urgent", "Urgent")],
        required=True,
        default="todo",
        help="Colour of the card as long as something is counted.",
    )
    action_id = fields.Many2one("ir.actions.act_window", string="List to open", required=True, ondelete="cascade")
    count = fields.Integer(compute="_compute_count")
    late_count = fields.Integer(compute="_compute_count", string="Urgent")
    level = fields.Selection(
        [("nothing", "Nothing to do"), ("info", "For information"), ("todo", "To do"), ("urgent", "Urgent")],
        compute="_compute_count",
        search="_search_level",
    )
    is_mine = fields.Boolean(
        string="Mine", compute="_compute_is_mine", search="_search_is_mine", help="My role sees it and I may read it."
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("model", "domain", "late_domain", "urgency")
    def _compute_count(self):
        for card in self:
            readable = card._is_readable()
            domain, late_domain = card._get_domain(), card._get_late_domain()
            card.count = self.env[card.model].search_count(domain) if readable else 0
            late = card.count and card.late_domain
            card.late_count = self.env[card.model].search_count(late_domain) if late else 0
            card.level = "urgent" if card.late_count else card.urgency if card.count else "nothing"

    def _search_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.search([]).filtered("is_mine").filtered(lambda card: card.level in value)
        return Domain("id", "in", found.ids)

    @api.depends_context("uid")
    @api.depends("group_ids", "model")
    def _compute_is_mine(self):
        groups = set(self.env.user._get_group_ids())
        for card in self:
            # groups are read by administrators only; their ids alone say nothing
            roles = set(card.sudo().group_ids.ids)
            card.is_mine = (not roles or bool(roles & groups)) and card._is_readable()

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.search([]).filtered("is_mine")
        return Domain("id", "in", mine.ids) if True in value else Domain("id", "not in", mine.ids)

    @api.constrains("domain", "late_domain", "model_id")
    def _check_domain(self):
        for card in self.filtered(lambda card: card.model in self.env):
            try:
                card._get_domain().validate(self.env[card.model])
                card._get_late_domain().validate(self.env[card.model])
            except (ValueError, SyntaxError, NameError, TypeError) as error:
                raise ValidationError(
                    self.env._("The filter of card %(card)s is not right: %(error)s", card=card.name, error=error)
                ) from error

    def action_open(self):
        """Open the list of the card, filtered as it is counted."""
        self.ensure_one()
        action = self.action_id._get_action_dict()
        context = safe_eval(action["context"] or "{}", {"uid": self.env.uid})
        return dict(
            action,
            name=self.name,
            display_name=self.name,
            domain=list(self._get_domain()),
            # the usual filters of the list would hide records that the card has counted
            context={key: value for key, value in context.items() if not key.startswith("search_default_")},
        )

    def _is_readable(self):
        """Tell whether the reader may read the records that the card counts."""
        return self.model in self.env and self.env[self.model].has_access("read")

    def _get_domain(self):
        """Return the Domain of the records that count, for the reader."""
        return self._eval_domain(self.domain)

    def _get_late_domain(self):
        """Return the Domain of the records that are late, for the reader."""
        return self._get_domain() & self._eval_domain(self.late_domain)

    def _eval_domain(self, text):
        """Read a domain as the screen's editor writes it: dates are relative to the day of the reader."""
        today = fields.Date.context_today(self)
        values = {"uid": self.env.uid, "context_today": lambda: today, "relativedelta": relativedelta}
        return Domain(safe_eval(text or "[]", values))
