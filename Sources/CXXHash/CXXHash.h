// libxxhash, with its code inlined into the caller.
//
// XXH_INLINE_ALL makes every function of <xxhash.h> a static one, so nothing is called in the shared library, and
// the wrappers below are compiled into whichever Swift module uses them, a client's included. Up to 16 bytes, the
// length of most keys, XXH3 is a dozen instructions without a branch taken; they end up inside the caller's loop.
//
// To see it, build a client in release and disassemble the function that hashes:
//
//     objdump --disassemble --no-show-raw-insn .build/release/Client | less
//
// A key of at most 16 bytes meets no `call` where it is hashed by XXH3-64; those that are left go to the function below that
// is kept out of line.
// Scripts/test-client.sh does just that for lookups, and fails when a call comes back.

#ifndef SHARDING_CXXHASH_H
#define SHARDING_CXXHASH_H

#define XXH_INLINE_ALL
// Swift imports C without optimising it, which <xxhash.h> takes for "do not inline"; Swift's optimiser runs later.
#define XXH_NO_INLINE_HINTS 0
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <xxhash.h>

// What a loop calls for few keys or none: kept out of line, so that what it does for most stays small. `pure` lets the caller
// keep what it has loaded across the call; and as the callee saves all registers, it needn't keep them in memory for
// a call that hardly ever comes, which is half a nanosecond a lookup.
#if __has_attribute(preserve_most) && (defined(__x86_64__) || defined(__aarch64__))
#define SHARDING_RARE __attribute__((noinline, unused, pure, preserve_most))
#else
#define SHARDING_RARE __attribute__((noinline, unused, pure))
#endif

/// A hash, if there is one.
typedef struct {
    uint64_t hash;
    bool is_known;
} sharding_quick_hash;

/// XXH3-64 of a key of 9 to 16 bytes, if `shortest` is 9; none for all other keys and any `shortest` that is no length.
///
/// By value: a hash that is written to an address makes a caller guard its stack. `flatten` inlines what it calls; knowing how
/// long the key is, the compiler then drops all other paths.
static inline __attribute__((always_inline, flatten)) sharding_quick_hash
sharding_xxh3_64_quick(const void *bytes, size_t count, ptrdiff_t shortest, uint64_t seed) {
    if (__builtin_expect(count - (size_t)shortest > 7, 0)) {
        return (sharding_quick_hash){0, false};
    }
    if (count - 9 > 7) {
        __builtin_unreachable();
    }
    return (sharding_quick_hash){XXH3_64bits_withSeed(bytes, count, seed), true};
}

static SHARDING_RARE uint64_t sharding_hash_called(const void *bytes, size_t count, ptrdiff_t shortest, uint64_t seed) {
    return shortest == 9 ? XXH3_64bits_withSeed(bytes, count, seed) : XXH64(bytes, count, seed);
}

/// XXH3-64 of `count` bytes if `shortest` is 9, XXH64 otherwise. `bytes` may be null when `count` is 0.
///
/// For what is not hashed the quick way: all else is right, too, but called. Up to 8 bytes, as numbers have, XXH3-64 is inlined.
static inline __attribute__((always_inline, flatten)) uint64_t sharding_hash(const void *bytes, size_t count,
                                                                             ptrdiff_t shortest, uint64_t seed) {
    if ((ptrdiff_t)count < shortest && count <= 8) {
        return XXH3_64bits_withSeed(bytes, count, seed);
    }
    return sharding_hash_called(bytes, count, shortest, seed);
}

/// XXH32 of `count` bytes. `bytes` may be null when `count` is 0.
static __attribute__((noinline, unused, pure)) uint32_t sharding_xxh32(const void *bytes, size_t count, uint32_t seed) {
    return XXH32(bytes, count, seed);
}

/// XXH3-128 of `count` bytes. `bytes` may be null when `count` is 0.
static __attribute__((noinline, unused, pure)) XXH128_hash_t sharding_xxh3_128(const void *bytes, size_t count,
                                                                               uint64_t seed) {
    return XXH3_128bits_withSeed(bytes, count, seed);
}

#endif
