/* What methods there are, and what each takes and gives. */
#include <string.h>

#include "calc/handle.h"

hl_status hl_calc__refuse(const hl_text *errors, hl_status status, hl_error *err)
{
    if (errors->failed)
        return hl_error_memory(err);
    return hl_error_set(err, status, "%s", hl_base__text_string(errors));
}

bool hl_calc_method_at(size_t index, hl_calc_method *method)
{
    size_t count = 0;
    const hl_method_family *const *families = hl_calc__families(&count);
    size_t f = 0;
    for (; f < count && index >= families[f]->count; f++)
        index -= families[f]->count;
    if (f == count)
        return false;
    const hl_method *found = &families[f]->methods[index];
    *method = (hl_calc_method){families[f]->name, found->name,     found->title, found->reference,
                               found->in,         found->in_count, found->out,   found->out_count};
    return true;
}

hl_status hl_calc_describe(const char *name, hl_calc_method *method, hl_error *err)
{
    for (size_t i = 0; hl_calc_method_at(i, method); i++)
        if (strcmp(method->name, name) == 0)
            return HL_OK;
    hl_text errors = {0};
    hl_calc__unknown_method(name, &errors);
    hl_status status = hl_calc__refuse(&errors, HL_USAGE, err);
    hl_base__text_free(&errors);
    return status;
}

bool hl_calc_has(const char *name)
{
    return hl_calc__method_find(name) != NULL;
}
