// MD5 (RFC 1321) for peers that place keys by it: of one message, and of sixteen short ones side by side.
//
// It says where keys are, and keeps nothing secret.

#ifndef SHARDING_CMD5_H
#define SHARDING_CMD5_H

#include <stddef.h>
#include <stdint.h>

/// How many messages are hashed side by side, and the bytes of a block: a message of up to 55 bytes, padded.
enum { SHARDING_MD5_LANES = 16, SHARDING_MD5_BLOCK_BYTES = 64, SHARDING_MD5_LONGEST_IN_BLOCK = 55 };

/// The digest of `count` bytes, as four little-endian words.
void sharding_md5(const void *bytes, size_t count, uint32_t digest[4]);

/// Writes the one block of a message of at most 55 bytes.
void sharding_md5_pad(const void *bytes, size_t count, uint8_t block[SHARDING_MD5_BLOCK_BYTES]);

/// How many messages this machine's widest vectors hash at a time: 4, 8 or 16.
size_t sharding_md5_width(void);

/// The digests' first words of up to sixteen messages that have one block each. There are sixteen blocks, one after the
/// other; those behind the first `count` are hashed as far as that is quicker, and their words mean nothing.
///
/// `width` is how many of them are hashed at a time: 4, 8 or 16, and no more than `sharding_md5_width()`.
void sharding_md5_first_words(const uint8_t *blocks, size_t count, uint32_t words[SHARDING_MD5_LANES], size_t width);

#endif
