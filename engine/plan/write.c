/* A plan as CSV or NDJSON: one line a touch. */
#include <string.h>

#include "base/number.h"
#include "plan/plan_state.h"
#include "plan/write.h"
#include "json/writer.h"

/* What one line says, as text; the same for both formats. */
enum {
    TOUCH_ID,
    USER_ID,
    EXPERIMENT,
    ARM,
    HOOK,
    VARIANT,
    WINDOW,
    CHANNEL,
    OPERATOR,
    STEP,
    PLANNED_AT,
    SENT_AT,
    PROPENSITY,
    COST,
    STATE,
    TRIGGER_ID,
    ZONE,
    ZONE_SOURCE,
    BINDING,
    REASON,
    TZDATA,
    COLUMNS
};

static const char *const names[COLUMNS] = {
    "touch_id", "user_id",    "experiment", "arm",         "hook",    "variant",    "window",
    "channel",  "operator",   "step",       "planned_at",  "sent_at", "propensity", "cost",
    "state",    "trigger_id", "zone",       "zone_source", "binding", "reason",     "tzdata"};

enum { PIECE = 1 << 16 };

/* Composed texts of one line. */
typedef struct line {
    hl_text id, at, step, propensity, reason;
    const char *values[COLUMNS];
    bool failed;
} line;

static void clear_line(line *l)
{
    hl_base__text_clear(&l->id);
    hl_base__text_clear(&l->at);
    hl_base__text_clear(&l->step);
    hl_base__text_clear(&l->propensity);
    hl_base__text_clear(&l->reason);
}

static void free_line(line *l)
{
    hl_base__text_free(&l->id);
    hl_base__text_free(&l->at);
    hl_base__text_free(&l->step);
    hl_base__text_free(&l->propensity);
    hl_base__text_free(&l->reason);
}

static const char *channel_of(const hl_plan_state *state, const hl_arm_step *arm_step,
                              uint8_t route)
{
    return state->channel_names.keys[arm_step->routes[route].channel_number].text;
}

static void fill_names(const hl_plan_state *state, const hl_candidate *c, const hl_placement *p,
                       const char **values)
{
    const hl_arm_step *arm_step = &state->arm_steps[c->arm_step];
    const hl_experiment *x = state->experiment;
    const hl_step *step = &arm_step->arm->steps[arm_step->step_index];
    const hl_person *person = &state->people[c->user];
    values[USER_ID] = state->people_ids.keys[c->user].text;
    values[EXPERIMENT] = x->name;
    values[ARM] = arm_step->arm->name;
    values[HOOK] = arm_step->hook->name;
    values[VARIANT] = step->variant == SIZE_MAX ? "" : x->variants[step->variant].name;
    values[WINDOW] = step->window == SIZE_MAX ? "" : x->windows[step->window].name;
    values[CHANNEL] = channel_of(state, arm_step, p->route);
    values[OPERATOR] =
        c->operator_user == HL_LEDGER_NONE ? "" : state->operators.keys[c->operator_user].text;
    values[SENT_AT] = "";
    values[COST] = "";
    values[STATE] = hl_plan__outcome_name(p->outcome);
    values[TRIGGER_ID] = c->trigger_id;
    values[ZONE] = hl_base__zone_name(hl_plan__person_zone(state, person));
    values[ZONE_SOURCE] = hl_plan__zone_source_name((hl_zone_source)person->zone_source);
    values[BINDING] = p->binding == HL_REASON_NONE ? "" : hl_plan__reason_name(p->binding);
    values[TZDATA] = hl_base__zones_version(state->zones);
}

static void add_number(hl_text *out, size_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    hl_base__text_add_bytes(out, digits + at, sizeof digits - at);
}

static void fill_line(const hl_plan_state *state, size_t i, hl_lang lang, line *l)
{
    const hl_candidate *c = &state->candidates[i];
    const hl_placement *p = &state->placements[i];
    char number[HL_NUMBER_TEXT];
    clear_line(l);
    fill_names(state, c, p, l->values);
    hl_plan__touch_id(state, i, &l->id);
    add_number(&l->step, state->arm_steps[c->arm_step].step_index + 1);
    if (p->outcome == HL_OUTCOME_PLANNED) {
        hl_plan__add_local(state, i, p->at_ms, &l->at);
        hl_base__text_add(&l->propensity, hl_base__number_text(p->propensity, number));
    }
    hl_plan__tell(state, i, lang, &l->reason);
    l->failed = l->failed || l->id.failed || l->at.failed || l->step.failed ||
                l->propensity.failed || l->reason.failed;
    l->values[TOUCH_ID] = hl_base__text_string(&l->id);
    l->values[PLANNED_AT] = hl_base__text_string(&l->at);
    l->values[STEP] = hl_base__text_string(&l->step);
    l->values[PROPENSITY] = hl_base__text_string(&l->propensity);
    l->values[REASON] = hl_base__text_string(&l->reason);
}

static void add_csv_field(hl_text *out, const char *value)
{
    if (value[strcspn(value, ",\"\r\n")] == '\0') {
        hl_base__text_add(out, value);
        return;
    }
    hl_base__text_add_char(out, '"');
    for (; *value != '\0'; value++) {
        if (*value == '"')
            hl_base__text_add_char(out, '"');
        hl_base__text_add_char(out, *value);
    }
    hl_base__text_add_char(out, '"');
}

static void add_csv_line(hl_text *out, const char *const *values)
{
    for (int i = 0; i < COLUMNS; i++) {
        if (i > 0)
            hl_base__text_add_char(out, ',');
        add_csv_field(out, values[i]);
    }
    hl_base__text_add_char(out, '\n');
}

/* Empty is null; the step and the propensity are numbers. */
static void add_json_line(hl_text *out, const char *const *values, size_t step, double propensity)
{
    hl_json_writer json = hl_json__writer(out, 0);
    hl_json__open_object(&json);
    for (int i = 0; i < COLUMNS; i++) {
        hl_json__key(&json, names[i]);
        if (i == STEP)
            hl_json__add_int(&json, (int64_t)step);
        else if (values[i][0] == '\0')
            hl_json__add_null(&json);
        else if (i == PROPENSITY)
            hl_json__add_number(&json, propensity);
        else
            hl_json__add_string(&json, values[i]);
    }
    hl_json__close_object(&json);
    hl_base__text_add_char(out, '\n');
}

static hl_status hand_over(hl_text *text, hl_plan_sink *sink, void *context, hl_error *err)
{
    if (text->failed)
        return hl_error_memory(err);
    hl_status status = text->length == 0 ? HL_OK : sink(context, text->data, text->length, err);
    hl_base__text_clear(text);
    return status;
}

static void add_touch(const hl_plan *plan, size_t at, hl_plan_format format, hl_lang lang, line *l,
                      hl_text *text)
{
    const hl_plan_state *state = &plan->state;
    fill_line(state, at, lang, l);
    if (format == HL_PLAN_CSV)
        add_csv_line(text, l->values);
    else
        add_json_line(text, l->values,
                      state->arm_steps[state->candidates[at].arm_step].step_index + 1,
                      state->placements[at].propensity);
    text->failed = text->failed || l->failed;
}

hl_status hl_plan_stream(const hl_plan *plan, hl_plan_format format, hl_lang lang,
                         hl_plan_sink *sink, void *context, hl_error *err)
{
    hl_text text = {0};
    line l = {0};
    hl_status status = HL_OK;
    if (format == HL_PLAN_CALENDAR)
        hl_plan__write_calendar(plan, lang, &text);
    else if (format == HL_PLAN_CSV)
        add_csv_line(&text, names);
    size_t count = format == HL_PLAN_CALENDAR ? 0 : plan->state.candidate_count;
    for (size_t i = 0; status == HL_OK && i < count; i++) {
        add_touch(plan, plan->order[i], format, lang, &l, &text);
        if (text.length >= PIECE || text.failed)
            status = hand_over(&text, sink, context, err);
    }
    if (status == HL_OK)
        status = hand_over(&text, sink, context, err);
    free_line(&l);
    hl_base__text_free(&text);
    return status;
}

static hl_status keep(void *context, const char *data, size_t length, hl_error *err)
{
    hl_text *all = context;
    hl_base__text_add_bytes(all, data, length);
    return all->failed ? hl_error_memory(err) : HL_OK;
}

hl_status hl_plan_write(const hl_plan *plan, hl_plan_format format, hl_lang lang, char **out,
                        hl_error *err)
{
    hl_text all = {0};
    hl_status status = hl_plan_stream(plan, format, lang, keep, &all, err);
    *out = NULL;
    if (status != HL_OK) {
        hl_base__text_free(&all);
        return status;
    }
    *out = hl_base__text_take(&all);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
