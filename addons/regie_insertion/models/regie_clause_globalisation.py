from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class RegieClauseGlobalisation(models.Model):
    """An agreement signed with the buyers: the hours of one of these clauses count for all of them, between two dates.

    Without it an hour serves one clause only. It is the one thing that lets PostgreSQL accept an hour twice.
    """

    _name = "regie.clause.globalisation"
    _description = "Globalisation Agreement of Social Clauses"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Reference", required=True, tracking=True, help="The reference of the signed paper.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True, ondelete="restrict"
    )
    clause_ids = fields.Many2many(
        "regie.clause",
        "regie_clause_globalisation_rel",
        "globalisation_id",
        "clause_id",
        string="Clauses",
        required=True,
        check_company=True,
        help="The hours that count for one of them count for each of them.",
    )
    buyer_ids = fields.Many2many("res.partner", string="Buyers", compute="_compute_buyer_ids")
    facilitator_id = fields.Many2one("res.partner", check_company=True, help="Who has approved the agreement.")
    date_start = fields.Date(string="First day", required=True, tracking=True)
    date_end = fields.Date(string="Last day", required=True, tracking=True)
    signed_on = fields.Date(
        tracking=True, help="Day on which the last buyer signed. As long as it is empty nothing is counted twice."
    )

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "An agreement cannot end before it starts.")

    @api.depends("clause_ids.buyer_id")
    def _compute_buyer_ids(self):
        for agreement in self:
            agreement.buyer_ids = agreement.clause_ids.buyer_id

    @api.constrains("clause_ids", "signed_on", "active", "date_start", "date_end")
    def _check_clauses(self):
        for agreement in self:
            if len(agreement.clause_ids) < 2:
                raise ValidationError(
                    self.env._("A globalisation agreement covers two clauses or more: %(name)s.", name=agreement.name)
                )
            others = self.search(
                [
                    ("id", "!=", agreement.id),
                    ("clause_ids", "in", agreement.clause_ids.ids),
                    ("date_start", "<=", agreement.date_end),
                    ("date_end", ">=", agreement.date_start),
                ]
            )
            for other in others:
                if len(other.clause_ids & agreement.clause_ids) > 1:
                    raise ValidationError(
                        self.env._(
                            "The agreement %(other)s already covers these clauses on these days.", other=other.name
                        )
                    )

    def write(self, vals):
        """A signed agreement that hours were counted under only ends earlier or later: nothing else changes."""
        if vals.keys() & {"clause_ids", "date_start", "signed_on", "company_id"}:
            self._refuse_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._refuse_used()

    def _refuse_used(self):
        """Raise when hours were counted twice under one of the agreements."""
        # sudo: the rule holds for hours that the reader may not see
        used = self.env["regie.clause.hour"].sudo().search([("globalisation_id", "in", self.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "Hours were already counted under the agreement %(name)s: set its last day instead.",
                    name=used.globalisation_id.name,
                )
            )

    def action_sign(self):
        """The last buyer has signed today."""
        self.filtered(lambda one: not one.signed_on).signed_on = fields.Date.context_today(self)

    @api.model
    def _pairs_query(self):
        """SELECT of clause_id, source_id (another clause whose hours it counts), the days and the agreement."""
        return SQL(
            """SELECT own.clause_id, other.clause_id AS source_id, agreement.date_start, agreement.date_end,
                      agreement.id AS globalisation_id
                 FROM regie_clause_globalisation agreement
                 JOIN regie_clause_globalisation_rel own ON own.globalisation_id = agreement.id
                 JOIN regie_clause_globalisation_rel other ON other.globalisation_id = agreement.id
                                                          AND other.clause_id <> own.clause_id
                WHERE agreement.signed_on IS NOT NULL AND agreement.active"""
        )

    @api.model
    def _get_sources(self, clause_ids):
        """Ids of the clauses whose hours ``clause_ids`` count: themselves, and those of their signed agreements."""
        # sudo: which clauses are counted together is part of the figures that the reader may see
        agreements = self.sudo().search([("clause_ids", "in", list(clause_ids)), ("signed_on", "!=", False)])
        return sorted({*clause_ids, *agreements.clause_ids.ids})
