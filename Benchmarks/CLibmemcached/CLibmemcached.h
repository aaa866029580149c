// libmemcached's choice of a server, without a connection.
//
// Without the library's header all of it is still there, and `libmemcached_is_there` gives false: whoever builds this
// package for something else need not install a client for memcached.

#ifndef SHARDING_CLIBMEMCACHED_H
#define SHARDING_CLIBMEMCACHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

#else

static inline bool libmemcached_is_there(void) { return false; }
static inline const char *libmemcached_version(void) { return ""; }
static inline void *libmemcached_make(void) { return NULL; }
static inline void libmemcached_free(void *client) { (void)client; }
static inline bool libmemcached_add(void *client, const char *host, uint16_t port) { return false; }
static inline bool libmemcached_set(void *client, enum libmemcached_rule rule) { return false; }
static inline uint32_t libmemcached_server(const void *client, const void *key, size_t length) { return 0; }

#endif

#endif
