#!/usr/bin/env bash
# Installs the system packages that building and testing need and that are missing: on Debian and Ubuntu with apt-get, on macOS with
# Homebrew; elsewhere it names them and stops. Also stops, with the cure, where there is no Swift.
set -euo pipefail

if ! command -v swift >/dev/null 2>&1; then
    echo "error: no 'swift' on the PATH; install Swift 6.2 or later from https://www.swift.org/install" >&2
    exit 69
fi

# libmemcached is for PeerBenchmarks alone; the package builds without it.
has_all() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists libxxhash libmemcached
}

has_all && exit 0

if command -v apt-get >/dev/null 2>&1; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "error: libxxhash-dev, libmemcached-dev or pkg-config is missing; as root, run: apt-get install libxxhash-dev libmemcached-dev pkg-config" >&2
            exit 69
        fi
        as_root=(sudo)
    fi
    echo "Installing libxxhash-dev, libmemcached-dev and pkg-config" >&2
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libxxhash-dev libmemcached-dev pkg-config >&2
elif command -v brew >/dev/null 2>&1; then
    brew install xxhash libmemcached pkg-config >&2
else
    echo "error: install the development files of xxHash (a package named libxxhash-dev, xxhash-devel or xxhash), those of libmemcached (libmemcached-dev, libmemcached-devel or libmemcached) and pkg-config" >&2
    exit 69
fi

if ! has_all; then
    echo "error: pkg-config still finds no libxxhash or no libmemcached after the installation" >&2
    exit 69
fi
