from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .regie_vote_line import BARRED

# The last wall, for raw SQL and for two persons who act at the same moment: a vote locks its resolution, so that it
# waits for a recusal in progress, then looks whether its voter or the owner of its voice is recused.
FUNCTION = SQL(
    """CREATE OR REPLACE FUNCTION regie_vote_line_refuse_recused() RETURNS trigger AS $$
    BEGIN
        IF NEW.choice IN ('recused', 'suspended') THEN
            RETURN NEW;
        END IF;
        PERFORM 1 FROM regie_resolution WHERE id = NEW.resolution_id FOR SHARE;
        IF EXISTS (
            SELECT 1 FROM regie_recusal recusal
             WHERE recusal.resolution_id = NEW.resolution_id AND recusal.is_active
               AND recusal.partner_id IN (
                   NEW.voter_id, (SELECT partner_id FROM regie_attendance WHERE id = NEW.attendance_id))
        ) THEN
            RAISE EXCEPTION 'A recused person neither votes nor gives a proxy on this point. (GOV-041)'
                USING ERRCODE = 'check_violation', TABLE = 'regie_vote_line',
                      CONSTRAINT = 'regie_vote_line_not_recused';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql"""
)
TRIGGER = SQL(
    """CREATE OR REPLACE TRIGGER regie_vote_line_not_recused
    BEFORE INSERT OR UPDATE OF resolution_id, attendance_id, voter_id, choice, proxy_id ON regie_vote_line
    FOR EACH ROW EXECUTE FUNCTION regie_vote_line_refuse_recused()"""
)


class RegieVoteLineRecusal(models.Model):
    """Who is recused does not vote, whatever the door: screen, import, online page, program or database. (GOV-041)"""

    _inherit = "regie.vote.line"

    def init(self):
        """Have PostgreSQL refuse the vote of a recused person."""
        super().init()
        self.env.cr.execute(FUNCTION)
        self.env.cr.execute(TRIGGER)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse the votes of recused persons before their voice is found to be taken. (GOV-041)"""
        self._check_not_recused(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to turn a line into the vote of a recused person. (GOV-041)"""
        if vals.keys() & {"resolution_id", "attendance_id", "voter_id", "choice"}:
            self._check_not_recused(
                {
                    "resolution_id": vals.get("resolution_id", line.resolution_id.id),
                    "attendance_id": vals.get("attendance_id", line.attendance_id.id),
                    "voter_id": vals.get("voter_id", line.voter_id.id),
                    "choice": vals.get("choice", line.choice),
                }
                for line in self
            )
        return super().write(vals)

    @api.model
    def _check_not_recused(self, vals_list):
        """Raise GOV-041 when one of these votes is that of a recused person, or cast in their name."""
        votes = [vals for vals in vals_list if vals.get("choice") not in BARRED]
        points = self.env["regie.resolution"].browse({vals["resolution_id"] for vals in votes})
        # sudo: whoever votes is refused, also who may not read the recusals
        recused = {point.id: point._get_recused_partners() for point in points.sudo() if point.recusal_ids}
        voices = self.env["regie.attendance"].sudo()
        for vals in votes:
            persons = recused.get(vals["resolution_id"])
            if not persons:
                continue
            owner = voices.browse(vals["attendance_id"]).partner_id
            for person in persons & (owner | persons.browse(vals["voter_id"])):
                raise ValidationError(self._get_recused_message(person))

    @api.model
    def _get_recused_message(self, person):
        return self.env._("%s is recused on this point: neither vote nor proxy. (GOV-041)", person.name)

    @api.model
    def _sql_error_to_message(self, exc):
        """Give its sentence to the refusal of PostgreSQL. (GOV-041)"""
        if exc.diag.constraint_name == "regie_vote_line_not_recused":
            return self.env._("A recused person neither votes nor gives a proxy on this point. (GOV-041)")
        return super()._sql_error_to_message(exc)
