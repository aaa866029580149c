// Rendezvous hashing over many nodes at a time, with the vector instructions of x86-64.
//
// A node's raw hash for a key is `(key's hash ^ node's seed) * multiplier`, and the largest wins. Each function here
// gives bit for bit what a plain loop gives, and may be called only where `sharding_vectors()` says that the machine
// has its instructions.

#ifndef SHARDING_CRENDEZVOUS_H
#define SHARDING_CRENDEZVOUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The widest vectors that this machine has and that there is a function for.
enum sharding_vectors {
    SHARDING_NO_VECTORS = 0,
    SHARDING_AVX2 = 1,
    SHARDING_AVX512 = 2,
};

enum sharding_vectors sharding_vectors(void);

/// The largest raw hash, and the first position that has it.
struct sharding_best {
    size_t position;
    uint64_t raw_hash;
};

/// The best of `count` seeds, which must be more than none, by AVX-512 or by AVX2. On a machine that has no vectors, by
/// neither.
struct sharding_best sharding_best(const uint64_t *seeds, size_t count, uint64_t hash, uint64_t multiplier,
                                   bool is_avx512);

#endif
