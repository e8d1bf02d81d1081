from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class MembershipPortal(CustomerPortal):
    """The page of a member: college, representative, fees and their receipts. Reading a page changes nothing.

    Its helpers bear the name of the membership: Odoo merges the methods of every portal controller into one class.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_membership_count" in counters:
            values["regie_membership_count"] = len(self._get_own_memberships())
        return values

    def _get_own_memberships(self):
        """The memberships of whoever opens the page, in their own name or as representative or deputy of a body."""
        partner = request.env.user.partner_id
        domain = [
            *("|", "|"),
            ("partner_id", "=", partner.id),
            ("representative_id", "=", partner.id),
            ("deputy_id", "=", partner.id),
        ]
        # sudo: the domain keeps only the reader's own memberships, which no group gives them
        return request.env["regie.membership"].sudo().search(domain, order="date_start desc, id desc")

    @route("/my/membership", type="http", auth="user", website=True, methods=["GET"])
    def my_membership(self, **kwargs):
        """Show the memberships of the person and their fees; 404 for who has none."""
        memberships = self._get_own_memberships()
        if not memberships:
            raise request.not_found()
        values = {
            **self._prepare_portal_layout_values(),
            "memberships": memberships,
            "page_name": "membership",
        }
        return request.render("regie_governance.portal_my_membership", values)

    @route("/my/membership/fee/<int:fee_id>/receipt", type="http", auth="user", website=True, methods=["GET"])
    def my_membership_receipt(self, fee_id, **kwargs):
        """Send the receipt of a paid fee of the person; 404 for any other."""
        fee = self._get_own_memberships().fee_ids.filtered(lambda fee: fee.id == fee_id and fee.date_paid)
        if not fee:
            raise request.not_found()
        # sudo: the fee is one of the reader's own
        report = request.env["ir.actions.report"].sudo()
        content = report._render_qweb_pdf("regie_governance.report_membership_fee", fee.ids)[0]
        name = f"{request.env._('Receipt')} {fee._get_receipt_number()}.pdf"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
