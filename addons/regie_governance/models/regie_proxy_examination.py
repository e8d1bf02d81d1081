from odoo import fields, models
from odoo.exceptions import ValidationError

from ..tools import proxies as proxy_tool

#: What the examination of a proxy looked at: once accepted, it is taken back and another one is given.
EXAMINED = frozenset(("meeting_id", "giver_id", "holder_id", "date_received", "date_signed", "is_signed"))


class RegieProxyExamination(models.Model):
    """Is a proxy good: looked at in the order of reception, accepted or refused with its reason."""

    _inherit = "regie.proxy"

    is_blank = fields.Boolean(
        string="Received blank", readonly=True, copy=False, help="Named nobody: the statutes gave it to its holder."
    )
    reject_reason = fields.Char(string="Reason", compute="_compute_reject_reason", help="The reason in words.")

    def _compute_reject_reason(self):
        reasons = self._get_reject_reasons()
        for proxy in self:
            proxy.reject_reason = reasons.get(proxy.reject_code, False)

    def _get_reject_reasons(self):
        """Return ``{code: reason}``: why a proxy is refused, in words."""
        rule = self.meeting_id[:1].rule_id
        return {
            proxy_tool.SELF: self.env._("one does not give a proxy to oneself"),
            proxy_tool.LIMIT: self.env._("its holder already has %s, as many as the statutes allow", rule.proxy_max),
            proxy_tool.GIVER_PRESENT: self.env._("who gave it is there"),
            proxy_tool.HOLDER: self.env._("its holder may not vote here, or is of another college"),
            proxy_tool.SECOND: self.env._("this voter already gave a proxy: the first one received stands"),
            proxy_tool.BLANK: self.env._("it names nobody and the statutes refuse blank proxies"),
            proxy_tool.LATE: self.env._("it was received too late"),
            proxy_tool.GIVER: self.env._("who gave it has no vote in this meeting"),
            proxy_tool.UNSIGNED: self.env._("it is not signed or has no date"),
            proxy_tool.FORBIDDEN: self.env._("the statutes do not allow proxies in this organ"),
        }

    def write(self, vals):
        """Change proxies; one that was accepted stays the one that was looked at.

        :raise UserError: FACT-01 when what was looked at would change
        """
        if not self.env.su:
            accepted = self.filtered(lambda proxy: proxy.date_accepted and not proxy.date_void)
            accepted._check_facts_unchanged({name: vals[name] for name in vals.keys() & EXAMINED})
        return super().write(vals)

    def action_accept(self):
        """Accept proxies by hand: the first one that is not good is refused, with its reason.

        :raise ValidationError: GOV-030 to GOV-039
        """
        self.check_access("write")
        self._examine()
        for proxy in self:
            if proxy.reject_code:
                raise ValidationError(proxy._get_refusal())

    def _get_refusal(self):
        """Return the sentence by which a proxy is refused, with its code."""
        self.ensure_one()
        return self.env._(
            "Proxy of %(giver)s refused: %(reason)s. (%(code)s)",
            giver=self.giver_id.partner_id.name,
            reason=self._get_reject_reasons()[self.reject_code],
            code=self.reject_code,
        )

    def action_void(self):
        """Take proxies back: they no longer serve."""
        self.check_access("write")
        # sudo: a fact, after the right to write was checked
        self.sudo().filtered(lambda proxy: not proxy.date_void).write({"date_void": fields.Datetime.now()})

    def _examine(self):
        """Accept or refuse proxies, in the order in which they were received: writes ``date_accepted`` or
        ``reject_code`` and raises nothing.

        Before the opening, all the proxies of the meeting are looked at again: one that was received earlier passes
        before. Once open, those that were accepted or refused stay so.
        """
        for meeting in self.meeting_id:
            meeting._lock_proxies()
            proxies = meeting.proxy_ids.filtered(lambda proxy: not proxy.date_void)
            is_open = bool(meeting.date_opened)
            kept = proxies.filtered("date_accepted") if is_open else proxies.browse()
            asked = proxies.filtered(lambda proxy: proxy.state == "received" or proxy in self) - kept
            answers = meeting._sort_proxies(asked if is_open else proxies, kept)
            proxies._write_answers(answers)

    def _write_answers(self, answers):
        """Write what was decided on each proxy: refusals first, for a voter to have one accepted proxy at any time."""
        # sudo: facts that the rules of the statutes decided; the callers checked who receives the proxies
        by_id = {proxy.id: proxy for proxy in self.sudo()}
        for key, answer in answers.items():
            proxy = by_id[key]
            if answer.code and (proxy.reject_code != answer.code or proxy.date_accepted):
                proxy.write({"reject_code": answer.code, "date_accepted": False})
        self.flush_recordset()
        for key, answer in answers.items():
            proxy = by_id[key]
            if not answer.code and answer.holder and not (proxy.date_accepted and proxy.holder_id.id == answer.holder):
                proxy.write(
                    {
                        "reject_code": False,
                        "date_accepted": fields.Datetime.now(),
                        "holder_id": answer.holder,
                        "is_blank": proxy.is_blank or not proxy.holder_id,
                    }
                )
            elif not answer.code and not answer.holder and (proxy.reject_code or proxy.date_accepted):
                proxy.write({"reject_code": False, "date_accepted": False})
        self.flush_recordset()

    def _void_given(self, lines):
        """Make void the proxies of voters who came (GOV-032)."""
        given = lines.given_proxy_ids.filtered(lambda proxy: not proxy.date_void and not proxy.reject_code)
        # sudo: the fact follows from a presence that the user was allowed to enter
        given.sudo().write({"date_void": fields.Datetime.now(), "reject_code": proxy_tool.GIVER_PRESENT})

    def _restore_given(self, since):
        """Give back their force to proxies made void since an hour by a coming that was a mistake."""
        mistaken = self.filtered(
            lambda proxy: proxy.reject_code == proxy_tool.GIVER_PRESENT and proxy.date_void and proxy.date_void >= since
        )
        # sudo: the fact follows from a presence that the user was allowed to take back
        mistaken.sudo().write({"date_void": False, "reject_code": False})

    def _is_valid_at(self, at=None):
        """Tell whether the proxy was accepted and not yet void at an hour (UTC), now by default."""
        self.ensure_one()
        if not self.date_accepted:
            return False
        return not self.date_void or (at is not None and self.date_void > at)
