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
/// `bucket` is 64 bytes, aligned to 16: sixteen splits of 15 bits, ascending, the last one 0x7FFF; then sixteen owners. Owner
/// *i* has what lies behind split *i* - 1 and before split *i*. `fraction` says where in the bucket the hash lies, in
/// parts of 2⁶⁴. If its upper 15 bits are those of a split, they don't tell on which side of it the hash is. Splits but the
/// last may be anything where all owners are `SHARDING_NO_OWNER`.
static inline __attribute__((always_inline)) uint16_t sharding_bucket_owner(const void *bucket, uint64_t fraction) {
    uint16_t position = (uint16_t)(fraction >> 49);
    const sharding_splits *splits = bucket;
    // A lane is -1 if the hash is behind its split. The last lane never is, so there is a lowest one that is not.
    sharding_splits first = ((sharding_splits){0} + (int16_t)position) > splits[0];
    sharding_splits second = ((sharding_splits){0} + (int16_t)position) > splits[1];
#ifdef __SSE2__
    size_t place = (size_t)__builtin_ctz(~(unsigned)__builtin_ia32_pmovmskb128(__builtin_ia32_packsswb128(first, second)));
#else
    // As many lanes as the hash is behind, eight at most of each half.
    size_t place = (size_t)-__builtin_reduce_add(first + second);
#endif
    const uint16_t *lane = (const uint16_t *)bucket + place;
    return __builtin_expect(lane[0] == position, 0) ? SHARDING_NO_OWNER : lane[16];
}

#endif
