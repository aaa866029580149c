#include "CRendezvous.h"

// To keep a position beside each lane's best is nearly half the work. So of many seeds, both functions only keep the
// block in which a lane's best was first met, and look that block through once more for the largest of all.

#if defined(__x86_64__)

#include <immintrin.h>

enum sharding_vectors sharding_vectors(void) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        return SHARDING_AVX512;
    }
    return __builtin_cpu_supports("avx2") ? SHARDING_AVX2 : SHARDING_NO_VECTORS;
}

/// Vectors in a block.
enum { BLOCK = 8 };

#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl")))

/// Lanes of a vector.
enum { LANES_512 = 8 };

static inline AVX512 uint64_t largest_512(__m512i numbers) {
    const __m256i four = _mm256_max_epu64(_mm512_castsi512_si256(numbers), _mm512_extracti64x4_epi64(numbers, 1));
    const __m128i two = _mm_max_epu64(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));
    return (uint64_t)_mm_cvtsi128_si64(_mm_max_epu64(two, _mm_unpackhi_epi64(two, two)));
}

/// The smallest of those lanes of `positions` whose raw hash in `found` is `largest`.
static inline AVX512 size_t first_512(__m512i positions, __m512i found, uint64_t largest) {
    const __mmask8 winners = _mm512_cmpeq_epi64_mask(found, _mm512_set1_epi64((long long)largest));
    const __m512i winning = _mm512_mask_mov_epi64(_mm512_set1_epi64(-1), winners, positions);
    const __m256i four = _mm256_min_epu64(_mm512_castsi512_si256(winning), _mm512_extracti64x4_epi64(winning, 1));
    const __m128i two = _mm_min_epu64(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));
    return (size_t)_mm_cvtsi128_si64(_mm_min_epu64(two, _mm_unpackhi_epi64(two, two)));
}

/// The raw hashes of those seeds of a vector that are `present`; 0 for the rest, which beats nothing.
static inline AVX512 __m512i some_raw_hashes_512(const uint64_t *seeds, uint64_t present, __m512i hash,
                                                 __m512i multiplier) {
    const __m512i mixed = _mm512_xor_si512(_mm512_maskz_loadu_epi64((__mmask8)present, seeds), hash);
    return _mm512_maskz_mullo_epi64((__mmask8)present, mixed, multiplier);
}

/// The lowest `count` bits, all of them from 64 up.
static inline uint64_t lowest_bits(size_t count) {
    return count >= 64 ? UINT64_MAX : ((uint64_t)1 << count) - 1;
}

/// Two vectors: no loop, so no branch that could be predicted wrong.
static inline AVX512 struct sharding_best best_of_few_512(const uint64_t *seeds, size_t count, __m512i hash,
                                                          __m512i multiplier) {
    const uint64_t present = lowest_bits(count);
    const __m512i first = some_raw_hashes_512(seeds, present, hash, multiplier);
    const __m512i second = some_raw_hashes_512(seeds + LANES_512, present >> LANES_512, hash, multiplier);
    const uint64_t largest = largest_512(_mm512_max_epu64(first, second));
    const __m512i largests = _mm512_set1_epi64((long long)largest);
    const unsigned in_first = _mm512_cmpeq_epi64_mask(first, largests);
    const unsigned in_second = _mm512_cmpeq_epi64_mask(second, largests);
    return (struct sharding_best){(size_t)__builtin_ctz(in_first | in_second << LANES_512), largest};
}

/// Some dozens: a position beside each lane's best.
static inline AVX512 struct sharding_best best_of_some_512(const uint64_t *seeds, size_t count, __m512i hash,
                                                           __m512i multiplier) {
    __m512i best = _mm512_setzero_si512();
    __m512i position = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    __m512i positions = position;
    size_t start = 0;
    for (; count - start >= LANES_512; start += LANES_512) {
        const __m512i loaded = _mm512_loadu_si512(seeds + start);
        const __m512i found = _mm512_mullo_epi64(_mm512_xor_si512(loaded, hash), multiplier);
        const __mmask8 better = _mm512_cmpgt_epu64_mask(found, best);
        best = _mm512_max_epu64(best, found);
        positions = _mm512_mask_mov_epi64(positions, better, position);
        position = _mm512_add_epi64(position, _mm512_set1_epi64(LANES_512));
    }
    const __m512i found = some_raw_hashes_512(seeds + start, lowest_bits(count - start), hash, multiplier);
    const __mmask8 better = _mm512_cmpgt_epu64_mask(found, best);
    best = _mm512_max_epu64(best, found);
    positions = _mm512_mask_mov_epi64(positions, better, position);
    const uint64_t largest = largest_512(best);
    return (struct sharding_best){first_512(positions, best, largest), largest};
}

/// Many: a block beside each lane's best.
static inline AVX512 struct sharding_best best_of_many_512(const uint64_t *seeds, size_t count, __m512i hash,
                                                           __m512i multiplier) {
    enum { STEP = LANES_512 * BLOCK };
    __m512i best = _mm512_setzero_si512();
    __m512i blocks = _mm512_setzero_si512();
    for (size_t start = 0; start < count; start += STEP) {
        __m512i best_of_block = _mm512_setzero_si512();
        if (count - start >= STEP) {
            for (size_t vector = 0; vector < BLOCK; vector++) {
                const __m512i loaded = _mm512_loadu_si512(seeds + start + vector * LANES_512);
                const __m512i found = _mm512_mullo_epi64(_mm512_xor_si512(loaded, hash), multiplier);
                best_of_block = _mm512_max_epu64(best_of_block, found);
            }
        } else {
            for (size_t place = start; place < count; place += LANES_512) {
                const __m512i found = some_raw_hashes_512(seeds + place, lowest_bits(count - place), hash, multiplier);
                best_of_block = _mm512_max_epu64(best_of_block, found);
            }
        }
        const __mmask8 better = _mm512_cmpgt_epu64_mask(best_of_block, best);
        best = _mm512_max_epu64(best, best_of_block);
        blocks = _mm512_mask_mov_epi64(blocks, better, _mm512_set1_epi64((long long)start));
    }
    const uint64_t largest = largest_512(best);
    const size_t block = first_512(blocks, best, largest);
    // Where in the block it is can't be predicted, so there is no branch on it.
    const __m512i largests = _mm512_set1_epi64((long long)largest);
    const uint64_t present = lowest_bits(count - block);
    uint64_t equal = 0;
    for (size_t place = 0; place < STEP; place += LANES_512) {
        const __m512i found = some_raw_hashes_512(seeds + block + place, present >> place, hash, multiplier);
        equal |= (uint64_t)_mm512_cmpeq_epi64_mask(found, largests) << place;
    }
    return (struct sharding_best){block + (size_t)__builtin_ctzll(equal & present), largest};
}

static AVX512 struct sharding_best best_by_avx512(const uint64_t *seeds, size_t count, uint64_t hash,
                                                 uint64_t multiplier) {
    const __m512i hashes = _mm512_set1_epi64((long long)hash);
    const __m512i multipliers = _mm512_set1_epi64((long long)multiplier);
    if (count <= 2 * LANES_512) {
        return best_of_few_512(seeds, count, hashes, multipliers);
    }
    if (count <= 32 * LANES_512) {
        return best_of_some_512(seeds, count, hashes, multipliers);
    }
    return best_of_many_512(seeds, count, hashes, multipliers);
}

#define AVX2 __attribute__((target("avx2")))

/// The raw hashes with their highest bit turned over, so that the signed comparison, the only one there is, orders
/// them.
static inline AVX2 __m256i turned_raw_hashes_256(__m256i seeds, __m256i hash, __m256i low, __m256i high) {
    // 64 bits by 64 from three products of 32 by 32: the fourth is above them.
    const __m256i mixed = _mm256_xor_si256(seeds, hash);
    const __m256i upper = _mm256_srli_epi64(mixed, 32);
    const __m256i cross = _mm256_add_epi64(_mm256_mul_epu32(upper, low), _mm256_mul_epu32(mixed, high));
    const __m256i product = _mm256_add_epi64(_mm256_mul_epu32(mixed, low), _mm256_slli_epi64(cross, 32));
    return _mm256_xor_si256(product, _mm256_set1_epi64x(INT64_MIN));
}

static inline AVX2 __m256i larger_256(__m256i first, __m256i second) {
    return _mm256_blendv_epi8(first, second, _mm256_cmpgt_epi64(second, first));
}

static AVX2 struct sharding_best best_by_avx2(const uint64_t *seeds, size_t count, uint64_t hash,
                                              uint64_t multiplier) {
    enum { LANES = 4, STEP = LANES * BLOCK };
    const __m256i hashes = _mm256_set1_epi64x((long long)hash);
    const __m256i low = _mm256_set1_epi64x((long long)(multiplier & UINT32_MAX));
    const __m256i high = _mm256_set1_epi64x((long long)(multiplier >> 32));
    __m256i best = _mm256_set1_epi64x(INT64_MIN);
    __m256i blocks = _mm256_setzero_si256();
    size_t start = 0;
    for (; count - start >= STEP; start += STEP) {
        __m256i best_of_block = _mm256_set1_epi64x(INT64_MIN);
        for (size_t vector = 0; vector < BLOCK; vector++) {
            const __m256i loaded = _mm256_loadu_si256((const __m256i *)(seeds + start + vector * LANES));
            best_of_block = larger_256(best_of_block, turned_raw_hashes_256(loaded, hashes, low, high));
        }
        const __m256i better = _mm256_cmpgt_epi64(best_of_block, best);
        best = _mm256_blendv_epi8(best, best_of_block, better);
        blocks = _mm256_blendv_epi8(blocks, _mm256_set1_epi64x((long long)start), better);
    }
    uint64_t largest = 0;
    size_t position = 0;
    if (start > 0) {
        uint64_t bests[LANES], starts[LANES];
        _mm256_storeu_si256((__m256i *)bests, _mm256_xor_si256(best, _mm256_set1_epi64x(INT64_MIN)));
        _mm256_storeu_si256((__m256i *)starts, blocks);
        largest = bests[0];
        position = starts[0];
        for (int lane = 1; lane < LANES; lane++) {
            const int is_better = bests[lane] > largest || (bests[lane] == largest && starts[lane] < position);
            largest = is_better ? bests[lane] : largest;
            position = is_better ? starts[lane] : position;
        }
        while (((hash ^ seeds[position]) * multiplier) != largest) {
            position++;
        }
    }
    // Fewer than a block is left.
    for (; start < count; start++) {
        const uint64_t found = (hash ^ seeds[start]) * multiplier;
        position = found > largest ? start : position;
        largest = found > largest ? found : largest;
    }
    return (struct sharding_best){position, largest};
}

struct sharding_best sharding_best(const uint64_t *seeds, size_t count, uint64_t hash, uint64_t multiplier,
                                   bool is_avx512) {
    return is_avx512 ? best_by_avx512(seeds, count, hash, multiplier) : best_by_avx2(seeds, count, hash, multiplier);
}

#else

enum sharding_vectors sharding_vectors(void) { return SHARDING_NO_VECTORS; }

struct sharding_best sharding_best(const uint64_t *seeds, size_t count, uint64_t hash, uint64_t multiplier,
                                   bool is_avx512) {
    (void)is_avx512;
    struct sharding_best best = {0, 0};
    for (size_t position = 0; position < count; position++) {
        const uint64_t raw_hash = (hash ^ seeds[position]) * multiplier;
        if (raw_hash > best.raw_hash) {
            best = (struct sharding_best){position, raw_hash};
        }
    }
    return best;
}

#endif
