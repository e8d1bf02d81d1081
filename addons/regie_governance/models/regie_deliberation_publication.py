from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieDeliberationPublication(models.Model):
    """An adopted deliberation that the members of the association read on their portal, with its extract."""

    _name = "regie.deliberation.publication"
    _description = "Published deliberation"
    _order = "date desc, number desc"
    _rec_name = "number"

    resolution_id = fields.Many2one(
        "regie.resolution", string="Deliberation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Char(required=True, readonly=True)
    title = fields.Char(required=True, readonly=True)
    organ = fields.Char(required=True, readonly=True)
    date = fields.Date(string="Adopted on", required=True, readonly=True)
    text = fields.Html(readonly=True)
    date_published = fields.Datetime(string="Published on", required=True, readonly=True)
    active = fields.Boolean(default=True, help="Untick to take the deliberation off the portal.")
    is_for_me = fields.Boolean(
        compute="_compute_is_for_me", search="_search_is_for_me", help="I am on the register of the régie."
    )

    _resolution_uniq = models.Constraint("UNIQUE (resolution_id)", "This deliberation is already published.")

    def write(self, vals):
        """Only let a publication be taken off or put back: what is published is what was adopted.

        :raise UserError: GOV-061
        """
        if vals.keys() - {"active"} and self:
            raise UserError(self.env._("What is published is what was adopted: it does not change. (GOV-061)"))
        return super().write(vals)

    @api.depends_context("uid")
    @api.depends("company_id")
    def _compute_is_for_me(self):
        companies = self.env.user.partner_id._get_companies_of_member()
        for publication in self:
            publication.is_for_me = publication.company_id in companies

    def _search_is_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env.user.partner_id._get_companies_of_member()
        mine = Domain("company_id", "in", companies.ids)
        return mine if True in value else ~mine

    def _get_extract_pdf(self):
        """Return the PDF of the extract. The caller has checked that the reader may read the publication."""
        self.ensure_one()
        # sudo: a member reads the extract of a published deliberation, not the records of the meeting
        report = self.env["ir.actions.report"].sudo()
        return report._render_qweb_pdf("regie_governance.report_deliberation_extract", self.sudo().resolution_id.ids)[0]
