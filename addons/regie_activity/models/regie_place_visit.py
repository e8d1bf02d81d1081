from odoo import api, fields, models
from odoo.tools import SQL


class RegiePlaceVisit(models.Model):
    """How many people came to a place on a day: a count without names. Domain: 8.11."""

    _name = "regie.place.visit"
    _description = "People counted in a place"
    _order = "date desc, id desc"
    _rec_name = "site_id"

    site_id = fields.Many2one("regie.site", string="Place", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    people = fields.Integer(required=True, default=1)

    _day_uniq = models.UniqueIndex(
        "(site_id, date)", "This place already has its count of that day: change it. (E-PLACE-01)"
    )
    _people_positive = models.Constraint("CHECK (people >= 0)", "A number of people is not negative. (E-PLACE-02)")

    @api.model
    def _add(self, site, number, day=None):
        """Add people to the count of a place today, and return the count: each tap counts, however many at once."""
        self.check_access("create")
        site.check_access("read")
        day = day or fields.Date.context_today(self)
        self.flush_model()
        # raw: one statement, so that two doors that count at the same time lose nobody
        [[visit_id, people]] = self.env.execute_query(
            SQL(
                """INSERT INTO regie_place_visit
                          (site_id, company_id, date, people, create_uid, write_uid, create_date, write_date)
                   VALUES (%(site)s, %(company)s, %(day)s, GREATEST(%(number)s, 0), %(uid)s, %(uid)s,
                           now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
              ON CONFLICT (site_id, date) DO UPDATE
                      SET people = GREATEST(regie_place_visit.people + %(number)s, 0), write_uid = %(uid)s,
                          write_date = now() AT TIME ZONE 'UTC'
                RETURNING id, people""",
                site=site.id,
                company=site.company_id.id,
                day=day,
                number=number,
                uid=self.env.uid,
            )
        )
        self.browse(visit_id).invalidate_recordset()
        return people
