// With this, <xxhash.h> is all static functions, which end up inside the loops.
#define XXH_INLINE_ALL
#include "Lookups.h"

#include <stdbool.h>
#include <xxhash.h>

// The steps of a ring's lookup that are in C in the package too.
#include "../../Sources/CArcs/CArcs.h"

// What XXH3 does with keys of other lengths would be branches and calls in the loop; knowing that there are none, the compiler
// drops them.
static bool is_usual(size_t length) { return length >= 9 && length <= 16; }

/// A hash times the number of equal parts of the hash space: the upper half is its part, the lower says where in it.
typedef unsigned __int128 place;

/// The slot of a hash. A constant number that is a power of two makes it a shift.
static inline size_t slot_of(uint64_t hash, uint64_t slot_count) { return (size_t)((place)hash * slot_count >> 64); }

static inline uint16_t bucket_owner(const void *buckets, place place) {
    return sharding_bucket_owner((const char *)buckets + (size_t)(place >> 64) * 64, (uint64_t)place);
}

__attribute__((flatten)) uint64_t floor_scattered(const uint8_t *const *keys, size_t count, size_t length,
                                                  uint64_t seed) {
    uint64_t sum = 0;
    // As `floor_sum` does, beside which it is timed.
    if (length <= 16) {
        for (size_t i = 0; i < count; i++) {
            sum += XXH3_64bits_withSeed(keys[i], length, seed);
        }
    }
    return sum;
}

static inline __attribute__((always_inline, flatten)) uint64_t
sum_of_slots(const uint8_t *key, size_t count, size_t length, uint64_t seed, const uint16_t *slots,
             uint64_t slot_count) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count && is_usual(length); i++, key += length) {
        sum += slots[slot_of(XXH3_64bits_withSeed(key, length, seed), slot_count)];
    }
    return sum;
}

__attribute__((flatten)) uint64_t floor_table(const void *keys, size_t count, size_t length, uint64_t seed,
                                              const uint16_t *slots, uint64_t slot_count) {
    return slot_count == 131072 ? sum_of_slots(keys, count, length, seed, slots, 131072)
                                : sum_of_slots(keys, count, length, seed, slots, slot_count);
}

static inline __attribute__((always_inline, flatten)) uint64_t
sum_of_bytes(const uint8_t *key, size_t count, size_t length, uint64_t seed, const uint8_t *slots, uint64_t slot_count) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count && is_usual(length); i++, key += length) {
        sum += slots[slot_of(XXH3_64bits_withSeed(key, length, seed), slot_count)];
    }
    return sum;
}

__attribute__((flatten)) uint64_t floor_table_of_bytes(const void *keys, size_t count, size_t length, uint64_t seed,
                                                       const uint8_t *slots, uint64_t slot_count) {
    return slot_count == 131072 ? sum_of_bytes(keys, count, length, seed, slots, 131072)
                                : sum_of_bytes(keys, count, length, seed, slots, slot_count);
}

__attribute__((flatten)) uint64_t floor_rendezvous(const void *keys, size_t count, size_t length, uint64_t seed,
                                                   const uint64_t *seeds, size_t seed_count) {
    uint64_t sum = 0;
    const uint8_t *key = keys;
    for (size_t i = 0; i < count && is_usual(length); i++, key += length) {
        uint64_t hash = XXH3_64bits_withSeed(key, length, seed);
        uint64_t best = 0;
        size_t position = 0;
        for (size_t j = 0; j < seed_count; j++) {
            uint64_t raw_hash = (hash ^ seeds[j]) * 0x9E3779B97F4A7C15;
            position = raw_hash > best ? j : position;
            best = raw_hash > best ? raw_hash : best;
        }
        sum += position;
    }
    return sum;
}

__attribute__((flatten)) uint64_t floor_ring_slots(const void *keys, size_t count, size_t length, uint64_t seed,
                                                   const uint8_t *slots, const void *buckets, uint64_t bucket_count) {
    uint64_t sum = 0;
    const uint8_t *key = keys;
    for (size_t i = 0; i < count && is_usual(length); i++, key += length) {
        uint64_t hash = XXH3_64bits_withSeed(key, length, seed);
        // There are 2^18 slots.
        uint16_t owner = slots[hash >> 46];
        if (__builtin_expect(owner == UINT8_MAX, 0)) {
            owner = bucket_owner(buckets, (place)hash * bucket_count);
        }
        sum += owner;
    }
    return sum;
}

__attribute__((flatten)) uint64_t floor_ring_buckets(const void *keys, size_t count, size_t length, uint64_t seed,
                                                     const void *buckets, uint64_t bucket_count) {
    uint64_t sum = 0;
    if (is_usual(length)) {
        const uint8_t *key = keys;
        for (size_t i = 0; i < count; i++, key += length) {
            uint64_t hash = XXH3_64bits_withSeed(key, length, seed);
            sum += bucket_owner(buckets, (place)hash * bucket_count);
        }
    }
    return sum;
}
