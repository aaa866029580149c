#!/usr/bin/env bash
# A million DNS answers that nobody would send, of each of two kinds, through DNSDiscovery's reader, in a release build; and a
# tenth as many sensible ones, which c-ares reads, too. Prints how many were read and how many refused. CI tries 10,000 of each.
#
#     Scripts/fuzz.sh [MESSAGES]
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/install-system-packages.sh --tests
export SHARDING_FUZZ_MESSAGES=${1:-1000000}
# A build of its own: tests look inside the module, which a release build has to allow.
swift test --scratch-path .build-fuzz -c release -Xswiftc -enable-testing --traits DNSDiscovery --filter MessageFuzzTests
