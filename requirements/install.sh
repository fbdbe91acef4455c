#!/bin/sh
# Usage: requirements/install.sh run|dev|bench
#
# Makes .venv if it is not there, puts the packages of requirements/NAME.txt into it, each proved by its hash, and then
# Zhengwu itself in editable form. That happens once a lock: a stamp in .venv remembers what was installed, and a later
# call returns at once. A changed lock, or another PYTHON, makes .venv anew.
#
# PYTHON names the interpreter; without it the first suitable one on PATH is taken. Where uv is on PATH it installs,
# because it is faster; where it is missing or fails, pip does.

set -eu
cd "$(dirname "$0")/.."

name="${1:-}"
venv=".venv"
python=""

say() { printf 'zhengwu: %s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# True where $1 is an interpreter that can run Zhengwu.
suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        suits "$PYTHON" || fail "PYTHON=$PYTHON is not a Python of version 3.11 or newer. Name another one."
        python="$PYTHON"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if suits "$candidate"; then
            python="$candidate"
            return
        fi
    done
    fail "no Python of version 3.11 or newer was found. Install one (on Debian or Ubuntu:" \
        "apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3 ..."
}

# What an installed lock depends on: $1.txt, the package's own metadata and this folder.
fingerprint() {
    {
        cat "requirements/$1.txt" requirements/build.txt
        sed -n '/^\[project/,/^\[dependency-groups/p' pyproject.toml
        pwd
    } | cksum
}

# What .venv/zhengwu-$1.stamp remembers; nothing where the lock was never installed.
remembered() { cat "$venv/zhengwu-$1.stamp" 2>/dev/null || true; }

make_venv() {
    find_python
    version="$("$python" -c 'import platform; print(platform.python_version())')"
    say "making a virtual environment in $venv with Python $version"
    rm -rf "$venv"
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv "$venv"
    elif command -v uv >/dev/null 2>&1; then
        UV_PYTHON_DOWNLOADS=never uv venv --quiet --python "$python" "$venv"
    else
        fail "Python $version lacks the venv module. Install it (on Debian or Ubuntu: apt-get install python3-venv)" \
            "and run the same command again."
    fi
}

# Installs what the arguments name, with uv or else with pip.
install() {
    if command -v uv >/dev/null 2>&1; then
        if uv pip install --quiet --python "$venv/bin/python" "$@"; then return; fi
        "$venv/bin/python" -m pip --version >/dev/null 2>&1 || return 1
        say "uv could not do it; trying pip"
    fi
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check "$@"
}

install_lock() {
    count="$(cat "requirements/$1.txt" requirements/build.txt | sed -n 's/^\([a-z0-9][^=]*\)==.*/\1/p' | sort -u | wc -l)"
    say "installing $((count)) locked packages (about $2 MB to fetch), once; this may take some minutes"
    install --require-hashes -r "requirements/$1.txt" -r requirements/build.txt ||
        fail "the packages could not be installed; the lines above say why. Mostly it is the network:" \
            "run the same command again."
    install --no-deps --no-build-isolation --editable . ||
        fail "Zhengwu itself could not be installed; the lines above say why. Look at pyproject.toml."
    fingerprint "$1" > "$venv/zhengwu-$1.stamp"
    say "set-up is done"
}

case "$name" in
    run) size=120 ;;
    dev) size=150 ;;
    bench) size=150 ;;
    *) fail "usage: requirements/install.sh run|dev|bench" ;;
esac

# True where .venv can serve: it is there, it has the Python asked for (if any), and none of its stamps is stale.
serves() {
    [ -x "$venv/bin/python" ] || return 1
    if [ -n "${PYTHON:-}" ] && [ "$("$PYTHON" --version)" != "$("$venv/bin/python" --version)" ]; then
        say "$venv has another Python than $PYTHON"
        return 1
    fi
    for lock in run dev bench; do
        old="$(remembered "$lock")"
        if [ -n "$old" ] && [ "$old" != "$(fingerprint "$lock")" ]; then
            say "the locked packages or the folder have changed since $venv was made"
            return 1
        fi
    done
}

if [ -n "${PYTHON:-}" ]; then find_python; fi
serves || make_venv
# Development and benchmarks need all that running needs, so either of them serves for it.
if [ "$name" = run ] && [ -n "$(remembered dev)$(remembered bench)" ]; then exit 0; fi
[ -n "$(remembered "$name")" ] || install_lock "$name" "$size"
