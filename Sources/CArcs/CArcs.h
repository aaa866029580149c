// One step of a ring's lookup, by vectors of eight: which of a bucket's splits a hash lies behind.
//
// All of it is `static inline`, so that it ends up inside the loop of whichever Swift module looks keys up. Swift's own
// vectors have no way from a comparison to the number of lanes that does not go through memory.

#ifndef SHARDING_CARCS_H
#define SHARDING_CARCS_H

#include <stddef.h>
#include <stdint.h>

/// What stands for an owner that a bucket does not tell.
enum { SHARDING_NO_OWNER = 0xFFFF };

typedef int16_t sharding_splits __attribute__((vector_size(16)));

/// The owner of a hash that lies in a bucket, or `SHARDING_NO_OWNER`.
///
/// `bucket` is 32 bytes, aligned to 16: eight splits of 15 bits, ascending, the last one 0x7FFF; then eight owners. Owner
/// *i* has what lies behind split *i* - 1 and before split *i*. `fraction` says where in the bucket the hash lies, in
/// parts of 2⁶⁴. If its upper 15 bits are those of a split, they don't tell on which side of it the hash is.
static inline __attribute__((always_inline)) uint16_t sharding_bucket_owner(const void *bucket, uint64_t fraction) {
    uint16_t position = (uint16_t)(fraction >> 49);
    // A lane is -1 if the hash is behind its split. The last lane never is, so there is a lowest one that is not.
    sharding_splits is_behind = ((sharding_splits){0} + (int16_t)position) > *(const sharding_splits *)bucket;
    // That lane's place in the bucket, in bytes.
#ifdef __SSE2__
    typedef char sharding_bytes __attribute__((vector_size(16)));
    size_t place = (size_t)__builtin_ctz(~(unsigned)__builtin_ia32_pmovmskb128((sharding_bytes)is_behind));
#else
    typedef int8_t sharding_bytes __attribute__((vector_size(8)));
    union {
        sharding_bytes bytes;
        uint64_t word;
    } lanes = {__builtin_convertvector(is_behind, sharding_bytes)};
    size_t place = (size_t)__builtin_ctzll(~lanes.word) / 4;
#endif
    const char *lane = (const char *)bucket + place;
    uint16_t owner = *(const uint16_t *)(lane + 16);
    return *(const uint16_t *)lane == position ? SHARDING_NO_OWNER : owner;
}

#endif
