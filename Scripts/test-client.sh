#!/usr/bin/env bash
# Packages of their own, in an empty folder, that depend on this one by path, as apps would:
#
# - one that places keys, and takes no trait, sees one dependency, this package, and nothing is checked out for it;
# - in its release build, a lookup by a key of at most 16 bytes makes no call: hash and placement are inlined;
# - one that balances load checks out what logs, metrics and services need, and no more;
# - one that takes the trait FileDiscovery or NetworkProbes checks out what that needs beside it, follows a file or probes a
#   server, and prints what it should;
# - the README's first two examples run there and print what the README says.
set -euo pipefail
package=$(cd "$(dirname "$0")/.." && pwd)
client=$(mktemp -d)
trap 'rm -rf "$client"' EXIT

fail() {
    echo "error: $1" >&2
    exit 1
}

# A dependency by path goes by the name of its folder, which is the checkout's.
ln -s "$package" "$client/swift-sharding"
mkdir -p "$client/placing/Sources/Lookups"
cat >"$client/placing/Package.swift" <<'END'
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "placing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(path: "../swift-sharding", traits: [])],
    targets: [
        .executableTarget(
            name: "Lookups",
            dependencies: [.product(name: "ConsistentHashing", package: "swift-sharding")]
        )
    ]
)
END
# The package of a client that takes some traits and has some targets: FOLDER "TRAIT..." TARGET...
write_manifest() {
    local folder=$1 traits=$2 target trait quoted='' products='' targets=''
    shift 2
    for trait in $traits; do
        if [ "$trait" = defaults ]; then
            quoted+='.defaults, '
        else
            quoted+="\"$trait\", "
            products+=".product(name: \"$trait\", package: \"swift-sharding\"), "
        fi
    done
    for target in "$@"; do
        mkdir -p "$client/$folder/Sources/$target"
        targets+=".executableTarget(name: \"$target\", dependencies: sharding), "
    done
    cat >"$client/$folder/Package.swift" <<END
// swift-tools-version: 6.2
import PackageDescription

let sharding: [Target.Dependency] = [
    .product(name: "ConsistentHashing", package: "swift-sharding"),
    .product(name: "LoadBalancing", package: "swift-sharding"),
    $products
]
let package = Package(
    name: "$folder",
    platforms: [.macOS(.v15)],
    dependencies: [.package(path: "../swift-sharding", traits: [$quoted])],
    targets: [$targets]
)
END
}
# What this one checks out is seen without building it.
write_manifest balancing defaults Balancing
write_manifest following "defaults FileDiscovery" Following First Second
write_manifest probing NetworkProbes Probing
cat >"$client/following/Sources/Following/main.swift" <<'END'
import FileDiscovery
import LoadBalancing

let discovery = FileDiscovery(path: CommandLine.arguments[1])
for try await list in discovery.endpointLists() {
    print(list.map(\.id.string).joined(separator: " "))
    break
}
END
cat >"$client/following/endpoints.yaml" <<'END'
endpoints:
  - host: 10.0.0.1
    port: 80
  - id: second
    host: 10.0.0.2
    port: 80
END
cat >"$client/probing/Sources/Probing/main.swift" <<'END'
import LoadBalancing
import NetworkProbes

// Nobody listens on port 1.
do {
    try await TCPConnectProbe().probe(Endpoint(host: "127.0.0.1", port: 1))
    print("well")
} catch {
    print("unwell")
}
END

# The README's block of this language and number.
block() {
    awk -v start="\`\`\`$1" -v number="$2" '
        $0 == start { inside = ++blocks == number; next }
        $0 == "```" { if (inside) exit }
        inside' "$package/README.md"
}
number=0
for example in First Second; do
    number=$((number + 1))
    block swift $number >"$client/following/Sources/$example/main.swift"
    block text $number >"$client/expected-$example"
    [ -s "$client/following/Sources/$example/main.swift" ] || fail "the README has no block $number of Swift"
    [ -s "$client/expected-$example" ] || fail "the README does not show what its example $number prints"
done

cat >"$client/placing/Sources/Lookups/main.swift" <<'END'
import ConsistentHashing

@inline(never)
func lookUpInRing(_ keys: UnsafeRawBufferPointer, _ placement: HashRing<String>) -> Int {
    lookUp(keys, placement)
}

@inline(never)
func lookUpInTable(_ keys: UnsafeRawBufferPointer, _ placement: RendezvousTable<String>) -> Int {
    lookUp(keys, placement)
}

@inline(never)
func lookUpInMaglev(_ keys: UnsafeRawBufferPointer, _ placement: MaglevTable<String>) -> Int {
    lookUp(keys, placement)
}

@inline(__always)
func lookUp(_ keys: UnsafeRawBufferPointer, _ placement: some Placement) -> Int {
    var sum = 0
    for start in stride(from: 0, to: keys.count, by: 16) {
        sum &+= placement.ownerIndex(of: UnsafeRawBufferPointer(rebasing: keys[start..<start + 16])) ?? 0
    }
    return sum
}

let nodes = ["a", "b", "c"]
let ring = try HashRing(nodes)
let table = try RendezvousTable(nodes)
let maglev = try MaglevTable(nodes)
[UInt8](0..<160).withUnsafeBytes {
    print(lookUpInRing($0, ring), lookUpInTable($0, table), lookUpInMaglev($0, maglev))
}
END

cd "$client/placing"
swift build -c release

dependencies=$(swift package show-dependencies --format flatlist)
[ "$dependencies" = swift-sharding ] || fail "a client of the light modules sees: $dependencies"
checkouts=$(ls -A .build/checkouts 2>/dev/null || true)
[ -z "$checkouts" ] || fail "a client of the light modules checks out: $checkouts"
echo "One dependency, no other checkout"

.build/release/Lookups >/dev/null
objdump=$(command -v objdump || command -v llvm-objdump) || fail "no objdump to look at the machine code with"
# The compiler may let functions that come out alike share their code, so all of it is looked at together.
code=$("$objdump" --disassemble --no-show-raw-insn .build/release/Lookups |
    awk '/^[0-9a-f]+ <.*>:$/ { inside = index($0, "lookUpIn") } inside')
for function in lookUpInRing lookUpInTable lookUpInMaglev; do
    grep -q "$function" <<<"$code" || fail "no machine code found for $function"
done
# What may be called: the hash of longer keys, XXH64, and the ring's search for the few hashes that its buckets can't place.
calls=$(grep -E '[[:space:]](call|callq|bl)[[:space:]]' <<<"$code" | grep -vE '<sharding_hash_called|9ExactArcsC5owner' || true)
[ -z "$calls" ] || fail "a lookup calls instead of inlining: $calls"
grep -qE '\bu?mul' <<<"$code" || fail "no lookup hashes where it should"
echo "Lookups are inlined"

# Resolves the client in FOLDER, which must check out exactly these packages beside what LoadBalancing needs.
check_checkouts() {
    local folder=$1 expected checkouts
    shift
    cd "$client/$folder"
    swift package resolve
    # swift-service-lifecycle needs the first two.
    expected=$(printf '%s\n' swift-async-algorithms swift-collections swift-log swift-metrics swift-service-lifecycle "$@" |
        sort -f | tr '\n' ' ')
    checkouts=$(ls -A .build/checkouts | sort -f | tr '\n' ' ')
    [ "$checkouts" = "$expected" ] || fail "the client '$folder' checks out $checkouts, not $expected"
    echo "The client '$folder' checks out $checkouts"
}

check_checkouts balancing
check_checkouts probing swift-atomics swift-nio swift-system
swift build
printed=$(.build/debug/Probing)
[ "$printed" = unwell ] || fail "a client of NetworkProbes finds a port that nobody listens on: $printed"

check_checkouts following Yams
swift build
printed=$(.build/debug/Following endpoints.yaml)
[ "$printed" = "10.0.0.1:80 second" ] || fail "a client of FileDiscovery reads: $printed"
for example in First Second; do
    ".build/debug/$example" >"$client/printed" 2>"$client/log"
    diff "$client/expected-$example" "$client/printed" >&2 || fail "the README's $example example prints something else"
done
echo "The README's examples print what the README says"
