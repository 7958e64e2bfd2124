#include "calc/methods.h"

#include <string.h>

size_t hl_calc__family_count(void)
{
    size_t count = 0;
    (void)hl_stats__method_families(&count);
    return count + 1;
}

const hl_method_family *hl_calc__family(size_t index)
{
    size_t count = 0;
    const hl_method_family *const *statistics = hl_stats__method_families(&count);
    return index < count ? statistics[index] : &hl_calc__family_hash;
}

const hl_method *hl_calc__method_find(const char *name)
{
    for (size_t f = 0; f < hl_calc__family_count(); f++) {
        const hl_method_family *family = hl_calc__family(f);
        for (size_t m = 0; m < family->count; m++)
            if (strcmp(family->methods[m].name, name) == 0)
                return &family->methods[m];
    }
    return NULL;
}
