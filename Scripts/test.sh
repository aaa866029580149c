#!/usr/bin/env bash
# Everything that must hold before a change lands. Installs what is missing first.
#
#     Scripts/test.sh            all of it
#     Scripts/test.sh NAME...    only these steps: format, build, test, docs, client, report, threads
set -euo pipefail
cd "$(dirname "$0")/.."

# Every target of this package treats warnings as errors when this is set; see Package.swift.
export SHARDING_WARNINGS_AS_ERRORS=1

format() {
    swift format lint --strict --recursive Package.swift Sources Tests Benchmarks
}

build() {
    swift_build --build-tests --enable-all-traits
}

# Builds. The traits are in a set, in whose order they become flags: were it another one each time, all would be built anew.
swift_build() {
    SWIFT_DETERMINISTIC_HASHING=1 swift build "$@"
}

# In parts, each a process of its own: what talks to real servers has the machine for itself, test by test, or its times would
# be those of a crowd.
test() {
    local networked='HTTPLoadBalancingTests|GRPCLoadBalancingTests|StickySessionsTests|CacheShardingTests'
    networked+='|DNSDiscoveryTests|NetworkProbesTests|FileDiscoveryTests'
    build
    swift test --enable-all-traits --skip-build --skip "$networked|LoadBalancingTests"
    swift test --enable-all-traits --skip-build --filter LoadBalancingTests --skip "$networked"
    swift test --enable-all-traits --skip-build --no-parallel --filter "$networked"
}

# The documentation, in which a link that leads nowhere is an error, from what the build step has built.
docs() {
    build
    # Two at a time: each takes one core.
    modules_docs ConsistentHashing PeerPlacements DNSDiscovery GRPCLoadBalancing &
    modules_docs LoadBalancing HTTPLoadBalancing CacheSharding StickySessions
    wait $!
}

# That of some modules, one after the other: MODULE...
modules_docs() {
    local module
    for module in "$@"; do
        module_docs "$module"
    done
}

# That of one module: MODULE.
module_docs() {
    local module=$1
    local output
    output=$(mktemp -d)
    mkdir "$output/symbols"
    # The C modules of other packages: some come with a module map, for others the build has written one.
    local folder map
    local modules=()
    while read -r folder; do modules+=(-I "$folder"); done \
        < <(find .build/checkouts -name module.modulemap -path '*/include/*' -exec dirname {} \;)
    for map in .build/debug/*.build/module.modulemap; do modules+=(-Xcc "-fmodule-map-file=$map"); done
    swift symbolgraph-extract -module-name "$module" -I .build/debug/Modules "${modules[@]}" \
        -I Sources/CArcs -I Sources/CXXHash -I Sources/CMD5/include -I Sources/CRendezvous/include -I Sources/CAres \
        -target "$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p' | head -n 1)" \
        -minimum-access-level public -output-dir "$output/symbols"
    docc convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$output/symbols" \
        --fallback-display-name "$module" --fallback-bundle-identifier "$module" \
        --warnings-as-errors --output-dir "$output/site"
    rm -rf "$output"
}

# A package of its own, outside the tree, that runs the README's code and looks at its machine code.
client() {
    Scripts/test-client.sh
}

# The reports as they stand, in release: they must come to their ends.
report() {
    # One configuration of traits for both: another one builds everything anew.
    swift_build -c release --traits LoadBalancing,Peers --product Benchmarks
    swift_build -c release --traits LoadBalancing,Peers --product PeerBenchmarks
    # The longest one beside all others: each takes one core.
    balancing_report &
    .build/release/Benchmarks | tail -n 30
    .build/release/Benchmarks balance --nodes 10,100 | tail -n 40
    .build/release/Benchmarks papers --quick | tail -n 20
    .build/release/PeerBenchmarks placement --quick | tail -n 24
    wait $!
}

# The guide to policies says nothing that the simulator's report does not say: each row of its table is a row of the report.
balancing_report() {
    local guide=Sources/LoadBalancing/LoadBalancing.docc/WhichPolicy.md
    local report missing
    report=$(mktemp)
    .build/release/Benchmarks balancing --quick --format markdown > "$report"
    missing=$(grep '^|' "$guide" | grep -vxFf "$report" || true)
    rm "$report"
    if [ -n "$missing" ]; then
        echo "error: $guide has rows that “Benchmarks balancing --quick --format markdown” does not write:" >&2
        echo "$missing" >&2
        return 1
    fi
    echo "$guide: every row is one of the report's"
}

# One small executable, built alone, under the thread sanitizer.
threads() {
    swift_build --scratch-path .build-threads -c release --sanitize thread --product ThreadChurn
    TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" .build-threads/release/ThreadChurn
}

Scripts/install-system-packages.sh --tests
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(format build test docs client report threads)
for step in "${steps[@]}"; do
    case $step in
    format | build | test | docs | client | report | threads)
        echo "== $step"
        "$step"
        ;;
    *)
        echo "error: no step '$step'; choose from format, build, test, docs, client, report, threads" >&2
        exit 64
        ;;
    esac
done
