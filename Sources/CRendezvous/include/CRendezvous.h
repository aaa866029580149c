// Rendezvous hashing over many nodes at a time, with the vector instructions of x86-64.
//
// A node's raw hash for a key is `(key's hash ^ node's seed) * multiplier`, and the largest wins. Each function here
// gives bit for bit what a plain loop gives, and may be called only where `sharding_vectors()` says that the machine
// has its instructions.

#ifndef SHARDING_CRENDEZVOUS_H
#define SHARDING_CRENDEZVOUS_H

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

/// The best of `count` seeds, which must be more than none. 0.2 ns a seed.
struct sharding_best sharding_best_avx512(const uint64_t *seeds, size_t count, uint64_t hash, uint64_t multiplier);

/// The best of `count` seeds, which must be more than none. 0.4 ns a seed.
struct sharding_best sharding_best_avx2(const uint64_t *seeds, size_t count, uint64_t hash, uint64_t multiplier);

#endif
