from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

BASES = [
    ("author", "Author"),
    ("referent", "Referent"),
    ("substitute", "Substitute"),
    ("shared", "Cases shared in the régie"),
    ("grant", "Exceptional reading"),
]


class RegieReadLog(models.Model):
    """Who read which confidential note, in which hour and by which right. Written by the reading itself.

    Append-only: PostgreSQL refuses to change or delete a row, whoever asks, except while the retention of a whole
    file runs (setting ``regie.retention`` of the transaction).
    """

    _name = "regie.read.log"
    _description = "Reading of a confidential note"
    _order = "date_hour desc, id desc"
    _rec_name = "date_hour"
    _log_access = False

    note_id = fields.Many2one("regie.interview.note", required=True, readonly=True, index=True, ondelete="cascade")
    interview_id = fields.Many2one("regie.interview", readonly=True, ondelete="cascade")
    pathway_id = fields.Many2one("regie.insertion.pathway", readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Reader", required=True, readonly=True, index=True)
    date_hour = fields.Datetime(string="Hour", required=True, readonly=True, index=True)
    basis = fields.Selection(BASES, string="By right of", required=True, readonly=True)

    _reading_uniq = models.Constraint("UNIQUE (note_id, user_id, date_hour)", "This reading is recorded already.")

    def init(self):
        """Have PostgreSQL refuse what would rewrite the log."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION regie_read_log_refuse() RETURNS trigger AS $$
            BEGIN
                IF current_setting('regie.retention', true) = 'on' THEN
                    RETURN COALESCE(NEW, OLD);
                END IF;
                RAISE EXCEPTION 'The record of readings is not rewritten. (INS-E10)'
                    USING ERRCODE = 'restrict_violation';
            END $$ LANGUAGE plpgsql;
            CREATE OR REPLACE TRIGGER regie_read_log_append_only BEFORE UPDATE OR DELETE ON regie_read_log
               FOR EACH ROW EXECUTE FUNCTION regie_read_log_refuse();
            """
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: a reading is recorded by the reading itself. (INS-E10)"""
        if vals_list:
            raise UserError(self.env._("The record of readings is not rewritten. (INS-E10)"))
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: the record of readings is not rewritten. (INS-E10)"""
        if vals:
            raise UserError(self.env._("The record of readings is not rewritten. (INS-E10)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The record of readings is not rewritten. (INS-E10)"))

    @api.model
    def _record_reading(self, notes):
        """Record that the user reads ``notes``, one row an hour, in one statement."""
        if not notes or self.env.su:
            return
        hour = fields.Datetime.now().replace(minute=0, second=0)
        rows = [
            SQL(
                "(%s, %s, %s, %s, %s, %s, %s)",
                note.id,
                note.sudo().interview_id.id,
                note.sudo().pathway_id.id,
                note.sudo().company_id.id,
                self.env.uid,
                hour,
                note._get_basis(),
            )
            for note in notes
        ]
        # the notes must be in the table before their readings are
        notes.flush_model(["interview_id", "pathway_id"])
        self.env.cr.execute(
            SQL(
                "INSERT INTO regie_read_log (note_id, interview_id, pathway_id, company_id, user_id, date_hour, basis)"
                " VALUES %s ON CONFLICT DO NOTHING",
                SQL(", ").join(rows),
            )
        )
