from odoo import api, fields, models


class RegieStatutesMeetingRule(models.Model):
    """The rule of the meetings of an organ in sentences."""

    _name = "regie.statutes.meeting.rule"
    _inherit = ["regie.statutes.meeting.rule", "regie.statutes.part"]
    _part_key_fields = ("organ_id", "meeting_type")
    _exchange_fields = (
        *("exchange_key", "organ_id", "meeting_type", "article", "quote", "notice_days", "notice_counting"),
        *("urgent_notice_days", "record_days", "is_remote_allowed", "is_online_vote_allowed", "quorum_base"),
        *("quorum_num", "quorum_den", "quorum_operator", "is_quorum_with_proxies", "quorum_college_id"),
        *("quorum_college_min", "is_second_call_allowed", "second_call_days", "second_quorum_num"),
        *("second_quorum_den", "is_proxy_allowed", "is_proxy_limited", "proxy_max", "is_proxy_same_college"),
        *("is_proxy_holder_member", "proxy_blank_policy", "proxy_deadline_hours", "secret_request_num"),
        "secret_request_percent",
    )

    notice_sentence = fields.Char(compute="_compute_sentences", string="Notice in words")
    quorum_sentence = fields.Char(compute="_compute_sentences", string="Quorum in words")
    proxy_sentence = fields.Char(compute="_compute_sentences", string="Proxies in words")
    sentence = fields.Text(compute="_compute_sentences", help="The rule as it is read in the minutes.")

    @api.depends(lambda self: [name for name in self._exchange_fields if name not in ("exchange_key", "quote")])
    def _compute_sentences(self):
        for rule in self:
            rule.notice_sentence = rule._get_notice_sentence()
            rule.quorum_sentence = rule._get_quorum_sentence()
            rule.proxy_sentence = rule._get_proxy_sentence()
            rule.sentence = rule._get_rule_sentence()

    def _get_scope_words(self):
        """Return of which meetings the rule speaks: the organ, and the kind of meeting when it is told."""
        self.ensure_one()
        kinds = dict(self._fields["meeting_type"]._description_selection(self.env))
        parts = (self.organ_id.name, (kinds.get(self.meeting_type) or "").lower())
        return ", ".join(part for part in parts if part)

    def _get_full_sentence(self):
        """Return the rule with the meetings or resolutions that it rules before it."""
        return self.env._("%(scope)s: %(rule)s", scope=self._get_scope_words(), rule=self._get_rule_sentence())

    def _get_rule_sentence(self):
        """Return the whole rule in a few sentences, in the reader's language: notice, quorum, second call, proxies,
        secret ballot."""
        self.ensure_one()
        sentences = (
            self._get_notice_sentence(),
            self._get_quorum_sentence(),
            self._get_second_call_sentence(),
            self._get_proxy_sentence(),
            self._get_secret_sentence(),
        )
        return " ".join(sentence for sentence in sentences if sentence)

    def _get_notice_sentence(self):
        """Return how long before the meeting the convocation is sent."""
        self.ensure_one()
        if self.notice_counting == "clear":
            sentence = self.env._(
                "Convocation sent at least %(days)s clear days before the meeting.", days=self.notice_days
            )
        else:
            sentence = self.env._("Convocation sent at least %(days)s days before the meeting.", days=self.notice_days)
        if self.urgent_notice_days:
            urgent = self.env._("In an emergency: %(days)s days.", days=self.urgent_notice_days)
            return f"{sentence} {urgent}"
        return sentence

    def _get_quorum_sentence(self, second_call=False):
        """Return the quorum in words, that of the second call when ``second_call``."""
        self.ensure_one()
        numerator = self.second_quorum_num if second_call else self.quorum_num
        denominator = self.second_quorum_den if second_call else self.quorum_den
        if not numerator:
            return self.env._("No quorum is required.")
        words = {
            "fraction": self.env["regie.statutes"]._get_fraction_words(numerator, denominator),
            "base": self._get_base_words(),
            "presence": self.env._("present or represented") if self.is_quorum_with_proxies else self.env._("present"),
        }
        if self.quorum_operator == "gt":
            sentence = self.env._("Quorum: more than %(fraction)s %(base)s, %(presence)s.", **words)
        else:
            sentence = self.env._("Quorum: at least %(fraction)s %(base)s, %(presence)s.", **words)
        if self.quorum_college_id and self.quorum_college_min:
            college = self.env._(
                "Among those present, at least %(count)s of the college %(college)s.",
                count=self.quorum_college_min,
                college=self.quorum_college_id.name,
            )
            return f"{sentence} {college}"
        return sentence

    def _get_base_words(self):
        """Return of whom the quorum is a fraction, with its article."""
        self.ensure_one()
        if self.quorum_base == "seats":
            return self.env._("of the seats set by the statutes")
        return {
            "assembly": self.env._("of the members who have the right to vote"),
            "board": self.env._("of the administrators in office"),
            "bureau": self.env._("of the members of the bureau in office"),
        }.get(self.organ_id.kind, self.env._("of the members of the organ in office"))

    def _get_second_call_sentence(self):
        """Return when a meeting without quorum is held again, False when the statutes do not provide for it."""
        self.ensure_one()
        if not self.is_second_call_allowed:
            return False
        call = self.env._("Second call at least %(days)s days later, same agenda.", days=self.second_call_days)
        return f"{call} {self._get_quorum_sentence(second_call=True)}"

    def _get_proxy_sentence(self):
        """Return who may hold proxies and how many."""
        self.ensure_one()
        if not self.is_proxy_allowed:
            return self.env._("Proxies are not allowed.")
        if self.is_proxy_limited and self.proxy_max == 1:
            sentence = self.env._("At most one proxy per person.")
        elif self.is_proxy_limited:
            sentence = self.env._("At most %(count)s proxies per person.", count=self.proxy_max)
        else:
            sentence = self.env._("Proxies without limit of number.")
        if self.is_proxy_same_college:
            college = self.env._("Proxies are given within the same college.")
            return f"{sentence} {college}"
        return sentence

    def _get_secret_sentence(self):
        """Return who may ask for a secret ballot, False when the statutes do not say it."""
        self.ensure_one()
        if self.secret_request_num:
            return self.env._("Secret ballot when %(count)s voters ask for it.", count=self.secret_request_num)
        if self.secret_request_percent:
            return self.env._(
                "Secret ballot when %(percent)s %% of the voters ask for it.", percent=self.secret_request_percent
            )
        return False
