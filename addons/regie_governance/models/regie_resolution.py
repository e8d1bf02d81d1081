from odoo import api, fields, models

from .regie_statutes_vote_rule import RESOLUTION_TYPES


class RegieResolution(models.Model):
    """A point of the agenda and what the organ decided: its text, its votes, its result, its number.

    A decision is entered once: minutes, extract, register and declarations read it here.
    """

    _name = "regie.resolution"
    _description = "Resolution"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.signed.guard"]
    _order = "meeting_id desc, sequence, id"
    _rec_name = "title"
    _rec_names_search = ["title", "number"]
    _check_company_auto = True

    meeting_id = fields.Many2one("regie.meeting", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="meeting_id.company_id", store=True, index=True, precompute=True)
    organ_id = fields.Many2one(related="meeting_id.organ_id", store=True, index=True, precompute=True)
    date = fields.Datetime(related="meeting_id.date", string="Date of the meeting", store=True)
    meeting_state = fields.Selection(related="meeting_id.state", string="State of the meeting")
    sequence = fields.Integer(default=10)
    number = fields.Char(readonly=True, copy=False, index="btree_not_null", help="Year, organ and rank: 2026-CA-012.")
    title = fields.Char(required=True, tracking=True)
    resolution_type = fields.Selection(
        RESOLUTION_TYPES, string="Type", required=True, default="ordinary", tracking=True
    )
    is_vote = fields.Boolean(string="Put to the vote", default=True, help="Untick for a point of information.")
    text = fields.Html(help="What is put to the vote, word for word; printed in the minutes and in the extract.")
    debate = fields.Html(string="Summary of the debate", help="Printed in the minutes.")
    rapporteur_id = fields.Many2one("res.partner", ondelete="restrict")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "regie_resolution_attachment_rel",
        string="Working papers",
        help="Sent with the convocation; out of reach of those who are recused on the point.",
    )
    counterparty_ids = fields.Many2many(
        "res.partner",
        "regie_resolution_counterparty_rel",
        string="Concerned partners",
        help="With whom the decision is taken or whom it favours: interests are looked for among them.",
    )
    duration = fields.Integer(string="Planned duration (minutes)")
    # Vote
    vote_mode = fields.Selection(
        [
            ("show_hands", "Show of hands"),
            ("nominal", "By name"),
            ("secret", "Secret ballot"),
            ("acclamation", "Acclamation"),
        ],
        required=True,
        default="show_hands",
        tracking=True,
    )
    chair_id = fields.Many2one(
        "res.partner",
        string="Substitute chair",
        ondelete="restrict",
        help="Who presides over this point when the chair of the meeting is recused.",
    )
    vote_line_ids = fields.One2many("regie.vote.line", "resolution_id", string="Votes")
    tally_ids = fields.One2many("regie.resolution.tally", "resolution_id", string="Counts")
    recusal_ids = fields.One2many("regie.recusal", "resolution_id", string="Recusals")
    # Facts
    date_opened = fields.Datetime(string="Vote opened at", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Vote closed at", readonly=True, copy=False)
    date_withdrawn = fields.Datetime(string="Withdrawn on", readonly=True, copy=False)
    result = fields.Selection(
        [
            ("adopted", "Adopted"),
            ("rejected", "Rejected"),
            ("tie", "Tie: not adopted"),
            ("no_quorum", "No quorum"),
            ("adjourned", "Adjourned"),
            ("withdrawn", "Withdrawn"),
            ("noted", "Noted"),
        ],
        readonly=True,
        copy=False,
        tracking=True,
        help="Written at the closing of the vote from the counts and the rule of the statutes.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("ready", "On the agenda"), ("open", "Vote open"), ("closed", "Vote closed")],
        compute="_compute_state",
        store=True,
        precompute=True,
        help="Read from the facts: on the agenda once convoked, open then closed by the buttons of the vote.",
    )

    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL", "Another deliberation already bears this number."
    )

    @api.depends("date_opened", "date_closed", "date_withdrawn", "meeting_id.date_convoked")
    def _compute_state(self):
        for resolution in self:
            if resolution.date_closed or resolution.date_withdrawn:
                resolution.state = "closed"
            elif resolution.date_opened:
                resolution.state = "open"
            else:
                resolution.state = "ready" if resolution.meeting_id.date_convoked else "draft"

    def _is_secret(self):
        """Tell whether nobody may know who voted what."""
        self.ensure_one()
        return self.vote_mode == "secret"

    def _get_vote_rule(self):
        """Return the rule of majority that the statutes give to this resolution; empty when they give none."""
        self.ensure_one()
        meeting = self.meeting_id
        return meeting.statutes_id._get_vote_rule(meeting.organ_id, meeting.meeting_type, self.resolution_type)

    def _get_chair(self):
        """Return who presides over this point: the substitute, else the chair of the meeting."""
        self.ensure_one()
        return self.chair_id or self.meeting_id.chair_id

    def _get_recused_partners(self):
        """Return the persons who left this point: those of its recusals that were not cancelled."""
        self.ensure_one()
        return self.recusal_ids.filtered("is_active").partner_id

    def _get_voices(self):
        """Return ``[(line, voter, proxy)]``: each voice that may vote on this point, who casts it, and by what proxy.

        A present line votes for itself; an accepted proxy votes through its holder, present and not recused, or else
        through its substitute. A recused person neither votes nor gives nor holds a proxy.
        """
        self.ensure_one()
        meeting, recused = self.meeting_id, self._get_recused_partners()
        lines = meeting._get_voting_lines().filtered(lambda line: line.partner_id not in recused)
        there = meeting._get_present_lines().partner_id - recused
        no_proxy = self.env["regie.proxy"]
        voices = [(line, line.partner_id, no_proxy) for line in lines if line.is_present]
        for proxy in meeting.proxy_ids.filtered(lambda p: p.state == "accepted" and p._is_for(self)):
            if proxy.giver_id not in lines or proxy.giver_id.is_present:
                continue
            holder = next((person for person in (proxy.holder_id, proxy.substitute_id) if person & there), None)
            if holder:
                voices.append((proxy.giver_id, holder, proxy))
        return voices

    def _check_can_open(self):
        """Raise when the vote on this point cannot open; called by ``_open_vote()``. Extend it with a rule."""
        self.ensure_one()

    def _check_can_close(self):
        """Raise when the vote on this point cannot close; called by ``_close_vote()``. Extend it with a rule."""
        self.ensure_one()
