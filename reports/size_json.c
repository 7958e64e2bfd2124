/* The answer of hl_size_solve as JSON. */
#include <math.h>

#include "hookline/calc_report.h"
#include "json/writer.h"

static const char *const solved_names[] = {"users", "effect", "power"};

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
        {"baseline", r->baseline},
        {"sd", r->sd},
        {"alpha", r->alpha},
        {"arms", (double)r->arms},
        {"touches", r->touches},
        {"icc", r->icc},
        {"traffic", r->traffic},
        {"control_share", r->control_share},
        {"touches_cv", r->touches_cv},
        {"design_effect", r->design_effect},
        {"primary_metrics", (double)r->metrics},
        {"buyers", r->buyers},
    };
    hl_json__key(w, "request");
    hl_json__open_object(w);
    add_members(w, members, sizeof members / sizeof members[0]);
    hl_json__key(w, "inference");
    hl_json__add_string(w, hl_inference_name(r->inference));
    hl_json__string_member(w, "correction", hl_correction_name(r->correction));
    if (!isnan(r->sd))
        hl_json__string_member(w, "lift_by", hl_lift_by_name(r->lift_by));
    if (r->inference == HL_INFER_GROUP_SEQUENTIAL) {
        hl_json__key(w, "looks");
        hl_json__add_int(w, (int64_t)r->looks);
        hl_json__key(w, "spending");
        hl_json__add_string(w, hl_spending_name(r->spending));
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
        {"power_ever", a->power_ever},
        {"users_at_stop", a->users_at_stop},
        {"treatment_sd", a->treatment_sd},
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
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}
