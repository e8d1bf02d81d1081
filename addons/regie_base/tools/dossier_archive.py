"""The archive of a dossier: a ZIP that is the same to the byte each time, with a manifest of every file."""

import hashlib
import io
import shutil
import zipfile

from .dossier_seal import ALGORITHM, canonical, seal

MANIFEST = "manifest.json"
CHUNK = 1 << 20


def build_manifest(members, **head):
    """Answer the bytes of the manifest of ``members``, a list of (path, size, sha256).

    The manifest holds its own digest, computed on itself without it, so that an altered manifest names itself.
    """
    manifest = {
        **head,
        "algorithm": ALGORITHM,
        "files": [{"path": path, "size": size, "sha256": digest} for path, size, digest in sorted(members)],
    }
    return canonical({**manifest, "manifest_sha256": seal(canonical(manifest))})


def describe(path, content):
    """Answer the (path, size, sha256) of bytes."""
    return path, len(content), hashlib.sha256(content).hexdigest()


def write_archive(target, contents, moment):
    """Write a ZIP into ``target``, an open binary file.

    ``contents`` maps each path of the archive to bytes, or to the name of a file to copy. Files are stored as they are
    (photographs and PDF do not shrink), in the order of their paths, all dated ``moment``.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(contents):
            info = zipfile.ZipInfo(path, date_time=max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            with _open(contents[path]) as source, archive.open(info, "w", force_zip64=True) as member:
                shutil.copyfileobj(source, member, CHUNK)


def _open(content):
    return io.BytesIO(content) if isinstance(content, bytes) else open(content, "rb")
