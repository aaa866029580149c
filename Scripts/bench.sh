#!/usr/bin/env bash
# The benchmark report, in release: `Scripts/bench.sh`, or with the options of `Scripts/bench.sh --help`.
# Installs what is missing first.
set -euo pipefail
package=$(cd "$(dirname "$0")/.." && pwd)
"$package/Scripts/install-system-packages.sh"
exec swift run --package-path "$package" -c release Benchmarks "$@"
