#if Caches
#endif
