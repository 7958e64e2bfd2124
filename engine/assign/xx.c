#include "assign/xx.h"

#include <xxhash.h>

hl_xx hl_assign__xx(const char *text, size_t length)
{
    XXH128_hash_t wide = XXH3_128bits(text, length);
    return (hl_xx){XXH64(text, length, 0), XXH3_64bits(text, length), wide.high64, wide.low64};
}
