// malloc and its kin, counted. Defined in the program itself, they come before the C library's for every library in the
// process, Swift's runtime included.

#include "Floor.h"

#include <stdlib.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <errno.h>

// glibc's own, under the names by which one that replaces them can reach them.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

// `initial-exec`: the other way to reach a thread's own variable may itself allocate.
static __attribute__((tls_model("initial-exec"))) _Thread_local uint64_t allocations = 0;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    allocations++;
    return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) {
        return EINVAL;
    }
    void *allocated = memalign(alignment, size);
    if (allocated == NULL) {
        return ENOMEM;
    }
    *memory = allocated;
    return 0;
}

bool floor_counts_allocations(void) { return true; }
uint64_t floor_allocations(void) { return allocations; }

#else

bool floor_counts_allocations(void) { return false; }
uint64_t floor_allocations(void) { return 0; }

#endif
