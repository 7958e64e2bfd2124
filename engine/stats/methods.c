#include <string.h>

#include "stats/families.h"

static const hl_method_family *const families[] = {
    &hl_stats__family_prop_single,
    &hl_stats__family_scas,
    &hl_stats__family_means,
    &hl_stats__family_srm,
    &hl_stats__family_multiplicity,
};

enum { FAMILY_COUNT = sizeof families / sizeof families[0] };

const hl_method_family *const *hl_stats__method_families(size_t *count)
{
    *count = FAMILY_COUNT;
    return families;
}

const hl_method *hl_stats__method_find(const char *name)
{
    for (size_t f = 0; f < FAMILY_COUNT; f++)
        for (size_t m = 0; m < families[f]->count; m++)
            if (strcmp(families[f]->methods[m].name, name) == 0)
                return &families[f]->methods[m];
    return NULL;
}
