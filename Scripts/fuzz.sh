#!/usr/bin/env bash
# A million of each kind of what nobody would send, through those that read it, in a release build:
#
#   MessageFuzzTests   DNS answers, through DNSDiscovery's reader; a tenth as many sensible ones, which c-ares reads, too
#   ReplyFuzzTests     memcached's and Redis' replies, through CacheSharding's parsers, in pieces
#   SessionTokenTests  forged cookies, through StickySessions' tokens
#
# Prints what was read and what refused. CI tries 10,000 to 30,000 of each.
#
#     Scripts/fuzz.sh [COUNT]
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/install-system-packages.sh --tests
export SHARDING_FUZZ_COUNT=${1:-1000000}
# A build of its own: tests look inside the modules, which a release build has to allow.
swift test --scratch-path .build-fuzz -c release -Xswiftc -enable-testing --traits Caches,DNSDiscovery,StickySessions \
    --filter 'MessageFuzzTests|ReplyFuzzTests|SessionTokenTests'
