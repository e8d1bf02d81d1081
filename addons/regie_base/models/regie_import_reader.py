from psycopg2 import Error as DatabaseError

from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ..tools.spreadsheet import parse_date, parse_decimal


class RegieImportReader(models.AbstractModel):
    """What one kind of file means: its columns, and how its rows become records.

    An addon adds a kind of file with one abstract model that inherits this one and says its
    ``_import_label``, ``_import_columns`` and ``_import_sequence`` (people before their hours).
    """

    _name = "regie.import.reader"
    _description = "Reader of a spreadsheet of the régie"

    _import_label = None
    _import_columns = frozenset()
    _import_sequence = 100
    _import_row_label = ()

    @api.model
    def _get_readers(self):
        """Return the readers of all installed addons, in the order in which files are to be read."""
        names = [
            name
            for name, model in self.env.registry.items()
            if model._abstract and getattr(model, "_import_label", None) and name != self._name
        ]
        return sorted((self.env[name] for name in names), key=lambda reader: reader._import_sequence)

    @api.model
    def _recognises(self, headers):
        """Tell whether a file with these columns (normalised titles) is of this kind."""
        return self._import_columns <= set(headers)

    @api.model
    def _get_label(self):
        """Return the name of this kind of file in the reader's language."""
        raise NotImplementedError

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Give each good row its ``values``, or refuse it; queries are made once for all rows."""
        raise NotImplementedError

    @api.model
    def _load_rows(self, rows, wizard):
        """Write the records of these rows, in batch. The models' own rules may raise."""
        raise NotImplementedError

    @api.model
    def _process(self, rows, wizard):
        """Prepare and write the rows; those that a rule of a model refuses are marked, the others stay."""
        self._prepare_rows(rows, wizard)
        self._load_or_refuse([row for row in rows if row.is_good], wizard)

    @api.model
    def _load_or_refuse(self, rows, wizard):
        """Write the rows at once; when a rule says no, halve until the rows at fault stand alone."""
        if not rows:
            return
        try:
            with self.env.cr.savepoint():
                self._load_rows(rows, wizard)
                self.env.flush_all()
        except (UserError, ValidationError, DatabaseError) as error:
            if len(rows) == 1:
                rows[0].refuse(self._explain(error))
                return
            middle = len(rows) // 2
            self._load_or_refuse(rows[:middle], wizard)
            self._load_or_refuse(rows[middle:], wizard)

    @api.model
    def _explain(self, error):
        """Return the sentence of a refused rule, whether the model or PostgreSQL raised it."""
        if isinstance(error, DatabaseError):
            for model in self.env.registry.values():
                for constraint in model._table_objects.values():
                    name = constraint.full_name(model)
                    if name == error.diag.constraint_name:
                        return constraint.get_error_message(self.env[model._name], error.diag)
            return error.diag.message_primary or str(error)
        return str(error.args[0])

    # -- cells ---------------------------------------------------------------------------------

    @api.model
    def _get_date(self, row, column, required=True):
        """Return the date of a cell, or refuse the row (IMP-01 no such day, IMP-03 empty)."""
        return self._parse_cell(
            row,
            column,
            required,
            parse_date,
            self.env._("“%(text)s” in column “%(column)s” is not a day of the calendar. (IMP-01)"),
            self.env._("Write the day as 31/10/2026."),
        )

    @api.model
    def _get_decimal(self, row, column, required=True):
        """Return the number of a cell as a Decimal, or refuse the row (IMP-02 not a number, IMP-03 empty)."""
        return self._parse_cell(
            row,
            column,
            required,
            parse_decimal,
            self.env._("“%(text)s” in column “%(column)s” is not a number. (IMP-02)"),
            self.env._("Write the number in figures, such as 5,25."),
        )

    @api.model
    def _get_text(self, row, column):
        """Return the text of a cell that must not be empty, or refuse the row (IMP-03)."""
        return self._parse_cell(row, column, True, str, "", "")

    def _parse_cell(self, row, column, required, parse, reason, remedy):
        """Parse one cell, or refuse its row; a row already refused keeps its first reason."""
        text = row.cells.get(column, "")
        if not text:
            if required and row.is_good:
                row.refuse(
                    self.env._("Column “%(column)s” is empty. (IMP-03)", column=column),
                    self.env._("Fill in the cell."),
                )
            return None
        try:
            return parse(text)
        except ValueError:
            if row.is_good:
                row.refuse(reason % {"text": text, "column": column}, remedy)
            return None
