"""The PostgreSQL settings Heard brings: for a small machine, on one Unix socket, without personal data in the log."""

import os

from heard.kernel.engine.layout import Layout

MB = 1024 * 1024

# `trust`, because the socket's folder is closed (0700) to everybody but the owner of the data itself and root: whoever
# can reach the socket could read the files as well. A password would have to lie next to them and protect nothing.
ACCESS = "local all all trust\n"

OWN_PART = """\
# Heard writes heard.conf anew at each start. What you set below it wins.
include 'heard.conf'
"""


def settings(layout: Layout) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    shared = min(max(memory // 8, 64 * MB), 1024 * MB) // MB
    return f"""\
listen_addresses = ''
unix_socket_directories = '{_quoted(str(layout.socket_folder))}'
unix_socket_permissions = 0700
cluster_name = '{layout.cluster_name}'
max_connections = 100

shared_buffers = {shared}MB
effective_cache_size = {max(memory // 2 // MB, 128)}MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
wal_compression = on

# A flash disk, and questions so short that compiling them costs more than asking them.
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = 1

# Readers of the journal wait for the oldest transaction: one forgotten open transaction must not stop them for good.
idle_in_transaction_session_timeout = 10min

# Statements and the DETAIL of an error quote what residents wrote. The log must not.
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
log_line_prefix = '%m [%p] '
log_checkpoints = off
log_timezone = 'UTC'
timezone = 'UTC'
"""


def start_options() -> list[str]:
    """Options of this start alone. HEARD_ENGINE_FSYNC=off trades safety for speed: for tests and bulk loads."""
    if os.environ.get("HEARD_ENGINE_FSYNC", "on") != "off":
        return []
    return ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def _quoted(value: str) -> str:
    return value.replace("'", "''")
