from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: What a pass counts for in the eyes of the landlord; {today} splits the planned ones. A missed pass that was caught up
#: is no longer late.
CAUGHT_UP = SQL(
    """EXISTS (SELECT 1 FROM regie_intervention fix
                WHERE fix.caught_up_id = pass.id AND fix.state IN ('done', 'validated'))"""
)


class RegieLandlordRoom(models.AbstractModel):
    """What a landlord reads of the work done on its sites and for its contracts: never a name, never another's site.

    The landlord has no right on the records: this model is the one wall. ``_find_landlord`` says whose landlord a user
    is; every other method reads in sudo and takes that landlord, by which it narrows what it reads.
    """

    _name = "regie.landlord.room"
    _description = "Landlord's room"

    @api.model
    def _find_landlord(self, wanted=None):
        """Answer the landlord for whom the user reads: the company of a portal user, or, for those who keep the
        worksites of the régie, the ``wanted`` one (to see the page as it does). Empty for anybody else.
        """
        user, partners = self.env.user, self.env["res.partner"]
        if user._is_public():
            return partners
        if not user._is_internal():
            # sudo: the company of one's own contact
            return user.sudo().commercial_partner_id
        if wanted and user.has_group("regie_gup.group_gup_user"):
            return partners.browse(wanted).exists().commercial_partner_id
        return partners

    @api.model
    def _get_company_domain(self):
        """The régies whose records are shown: all those that work for the landlord, to the landlord itself; to those
        who look at its page from a régie, theirs."""
        if self.env.user._is_internal():
            return Domain("company_id", "in", self.env.companies.ids)
        return Domain.TRUE

    @api.model
    def _get_sites(self, landlord):
        """The sites that the landlord owns, in the order of their full names."""
        domain = Domain("owner_id.commercial_partner_id", "=", landlord.id) & self._get_company_domain()
        # sudo: the wall is the owner
        return self.env["regie.site"].sudo().search(domain) if landlord else self.env["regie.site"].sudo()

    @api.model
    def _get_lots(self, landlord):
        """The lots that the landlord bought, the running ones first."""
        domain = Domain(
            [("buyer_id.commercial_partner_id", "=", landlord.id), ("market_id.date_notification", "!=", False)]
        )
        # sudo: the wall is the buyer
        lots = self.env["regie.market.lot"].sudo()
        return lots.search(domain & self._get_company_domain()) if landlord else lots

    @api.model
    def _get_pass(self, landlord, pass_id):
        """The pass of this id if it was done on a site of the landlord or for one of its lots, else an empty one."""
        domain = (
            Domain("id", "=", pass_id)
            & self._get_company_domain()
            & (
                Domain("owner_id.commercial_partner_id", "=", landlord.id)
                | Domain("lot_id.buyer_id.commercial_partner_id", "=", landlord.id)
            )
        )
        # sudo: the wall is the owner or the buyer
        return self.env["regie.intervention"].sudo().search(domain) if landlord else self.env["regie.intervention"]

    @api.model
    def _get_passes_domain(self, sites, first, last, kind=None):
        """The passes of these sites between two days, of a ``kind``: past, done, late, coming, disputed, or all."""
        today = fields.Date.context_today(self)
        domain = Domain(
            [
                ("site_id", "in", sites.ids),
                ("owner_id", "in", sites.owner_id.ids),
                ("date_planned", ">=", first),
                ("date_planned", "<=", last),
            ]
        )
        planned = Domain("state", "in", ("planned", "in_progress"))
        kinds = {
            "done": Domain("state", "in", ("done", "validated")),
            "late": Domain("state", "=", "missed") | (planned & Domain("date_planned", "<", today)),
            "coming": planned & Domain("date_planned", ">=", today),
            "past": Domain("date_planned", "<=", today),
            "disputed": Domain("dispute_ids", "!=", False),
        }
        return domain & kinds[kind] if kind in kinds else domain

    @api.model
    def _count_passes(self, sites, first, last):
        """``{site id: {"done", "late", "coming", "cancelled", "disputed", "total"}}``, in one statement."""
        if not sites:
            return {}
        passes, disputes = self.env["regie.intervention"], self.env["regie.intervention.dispute"]
        passes.flush_model()
        disputes.flush_model()
        today = fields.Date.context_today(self)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT pass.site_id,
                       COUNT(*) FILTER (WHERE pass.state IN ('done', 'validated')) AS done,
                       COUNT(*) FILTER (WHERE (pass.state = 'missed' AND NOT %(caught_up)s)
                                           OR (pass.state IN ('planned', 'in_progress')
                                               AND pass.date_planned < %(today)s)) AS late,
                       COUNT(*) FILTER (WHERE pass.state IN ('planned', 'in_progress')
                                          AND pass.date_planned >= %(today)s) AS coming,
                       COUNT(*) FILTER (WHERE pass.state = 'cancelled') AS cancelled,
                       COUNT(DISTINCT dispute.intervention_id) AS disputed,
                       COUNT(*) FILTER (WHERE pass.state <> 'cancelled') AS total
                  FROM regie_intervention pass
             LEFT JOIN regie_intervention_dispute dispute ON dispute.intervention_id = pass.id
                                                         AND dispute.date_answered IS NULL
                 WHERE pass.owner_id IN %(owners)s AND pass.site_id IN %(sites)s
                   AND pass.date_planned BETWEEN %(first)s AND %(last)s
              GROUP BY pass.site_id
                """,
                caught_up=CAUGHT_UP,
                today=today,
                owners=tuple(sites.owner_id.ids),
                sites=tuple(sites.ids),
                first=first,
                last=last,
            )
        )
        names = ("done", "late", "coming", "cancelled", "disputed", "total")
        return {site_id: dict(zip(names, counts, strict=True)) for site_id, *counts in rows}

    @api.model
    def _roll_up(self, sites, counts, above=None):
        """``[(site, counts)]`` of the highest of ``sites`` (those right under ``above`` when it is given), each with
        what was counted on it and on all that stands in it."""
        known = {site.id: site for site in sites if not above or site != above}
        totals = {}
        for site in known.values():
            path = [int(number) for number in site.parent_path.split("/") if number]
            top = next(number for number in path if number in known)
            total = totals.setdefault(top, dict.fromkeys(self._get_no_counts(), 0))
            for name, count in counts.get(site.id, {}).items():
                total[name] += count
        return [(site, totals[site.id]) for site in known.values() if site.id in totals]

    @api.model
    def _get_no_counts(self):
        return dict.fromkeys(("done", "late", "coming", "cancelled", "disputed", "total"), 0)

    @api.model
    def _sum_counts(self, counts):
        """The sum of the counts of several sites."""
        return {name: sum(one[name] for one in counts) for name in self._get_no_counts()}

    @api.model
    def _read_summary(self, landlord, sites, first, last):
        """``[{"label", "value", "unit", "hint"}]``: the tiles of the month beside those of the passes."""
        return []

    @api.model
    def _read_site_extra(self, sites, first, last):
        """``{kind: records}`` of what else was written on the sites in the month: inspections, reports."""
        return {}

    @api.model
    def _get_photo(self, landlord, proof_id):
        """The file of a photo of one of the landlord's passes, else an empty one."""
        # sudo: the wall is on the pass; a signature or a scan is no photo
        proof = self.env["regie.intervention.proof"].sudo().browse(proof_id).exists()
        if proof.kind not in ("photo_before", "photo_after"):
            return self.env["ir.attachment"]
        return self._get_pass(landlord, proof.intervention_id.id) and proof.attachment_id

    @api.model
    def _get_photos(self, passes):
        """``{pass id: proofs}``: the photos of passes that the caller has checked, in one query."""
        # sudo: the wall is on the passes
        proofs = self.env["regie.intervention.proof"].sudo()
        found = proofs.search(
            [("intervention_id", "in", passes.ids), ("kind", "in", ("photo_before", "photo_after"))],
            order="intervention_id, kind desc, id",
        )
        return {one.id: photos for one, photos in found.grouped("intervention_id").items()}
