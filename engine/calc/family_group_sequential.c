/* Rows: planned looks. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "calc/method.h"
#include "hookline/design.h"
#include "stats/group_sequential.h"
#include "stats/student_t.h"

static const hl_calc_input in_lan_demets[] = {
    {.name = "t",
     .kind = HL_CALC_LIST,
     .low = 0,
     .high = 1,
     .about = "information fractions, rising"},
    {.name = "alpha", .low = 0, .high = 1, .about = "total type I error"},
    {.name = "sides",
     .low = 1,
     .high = 2,
     .integer = true,
     .optional = true,
     .otherwise = 2,
     .about = "2 symmetric or 1 upper"},
    {.name = "spending", .kind = HL_CALC_TEXT, .about = "obf, pocock, power or hsd"},
    {.name = "par",
     .low = -1e6,
     .high = 1e6,
     .optional = true,
     .otherwise = 0,
     .about = "parameter of power and hsd"},
};
static const hl_calc_output out_lan_demets[] = {
    {"z", HL_CALC_LIST, "upper boundaries"},
    {"cum_alpha", HL_CALC_LIST, "error spent so far, all sides"},
    {"nominal_p", HL_CALC_LIST, "p that a boundary asks for, all sides"},
};
static const hl_calc_input in_classic[] = {
    {.name = "K",
     .low = 1,
     .high = HL_MOST_LOOKS,
     .integer = true,
     .about = "looks, equally spaced"},
    {.name = "alpha", .low = 0, .high = 1, .about = "two-sided level"},
    {.name = "type", .kind = HL_CALC_TEXT, .about = "pocock or obf"},
};
static const hl_calc_output out_classic[] = {
    {"C", HL_CALC_NUMBER, "constant of the boundary"},
    {"z", HL_CALC_LIST, "boundaries"},
};
static const hl_calc_input in_crossing[] = {
    {.name = "t",
     .kind = HL_CALC_LIST,
     .low = 0,
     .high = 1,
     .about = "information fractions, rising"},
    {.name = "z",
     .kind = HL_CALC_LIST,
     .low = 0,
     .high = HL_INFINITY,
     .about = "symmetric boundaries"},
    {.name = "theta", .low = -1e3, .high = 1e3, .about = "drift: mean of Z at t = 1"},
};
static const hl_calc_output out_crossing[] = {
    {"up", HL_CALC_LIST, "first crossing above, at each look"},
    {"down", HL_CALC_LIST, "first crossing below"},
    {"power", HL_CALC_NUMBER, "sum of both"},
};

static hl_status reserve(hl_out *out, size_t count, hl_arena *arena, hl_error *err)
{
    out->count = count;
    out->list = hl_base__arena_array(arena, count + 1, sizeof(double));
    return out->list != NULL ? HL_OK : hl_error_memory(err);
}

static hl_status check_fractions(const hl_arg *t, hl_error *err)
{
    if (t->count == 0 || t->count > HL_MOST_LOOKS)
        return hl_error_set(err, HL_REJECTED, "1 to %d looks are possible", HL_MOST_LOOKS);
    for (size_t i = 0; i < t->count; i++)
        if (!(t->list[i] > (i == 0 ? 0 : t->list[i - 1])) || t->list[i] > 1)
            return hl_error_set(err, HL_REJECTED, "fractions must rise, in (0, 1]");
    return HL_OK;
}

static hl_status check_alpha(double alpha, hl_error *err)
{
    if (alpha <= 0 || alpha >= 1)
        return hl_error_set(err, HL_REJECTED, "alpha must lie between 0 and 1");
    return HL_OK;
}

static hl_status take_spending(const char *name, hl_spending *spending, hl_error *err)
{
    const char *known;
    for (unsigned i = 0; (known = hl_spending_name((hl_spending)i)) != NULL; i++) {
        *spending = (hl_spending)i;
        if (strcmp(known, name) == 0)
            return HL_OK;
    }
    return hl_error_set(err, HL_REJECTED, "spending is obf, pocock, power or hsd");
}

static hl_status run_lan_demets(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    hl_status status = check_fractions(&in[0], err);
    hl_spending spending = HL_SPEND_OBF;
    if (status == HL_OK)
        status = check_alpha(in[1].number, err);
    if (status == HL_OK)
        status = take_spending(in[3].text, &spending, err);
    for (size_t i = 0; i < 3 && status == HL_OK; i++)
        status = reserve(&out[i], in[0].count, arena, err);
    if (status != HL_OK)
        return status;
    double alpha = in[1].number, sides = in[2].number;
    status = hl_stats__lan_demets(in[0].list, in[0].count, alpha, (int)sides, spending,
                                  in[4].number, out[0].list, err);
    for (size_t k = 0; k < in[0].count; k++) {
        out[1].list[k] =
            sides * hl_stats__spent(spending, in[4].number, in[0].list[k], alpha / sides);
        out[2].list[k] = sides * hl_stats__z_upper(out[0].list[k]);
    }
    return status;
}

static hl_status run_classic(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    hl_status status = check_alpha(in[1].number, err);
    hl_classic type = strcmp(in[2].text, "obf") == 0 ? HL_CLASSIC_OBF : HL_CLASSIC_POCOCK;
    if (status == HL_OK && type == HL_CLASSIC_POCOCK && strcmp(in[2].text, "pocock") != 0)
        status = hl_error_set(err, HL_REJECTED, "type is pocock or obf");
    if (status == HL_OK)
        status = reserve(&out[1], (size_t)in[0].number, arena, err);
    if (status == HL_OK)
        status = hl_stats__classic_boundary(type, out[1].count, in[1].number, out[1].list,
                                            &out[0].number, err);
    return status;
}

static hl_status run_crossing(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    hl_status status = check_fractions(&in[0], err);
    if (status == HL_OK && in[0].count != in[1].count)
        status = hl_error_set(err, HL_REJECTED, "t and z differ in length");
    for (size_t i = 0; i < 2 && status == HL_OK; i++)
        status = reserve(&out[i], in[0].count, arena, err);
    if (status == HL_OK)
        status = hl_stats__crossing(in[0].list, in[1].list, in[0].count, 2, in[2].number,
                                    out[0].list, out[1].list, &out[2].number, err);
    return status;
}

static const hl_method methods[] = {
    {"lan_demets", "boundaries by error spending", "Lan & DeMets 1983", in_lan_demets, 5,
     out_lan_demets, 3, run_lan_demets},
    {"classic", "Pocock and O'Brien-Fleming boundaries", "Pocock 1977; O'Brien & Fleming 1979",
     in_classic, 3, out_classic, 2, run_classic},
    {"crossing", "probabilities of crossing boundaries", "Armitage, McPherson & Rowe 1969",
     in_crossing, 3, out_crossing, 3, run_crossing},
};

const hl_method_family hl_calc__family_group_sequential = {"group_sequential", methods,
                                                           sizeof methods / sizeof methods[0]};
