#!/usr/bin/env bash
# One of three servers fails under load, of HTTP and of gRPC, each fault five times after ten seconds of warm-up: prints
# requests, failures, attempts and their limits. Some twenty minutes. CI runs each fault once, after one second.
#
#     Scripts/faults.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/install-system-packages.sh --tests
export SHARDING_FAULT_ROUNDS=${1:-5}
export SHARDING_FAULT_WARMUP=10
export SHARDING_FAULT_PHASE=5
swift test --traits LoadBalancing,NetworkProbes,HTTP,GRPC,DNSDiscovery \
    --filter FaultTests
