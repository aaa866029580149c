// What C makes of the same work: the unit that `Benchmarks speed` counts in. And a count of allocations.

#ifndef SHARDING_FLOOR_H
#define SHARDING_FLOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "Lookups.h"

/// The sum of the XXH3-64 hashes of `count` keys that lie one behind the other, each of `length` bytes, up to 16: `floor`.
///
/// Length and seed come at run time, as they do in a placement.
uint64_t floor_sum(const void *keys, size_t count, size_t length, uint64_t seed);

/// The same as a chain: which of the next two keys is hashed depends on the hash before.
///
/// One more key than `count` must lie there.
uint64_t floor_chain(const void *keys, size_t count, size_t length, uint64_t seed);

/// The sum of the hashes of `count` keys, from the `first` of the order on that `floor_cold_key` gives.
uint64_t floor_cold(const void *keys, size_t first, size_t count, size_t length, uint64_t mask, uint64_t seed);

/// The place of a key in an order that no prefetcher foresees: all places up to `mask`, one less than a power of two.
static inline size_t floor_cold_key(size_t number, uint64_t mask) {
    return (size_t)((number * 0x9E3779B97F4A7C15ull) & mask);
}

/// True if this program's allocations go through the counter: with glibc, and no sanitizer in between.
bool floor_counts_allocations(void);

/// How many times this thread has called malloc, calloc, realloc, posix_memalign, aligned_alloc or memalign.
uint64_t floor_allocations(void);

#endif
