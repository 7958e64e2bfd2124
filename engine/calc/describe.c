/* What can be asked, in words. */
#include <math.h>

#include "base/number.h"
#include "calc/handle.h"

hl_status hl_calc__finish(hl_calc *calc, const char **text, hl_error *err)
{
    if (calc->out.failed || calc->errors.failed || calc->line.failed)
        return hl_error_memory(err);
    *text = hl_base__text_string(&calc->out);
    return HL_OK;
}

hl_status hl_calc__refuse(const hl_calc *calc, hl_status status, hl_error *err)
{
    if (calc->errors.failed)
        return hl_error_memory(err);
    return hl_error_set(err, status, "%s", hl_base__text_string(&calc->errors));
}

hl_status hl_calc_list(hl_calc *calc, const char **text, hl_error *err)
{
    size_t count = 0;
    const hl_method_family *const *families = hl_calc__families(&count);
    hl_base__text_clear(&calc->out);
    for (size_t f = 0; f < count; f++) {
        hl_base__text_addf(&calc->out, "%s%s\n", f > 0 ? "\n" : "", families[f]->name);
        for (size_t m = 0; m < families[f]->count; m++)
            hl_base__text_addf(&calc->out, "  %-26s  %s\n", families[f]->methods[m].name,
                               families[f]->methods[m].title);
    }
    return hl_calc__finish(calc, text, err);
}

static const char *kind_name(hl_arg_kind kind)
{
    static const char *const names[] = {
        [HL_ARG_NUMBER] = "number", [HL_ARG_LIST] = "list", [HL_ARG_TEXT] = "text"};
    return names[kind];
}

static void add_input(hl_text *out, const hl_arg_spec *spec)
{
    char low[HL_NUMBER_TEXT], high[HL_NUMBER_TEXT], otherwise[HL_NUMBER_TEXT];
    hl_base__text_addf(out, "  %-14s  %-6s  %s", spec->name, kind_name(spec->kind), spec->about);
    if (spec->kind != HL_ARG_TEXT)
        hl_base__text_addf(out, "%s%s from %s to %s", spec->about[0] == '\0' ? "" : "; ",
                           spec->integer ? "whole," : "any", hl_base__number_text(spec->low, low),
                           hl_base__number_text(spec->high, high));
    if (spec->optional && spec->kind == HL_ARG_NUMBER && !isnan(spec->otherwise))
        hl_base__text_addf(out, "; %s when not given",
                           hl_base__number_text(spec->otherwise, otherwise));
    else if (spec->optional)
        hl_base__text_add(out, "; may be left out");
    hl_base__text_add_char(out, '\n');
}

bool hl_calc_has(const char *method)
{
    return hl_calc__method_find(method) != NULL;
}

hl_status hl_calc_describe(hl_calc *calc, const char *name, const char **text, hl_error *err)
{
    const hl_method *method = hl_calc__method_find(name);
    hl_base__text_clear(&calc->out);
    hl_base__text_clear(&calc->errors);
    if (method == NULL) {
        hl_calc__unknown_method(name, &calc->errors);
        return hl_calc__refuse(calc, HL_USAGE, err);
    }
    hl_base__text_addf(&calc->out, "%s: %s\n%s\n\ntakes\n", method->name, method->title,
                       method->reference);
    for (size_t i = 0; i < method->in_count; i++)
        add_input(&calc->out, &method->in[i]);
    hl_base__text_add(&calc->out, "\ngives\n");
    for (size_t i = 0; i < method->out_count; i++)
        hl_base__text_addf(&calc->out, "  %-14s  %-6s  %s\n", method->out[i].name,
                           kind_name(method->out[i].kind), method->out[i].about);
    return hl_calc__finish(calc, text, err);
}
