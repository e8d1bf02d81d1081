from odoo import Command, api, fields, models
from odoo.exceptions import UserError

ORGANS = (("assembly", "AG"), ("board", "CA"), ("bureau", "BUR"))


class RegieGovernanceSetup(models.TransientModel):
    """The first day of an association: its three organs and a draft of its statutes, from a page of answers.

    Nothing is assumed: what the statutes say is typed by who holds them. The draft is checked, completed with its
    articles, then put in force; it rules nothing before.
    """

    _name = "regie.governance.setup"
    _description = "Setting up of the association"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    name = fields.Char(string="Name of the version", required=True)
    date_start = fields.Date(string="In force from", required=True)
    label_type = fields.Selection(
        [("quartier", "Régie de Quartier"), ("territoire", "Régie de Territoire")], required=True, default="quartier"
    )
    assembly_notice_days = fields.Integer(string="General assembly: notice (days)", required=True)
    board_notice_days = fields.Integer(string="Board: notice (days)", required=True)
    is_notice_clear = fields.Boolean(
        string="Clear days", help="Neither the day of the sending nor that of the meeting counts."
    )
    assembly_quorum_num = fields.Integer(string="General assembly: quorum", help="0: the statutes ask for none.")
    assembly_quorum_den = fields.Integer(string="General assembly: quorum, out of", default=1)
    board_quorum_num = fields.Integer(string="Board: quorum", help="0: the statutes ask for none.")
    board_quorum_den = fields.Integer(string="Board: quorum, out of", default=1)
    is_proxy_allowed = fields.Boolean(string="Proxies allowed")
    proxy_max = fields.Integer(string="Proxies per holder", help="0: the statutes set no limit.")
    mandate_years = fields.Integer(string="Duration of mandates (years)", required=True)
    cohort_count = fields.Integer(string="Renewed in how many parts", default=1, required=True)
    recusal_quorum_mode = fields.Selection(
        selection=lambda self: (
            self.env["regie.statutes"]._fields["recusal_quorum_mode"]._description_selection(self.env)
        ),
        string="Quorum after a recusal",
        required=True,
        default="numerator",
    )
    seat_ids = fields.One2many(
        "regie.governance.setup.seat", "setup_id", string="Seats of the board", default=lambda self: self._get_seats()
    )

    @api.model
    def _get_recusal_modes(self):
        """Return the choices that the statutes have."""
        return self.env["regie.statutes"]._fields["recusal_quorum_mode"]._description_selection(self.env)

    @api.model
    def _get_seats(self):
        """Return a line for each college of the régie."""
        domain = [("company_id", "in", [False, self.env.company.id])]
        return [Command.create({"college_id": college.id}) for college in self.env["regie.college"].search(domain)]

    def action_create(self):
        """Create the organs that are missing and the draft of the statutes, then open the draft.

        :raise UserError: GOV-009 when the régie already has statutes
        """
        self.ensure_one()
        if self.env["regie.statutes"].search_count([("company_id", "=", self.company_id.id)], limit=1):
            raise UserError(
                self.env._("The régie already has statutes: duplicate a version to prepare the next one. (GOV-009)")
            )
        organs = self._get_or_create_organs()
        statutes = self.env["regie.statutes"].create(self._prepare_statutes_vals(organs))
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_statutes_action")
        return dict(action, res_id=statutes.id, views=[(False, "form")], view_mode="form")

    def _get_or_create_organs(self):
        """Return ``{kind: organ}`` of the three organs of an association."""
        found = self.env["regie.organ"].search(
            [("company_id", "=", self.company_id.id), ("kind", "in", [kind for kind, _code in ORGANS])]
        )
        organs = {organ.kind: organ for organ in reversed(found)}
        kinds = dict(found._fields["kind"]._description_selection(self.env))
        missing = [
            {
                "kind": kind,
                "code": code,
                "name": kinds[kind],
                "company_id": self.company_id.id,
                "sequence": 10 * rank,
                "is_composition_watched": kind == "board",
            }
            for rank, (kind, code) in enumerate(ORGANS, 1)
            if kind not in organs
        ]
        organs.update((organ.kind, organ) for organ in found.create(missing))
        return organs

    def _prepare_statutes_vals(self, organs):
        """Return the values of the draft: what was answered, for each organ."""
        counting = "clear" if self.is_notice_clear else "calendar"
        proxies = {
            "is_proxy_allowed": self.is_proxy_allowed,
            "is_proxy_limited": bool(self.proxy_max),
            "proxy_max": self.proxy_max,
        }
        assembly = {
            "notice_days": self.assembly_notice_days,
            "quorum_num": self.assembly_quorum_num,
            "quorum_den": self.assembly_quorum_den,
        }
        board = {
            "notice_days": self.board_notice_days,
            "quorum_num": self.board_quorum_num,
            "quorum_den": self.board_quorum_den,
        }
        rules = [(organs["assembly"], assembly), (organs["board"], board), (organs["bureau"], board)]
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "date_start": self.date_start,
            "label_type": self.label_type,
            "mandate_years": self.mandate_years,
            "cohort_count": self.cohort_count,
            "recusal_quorum_mode": self.recusal_quorum_mode,
            "meeting_rule_ids": [
                Command.create({"organ_id": organ.id, "notice_counting": counting, **proxies, **vals})
                for organ, vals in rules
            ],
            "vote_rule_ids": [Command.create({"organ_id": organ.id}) for organ in organs.values()],
            "seat_ids": [Command.create(seat._prepare_vals(organs["board"])) for seat in self.seat_ids],
        }
