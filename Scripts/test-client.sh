#!/usr/bin/env bash
# A package of its own, in an empty folder, that depends on this one by path, as an app would:
#
# - it sees one dependency, this package, and nothing is checked out for it;
# - the README's first example runs and prints what the README says;
# - in its release build, a lookup by a key of at most 16 bytes makes no call: hash and placement are inlined.
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
mkdir -p "$client/app/Sources/Readme" "$client/app/Sources/Lookups"
cat >"$client/app/Package.swift" <<'END'
// swift-tools-version: 6.2
import PackageDescription

let sharding: [Target.Dependency] = [
    .product(name: "ConsistentHashing", package: "swift-sharding"),
    .product(name: "LoadBalancing", package: "swift-sharding"),
]
let package = Package(
    name: "app",
    platforms: [.macOS(.v15)],
    dependencies: [.package(path: "../swift-sharding")],
    targets: [
        .executableTarget(name: "Readme", dependencies: sharding),
        .executableTarget(name: "Lookups", dependencies: sharding),
    ]
)
END

# The README's first block of Swift, and the first block of text behind it.
awk '/^```swift$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$package/README.md" \
    >"$client/app/Sources/Readme/main.swift"
awk '/^```text$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$package/README.md" >"$client/expected"
[ -s "$client/app/Sources/Readme/main.swift" ] || fail "the README has no block of Swift"
[ -s "$client/expected" ] || fail "the README does not show what its first example prints"

cat >"$client/app/Sources/Lookups/main.swift" <<'END'
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

cd "$client/app"
swift build -c release

dependencies=$(swift package show-dependencies --format flatlist)
[ "$dependencies" = swift-sharding ] || fail "a client of the light modules sees: $dependencies"
checkouts=$(ls -A .build/checkouts 2>/dev/null || true)
[ -z "$checkouts" ] || fail "a client of the light modules checks out: $checkouts"
echo "One dependency, no other checkout"

.build/release/Readme >"$client/printed"
diff "$client/expected" "$client/printed" >&2 || fail "the README's first example does not print what the README says"
echo "The README's first example prints what the README says"

.build/release/Lookups >/dev/null
objdump=$(command -v objdump || command -v llvm-objdump) || fail "no objdump to look at the machine code with"
# The compiler may let functions that come out alike share their code, so all of it is looked at together.
code=$("$objdump" --disassemble --no-show-raw-insn .build/release/Lookups |
    awk '/^[0-9a-f]+ <.*>:$/ { inside = index($0, "lookUpIn") } inside')
for function in lookUpInRing lookUpInTable lookUpInMaglev; do
    grep -q "$function" <<<"$code" || fail "no machine code found for $function"
done
# What may be called: the hash of longer keys, XXH64, and the ring's search for the one hash in a billion that its packed
# arcs can't place.
calls=$(grep -E '\b(call|callq|bl)\b' <<<"$code" | grep -vE '<sharding_xxh3_64_long|<sharding_xxh64|searchingWholeEndsFor' || true)
[ -z "$calls" ] || fail "a lookup calls instead of inlining: $calls"
grep -qE '\bu?mul' <<<"$code" || fail "no lookup hashes where it should"
echo "Lookups are inlined"
