"""`./regie backup FILE` and `./regie restore FILE`: database and filestore in one archive, restored and checked.

The archive is a zip that Odoo's own database manager reads too: `dump.sql`, `filestore/…`, `manifest.json`, which
also holds the SHA-256 of every member, the number of rows of every table and the list of stored files, all taken in the
snapshot that was dumped; a restore is compared with them.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path

from .cmd_run import Site
from .home import stamp_read, stamp_write
from .session import Session
from .ui import Stop, run_logged, say, step

MANIFEST = "manifest.json"
CHUNK = 1 << 20


def backup(args):
    """Write the archive; the server may be running."""
    target = Path(args.file).expanduser().resolve()
    if not target.parent.is_dir():
        raise Stop(f"There is no folder {target.parent}.", f"mkdir -p {target.parent}")
    session = Session()
    with session.serving(args.database_url) as server:
        site = Site(session, server)
        site.need_database()
        site.odoo.write_conf()
        log = session.home.log("backup")
        with tempfile.TemporaryDirectory(dir=session.home.state) as folder:
            folder = Path(folder)
            with step(f"Database {site.name} and its files copied in one snapshot"):
                facts = _snapshot(site, folder, log)
            with step(f"Archive {target} written") as progress:
                manifest = {**facts, "regie": stamp_read(site.stamp), "made_at": _now()}
                write_archive(folder, target, manifest, progress.show)
    rows, files = sum(facts["rows"].values()), len(facts["files"])
    say(
        f"{target}: {rows} rows in {len(facts['rows'])} tables, {files} stored files, {target.stat().st_size >> 20} MB."
    )
    return 0


def _now():
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat()


def _snapshot(site, folder, log):
    """Dump and filestore in a folder. Files are linked before and after the dump: none that the snapshot names can be
    collected in between."""
    store, copy = site.odoo.filestore(site.name), folder / "filestore"
    link_tree(store, copy)
    facts = site.odoo.order("sql_dump", log, name=site.name, file=str(folder / "dump.sql"))
    link_tree(store, copy)
    missing = [name for name in facts["files"] if not (copy / name).is_file()]
    if missing:
        raise Stop(f"{len(missing)} files that the database names are not in {store}: {', '.join(missing[:5])}…")
    return facts


def link_tree(source, target):
    """Link the files of a filestore that the target has not yet."""
    target.mkdir(exist_ok=True)
    for path in Path(source).glob("*/*") if Path(source).is_dir() else ():
        link = target / path.parent.name / path.name
        if path.is_file() and len(path.parent.name) == 2 and not link.exists():
            link.parent.mkdir(exist_ok=True)
            try:
                os.link(path, link)
            except OSError:
                shutil.copyfile(path, link)


def file_hash(handle):
    """SHA-256 of an open file."""
    total = hashlib.sha256()
    while block := handle.read(CHUNK):
        total.update(block)
    return total.hexdigest()


def write_archive(folder, target, manifest, tell=lambda text: None):
    """Zip a folder with its manifest, under a temporary name until it is complete."""
    folder, draft = Path(folder), Path(f"{target}.part")
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    names.sort(key=lambda name: name != "dump.sql")
    hashes = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for number, name in enumerate(names, 1):
            tell(f"{name} ({number}/{len(names)})")
            with open(folder / name, "rb") as handle:
                hashes[name] = file_hash(handle)
            archive.write(folder / name, name)
        archive.writestr(MANIFEST, json.dumps({**manifest, "sha256": hashes}, indent=1, sort_keys=True))
    os.chmod(draft, 0o600)
    draft.replace(target)


def read_archive(file):
    """The manifest of an archive whose every member is what the manifest says; Stop names what is not."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            names = set(archive.namelist()) - {MANIFEST}
            if names != set(manifest["sha256"]):
                raise Stop(f"{file}: members missing or added: {sorted(names ^ set(manifest['sha256']))[:5]}")
            for name in sorted(names):
                with archive.open(name) as handle:
                    if file_hash(handle) != manifest["sha256"][name]:
                        raise Stop(f"{file}: {name} is not what was backed up.")
            return manifest
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Stop(f"{file} cannot be read as a backup: {error}") from None


def restore(args):
    """Restore into a new database, then compare it with what was backed up and open it with Odoo."""
    file = Path(args.file).expanduser().resolve()
    session = Session(parts=("pango", "fonts"))
    with step(f"{file.name}: every member checked"):
        manifest = read_archive(file)
    with session.serving(args.database_url) as server:
        site = Site(session, server, name=args.name or f"{manifest['db_name']}_{datetime.now():%Y%m%d_%H%M%S}")
        site.odoo.write_conf()
        log = session.home.log("restore")
        if site.name in site.odoo.databases(log):
            raise Stop(f"There is a database {site.name} already; nothing is restored over another.")
        try:
            with step(f"Database {site.name} restored"):
                _restore_into(site, file, log)
            with step("Rows of every table and stored files compared with the backup"):
                problems = differences(manifest, site.odoo.order("sql_facts", log, name=site.name))
                problems += missing_files(manifest, site.odoo.filestore(site.name))
                if problems:
                    raise Stop("The restored database is not what was backed up:\n  " + "\n  ".join(problems[:20]))
            stamp_write(site.stamp, manifest["regie"])
            site.bring_up()
            with step("Opened with Odoo"):
                users = site.odoo.order("odoo_users", log, name=site.name)
        except BaseException:
            site.odoo.drop([site.name], log)
            site.stamp.unlink(missing_ok=True)
            raise
    say(
        f"\nDatabase {site.name}: {sum(manifest['rows'].values())} rows, {len(manifest['files'])} stored files, "
        f"{users} users; the same as when it was backed up ({manifest['made_at']})."
    )
    say(f"To open it:  ./regie run --database {site.name}")
    return 0


def _restore_into(site, file, log):
    """Unpack, load the dump, put the files in place."""
    psql = shutil.which("psql", path=site.odoo.environ()["PATH"])
    if not psql:
        raise Stop("psql is not found.", "apt-get install postgresql-client")
    site.odoo.order("sql_empty", log, name=site.name)
    with tempfile.TemporaryDirectory(dir=site.home.state) as folder:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if name != MANIFEST])
        command = [
            psql,
            "-q",
            "-X",
            "-o",
            os.devnull,
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            site.name,
            "-f",
            Path(folder) / "dump.sql",
        ]
        run_logged(command, log, env=site.odoo.environ())
        store = site.odoo.filestore(site.name)
        shutil.rmtree(store, ignore_errors=True)
        store.parent.mkdir(parents=True, exist_ok=True)
        (Path(folder) / "filestore").mkdir(exist_ok=True)
        shutil.move(Path(folder) / "filestore", store)


def differences(manifest, facts):
    """What differs between a backup and the restored database, in sentences."""
    found = []
    for table in sorted({*manifest["rows"], *facts["rows"]}):
        before, after = manifest["rows"].get(table), facts["rows"].get(table)
        if before != after:
            found.append(f"table {table}: {before} rows backed up, {after} restored")
    if sorted(manifest["files"]) != sorted(facts["files"]):
        found.append("the database does not name the same stored files")
    return found


def missing_files(manifest, store):
    """Stored files that are not in place."""
    return [f"file {name} is missing" for name in manifest["files"] if not (Path(store) / name).is_file()]
