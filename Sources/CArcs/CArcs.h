// A step of a ring's lookup, by vectors of eight: which of a bucket's splits a hash lies behind.
//
// It is `static inline`, so that it ends up inside the loop of whichever Swift module looks keys up. Swift's own vectors
// have no way from a comparison to the number of lanes that does not go through memory.

#ifndef SHARDING_CARCS_H
#define SHARDING_CARCS_H

#include <stddef.h>
#include <stdint.h>

/// What stands for an owner that a bucket does not tell.
enum { SHARDING_NO_OWNER = 0xFFFF };

typedef int16_t sharding_splits __attribute__((vector_size(16)));

/// The owner of a hash that lies in a bucket, or `SHARDING_NO_OWNER`.
///
/// `bucket` is 64 bytes, aligned to 16: fifteen splits of 15 bits, descending, and -1; then sixteen owners. Owner *i* has what lies
/// behind split *i* and not behind split *i* - 1. `fraction` says where in the bucket the hash lies, in parts of 2⁶⁴. If
/// its upper 15 bits are those of a split, they don't tell on which side of it the hash is. The two bytes before the bucket
/// are read, too, as if they were a split: whatever they are, the owner is right or is not told.
static inline __attribute__((always_inline)) uint16_t sharding_bucket_owner(const void *bucket, uint64_t fraction) {
    uint16_t position = (uint16_t)(fraction >> 49);
    const sharding_splits *splits = bucket;
    // A lane is -1 if the hash is behind its split. The last lane always is, so there is a first one that is.
    sharding_splits first = ((sharding_splits){0} + (int16_t)position) > splits[0];
    sharding_splits second = ((sharding_splits){0} + (int16_t)position) > splits[1];
#ifdef __SSE2__
    size_t place = (size_t)__builtin_ctz((unsigned)__builtin_ia32_pmovmskb128(__builtin_ia32_packsswb128(first, second)));
#else
    // Behind as many lanes as those that are -1, eight at most of each half.
    size_t place = (size_t)(16 + __builtin_reduce_add(first + second));
#endif
    const uint16_t *lane = (const uint16_t *)bucket + place;
    return __builtin_expect(lane[-1] == position, 0) ? SHARDING_NO_OWNER : lane[16];
}

#endif
