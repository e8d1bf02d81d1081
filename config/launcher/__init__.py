"""The launcher of the suite, in standard-library Python: what `./regie` runs.

Modules, from the ground up: `ui` (what is printed), `home` (where things are kept), `machine` (what this machine
has), `apt` (private package state), `odoo_source`, `python_env`, `system` and `postgres` (the four things that are
prepared), `addons` (manifests and hashes), `database` (through `driver`, the only module that runs inside Odoo),
then one `cmd_*` module per command.
"""
