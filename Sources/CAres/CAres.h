// c-ares, the library that asks name servers.

#ifndef SHARDING_CARES_H
#define SHARDING_CARES_H

#include <ares.h>

#endif
