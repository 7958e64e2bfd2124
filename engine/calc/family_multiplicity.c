/* Rows: adjustment of p-values for many questions. */
#include "base/number.h"
#include "calc/method.h"
#include "stats/adjust.h"

static const hl_calc_input in_p[] = {
    {.name = "p", .kind = HL_CALC_LIST, .low = 0, .high = 1, .about = "raw p-values"},
};
static const hl_calc_output out_p[] = {{"padj", HL_CALC_LIST, "adjusted p, in the same order"}};

static hl_status run_adjust(hl_adjust *adjust, const hl_arg *in, hl_out *out, hl_arena *arena,
                            hl_error *err)
{
    for (size_t i = 0; i < in->count; i++)
        if (in->list[i] < 0 || in->list[i] > 1)
            return hl_error_set(err, HL_REJECTED, "a p-value lies between 0 and 1");
    out->count = in->count;
    out->list = hl_base__arena_array(arena, in->count + 1, sizeof *out->list);
    return out->list == NULL ? hl_error_memory(err) : adjust(in->list, out->list, in->count, err);
}

#define RUN(name)                                                                                  \
    static hl_status run_##name(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)     \
    {                                                                                              \
        return run_adjust(hl_stats__##name, in, out, arena, err);                                  \
    }
RUN(bonferroni)
RUN(holm)
RUN(hochberg)
RUN(bh)
RUN(by)
RUN(sidak)
RUN(holm_sidak)

static const hl_method methods[] = {
    {"bonferroni", "Bonferroni adjustment", "Bonferroni", in_p, 1, out_p, 1, run_bonferroni},
    {"holm", "Holm's step-down adjustment", "Holm 1979", in_p, 1, out_p, 1, run_holm},
    {"hochberg", "Hochberg's step-up adjustment", "Hochberg 1988", in_p, 1, out_p, 1, run_hochberg},
    {"bh", "false discovery rate, positive dependence", "Benjamini & Hochberg 1995", in_p, 1, out_p,
     1, run_bh},
    {"by", "false discovery rate, any dependence", "Benjamini & Yekutieli 2001", in_p, 1, out_p, 1,
     run_by},
    {"sidak", "Sidak adjustment", "Sidak 1967", in_p, 1, out_p, 1, run_sidak},
    {"holm_sidak", "Holm-Sidak step-down adjustment", "Holland & Copenhaver 1987", in_p, 1, out_p,
     1, run_holm_sidak},
};

const hl_method_family hl_calc__family_multiplicity = {"multiplicity", methods,
                                                       sizeof methods / sizeof methods[0]};
