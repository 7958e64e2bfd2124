#include <string.h>

#include "calc/method.h"

static const hl_method_family *const families[] = {
#define HL_FAMILY(name) &hl_calc__family_##name,
#include "calc/families.inc"
#undef HL_FAMILY
};

enum { FAMILY_COUNT = sizeof families / sizeof families[0] };

const hl_method_family *const *hl_calc__families(size_t *count)
{
    *count = FAMILY_COUNT;
    return families;
}

const hl_method *hl_calc__method_find(const char *name)
{
    for (size_t f = 0; f < FAMILY_COUNT; f++)
        for (size_t m = 0; m < families[f]->count; m++)
            if (strcmp(families[f]->methods[m].name, name) == 0)
                return &families[f]->methods[m];
    return NULL;
}
