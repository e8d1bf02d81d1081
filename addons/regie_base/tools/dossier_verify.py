"""Verifies a sealed dossier without the software that made it. / Vérifie un dossier scellé sans le logiciel d'origine.

Usage:  python3 verify.py ARCHIVE.zip [SEAL]      or / ou      python3 verify.py FOLDER [SEAL]

ARCHIVE.zip  the archive, or the folder where it was unpacked (the current folder by default)
             l'archive, ou le dossier où elle a été décompressée (par défaut, le dossier courant)
SEAL         the seal you were given elsewhere, on the printed PDF for instance (optional)
             le sceau reçu par un autre canal, par exemple sur le PDF imprimé (facultatif)

Exit code / code de retour:  0 intact, 1 altered / altéré, 2 unreadable / illisible.
Only the standard library of Python 3.8 or later is needed. Python 3.8 ou plus récent suffit.
"""

import hashlib
import json
import os
import sys
import zipfile

MANIFEST = "manifest.json"
DOSSIER = "dossier.json"
REVIEW = "review.json"
CHUNK = 1 << 20
# Left behind by the systems that unpack archives; not part of any dossier.
IGNORED = (".DS_Store", "Thumbs.db", "desktop.ini")


class Unreadable(Exception):
    """What cannot be opened at all."""


class Folder:
    """The archive once unpacked."""

    def __init__(self, path):
        self.path = path

    def names(self):
        """Answer the paths of the files, with slashes."""
        found = []
        for folder, _folders, files in os.walk(self.path):
            for name in files:
                if name not in IGNORED:
                    found.append(os.path.relpath(os.path.join(folder, name), self.path).replace(os.sep, "/"))
        return found

    def digest(self, name):
        """Answer (size, SHA-256) of a file."""
        with open(os.path.join(self.path, *name.split("/")), "rb") as stream:
            return digest_of(stream)

    def content(self, name):
        """Answer the bytes of a file."""
        with open(os.path.join(self.path, *name.split("/")), "rb") as stream:
            return stream.read()


class Archive:
    """The archive as it was downloaded."""

    def __init__(self, path):
        try:
            self.zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise Unreadable(f"{path}: {error}") from error

    def names(self):
        """Answer the paths of the files."""
        return [name for name in self.zip.namelist() if not name.endswith("/")]

    def digest(self, name):
        """Answer (size, SHA-256) of a file; a damaged one has an empty digest."""
        try:
            with self.zip.open(name) as stream:
                return digest_of(stream)
        except (zipfile.BadZipFile, OSError, EOFError):
            return 0, ""

    def content(self, name):
        """Answer the bytes of a file; a damaged one is empty."""
        try:
            return self.zip.read(name)
        except (zipfile.BadZipFile, OSError, EOFError):
            return b""


def digest_of(stream):
    """Answer (size, SHA-256) of an open file."""
    digest, size = hashlib.sha256(), 0
    chunk = stream.read(CHUNK)
    while chunk:
        digest.update(chunk)
        size += len(chunk)
        chunk = stream.read(CHUNK)
    return size, digest.hexdigest()


def canonical(data):
    """Answer the only accepted bytes of a text: sorted keys, no space, UTF-8."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def parse(content):
    """Answer the object held by canonical bytes, None when they are not canonical."""
    try:
        data = json.loads(content.decode("utf-8"))
    except ValueError:
        return None
    return data if isinstance(data, dict) and canonical(data) == content else None


def read_manifest(source, names, problems):
    """Answer the manifest when it is whole, None otherwise."""
    if names.count(MANIFEST) != 1:
        problems.append(("MISSING / ABSENT", MANIFEST, "the list of files is not there / la liste des fichiers manque"))
        return None
    manifest = parse(source.content(MANIFEST))
    if manifest is not None:
        bare = {key: value for key, value in manifest.items() if key != "manifest_sha256"}
        if hashlib.sha256(canonical(bare)).hexdigest() == manifest.get("manifest_sha256"):
            return manifest
    problems.append(("ALTERED / ALTÉRÉ", MANIFEST, "the list was changed / la liste a été modifiée"))
    return None


def check_files(source, names, manifest, problems):
    """Compare every file with the manifest."""
    listed = {row["path"]: row for row in manifest["files"]}
    for name in sorted(listed):
        if name not in names:
            problems.append(("MISSING / ABSENT", name, "listed, but not there / listé, mais introuvable"))
            continue
        size, digest = source.digest(name)
        if (size, digest) != (listed[name]["size"], listed[name]["sha256"]):
            problems.append(("ALTERED / ALTÉRÉ", name, "its content was changed / son contenu a été modifié"))
    for name in sorted(set(names) - set(listed) - {MANIFEST}):
        problems.append(("EXTRA / EN TROP", name, "not in the list of files / absent de la liste des fichiers"))
    for name in sorted(name for name in set(names) if names.count(name) > 1):
        problems.append(("EXTRA / EN TROP", name, "present twice / présent deux fois"))


def check_seal(source, manifest, expected, problems):
    """Recompute the seal from the dossier, and tie to it the evidence and the review."""
    content = source.content(DOSSIER)
    dossier = parse(content)
    seal = hashlib.sha256(content).hexdigest()
    if dossier is None or seal != manifest.get("seal"):
        problems.append(("ALTERED / ALTÉRÉ", DOSSIER, "its SHA-256 is not the seal / son SHA-256 n'est pas le sceau"))
        return
    if expected and expected.lower() != seal:
        problems.append(("ALTERED / ALTÉRÉ", DOSSIER, "not the seal you were given / ce n'est pas le sceau fourni"))
    if dossier["dossier"]["previous_seal"] != manifest.get("previous_seal"):
        problems.append(("ALTERED / ALTÉRÉ", MANIFEST, "the previous seal differs / le sceau précédent diffère"))
    listed = {row["path"]: row["sha256"] for row in manifest["files"]}
    for section in dossier["sections"]:
        for criterion in section["criteria"]:
            for evidence in criterion["evidence"]:
                if listed.get(evidence["path"]) != evidence["sha256"]:
                    problems.append(
                        ("ALTERED / ALTÉRÉ", evidence["path"], "not the sealed file / ce n'est pas le fichier scellé")
                    )
    if manifest.get("review_seal") and hashlib.sha256(source.content(REVIEW)).hexdigest() != manifest["review_seal"]:
        problems.append(("ALTERED / ALTÉRÉ", REVIEW, "its SHA-256 is not its seal / son SHA-256 n'est pas son sceau"))


def verify(path, expected=""):
    """Answer (manifest or None, problems) of an archive or a folder; a problem is (kind, file, explanation)."""
    source = Folder(path) if os.path.isdir(path) else Archive(path)
    names, problems = source.names(), []
    manifest = read_manifest(source, names, problems)
    if manifest is not None:
        check_files(source, names, manifest, problems)
        if not any(name == DOSSIER for _kind, name, _why in problems):
            check_seal(source, manifest, expected, problems)
    return manifest, problems


def main(arguments):
    """Verify what the command line names, write the verdict and answer the exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if arguments and arguments[0] in ("-h", "--help"):
        sys.stdout.write(__doc__)
        return 0
    path = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    try:
        manifest, problems = verify(path, arguments[1] if len(arguments) > 1 else "")
    except (Unreadable, OSError, KeyError, TypeError) as error:
        sys.stdout.write(f"UNREADABLE / ILLISIBLE: {error}\n")
        return 2
    for kind, name, why in problems:
        sys.stdout.write(f"{kind}: {name} ({why})\n")
    if problems:
        sys.stdout.write("RESULT: this dossier was altered.\nRÉSULTAT : ce dossier a été altéré.\n")
        return 1
    sys.stdout.write(f"{len(manifest['files'])} files / fichiers\n")
    sys.stdout.write(f"Seal / sceau: {manifest['seal']}\n")
    sys.stdout.write(f"Previous seal / sceau précédent: {manifest['previous_seal'] or '-'}\n")
    sys.stdout.write("RESULT: intact.\nRÉSULTAT : intact.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
