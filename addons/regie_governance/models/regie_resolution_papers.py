from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# What nobody recused may prepare (GOV-12): the words of the decision, its papers, whom it concerns.
PREPARATION = {
    "title",
    "text",
    "debate",
    "attachment_ids",
    "counterparty_ids",
    "source_ref",
    "resolution_type",
    "vote_mode",
    "is_vote",
    "rapporteur_id",
}


class RegieResolutionPapers(models.Model):
    """The wall around the working papers of a point: who is recused, or has a conflict to resolve, reads none.

    The text and the debate come back with the signed minutes, which every member may read; the papers (offers, prices,
    notes) never do. It holds for that person only, the president included.
    """

    _inherit = "regie.resolution"

    text = fields.Html(
        compute="_compute_papers",
        inverse="_inverse_text",
        search="_search_text",
        compute_sudo=False,
        copy=True,
    )
    debate = fields.Html(
        compute="_compute_papers",
        inverse="_inverse_debate",
        search="_search_debate",
        compute_sudo=False,
        copy=False,
    )
    text_kept = fields.Html(groups="base.group_system", copy=False, export_string_translation=False)
    debate_kept = fields.Html(groups="base.group_system", copy=False, export_string_translation=False)
    is_walled = fields.Boolean(
        compute="_compute_is_walled",
        help="You are recused on this point, or a conflict that concerns you is not resolved.",
    )

    @api.depends_context("uid")
    @api.depends("recusal_ids.date_cancelled", "conflict_ids.state")
    def _compute_is_walled(self):
        walled = self._filter_walled(self.env.user.partner_id) if not self.env.su else self.browse()
        for resolution in self:
            resolution.is_walled = resolution._origin in walled

    @api.depends_context("uid")
    @api.depends(
        "text_kept", "debate_kept", "recusal_ids.date_cancelled", "conflict_ids.state", "meeting_id.date_signed"
    )
    def _compute_papers(self):
        """Give the text and the debate, empty for who is recused until the minutes are signed."""
        walled = self.browse() if self.env.su else self._filter_walled(self.env.user.partner_id)
        # sudo: the wall was looked at on the line above; the fields that keep the words have no reader
        for resolution, kept in zip(self, self.sudo(), strict=True):
            is_hidden = resolution._origin in walled and not kept.meeting_id.date_signed
            resolution.text = False if is_hidden else kept.text_kept
            resolution.debate = False if is_hidden else kept.debate_kept

    def _inverse_text(self):
        # sudo: who may write the point was checked, the wall too (see write)
        for resolution, kept in zip(self, self.sudo(), strict=True):
            kept.text_kept = resolution.text

    def _inverse_debate(self):
        # sudo: who may write the point was checked, the wall too (see write)
        for resolution, kept in zip(self, self.sudo(), strict=True):
            kept.debate_kept = resolution.debate

    def _search_text(self, operator, value):
        return self._search_kept("text_kept", operator, value)

    def _search_debate(self, operator, value):
        return self._search_kept("debate_kept", operator, value)

    def _search_kept(self, name, operator, value):
        """Search among the points that are not walled: a search must not guess what a page hides."""
        walled = Domain.FALSE if self.env.su else self._get_walled_domain(self.env.user.partner_id)
        # sudo: the field has no reader; the walled points are left out
        found = self.sudo()._search(
            Domain(name, operator, value) & (~walled | Domain("meeting_id.date_signed", "!=", False))
        )
        return Domain("id", "in", found)

    @api.model
    def _get_walled_domain(self, partner):
        """Return the Domain of the points whose papers are out of reach of a person."""
        return Domain.OR(
            [
                Domain("recusal_ids", "any!", [("partner_id", "=", partner.id), ("date_cancelled", "=", False)]),
                Domain("conflict_ids", "any!", [("partner_id", "=", partner.id), ("state", "=", "to_resolve")]),
            ]
        )

    def _filter_walled(self, partner):
        """Return those of the points whose papers are out of reach of a person, in one query."""
        if not self._origin or not partner:
            return self.browse()
        # sudo: the wall is the same for who may not read the recusals
        found = self.sudo().search(Domain("id", "in", self._origin.ids) & self._get_walled_domain(partner))
        return self.browse(found.ids)

    def _get_papers_for(self, partner):
        """Return the working papers of these points that a person may receive: for a convocation or a page."""
        return (self - self._filter_walled(partner)).attachment_ids

    def write(self, vals):
        """Refuse the hand of who is recused on the preparation of the point."""
        if vals.keys() & PREPARATION and not self.env.su:
            walled = self._filter_walled(self.env.user.partner_id)[:1]
            if walled:
                raise AccessError(
                    self.env._(
                        "You are recused on %s, or a conflict that concerns you is to be resolved: you do not prepare"
                        " this point. (GOV-041)",
                        walled.title,
                    )
                )
        return super().write(vals)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Send what is said on the page of a point to its followers, but for those who are recused on it."""
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        # sudo: who writes a message may not read the conflicts
        points = self.sudo()
        walled = points.recusal_ids.filtered(lambda recusal: not recusal.date_cancelled).partner_id
        walled |= points.conflict_ids.filtered(lambda conflict: conflict.state == "to_resolve").partner_id
        return [recipient for recipient in recipients if recipient["id"] not in walled.ids]
