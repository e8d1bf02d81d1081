from odoo import fields, models
from odoo.tools import SQL

from ..tools import proxies as proxy_tool


class RegieMeetingProxies(models.Model):
    """The proxies of a meeting, sorted by the rule of its statutes."""

    _inherit = "regie.meeting"

    def action_examine_proxies(self):
        """Look at the proxies again, in the order in which they were received."""
        self.proxy_ids.check_access("write")
        self.proxy_ids._examine()

    def _lock_proxies(self):
        """Have the proxies of the meeting looked at by one transaction at a time: of two that come at once, the second
        is done again by the server and sees the first. A lock alone would leave it an old picture."""
        self.ensure_one()
        self.env.cr.execute(SQL("UPDATE regie_meeting SET id = id WHERE id = %s", self.id))

    def _prepare_proxy_rule(self):
        """Return what the statutes say of the proxies of the meeting."""
        self.ensure_one()
        rule = self.rule_id
        hours = rule.proxy_deadline_hours
        return proxy_tool.Rule(
            is_allowed=rule.is_proxy_allowed,
            limit=rule.proxy_max if rule.is_proxy_limited else None,
            is_same_college=rule.is_proxy_same_college,
            is_holder_voter=rule.is_proxy_holder_member,
            blank=rule.proxy_blank_policy or "refuse",
            deadline=fields.Datetime.subtract(self.date, hours=hours) if hours else self.date_opened or None,
        )

    def _prepare_proxy_roll(self):
        """Return ``{attendance id: Voter}``: the voices that count and who carries them."""
        self.ensure_one()
        return {
            line.id: proxy_tool.Voter(line.partner_id.id, line.college_id.id, line.is_present)
            for line in self._get_voting_lines()
        }

    def _sort_proxies(self, proxies, kept):
        """Return ``{proxy id: Answer}`` for proxies, those kept being already held."""
        self.ensure_one()
        return proxy_tool.sort(
            [
                proxy_tool.Proxy(
                    proxy.id,
                    proxy.giver_id.id,
                    None if proxy.is_blank else proxy.holder_id.id or None,
                    proxy.date_received,
                    bool(proxy.is_signed and proxy.date_signed),
                )
                for proxy in proxies
            ],
            self._prepare_proxy_rule(),
            self._prepare_proxy_roll(),
            self.chair_id.id or None,
            [(proxy.giver_id.id, proxy.holder_id.id) for proxy in kept],
        )

    def _count_held_proxies(self):
        """Return ``{partner id: number of proxies that the person holds}``."""
        self.ensure_one()
        groups = self.env["regie.proxy"]._read_group(
            [("meeting_id", "=", self.id), ("state", "=", "accepted")], ["holder_id"], ["__count"]
        )
        return {holder.id: count for holder, count in groups}
