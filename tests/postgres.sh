#!/bin/sh
# Usage: tests/postgres.sh COMMAND [ARGUMENT...]
#
# Runs the command with ZHENGWU_TEST_DATABASE naming a PostgreSQL: that of ZHENGWU_TEST_POSTGRES, or else a private one,
# made in a temporary folder from the binaries that the machine has, reached by a socket in that folder, and removed
# afterwards. Where there is neither it says so in one line, and nothing is run.

set -eu

say() { printf 'zhengwu: %s\n' "$*" >&2; }

# The folder of initdb and pg_ctl, the newest version first; nothing where there is none.
binaries() {
    if command -v initdb >/dev/null 2>&1 && command -v pg_ctl >/dev/null 2>&1; then
        dirname "$(command -v initdb)"
    else
        for found in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t / -k 5 -rn); do
            if [ -x "$found/initdb" ]; then
                echo "$found"
                return
            fi
        done
    fi
}

if [ -n "${ZHENGWU_TEST_POSTGRES:-}" ]; then
    export ZHENGWU_TEST_DATABASE="$ZHENGWU_TEST_POSTGRES"
    exec "$@"
fi

bin="$(binaries)"
if [ -z "$bin" ]; then
    say "no PostgreSQL here (neither ZHENGWU_TEST_POSTGRES nor server binaries): its tests were not run"
    exit 0
fi

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && setpriv --reuid postgres --regid postgres --init-groups -- "$@"); else "$@"; fi
}

folder="$(mktemp -d "${TMPDIR:-/tmp}/zhengwu-postgres.XXXXXX")"
finish() {
    status=$?
    trap - EXIT INT TERM
    as_owner "$bin/pg_ctl" -D "$folder/tables" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
[ "$(id -u)" -ne 0 ] || chown postgres "$folder"
chmod 700 "$folder"

as_owner "$bin/initdb" -D "$folder/tables" -U zhengwu -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 &&
    as_owner "$bin/pg_ctl" -D "$folder/tables" -l "$folder/server.log" -w -o "-k $folder -c listen_addresses='' \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200" start >>"$folder/log" 2>&1 || {
    say "PostgreSQL did not start:"
    cat "$folder/log" "$folder/server.log" >&2 2>/dev/null || true
    exit 1
}
say "tests on PostgreSQL $("$bin/postgres" --version | sed 's/.*) //; s/ .*//')"
ZHENGWU_TEST_DATABASE="postgresql://zhengwu@$(printf %s "$folder" | sed 's#/#%2F#g')/zhengwu" "$@"
