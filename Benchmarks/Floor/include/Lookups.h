// The same lookups as the package's, in C, over the same memory, with neither a check nor what is there for rare cases: the
// least that a processor lets such a lookup take. Keys are those of `floor_sum`; each gives the sum of what it found.

#ifndef SHARDING_LOOKUPS_H
#define SHARDING_LOOKUPS_H

#include <stddef.h>
#include <stdint.h>

/// `floor_sum` of keys that lie here and there, each at its pointer, as strings do.
uint64_t floor_scattered(const uint8_t *const *keys, size_t count, size_t length, uint64_t seed);

/// Looks keys up in a table of `slot_count` slots.
uint64_t floor_table(const void *keys, size_t count, size_t length, uint64_t seed, const uint16_t *slots,
                     uint64_t slot_count);

/// The same where owners are bytes.
uint64_t floor_table_of_bytes(const void *keys, size_t count, size_t length, uint64_t seed, const uint8_t *slots,
                              uint64_t slot_count);

/// Looks keys up by rendezvous hashing: the first of the seeds whose raw hash, `(hash ^ seed) * multiplier`, is the largest.
uint64_t floor_rendezvous(const void *keys, size_t count, size_t length, uint64_t seed, const uint64_t *seeds,
                          size_t seed_count);

/// Looks keys up in a ring of few arcs: in 2¹⁸ slots, and where these don't tell, in buckets.
uint64_t floor_ring_slots(const void *keys, size_t count, size_t length, uint64_t seed, const uint8_t *slots,
                          const void *buckets, uint64_t bucket_count);

/// Looks keys up in a ring of buckets. What a bucket does not tell, one hash in some two thousand, is left at that.
uint64_t floor_ring_buckets(const void *keys, size_t count, size_t length, uint64_t seed, const void *buckets,
                            uint64_t bucket_count);

#endif
