#!/usr/bin/env bash
# One of three servers fails under load, of HTTP and of gRPC, each fault five times after ten seconds of warm-up: prints
# requests, failures, attempts and their limits. Some twenty minutes. CI runs each fault once, after one second.
#
#     Scripts/faults.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
# More than 15 digits would not be read as a number, and the tests would take their usual one.
if ! [[ $rounds =~ ^[1-9][0-9]{0,14}$ ]]; then
    echo "error: ROUNDS is $rounds; give a whole number from 1 up, or nothing for five" >&2
    exit 64
fi

Scripts/install-system-packages.sh --tests
export SHARDING_FAULT_ROUNDS=$rounds
export SHARDING_FAULT_WARMUP=10
export SHARDING_FAULT_PHASE=5
swift test --traits LoadBalancing,NetworkProbes,HTTP,GRPC,DNSDiscovery --filter FaultTests
