from odoo import api, models

# Links by which a record belongs to a person's file; whatever hangs on such a record by a required link that is
# deleted with it belongs to the file too.
PERSON_LINKS = {"hr.employee": "employee_id", "regie.insertion.pathway": "pathway_id"}
# Machinery of Odoo, and what others decide about: no part of the file of a person.
NOT_OF_THE_FILE = ("mail.", "ir.", "bus.", "base", "res.", "calendar.", "discuss.", "rating.", "sms.", "report.")


class HrEmployee(models.Model):
    """The file of a person: every record of the suite that is about them, wherever it is kept."""

    _inherit = "hr.employee"

    @api.model
    def _get_file_paths(self):
        """``{model: path to the employee}`` of all the records of a person's file, parents before their lines.

        Read from the links themselves, so that what a new addon keeps about people is in the file, its export and its
        anonymisation without another word.
        """
        paths = {}
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._auto and not model._transient and not model._abstract and not name.startswith(NOT_OF_THE_FILE):
                for comodel, link in PERSON_LINKS.items():
                    field = model._fields.get(link)
                    if field and field.store and field.type == "many2one" and field.comodel_name == comodel:
                        paths.setdefault(name, link if comodel == "hr.employee" else f"{link}.employee_id")
        pending = list(paths)
        while pending:
            parent = pending.pop(0)
            for name, link in self._get_dependent_links(parent):
                if name not in paths:
                    paths[name] = f"{link}.{paths[parent]}"
                    pending.append(name)
        return paths

    @api.model
    def _get_dependent_links(self, parent):
        """(model, link) of the lines that are deleted with a record of the model ``parent``."""
        return [
            (name, field.name)
            for name in sorted(self.env.registry)
            for model in [self.env[name]]
            if model._auto and not model._transient and not model._abstract and not name.startswith(NOT_OF_THE_FILE)
            for field in model._fields.values()
            if field.type == "many2one"
            and field.store
            and field.required
            and field.comodel_name == parent
            and field.ondelete == "cascade"
        ]

    def _get_file_records(self):
        """(records, readable) of each model of the file of one person, under the reader's own rights.

        ``readable`` is False when records exist that the reader may not see: their model is named, nothing more.
        """
        self.ensure_one()
        sections = []
        for name, path in self._get_file_paths().items():
            model = self.env[name].with_context(active_test=False)
            domain = [(path, "=", self.id)]
            # sudo: only counts, so that the file tells what it does not hold
            total = model.sudo().search_count(domain)
            if total:
                may_read = model.has_access("read")
                records = model.search(domain) if may_read else model.browse()
                sections.append((records, len(records) == total))
        return sections
