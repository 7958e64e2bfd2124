#include "reports/json_effect.h"

void hl_reports__json_estimate(hl_json_writer *w, const char *key, const hl_estimate *estimate)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__number_member(w, "estimate", estimate->estimate);
    hl_json__number_member(w, "low", estimate->low);
    hl_json__number_member(w, "high", estimate->high);
    hl_json__close_object(w);
}

void hl_reports__json_scale(hl_json_writer *w, bool lift)
{
    hl_json__string_member(w, "effect_of",
                           hl_effect_scale_name(lift ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE));
}

void hl_reports__json_flags(hl_json_writer *w, hl_flags flags)
{
    hl_json__key(w, "flags");
    hl_json__open_array(w);
    for (unsigned bit = 0; bit < 32; bit++)
        if (flags >> bit & 1U)
            hl_json__add_string(w, hl_flag_name(1U << bit));
    hl_json__close_array(w);
}
