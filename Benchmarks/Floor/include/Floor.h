// What C makes of the same work: the unit that `Benchmarks speed` counts in. And a count of allocations.

#ifndef SHARDING_FLOOR_H
#define SHARDING_FLOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The sum of the XXH3-64 hashes of `count` keys that lie one behind the other, each of `length` bytes, up to 16: `floor`.
///
/// Length and seed come at run time, as they do in a placement.
uint64_t floor_sum(const void *keys, size_t count, size_t length, uint64_t seed);

/// The same as a chain: which of the next two keys is hashed depends on the hash before.
///
/// One more key than `count` must lie there.
uint64_t floor_chain(const void *keys, size_t count, size_t length, uint64_t seed);

/// True if this program's allocations go through the counter: with glibc, and no sanitizer in between.
bool floor_counts_allocations(void);

/// How many times this thread has called malloc, calloc, realloc, posix_memalign, aligned_alloc or memalign.
uint64_t floor_allocations(void);

#endif
