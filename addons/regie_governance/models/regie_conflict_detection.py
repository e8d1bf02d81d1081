from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class RegieConflictDetection(models.Model):
    """Looks for the interests of those who sit among the partners that the points of an agenda concern."""

    _inherit = "regie.conflict"

    @api.model
    def _sync_upcoming(self, companies):
        """Look for conflicts on all that these régies have still to decide."""
        self._sync(
            self.env["regie.resolution"]
            .sudo()
            .search(self._get_open_domain() & Domain("company_id", "in", companies.ids))
        )

    @api.model
    def _get_open_domain(self):
        """Return the Domain of the points still to be decided that concern a partner."""
        return Domain(
            [
                ("date_closed", "=", False),
                ("date_withdrawn", "=", False),
                ("meeting_state", "in", ("draft", "convoked", "open")),
                "|",
                ("counterparty_ids", "!=", False),
                ("source_ref", "!=", False),
            ]
        )

    @api.model
    def _sync(self, resolutions):
        """Create the conflicts of points still to be decided, delete those that are no longer and wait for nobody.

        A conflict that was resolved stays, with its decision or its recusal. One query finds the matches of all the
        points.
        """
        # sudo: whoever changes an agenda makes the software look at declarations that they may not read
        points = resolutions.sudo().filtered(lambda point: not point.date_closed)
        if not points:
            return
        conflicts = self.sudo().search([("resolution_id", "in", points.ids)])
        concerned = points._get_linked_partners()
        matches = {match[:4]: match[4] for match in self._find_matches(concerned)} if any(concerned.values()) else {}
        known = {
            (c.resolution_id.id, c.partner_id.id, c.counterparty_id.id, c.line_id.id or None): c for c in conflicts
        }
        gone = self.sudo().concat(*(conflict for key, conflict in known.items() if key not in matches))
        gone.filtered(lambda conflict: conflict.state == "to_resolve").unlink()
        self.sudo().create(
            [
                {
                    "resolution_id": point,
                    "partner_id": person,
                    "counterparty_id": partner,
                    "line_id": line,
                    "entity_id": entity,
                }
                for (point, person, partner, line), entity in matches.items()
                if (point, person, partner, line) not in known
            ]
        )

    @api.model
    def _find_matches(self, concerned):
        """Return ``[(point, person, concerned partner, interest line or None, entity)]``, all ids.

        :param concerned: ``{resolution id: partners}``
        """
        pairs = [(point, partner.id) for point, partners in concerned.items() for partner in partners]
        for model in ("regie.attendance", "regie.mandate", "regie.membership", "regie.interest.line"):
            self.env[model].flush_model()
        for model in ("regie.interest.declaration", "regie.resolution", "regie.meeting", "res.partner"):
            self.env[model].flush_model()
        return self.env.execute_query(
            SQL(
                "WITH RECURSIVE %(concerned)s, %(persons)s, %(interests)s, %(groups)s %(select)s",
                concerned=SQL(
                    "concerned(point_id, partner_id) AS (SELECT * FROM unnest(%s, %s))",
                    [pair[0] for pair in pairs],
                    [pair[1] for pair in pairs],
                ),
                persons=self._get_persons_sql(),
                interests=self._get_interests_sql(),
                groups=self._get_groups_sql(),
                select=self._get_matches_sql(),
            )
        )

    def _get_persons_sql(self):
        """Who takes part in the point: those of the roll, those who sit in the organ on that day."""
        return SQL(
            """points AS (
                SELECT DISTINCT point.id, point.company_id, point.meeting_id, meeting.organ_id,
                       meeting.date::date AS day
                  FROM concerned
                  JOIN regie_resolution point ON point.id = concerned.point_id
                  JOIN regie_meeting meeting ON meeting.id = point.meeting_id
            ),
            persons AS (
                SELECT points.id AS point_id, points.company_id, voice.partner_id, voice.membership_id, points.day
                  FROM points JOIN regie_attendance voice ON voice.meeting_id = points.meeting_id
                 UNION
                SELECT points.id, points.company_id, mandate.partner_id, mandate.membership_id, points.day
                  FROM points JOIN regie_mandate mandate ON mandate.organ_id = points.organ_id
                   AND mandate.date_start <= points.day
                   AND (mandate.date_end IS NULL OR mandate.date_end >= points.day)
            )"""
        )

    def _get_interests_sql(self):
        """What binds them: their last signed declaration (also an expired one: an interest does not end with the
        paper), the legal persons that they represent, themselves."""
        return SQL(
            """declarations AS (
                SELECT DISTINCT ON (partner_id, company_id) id, partner_id, company_id
                  FROM regie_interest_declaration
                 WHERE date IS NOT NULL AND partner_id IN (SELECT partner_id FROM persons)
              ORDER BY partner_id, company_id, date DESC, id DESC
            ),
            interests AS (
                SELECT persons.point_id, persons.partner_id, line.interest_partner_id AS entity_id, line.id AS line_id,
                       CASE WHEN line.interest_partner_id IS NULL THEN lower(trim(line.interest_name)) END AS name
                  FROM persons
                  JOIN declarations ON declarations.partner_id = persons.partner_id
                   AND declarations.company_id = persons.company_id
                  JOIN regie_interest_line line ON line.declaration_id = declarations.id
                 UNION
                SELECT persons.point_id, persons.partner_id, member.partner_id, NULL::int, NULL
                  FROM persons
                  JOIN regie_membership member ON member.company_id = persons.company_id
                   AND (member.representative_id = persons.partner_id OR member.deputy_id = persons.partner_id
                        OR member.id = persons.membership_id)
                   AND (member.date_end IS NULL OR member.date_end >= persons.day)
                 UNION
                SELECT persons.point_id, persons.partner_id, persons.partner_id, NULL::int, NULL FROM persons
            )"""
        )

    def _get_groups_sql(self):
        """Each partner with its commercial entity and the groups that own it, step by step."""
        return SQL(
            """starts AS (
                SELECT partner_id AS id FROM concerned UNION SELECT entity_id FROM interests WHERE entity_id IS NOT NULL
            ),
            entities AS (
                SELECT starts.id AS start_id, COALESCE(partner.commercial_partner_id, partner.id) AS partner_id
                  FROM starts JOIN res_partner partner ON partner.id = starts.id
            ),
            owners AS (
                SELECT start_id, partner_id FROM entities
                 UNION
                SELECT owners.start_id, partner.parent_id
                  FROM owners JOIN res_partner partner ON partner.id = owners.partner_id
                 WHERE partner.parent_id IS NOT NULL
            )"""
        )

    def _get_matches_sql(self):
        """An interest meets a partner when one of the two is, or owns, the other; or bears the name that was typed."""
        return SQL(
            """SELECT DISTINCT ON (concerned.point_id, interests.partner_id, concerned.partner_id, interests.line_id)
                      concerned.point_id, interests.partner_id, concerned.partner_id, interests.line_id,
                      interests.entity_id
                 FROM concerned
                 JOIN interests ON interests.point_id = concerned.point_id
                 JOIN res_partner partner ON partner.id = concerned.partner_id
                 JOIN entities other ON other.start_id = concerned.partner_id
            LEFT JOIN entities mine ON mine.start_id = interests.entity_id
                WHERE interests.name = lower(trim(partner.name))
                   OR EXISTS (SELECT 1 FROM owners
                               WHERE owners.start_id = concerned.partner_id AND owners.partner_id = mine.partner_id)
                   OR EXISTS (SELECT 1 FROM owners
                               WHERE owners.start_id = interests.entity_id AND owners.partner_id = other.partner_id)
             ORDER BY concerned.point_id, interests.partner_id, concerned.partner_id, interests.line_id,
                      interests.entity_id = interests.partner_id, interests.entity_id"""
        )

    @api.model
    def _cron_sync(self):
        """Look again every night: a mandate starts, a group buys a company, without anybody opening an agenda."""
        companies = self.env["res.company"].search([])
        self._sync_upcoming(companies)
        self.env["ir.cron"]._commit_progress(len(companies), remaining=0)
