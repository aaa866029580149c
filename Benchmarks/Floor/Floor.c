// With this, <xxhash.h> is all static functions, which end up inside the loops.
#define XXH_INLINE_ALL
#include "Floor.h"

#include <xxhash.h>

// What XXH3 does with longer keys would be calls in the loop; knowing that there are none, the compiler drops them.
static bool is_short(size_t length) { return length <= 16; }

__attribute__((flatten)) uint64_t floor_sum(const void *keys, size_t count, size_t length, uint64_t seed) {
    uint64_t sum = 0;
    if (is_short(length)) {
        const uint8_t *key = keys;
        for (size_t i = 0; i < count; i++, key += length) {
            sum += XXH3_64bits_withSeed(key, length, seed);
        }
    }
    return sum;
}

__attribute__((flatten)) uint64_t floor_cold(const void *keys, size_t first, size_t count, size_t length,
                                             uint64_t mask, uint64_t seed) {
    uint64_t sum = 0;
    if (is_short(length)) {
        for (size_t i = first; i < first + count; i++) {
            sum += XXH3_64bits_withSeed((const uint8_t *)keys + floor_cold_key(i, mask) * length, length, seed);
        }
    }
    return sum;
}

__attribute__((flatten)) uint64_t floor_chain(const void *keys, size_t count, size_t length, uint64_t seed) {
    uint64_t sum = 0;
    if (is_short(length)) {
        size_t choice = 0;
        for (size_t i = 0; i < count; i++) {
            uint64_t hash = XXH3_64bits_withSeed((const uint8_t *)keys + (i + choice) * length, length, seed);
            choice = hash & 1;
            sum += hash;
        }
    }
    return sum;
}
