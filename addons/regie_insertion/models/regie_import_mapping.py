from odoo import fields, models

MEANINGS = [
    ("matricule", "Matricule"),
    ("nir", "Social security number (NIR)"),
    ("name", "Name, or name and first name"),
    ("first_name", "First name"),
    ("birth_date", "Birth date"),
    ("hours", "Hours"),
    ("amount", "Amount"),
]
# Titles seen in files of pay software and of the ASP, as the columns are read: lower case, no accent.
TITLES = {
    "matricule": {"matricule", "mat", "numero_salarie", "n_salarie", "code_salarie", "numero"},
    "nir": {"nir", "numero_ss", "n_ss", "numero_securite_sociale", "n_securite_sociale", "securite_sociale"},
    "name": {"nom", "nom_prenom", "nom_et_prenom", "salarie", "nom_usage", "nom_de_famille", "prenom_nom"},
    "first_name": {"prenom", "prenoms"},
    "birth_date": {"date_de_naissance", "date_naissance", "naissance", "ne_e_le", "ne_le"},
    "hours": {
        "heures",
        "nb_heures",
        "nombre_d_heures",
        "heures_payees",
        "heures_declarees",
        "nb_d_heures",
        "total_heures",
        "heures_travaillees",
    },
    "amount": {"brut", "salaire_brut", "total_brut", "montant", "montant_verse", "aide", "montant_aide"},
}


class RegieImportMapping(models.Model):
    """What the columns of a file of the pay software, or of the ASP, mean: said once, remembered for the next files."""

    _name = "regie.import.mapping"
    _description = "Columns of a source of files"
    _order = "name"
    _check_company_auto = True

    name = fields.Char(string="Source", required=True, help="Name of the software or of the file, such as Silaé.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    side = fields.Selection([("pay", "Payslips or DSN"), ("asp", "ASP")], required=True)
    column_ids = fields.One2many("regie.import.mapping.column", "mapping_id")

    _name_uniq = models.Constraint("UNIQUE (company_id, side, name)", "This source is already remembered.")

    def _get_meanings(self, headers):
        """``{column: meaning}`` for the columns of a file: as remembered, else as its title says."""
        remembered = {column.header: column.meaning for column in self.column_ids}
        guessed = {title: meaning for meaning, titles in TITLES.items() for title in titles}
        found, used = {}, set()
        for header in headers:
            meaning = remembered.get(header, "" if remembered else guessed.get(header, ""))
            found[header] = meaning if meaning and meaning not in used else ""
            used.add(meaning)
        return found

    def _remember(self, meanings):
        """Keep what the columns mean, for the next file of this source."""
        self.ensure_one()
        self.column_ids.unlink()
        self.column_ids.create(
            [
                {"mapping_id": self.id, "header": header, "meaning": meaning}
                for header, meaning in meanings.items()
                if meaning
            ]
        )
