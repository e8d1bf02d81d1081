from odoo import fields, models

MEETING_TYPES = [("ordinary", "Ordinary"), ("extraordinary", "Extraordinary")]


class RegieStatutesMeetingRule(models.Model):
    """How the meetings of an organ are convoked and when they may deliberate: notice, roll, quorum, proxies."""

    _name = "regie.statutes.meeting.rule"
    _description = "Rule of meetings"
    _order = "statutes_id, organ_id, meeting_type desc"
    _rec_name = "organ_id"
    _check_company_auto = True

    statutes_id = fields.Many2one("regie.statutes", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="statutes_id.company_id", store=True, index=True)
    organ_id = fields.Many2one("regie.organ", required=True, check_company=True, ondelete="restrict")
    meeting_type = fields.Selection(MEETING_TYPES, help="Empty: for both.")
    article = fields.Char()
    quote = fields.Text(help="The words of the statutes, as adopted.")
    # Convocation
    notice_days = fields.Integer(string="Notice (days)", default=15)
    notice_counting = fields.Selection(
        [("clear", "Clear days: neither the sending nor the meeting counts"), ("calendar", "Calendar days")],
        required=True,
        default="clear",
    )
    urgent_notice_days = fields.Integer(string="Notice in an emergency (days)", help="0: no shorter notice exists.")
    record_days = fields.Integer(
        string="Roll closed (days before)", help="The members up to date that day vote. 0: on the day of the meeting."
    )
    is_remote_allowed = fields.Boolean(string="Remote attendance allowed")
    is_online_vote_allowed = fields.Boolean(string="Online votes allowed")
    # Quorum
    quorum_base = fields.Selection(
        [("in_force", "Mandates or members in force"), ("seats", "Seats of the statutes")],
        required=True,
        default="in_force",
    )
    quorum_num = fields.Integer(string="Quorum: numerator", default=1, help="0: no quorum.")
    quorum_den = fields.Integer(string="Quorum: denominator", default=2)
    quorum_operator = fields.Selection(
        [("ge", "At least"), ("gt", "More than")], string="Quorum is", required=True, default="ge"
    )
    is_quorum_with_proxies = fields.Boolean(string="The represented count for the quorum")
    quorum_college_id = fields.Many2one("regie.college", string="College that must be there")
    quorum_college_min = fields.Integer(string="How many of them")
    # Second call
    is_second_call_allowed = fields.Boolean(string="Second call")
    second_call_days = fields.Integer(string="Second call after (days)")
    second_quorum_num = fields.Integer(string="Second quorum: numerator", help="0: no quorum on second call.")
    second_quorum_den = fields.Integer(string="Second quorum: denominator", default=1)
    # Proxies
    is_proxy_allowed = fields.Boolean(string="Proxies allowed", default=True)
    is_proxy_limited = fields.Boolean(
        string="Number of proxies limited",
        default=True,
        help="When the statutes say nothing, proxies are allowed and without number.",
    )
    proxy_max = fields.Integer(string="Proxies per holder", default=2)
    is_proxy_same_college = fields.Boolean(string="Within the same college")
    is_proxy_holder_member = fields.Boolean(string="The holder is a voter of the meeting", default=True)
    proxy_blank_policy = fields.Selection(
        [("refuse", "Refused"), ("to_chair", "Given to the chair"), ("distribute", "Shared among those present")],
        string="Blank proxies",
        required=True,
        default="refuse",
    )
    proxy_deadline_hours = fields.Integer(
        string="Proxies received (hours before)", help="0: until the opening of the meeting."
    )
    # Secret ballot
    secret_request_num = fields.Integer(
        string="Secret ballot asked by (persons)", help="Number of voters who may ask for it. 0: not a number."
    )
    secret_request_percent = fields.Integer(string="Secret ballot asked by (%)", help="0: not a share.")

    _rule_uniq = models.UniqueIndex(
        "(statutes_id, organ_id, COALESCE(meeting_type, ''))", "The meetings of this organ already have this rule."
    )
    _quorum_fraction = models.Constraint(
        "CHECK (quorum_num >= 0 AND quorum_den > 0 AND quorum_num <= quorum_den"
        " AND second_quorum_num >= 0 AND second_quorum_den > 0 AND second_quorum_num <= second_quorum_den)",
        "A quorum is a fraction between 0 and 1.",
    )
    _delays_positive = models.Constraint(
        "CHECK (notice_days >= 0 AND urgent_notice_days >= 0 AND record_days >= 0 AND second_call_days >= 0"
        " AND proxy_max >= 0 AND proxy_deadline_hours >= 0)",
        "A delay or a number is not negative.",
    )
