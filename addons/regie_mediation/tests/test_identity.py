import random
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from ..tools.identity import find_identity

#: A busy machine draws slowly: that is no failure
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAFE = (
    "Six young people in the hall, music until eleven.",
    "Bruit au rez-de-chaussée, dialogue, retour au calme à 23h30.",
    "Dépôt d'un canapé devant le local, bailleur appelé le 05/12/2026 à 18h15.",
    "Madame la gardienne prévenue, monsieur le maire aussi.",
    "Vitre cassée au bâtiment B, hall 3, deuxième étage.",
    "Rappel des règles : 2 chiens sans laisse, 15 minutes.",
    "Une personne âgée désorientée, pompiers venus en 12 minutes.",
    "La porte d'entrée ne ferme plus, l'ascenseur non plus.",
)
TOLD = (
    ("Rappeler au 06 12 34 56 78 demain", "06 12 34 56 78"),
    ("tel 0612345678", "0612345678"),
    ("tel 06.12.34.56.78", "06.12.34.56.78"),
    ("tel +33 6 12 34 56 78", "+33 6 12 34 56 78"),
    ("tel +33(0)612345678", "+33(0)612345678"),
    ("tel 0 6 1 2 3 4 5 6 7 8", "0 6 1 2 3 4 5 6 7 8"),
    ("tel 06 12 34.56-78", "06 12 34.56-78"),
    ("tel ０６ 12 34 56 78", "06 12 34 56 78"),
    ("son numéro +212 6 12 34 56 78", "+212 6 12 34 56 78"),
    ("écrire à awa.diop+x@mail.example.org svp", "awa.diop+x@mail.example.org"),
    ("sur son réseau @momo27", "@momo27"),
    ("Clio AB-123-CD mal garée", "AB-123-CD"),
    ("Clio ab 123 cd", "ab 123 cd"),
    ("ancienne 1234 AB 27", "1234 AB 27"),
    ("Vu avec M. Diallo", "M. Diallo"),
    ("Vu avec M Diallo", "M Diallo"),
    ("Vu avec MME DUPONT", "MME DUPONT"),
    ("Vu avec Madame de Villiers-Roux", "Madame de Villiers-Roux"),
    ("la famille Ben Salah se plaint", "famille Ben Salah"),
    ("chez Mme d'Almeida", "Mme d'Almeida"),
    ("bruit à l'appartement 12", "appartement 12"),
    ("bruit à l'appt. n° 12 B", "appt. n° 12 B"),
    ("bruit au logement n°4", "logement n°4"),
    ("bruit porte 14", "porte 14"),
    ("bruit 3e étage gauche", "3e étage gauche"),
    ("bruit 2ème étage, porte de droite", "2ème étage, porte"),
    ("NIR 2 85 03 27 123 456 12", "2 85 03 27 123 456 12"),
    ("garçon né le 12/03/2009", "né le"),
)


@tagged("post_install", "-at_install")
class TestIdentity(TransactionCase):
    """The scanner of texts finds what tells who somebody is, and lets the trade write the rest."""

    def test_words_of_the_trade_pass(self):
        for text in SAFE:
            with self.subTest(text=text):
                self.assertEqual(find_identity(text), "")

    def test_identity_is_found_with_its_fragment(self):
        for text, fragment in TOLD:
            with self.subTest(text=text):
                self.assertEqual(find_identity(text), fragment)

    @PATIENT
    @given(
        digits=st.text(string.digits, min_size=8, max_size=8),
        first=st.sampled_from("12345679"),
        separator=st.sampled_from(["", " ", ".", "-", "/", "  ", "\u00a0", "\u202f"]),
        prefix=st.sampled_from(["0", "+33", "0033", "+33 "]),
        before=st.sampled_from(SAFE),
        after=st.sampled_from(SAFE),
    )
    def test_any_telephone_is_found_wherever_it_stands(self, digits, first, separator, prefix, before, after):
        pairs = [first + digits[0], *(digits[i : i + 2] for i in range(1, 7, 2)), digits[7]]
        self.assertTrue(find_identity(f"{before} {prefix}{separator.join(pairs)} {after}"))

    @PATIENT
    @given(
        title=st.sampled_from(["M.", "Mme", "Monsieur", "Madame", "MME", "Mlle", "Mr", "famille"]),
        name=st.text("abcdefghijklmnopqrstuvwxyzéèçïô-", min_size=1, max_size=15),
        initial=st.sampled_from(string.ascii_uppercase + "ÉÈÇÀÎ"),
        before=st.sampled_from(SAFE),
    )
    def test_any_name_after_a_title_is_found(self, title, name, initial, before):
        self.assertIn(initial + name.split("-")[0], find_identity(f"{before} {title} {initial}{name} est venu"))

    @PATIENT
    @given(
        letters=st.text("ABCDEFGHJKLMNPQRSTVWXYZ", min_size=4, max_size=4),
        digits=st.text(string.digits, min_size=3, max_size=3),
        separator=st.sampled_from(["", "-", " ", "."]),
        lower=st.booleans(),
    )
    def test_any_plate_is_found(self, letters, digits, separator, lower):
        plate = separator.join((letters[:2], digits, letters[2:]))
        self.assertTrue(find_identity(f"Devant le hall, {plate.lower() if lower else plate} gêne."))

    @PATIENT
    @given(st.text())
    def test_any_text_is_read_and_the_fragment_comes_from_it(self, text):
        fragment = find_identity(text)
        self.assertIsInstance(fragment, str)

    @PATIENT
    @given(st.lists(st.sampled_from(SAFE), min_size=1, max_size=8), st.randoms())
    def test_sentences_of_the_trade_put_together_still_pass(self, sentences, shuffle):
        assert isinstance(shuffle, random.Random)
        shuffle.shuffle(sentences)
        self.assertEqual(find_identity("\n".join(sentences)), "")
