"""Find a person of the régie in the files of others: by matricule, by NIR, by name and birth date."""

from odoo.addons.regie_base.tools.spreadsheet import normalise_header


def name_key(*parts):
    """The words of a name without accents nor order: files write NOM Prénom or Prénom NOM.

    >>> name_key("KEÏTA Fatou") == name_key("Fatou", "Keita")
    True
    """
    return tuple(sorted(word for part in parts for word in normalise_header(part or "").split("_") if word))


class PeopleIndex:
    """People by what designates them; each is ``(key, matricule, nir, name, birth date)``.

    >>> index = PeopleIndex([(1, "L001", "", "Rose Mendy", None), (2, "L002", "", "Rose Mendy", None)])
    >>> index.find(matricule="l001")
    ({1}, 'matricule')
    >>> sorted(index.find(name="MENDY Rose")[0])
    [1, 2]
    >>> index.find(name="Inconnue")
    (set(), 'name')
    """

    def __init__(self, people):
        self._by = {"matricule": {}, "nir": {}, "name": {}, "birth": {}}
        for key, matricule, nir, name, birth_date in people:
            for kind, value in (
                ("matricule", (matricule or "").strip().upper()),
                ("nir", nir or ""),
                ("name", name_key(name)),
                ("birth", (name_key(name), birth_date) if birth_date else None),
            ):
                if value:
                    self._by[kind].setdefault(value, set()).add(key)

    def find(self, matricule="", nir="", name="", birth_date=None):
        """``(keys found, what designated them)``: the first of matricule, NIR, name that the row gives answers."""
        if matricule:
            return self._by["matricule"].get(matricule.strip().upper(), set()), "matricule"
        if nir and nir in self._by["nir"]:
            return self._by["nir"][nir], "nir"
        if birth_date:
            return self._by["birth"].get((name_key(name), birth_date), set()), "birth"
        return self._by["name"].get(name_key(name), set()), "name"
