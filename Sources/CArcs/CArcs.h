// A step of a ring's lookup, by vectors of eight: which of a bucket's splits a hash lies behind.
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

/// The owner of a hash that lies in a bucket of packed arcs, or `SHARDING_NO_OWNER`.
///
/// `start` has the number of arcs that end in the bucket, in its lower four bits, up to seven, or 15 for more; above them
/// is the first of them, counted from the arc `block`. `splits` has for each arc where in its bucket it ends, in 256ths,
/// and eight bytes more behind all of them; `owners` has all arcs' owners. `fraction` says where in the bucket the hash
/// lies, in parts of 2⁶⁴.
static inline __attribute__((always_inline)) uint16_t sharding_packed_owner(
    uint16_t start, uint32_t block, const uint8_t *splits, const uint16_t *owners, uint64_t fraction) {
    typedef uint8_t sharding_lanes __attribute__((vector_size(8)));
    uint8_t position = (uint8_t)(fraction >> 56);
    size_t arc = block + (size_t)(start >> 4);
    unsigned count = start & 15;
    // They are on their way while the splits are compared.
    __builtin_prefetch(owners + arc);
    sharding_lanes lanes;
    __builtin_memcpy(&lanes, splits + arc, sizeof lanes);
    union {
        sharding_lanes lanes;
        uint64_t word;
    } reached = {(sharding_lanes)(lanes >= ((sharding_lanes){0} + position))};
    // The lane behind the bucket's own ends the search at the latest.
    arc += (size_t)__builtin_ctzll(reached.word | 1ull << (count * 8 & 63)) / 8;
    // In the same 256th as the hash, an arc may end on either side of it. The next bucket's first one does no harm.
    return splits[arc] == position || count == 15 ? SHARDING_NO_OWNER : owners[arc];
}

#endif
