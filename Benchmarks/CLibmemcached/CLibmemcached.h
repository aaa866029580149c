// libmemcached: its choice of a server, which takes no connection, and its reading and writing.
//
// Without the library's header all of it is still there, and `libmemcached_is_there` gives false: whoever builds this
// package for something else need not install a client for memcached.

#ifndef SHARDING_CLIBMEMCACHED_H
#define SHARDING_CLIBMEMCACHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/// How a client spreads keys over its servers.
enum libmemcached_rule { libmemcached_modula, libmemcached_ketama, libmemcached_weighted_ketama };

#if __has_include(<libmemcached/memcached.h>)

#include <libmemcached/memcached.h>

static inline bool libmemcached_is_there(void) { return true; }

static inline const char *libmemcached_version(void) { return memcached_lib_version(); }

/// A client without servers, null if there is no memory for it.
static inline void *libmemcached_make(void) { return memcached_create(NULL); }

static inline void libmemcached_free(void *client) { memcached_free((memcached_st *)client); }

static inline bool libmemcached_add(void *client, const char *host, uint16_t port) {
    return memcached_server_add((memcached_st *)client, host, port) == MEMCACHED_SUCCESS;
}

/// To be called once all servers are there: from then on each one more makes the ring anew.
static inline bool libmemcached_set(void *client, enum libmemcached_rule rule) {
    memcached_st *memcached = (memcached_st *)client;
    switch (rule) {
    case libmemcached_modula:
        return memcached_behavior_set(memcached, MEMCACHED_BEHAVIOR_DISTRIBUTION, MEMCACHED_DISTRIBUTION_MODULA) ==
               MEMCACHED_SUCCESS;
    case libmemcached_ketama:
        return memcached_behavior_set(memcached, MEMCACHED_BEHAVIOR_KETAMA, 1) == MEMCACHED_SUCCESS;
    case libmemcached_weighted_ketama:
        return memcached_behavior_set(memcached, MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED, 1) == MEMCACHED_SUCCESS;
    }
    return false;
}

/// The place of a key's server in the order in which servers were added.
static inline uint32_t libmemcached_server(const void *client, const void *key, size_t length) {
    return memcached_generate_hash((const memcached_st *)client, (const char *)key, length);
}

/// Stores a value for as long as the server likes.
static inline bool libmemcached_store(void *client, const char *key, size_t length, const char *value, size_t size) {
    return memcached_set((memcached_st *)client, key, length, value, size, 0, 0) == MEMCACHED_SUCCESS;
}

/// The size of what is stored under a key, 0 if nothing is.
static inline size_t libmemcached_read(void *client, const char *key, size_t length) {
    size_t size = 0;
    uint32_t flags = 0;
    memcached_return_t result;
    char *value = memcached_get((memcached_st *)client, key, length, &size, &flags, &result);
    if (value == NULL) return 0;
    free(value);
    return size;
}

/// The sizes, added up, of what is stored under keys that are asked for at once.
static inline size_t libmemcached_read_all(void *client, const char *const *keys, const size_t *lengths, size_t count) {
    memcached_st *memcached = (memcached_st *)client;
    if (memcached_mget(memcached, keys, lengths, count) != MEMCACHED_SUCCESS) return 0;
    size_t sum = 0;
    memcached_return_t result;
    memcached_result_st value;
    memcached_result_create(memcached, &value);
    while (memcached_fetch_result(memcached, &value, &result) != NULL) sum += memcached_result_length(&value);
    memcached_result_free(&value);
    return sum;
}

/// Small requests go out at once, as every client has it that is asked one thing after the other.
static inline void libmemcached_hurry(void *client) {
    memcached_behavior_set((memcached_st *)client, MEMCACHED_BEHAVIOR_TCP_NODELAY, 1);
}

#else

static inline bool libmemcached_is_there(void) { return false; }
static inline const char *libmemcached_version(void) { return ""; }
static inline void *libmemcached_make(void) { return NULL; }
static inline void libmemcached_free(void *client) { (void)client; }
static inline bool libmemcached_add(void *client, const char *host, uint16_t port) { return false; }
static inline bool libmemcached_set(void *client, enum libmemcached_rule rule) { return false; }
static inline uint32_t libmemcached_server(const void *client, const void *key, size_t length) { return 0; }
static inline bool libmemcached_store(void *client, const char *key, size_t length, const char *value, size_t size) {
    return false;
}
static inline size_t libmemcached_read(void *client, const char *key, size_t length) { return 0; }
static inline size_t libmemcached_read_all(void *client, const char *const *keys, const size_t *lengths, size_t count) {
    return 0;
}
static inline void libmemcached_hurry(void *client) { (void)client; }

#endif

#endif
