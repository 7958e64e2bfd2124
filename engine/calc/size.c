/* The answer of hl_size_solve for people and for programs. */
#include "hookline/size.h"

#include <math.h>

#include "base/number.h"
#include "base/text.h"
#include "json/writer.h"

static const char *const solved_names[] = {"users", "effect", "power"};

static hl_status hand_over(hl_text *text, char **out, hl_error *err)
{
    *out = hl_base__text_take(text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}

/* 1234567 as "1,234,567". */
static void add_count(hl_text *out, double count)
{
    if (!isfinite(count)) {
        hl_base__text_add(out, "no number of users does");
        return;
    }
    hl_text digits = {0};
    hl_base__text_addf(&digits, "%.0f", count);
    for (size_t i = 0; i < digits.length; i++) {
        if (i > 0 && (digits.length - i) % 3 == 0)
            hl_base__text_add_char(out, ',');
        hl_base__text_add_char(out, digits.data[i]);
    }
    out->failed |= digits.failed;
    hl_base__text_free(&digits);
}

static void add_row(hl_text *out, const char *label, double count)
{
    hl_base__text_addf(out, "  %-28s", label);
    add_count(out, count);
    hl_base__text_add_char(out, '\n');
}

static void add_value(hl_text *out, const hl_size_request *r, double value)
{
    if (isnan(r->sd))
        hl_base__text_addf(out, "%.4g %%", 100 * value);
    else
        hl_base__text_addf(out, "%.6g", value);
}

static void add_effect(hl_text *out, const hl_size_request *r, const char *label, double lift,
                       double difference)
{
    hl_base__text_addf(out, "  %-28s", label);
    if (isnan(difference)) {
        hl_base__text_add(out, "none is possible with so few users\n");
        return;
    }
    if (isfinite(lift))
        hl_base__text_addf(out, "%+.3g %% (", 100 * lift);
    add_value(out, r, r->baseline);
    hl_base__text_add(out, " -> ");
    add_value(out, r, r->baseline + difference);
    hl_base__text_add(out, isfinite(lift) ? ")\n" : "\n");
}

static const char *const looks_once[] = {
    "one look, at the planned end",
    "looked at whenever you like",
    "planned looks",
};

static void add_design(hl_text *out, const hl_size_request *r, const hl_size_answer *a)
{
    hl_base__text_add(out, isnan(r->sd) ? "A rate of " : "A mean of ");
    add_value(out, r, r->baseline);
    if (!isnan(r->sd))
        hl_base__text_addf(out, " with standard deviation %.6g", r->sd);
    hl_base__text_addf(out, ", %zu arms, alpha %.4g two-sided\n", r->arms, r->alpha);
    hl_base__text_addf(out, "%s: %s", hl_inference_name(r->inference), looks_once[r->inference]);
    if (r->inference == HL_INFER_GROUP_SEQUENTIAL)
        hl_base__text_addf(out, " (%zu, spending %s)", r->looks, r->spending);
    hl_base__text_addf(out, "; |Z| above %.3f at the end\n", a->critical);
    if (a->design_effect > 1)
        hl_base__text_addf(out,
                           "%.4g touches a user with correlation %.3g: %.4g touches count as 1\n",
                           r->touches, r->icc, a->design_effect);
    hl_base__text_add_char(out, '\n');
}

static void add_notes(hl_text *out, const hl_size_request *r, const hl_size_answer *a)
{
    hl_base__text_add_char(out, '\n');
    if (r->arms > 2)
        hl_base__text_addf(out,
                           "Each treatment is compared with the control; the level holds over "
                           "all %zu\ncomparisons (%s), the power is that of one.\n",
                           r->arms - 1, r->inference == HL_INFER_FIXED ? "Dunnett" : "Bonferroni");
    if (a->inflation > 1.0005)
        hl_base__text_addf(
            out, "With two arms and one look, %.3g times fewer users in an arm would do.\n",
            a->inflation);
    if (r->inference == HL_INFER_ANYTIME)
        hl_base__text_add(out,
                          "Power is that at the planned end; stopping at the first significant "
                          "look\nfinds at least as much.\n");
}

hl_status hl_size_text(const hl_size_request *r, const hl_size_answer *a, char **out, hl_error *err)
{
    hl_text text = {0};
    add_design(&text, r, a);
    add_row(&text, "users in all", a->users);
    add_row(&text, "  control", a->control_users);
    add_row(&text, r->arms > 2 ? "  each treatment" : "  treatment", a->treatment_users);
    if (!isnan(a->days))
        add_row(&text, "days at that traffic", a->days);
    if (a->solved == HL_SIZE_EFFECT) {
        add_effect(&text, r, "detects upward", a->lift, a->difference);
        add_effect(&text, r, "detects downward", a->lift_down, a->difference_down);
    } else {
        add_effect(&text, r, "effect", a->lift, a->difference);
    }
    hl_base__text_addf(&text, "  %-28s%.4g %%\n", "power", 100 * a->power);
    add_notes(&text, r, a);
    while (text.length > 1 && text.data[text.length - 1] == '\n' &&
           text.data[text.length - 2] == '\n')
        text.data[--text.length] = '\0';
    return hand_over(&text, out, err);
}

typedef struct member {
    const char *key;
    double value;
} member;

static void add_members(hl_json_writer *w, const member *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hl_json__key(w, members[i].key);
        hl_json__add_number(w, members[i].value);
    }
}

static void add_request(hl_json_writer *w, const hl_size_request *r)
{
    const member members[] = {
        {"baseline", r->baseline}, {"sd", r->sd},
        {"alpha", r->alpha},       {"arms", (double)r->arms},
        {"touches", r->touches},   {"icc", r->icc},
        {"traffic", r->traffic},   {"control_share", r->control_share},
    };
    hl_json__key(w, "request");
    hl_json__open_object(w);
    add_members(w, members, sizeof members / sizeof members[0]);
    hl_json__key(w, "inference");
    hl_json__add_string(w, hl_inference_name(r->inference));
    if (r->inference == HL_INFER_GROUP_SEQUENTIAL) {
        hl_json__key(w, "looks");
        hl_json__add_int(w, (int64_t)r->looks);
        hl_json__key(w, "spending");
        hl_json__add_string(w, r->spending);
    }
    hl_json__close_object(w);
}

hl_status hl_size_json(const hl_size_request *r, const hl_size_answer *a, char **out, hl_error *err)
{
    const member members[] = {
        {"users", a->users},
        {"control_users", a->control_users},
        {"treatment_users", a->treatment_users},
        {"days", a->days},
        {"lift", a->lift},
        {"difference", a->difference},
        {"lift_down", a->lift_down},
        {"difference_down", a->difference_down},
        {"power", a->power},
        {"critical", a->critical},
        {"design_effect", a->design_effect},
        {"inflation", a->inflation},
    };
    hl_text text = {0};
    hl_json_writer w = hl_json__writer(&text, 2);
    hl_json__open_object(&w);
    hl_json__key(&w, "format");
    hl_json__add_string(&w, "hookline-size/1");
    add_request(&w, r);
    hl_json__key(&w, "solved");
    hl_json__add_string(&w, solved_names[a->solved]);
    add_members(&w, members, sizeof members / sizeof members[0]);
    hl_json__close_object(&w);
    hl_base__text_add_char(&text, '\n');
    return hand_over(&text, out, err);
}
