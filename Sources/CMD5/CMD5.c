#include "CMD5.h"

#include <string.h>

// What MD5 does to its state with one block, for any type that has the operators: a word, or a vector of words of as
// many messages. A step's result is what the next one waits for, so the functions are written for the shortest way
// from `b`, which is the newest.

#define F(b, c, d) (d ^ (b & (c ^ d)))
#define G(b, c, d) (c ^ (d & (b ^ c)))
#define H(b, c, d) (b ^ (c ^ d))
#define I(b, c, d) (c ^ (b | ~d))

/// The constant is 2^32 times the sine of the step's number.
#define STEP(f, a, b, c, d, word, bits, constant) \
    a += x[word] + constant;                      \
    a += f(b, c, d);                              \
    a = ((a << bits) | (a >> (32 - bits))) + b;

#define STEPS \
    STEP(F, a, b, c, d,  0,  7, 0xd76aa478) \
    STEP(F, d, a, b, c,  1, 12, 0xe8c7b756) \
    STEP(F, c, d, a, b,  2, 17, 0x242070db) \
    STEP(F, b, c, d, a,  3, 22, 0xc1bdceee) \
    STEP(F, a, b, c, d,  4,  7, 0xf57c0faf) \
    STEP(F, d, a, b, c,  5, 12, 0x4787c62a) \
    STEP(F, c, d, a, b,  6, 17, 0xa8304613) \
    STEP(F, b, c, d, a,  7, 22, 0xfd469501) \
    STEP(F, a, b, c, d,  8,  7, 0x698098d8) \
    STEP(F, d, a, b, c,  9, 12, 0x8b44f7af) \
    STEP(F, c, d, a, b, 10, 17, 0xffff5bb1) \
    STEP(F, b, c, d, a, 11, 22, 0x895cd7be) \
    STEP(F, a, b, c, d, 12,  7, 0x6b901122) \
    STEP(F, d, a, b, c, 13, 12, 0xfd987193) \
    STEP(F, c, d, a, b, 14, 17, 0xa679438e) \
    STEP(F, b, c, d, a, 15, 22, 0x49b40821) \
    STEP(G, a, b, c, d,  1,  5, 0xf61e2562) \
    STEP(G, d, a, b, c,  6,  9, 0xc040b340) \
    STEP(G, c, d, a, b, 11, 14, 0x265e5a51) \
    STEP(G, b, c, d, a,  0, 20, 0xe9b6c7aa) \
    STEP(G, a, b, c, d,  5,  5, 0xd62f105d) \
    STEP(G, d, a, b, c, 10,  9, 0x02441453) \
    STEP(G, c, d, a, b, 15, 14, 0xd8a1e681) \
    STEP(G, b, c, d, a,  4, 20, 0xe7d3fbc8) \
    STEP(G, a, b, c, d,  9,  5, 0x21e1cde6) \
    STEP(G, d, a, b, c, 14,  9, 0xc33707d6) \
    STEP(G, c, d, a, b,  3, 14, 0xf4d50d87) \
    STEP(G, b, c, d, a,  8, 20, 0x455a14ed) \
    STEP(G, a, b, c, d, 13,  5, 0xa9e3e905) \
    STEP(G, d, a, b, c,  2,  9, 0xfcefa3f8) \
    STEP(G, c, d, a, b,  7, 14, 0x676f02d9) \
    STEP(G, b, c, d, a, 12, 20, 0x8d2a4c8a) \
    STEP(H, a, b, c, d,  5,  4, 0xfffa3942) \
    STEP(H, d, a, b, c,  8, 11, 0x8771f681) \
    STEP(H, c, d, a, b, 11, 16, 0x6d9d6122) \
    STEP(H, b, c, d, a, 14, 23, 0xfde5380c) \
    STEP(H, a, b, c, d,  1,  4, 0xa4beea44) \
    STEP(H, d, a, b, c,  4, 11, 0x4bdecfa9) \
    STEP(H, c, d, a, b,  7, 16, 0xf6bb4b60) \
    STEP(H, b, c, d, a, 10, 23, 0xbebfbc70) \
    STEP(H, a, b, c, d, 13,  4, 0x289b7ec6) \
    STEP(H, d, a, b, c,  0, 11, 0xeaa127fa) \
    STEP(H, c, d, a, b,  3, 16, 0xd4ef3085) \
    STEP(H, b, c, d, a,  6, 23, 0x04881d05) \
    STEP(H, a, b, c, d,  9,  4, 0xd9d4d039) \
    STEP(H, d, a, b, c, 12, 11, 0xe6db99e5) \
    STEP(H, c, d, a, b, 15, 16, 0x1fa27cf8) \
    STEP(H, b, c, d, a,  2, 23, 0xc4ac5665) \
    STEP(I, a, b, c, d,  0,  6, 0xf4292244) \
    STEP(I, d, a, b, c,  7, 10, 0x432aff97) \
    STEP(I, c, d, a, b, 14, 15, 0xab9423a7) \
    STEP(I, b, c, d, a,  5, 21, 0xfc93a039) \
    STEP(I, a, b, c, d, 12,  6, 0x655b59c3) \
    STEP(I, d, a, b, c,  3, 10, 0x8f0ccc92) \
    STEP(I, c, d, a, b, 10, 15, 0xffeff47d) \
    STEP(I, b, c, d, a,  1, 21, 0x85845dd1) \
    STEP(I, a, b, c, d,  8,  6, 0x6fa87e4f) \
    STEP(I, d, a, b, c, 15, 10, 0xfe2ce6e0) \
    STEP(I, c, d, a, b,  6, 15, 0xa3014314) \
    STEP(I, b, c, d, a, 13, 21, 0x4e0811a1) \
    STEP(I, a, b, c, d,  4,  6, 0xf7537e82) \
    STEP(I, d, a, b, c, 11, 10, 0xbd3af235) \
    STEP(I, c, d, a, b,  2, 15, 0x2ad7d2bb) \
    STEP(I, b, c, d, a,  9, 21, 0xeb86d391)

// Words of messages are little-endian, and read as this machine's.
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "MD5 is written for little-endian machines"
#endif

static const uint32_t initial[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

static void take_block(const uint8_t *block, uint32_t state[4]) {
    uint32_t x[16];
    memcpy(x, block, sizeof x);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    STEPS
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

/// Puts a message's length in bits at the end of its last block.
static void write_length(uint64_t count, uint8_t *block) {
    const uint64_t bits = count * 8;
    memcpy(block + SHARDING_MD5_BLOCK_BYTES - sizeof bits, &bits, sizeof bits);
}

void sharding_md5(const void *bytes, size_t count, uint32_t digest[4]) {
    memcpy(digest, initial, sizeof initial);
    const uint8_t *next = bytes;
    size_t left = count;
    for (; left >= SHARDING_MD5_BLOCK_BYTES; left -= SHARDING_MD5_BLOCK_BYTES) {
        take_block(next, digest);
        next += SHARDING_MD5_BLOCK_BYTES;
    }
    uint8_t block[SHARDING_MD5_BLOCK_BYTES] = {0};
    if (left > 0) {
        memcpy(block, next, left);
    }
    block[left] = 0x80;
    if (left > SHARDING_MD5_LONGEST_IN_BLOCK) {
        take_block(block, digest);
        memset(block, 0, sizeof block);
    }
    write_length(count, block);
    take_block(block, digest);
}

void sharding_md5_pad(const void *bytes, size_t count, uint8_t block[SHARDING_MD5_BLOCK_BYTES]) {
    memset(block, 0, SHARDING_MD5_BLOCK_BYTES);
    if (count > 0) {
        memcpy(block, bytes, count);
    }
    block[count] = 0x80;
    write_length(count, block);
}

typedef uint32_t four __attribute__((vector_size(16)));

/// Reads four words of each of four blocks, from `start` on, and writes each word's four side by side: `stride` bytes
/// lie between a word's and the next one's.
static inline __attribute__((always_inline)) void turn_four(const uint8_t *blocks, size_t start, uint8_t *words,
                                                            size_t stride) {
    four rows[4];
    for (size_t row = 0; row < 4; row++) {
        memcpy(&rows[row], blocks + row * SHARDING_MD5_BLOCK_BYTES + start * sizeof(uint32_t), sizeof(four));
    }
    const four low0 = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
    const four low1 = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    const four high0 = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
    const four high1 = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    const four turned[4] = {
        __builtin_shufflevector(low0, low1, 0, 1, 4, 5),
        __builtin_shufflevector(low0, low1, 2, 3, 6, 7),
        __builtin_shufflevector(high0, high1, 0, 1, 4, 5),
        __builtin_shufflevector(high0, high1, 2, 3, 6, 7),
    };
    for (size_t word = 0; word < 4; word++) {
        memcpy(words + (start + word) * stride, &turned[word], sizeof(four));
    }
}

/// Defines a function that hashes as many blocks side by side as a vector of so many bytes has words.
#define FIRST_WORDS(name, bytes, attribute)                                                                  \
    static attribute void name(const uint8_t *blocks, uint32_t *words) {                                    \
        typedef uint32_t vector __attribute__((vector_size(bytes)));                                        \
        vector x[16];                                                                                       \
        for (size_t lane = 0; lane < (bytes) / 4; lane += 4) {                                              \
            for (size_t start = 0; start < 16; start += 4) {                                                \
                turn_four(blocks + lane * SHARDING_MD5_BLOCK_BYTES, start, (uint8_t *)x + lane * 4, bytes); \
            }                                                                                               \
        }                                                                                                   \
        const vector zeros = {0};                                                                           \
        vector a = zeros + initial[0], b = zeros + initial[1];                                              \
        vector c = zeros + initial[2], d = zeros + initial[3];                                              \
        STEPS                                                                                               \
        a += initial[0];                                                                                    \
        memcpy(words, &a, sizeof a);                                                                        \
    }

FIRST_WORDS(first_words_of_4, 16, )

#if defined(__x86_64__)

FIRST_WORDS(first_words_of_8, 32, __attribute__((target("avx2"))))
FIRST_WORDS(first_words_of_16, 64, __attribute__((target("avx512f,avx512vl"))))

size_t sharding_md5_width(void) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
        return 16;
    }
    return __builtin_cpu_supports("avx2") ? 8 : 4;
}

static void first_words(const uint8_t *blocks, uint32_t *words, size_t width) {
    switch (width) {
    case 16:
        first_words_of_16(blocks, words);
        break;
    case 8:
        first_words_of_8(blocks, words);
        break;
    default:
        first_words_of_4(blocks, words);
    }
}

#else

size_t sharding_md5_width(void) { return 4; }

static void first_words(const uint8_t *blocks, uint32_t *words, size_t width) {
    (void)width;
    first_words_of_4(blocks, words);
}

#endif

void sharding_md5_first_words(const uint8_t *blocks, size_t count, uint32_t words[SHARDING_MD5_LANES], size_t width) {
    for (size_t lane = 0; lane < count; lane += width) {
        first_words(blocks + lane * SHARDING_MD5_BLOCK_BYTES, words + lane, width);
    }
}
