from datetime import datetime, timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: An entry that waited longer than this on a phone happened, for us, when this time had passed.
LONGEST_WAIT = timedelta(days=7)
#: More entries than this are sent in several times.
MAX_ENTRIES = 1000


class RegieFieldEntry(models.Model):
    """The door by which the phones send: a batch in the order of the phone, each entry on its own."""

    _inherit = "regie.field.entry"

    @api.model
    def _receive(self, entries, sent_at):
        """Apply what a phone sends, in its order; one refused entry does not hold up the others.

        :param entries: ``[{uid, kind, pass, at, data}]``, ``at`` and ``sent_at`` being hours of the phone
        :return: ``[{uid, result, message}]`` with the result ``ok``, ``duplicate`` or ``refused``
        :raise UserError: E-FIELD-01 when the batch is not one
        """
        entries = self._read_batch(entries)
        claimed = self._claim(entries)
        now = fields.Datetime.now()
        sent_at = _moment(sent_at) or now
        answers, rows = [], {}
        for entry in entries:
            entry_id, waits = claimed[entry["uid"]]
            if not waits:
                answers.append({"uid": entry["uid"], "result": "duplicate", "message": ""})
                continue
            claimed[entry["uid"]] = (entry_id, False)
            moment = _happened_at(entry.get("at"), sent_at, now)
            refusal = self._apply(entry, moment)
            rows[entry_id] = (entry, moment, refusal)
            result = "refused" if refusal else "ok"
            answers.append({"uid": entry["uid"], "result": result, "message": refusal})
        self._keep(rows)
        return answers

    @api.model
    def _read_batch(self, entries):
        """The entries that have the shape of one. (E-FIELD-01)"""
        shaped = isinstance(entries, list) and all(
            isinstance(entry, dict) and isinstance(entry.get("uid"), str) and 8 <= len(entry["uid"]) <= 64
            for entry in entries
        )
        if not shaped or len(entries) > MAX_ENTRIES:
            raise UserError(
                self.env._("The phone sent something that is not understood: reload its page. (E-FIELD-01)")
            )
        return entries

    @api.model
    def _get_misunderstanding(self):
        return UserError(self.env._("The phone sent something that is not understood: reload its page. (E-FIELD-01)"))

    @api.model
    def _claim(self, entries):
        """Take the numbers of the batch: ``{uid: (id of the entry, whether it waits to be applied)}``.

        One statement: two threads that send the same batch meet on the unique index; the second one waits for the
        first, is told by PostgreSQL that its view is too old, and Odoo plays its request again: all duplicates.
        """
        uids = list(dict.fromkeys(entry["uid"] for entry in entries))
        self.env.execute_query(
            SQL(
                """INSERT INTO regie_field_entry
                          (client_uid, user_id, company_id, is_refused, create_uid, create_date, write_uid, write_date)
                   SELECT uid, %(user)s, %(company)s, TRUE, %(user)s, now() AT TIME ZONE 'UTC', %(user)s,
                          now() AT TIME ZONE 'UTC'
                     FROM unnest(%(uids)s) WITH ORDINALITY AS sent(uid, position)
                 ORDER BY position
              ON CONFLICT (client_uid) DO NOTHING
                RETURNING id""",
                user=self.env.uid,
                company=self.env.company.id,
                uids=uids,
            )
        )
        rows = self.env.execute_query(
            SQL("SELECT client_uid, id, is_refused, user_id FROM regie_field_entry WHERE client_uid = ANY(%s)", uids)
        )
        if any(user != self.env.uid for _uid, _id, _refused, user in rows):
            raise UserError(
                self.env._("The phone sent something that is not understood: reload its page. (E-FIELD-01)")
            )
        self.invalidate_model()
        return {uid: (entry_id, refused) for uid, entry_id, refused, _user in rows}

    @api.model
    def _apply(self, entry, moment):
        """Apply an entry on its own; return why it is refused, or nothing."""
        try:
            with self.env.cr.savepoint():
                self._get_handler(entry)(self._open_pass(entry.get("pass")), entry, moment)
        except UserError as refused:
            return str(refused)
        except (KeyError, TypeError, ValueError, AttributeError, psycopg2.errors.IntegrityError):
            return self.env._("This entry is not understood: drop it and do it again. (E-FIELD-01)")
        return ""

    @api.model
    def _keep(self, rows):
        """Write what became of the entries, in few statements."""
        if not rows:
            return
        values = [
            (entry_id, entry.get("kind"), _to_int(entry.get("pass")), moment, refusal or None, bool(refusal))
            for entry_id, (entry, moment, refusal) in rows.items()
        ]
        ids, kinds, passes, moments, refusals, refused = (list(column) for column in zip(*values, strict=True))
        self.env.execute_query(
            SQL(
                """UPDATE regie_field_entry entry
                      SET kind = kept.kind, intervention_id = pass.id, happened_at = kept.moment,
                          received_at = now() AT TIME ZONE 'UTC', refusal = kept.refusal, is_refused = kept.refused,
                          company_id = COALESCE(pass.company_id, entry.company_id)
                     FROM unnest(%s::int[], %s::varchar[], %s::int[], %s::timestamp[], %s::text[], %s::bool[])
                          AS kept(id, kind, pass, moment, refusal, refused)
                LEFT JOIN regie_intervention pass ON pass.id = kept.pass
                    WHERE entry.id = kept.id
                RETURNING entry.id""",
                ids,
                kinds,
                passes,
                moments,
                refusals,
                refused,
            )
        )
        self.invalidate_model()


def _moment(text):
    """An hour told by a phone, as UTC without zone; None when it is none."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None, microsecond=0)
    except (AttributeError, TypeError, ValueError):
        return None


def _happened_at(at, sent_at, now):
    """When an entry happened by the clock of the server, whatever that of the phone says."""
    at = _moment(at)
    waited = sent_at - at if at else timedelta()
    return now - min(max(waited, timedelta()), LONGEST_WAIT)


def _to_int(value):
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None
