/* One user's assignment, step by step, for people. */
#include <stdio.h>
#include <string.h>

#include "assign/assigner.h"
#include "assign/explained.h"
#include "assign/user_source.h"
#include "base/civil.h"
#include "base/number.h"
#include "json/writer.h"

/* Every sentence in both languages. %s and numbers stand in the same order in both. */
typedef enum phrase {
    SAYS_TITLE,
    SAYS_UNIT,
    SAYS_NO_UNIT,
    SAYS_AUDIENCE,
    SAYS_EVERYONE,
    SAYS_UNKNOWN,
    SAYS_HOLDS,
    SAYS_FAILS,
    SAYS_HOLDOUT,
    SAYS_NO_HOLDOUT,
    SAYS_LAYER,
    SAYS_NO_LAYER,
    SAYS_TRAFFIC,
    SAYS_ARM,
    SAYS_ARM_RANGE,
    SAYS_HASH,
    SAYS_PASSES,
    SAYS_STOPS,
    SAYS_RESULT,
    SAYS_NOBODY,
    PHRASES
} phrase;

static const char *const phrases[PHRASES][2] = {
    [SAYS_TITLE] = {"%s: user %s at %s\n", "%s：用户 %s，时间 %s\n"},
    [SAYS_UNIT] = {"unit      %s = \"%s\"\n", "分流单位  %s = \"%s\"\n"},
    [SAYS_NO_UNIT] = {"unit      %s is missing: nothing to randomise\n",
                      "分流单位  缺少 %s：无法分流\n"},
    [SAYS_AUDIENCE] = {"audience  %s\n", "受众      %s\n"},
    [SAYS_EVERYONE] = {"everyone: passes", "所有人：通过"},
    [SAYS_UNKNOWN] = {"attributes not known (no users file): not checked",
                      "属性未知（没有用户文件）：未检查"},
    [SAYS_HOLDS] = {"          holds:  %s\n", "          成立：  %s\n"},
    [SAYS_FAILS] = {"          fails:  %s\n", "          不成立：%s\n"},
    [SAYS_HOLDOUT] = {"holdout   %s: held out are [0, %s), %s\n",
                      "留出组    %s：留出 [0, %s)，%s\n"},
    [SAYS_NO_HOLDOUT] = {"holdout   none: passes\n", "留出组    无：通过\n"},
    [SAYS_LAYER] = {"layer     %s: this experiment has [%s, %s), %s\n",
                    "分层      %s：本实验占 [%s, %s)，%s\n"},
    [SAYS_NO_LAYER] = {"layer     none: passes\n", "分层      无：通过\n"},
    [SAYS_TRAFFIC] = {"traffic   in are [0, %s), %s\n", "流量      放量 [0, %s)，%s\n"},
    [SAYS_ARM] = {"arm       ranges of the %zu arms:\n", "实验组    %zu 个组的区间：\n"},
    [SAYS_ARM_RANGE] = {"          [%s, %s) %s%s\n", "          [%s, %s) %s%s\n"},
    [SAYS_HASH] = {"          bucket %s = SHA-256(\"%s\"), first 53 bits: %s\n",
                   "          桶号 %s = SHA-256(\"%s\") 的前 53 位：%s\n"},
    [SAYS_PASSES] = {"passes", "通过"},
    [SAYS_STOPS] = {"stops here", "到此为止"},
    [SAYS_RESULT] = {"result    %s (%s)\n", "结果      %s（%s）\n"},
    [SAYS_NOBODY] = {"no arm", "不分组"},
};

enum { BUCKET_TEXT = 24, SHARE_TEXT = 16 };

typedef struct telling {
    const hl_assigner *assigner;
    hl_lang lang;
    const char *unit;
    size_t length;
    hl_text text;
} telling;

static const char *say(const telling *t, phrase which)
{
    return phrases[which][t->lang == HL_LANG_ZH];
}

/* The phrases are format strings of one table; the compiler cannot see through it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#define tell(t, which, ...) hl_base__text_addf(&(t)->text, say((t), (which)), __VA_ARGS__)

static const char *bucket_text(uint64_t bucket, char text[BUCKET_TEXT])
{
    (void)snprintf(text, BUCKET_TEXT, "%llu", (unsigned long long)bucket);
    return text;
}

static const char *share_text(uint64_t buckets, char text[SHARE_TEXT])
{
    (void)snprintf(text, SHARE_TEXT, "%.4g %%", 100 * ((double)buckets / (double)HL_BUCKET_SPACE));
    return text;
}

/* The bucket, the text that was hashed, and what follows from it. */
static void tell_bucket(telling *t, hl_bucket_purpose purpose, const char *salt, uint64_t bucket,
                        const char *outcome)
{
    char number[BUCKET_TEXT];
    hl_text hashed = {0};
    hl_base__text_add(&hashed, hl_assign__bucket_prefix(purpose));
    hl_base__text_add(&hashed, salt);
    hl_base__text_add_char(&hashed, ':');
    hl_base__text_add_bytes(&hashed, t->unit, t->length);
    tell(t, SAYS_HASH, bucket_text(bucket, number), hl_base__text_string(&hashed), outcome);
    t->text.failed = t->text.failed || hashed.failed;
    hl_base__text_free(&hashed);
}

static const char *outcome(const telling *t, bool passes)
{
    return say(t, passes ? SAYS_PASSES : SAYS_STOPS);
}

static void add_value(hl_json_writer *writer, const hl_value *value)
{
    switch (value->type) {
    case HL_VALUE_NULL:
        hl_json__add_null(writer);
        break;
    case HL_VALUE_BOOL:
        hl_json__add_bool(writer, value->boolean);
        break;
    case HL_VALUE_NUMBER:
        hl_json__add_number(writer, value->number);
        break;
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        hl_json__add_string_bytes(writer, value->text, value->length);
        break;
    case HL_VALUE_ARRAY:
        hl_json__open_array(writer);
        for (size_t i = 0; i < value->count; i++)
            add_value(writer, &value->items[i]);
        hl_json__close_array(writer);
        break;
    case HL_VALUE_OBJECT:
        hl_json__open_object(writer);
        for (size_t i = 0; i < value->count; i++) {
            hl_json__key(writer, value->items[i].key);
            add_value(writer, &value->items[i]);
        }
        hl_json__close_object(writer);
        break;
    }
}

/* One member of the condition as a condition of its own. */
static hl_status tell_clause(telling *t, const hl_value *member, const hl_value *attributes,
                             hl_error *err)
{
    hl_value document = {.type = HL_VALUE_OBJECT, .count = 1, .items = member};
    hl_condition condition = {&document, t->assigner->experiment->audience->groups};
    hl_predicate *p = NULL;
    hl_status status = hl_assign__predicate_new(&condition, NULL, &p, err);
    if (status != HL_OK)
        return status;
    hl_text json = {0};
    hl_json_writer writer = hl_json__writer(&json, 0);
    add_value(&writer, &document);
    const hl_value *actual = hl_base__value_get(attributes, member->key);
    if (actual != NULL) {
        hl_base__text_add(&json, "  <-  ");
        writer = hl_json__writer(&json, 0);
        add_value(&writer, actual);
    }
    bool holds = false;
    status = hl_assign__predicate_holds(p, attributes, &holds, err);
    tell(t, holds ? SAYS_HOLDS : SAYS_FAILS, hl_base__text_string(&json));
    t->text.failed = t->text.failed || json.failed;
    hl_base__text_free(&json);
    hl_assign__predicate_free(p);
    return status;
}

static hl_status tell_audience(telling *t, const hl_value *attributes, bool *goes_on, hl_error *err)
{
    const hl_condition *audience = t->assigner->experiment->audience;
    *goes_on = true;
    if (audience == NULL || attributes == NULL) {
        tell(t, SAYS_AUDIENCE, say(t, audience == NULL ? SAYS_EVERYONE : SAYS_UNKNOWN));
        return HL_OK;
    }
    hl_status status = hl_assign__predicate_holds(t->assigner->audience, attributes, goes_on, err);
    tell(t, SAYS_AUDIENCE, outcome(t, *goes_on));
    for (size_t i = 0; status == HL_OK && i < audience->document->count; i++)
        status = tell_clause(t, &audience->document->items[i], attributes, err);
    return status;
}

static bool tell_holdout(telling *t)
{
    const hl_experiment *x = t->assigner->experiment;
    char to[BUCKET_TEXT];
    char share[SHARE_TEXT];
    if (x->holdout == NULL) {
        hl_base__text_add(&t->text, say(t, SAYS_NO_HOLDOUT));
        return true;
    }
    uint64_t bucket = hl_assign__bucket(&t->assigner->holdout, t->unit, t->length);
    tell(t, SAYS_HOLDOUT, x->holdout, bucket_text(x->holdout_to, to),
         share_text(x->holdout_to, share));
    bool passes = bucket >= x->holdout_to;
    tell_bucket(t, HL_BUCKET_HOLDOUT, x->holdout, bucket, outcome(t, passes));
    return passes;
}

static bool tell_layer(telling *t)
{
    const hl_experiment *x = t->assigner->experiment;
    char from[BUCKET_TEXT];
    char to[BUCKET_TEXT];
    char share[SHARE_TEXT];
    if (x->layer == NULL) {
        hl_base__text_add(&t->text, say(t, SAYS_NO_LAYER));
        return true;
    }
    uint64_t bucket = hl_assign__bucket(&t->assigner->layer, t->unit, t->length);
    tell(t, SAYS_LAYER, x->layer, bucket_text(x->layer_range.from, from),
         bucket_text(x->layer_range.to, to),
         share_text(x->layer_range.to - x->layer_range.from, share));
    bool passes = bucket >= x->layer_range.from && bucket < x->layer_range.to;
    tell_bucket(t, HL_BUCKET_LAYER, x->layer, bucket, outcome(t, passes));
    return passes;
}

static bool tell_traffic(telling *t, int64_t at_utc_ms)
{
    const hl_experiment *x = t->assigner->experiment;
    char number[BUCKET_TEXT];
    char share[SHARE_TEXT];
    uint64_t to = hl_assign__traffic_at(x, at_utc_ms);
    uint64_t bucket = hl_assign__bucket(&t->assigner->traffic, t->unit, t->length);
    tell(t, SAYS_TRAFFIC, bucket_text(to, number), share_text(to, share));
    tell_bucket(t, HL_BUCKET_TRAFFIC, x->salt, bucket, outcome(t, bucket < to));
    return bucket < to;
}

static void tell_arm(telling *t)
{
    const hl_assigner *a = t->assigner;
    char from[BUCKET_TEXT];
    char to[BUCKET_TEXT];
    uint64_t bucket = hl_assign__bucket(&a->arm, t->unit, t->length);
    size_t arm = hl_assign__ranges_arm(&a->ranges, bucket);
    tell(t, SAYS_ARM, a->experiment->design.arm_count);
    for (size_t i = 0; i < a->ranges.count; i++) {
        const hl_arm_segment *s = &a->ranges.segments[i];
        bool here = bucket >= s->from && bucket < s->to;
        tell(t, SAYS_ARM_RANGE, bucket_text(s->from, from), bucket_text(s->to, to),
             a->experiment->design.arms[s->arm].name, here ? "  <-" : "");
    }
    tell_bucket(t, HL_BUCKET_ARM, a->experiment->salt, bucket,
                a->experiment->design.arms[arm].name);
}

static hl_status tell_steps(telling *t, const hl_value *attributes, int64_t at_utc_ms,
                            hl_error *err)
{
    bool goes_on = false;
    hl_status status = tell_audience(t, attributes, &goes_on, err);
    if (status == HL_OK && goes_on && tell_holdout(t) && tell_layer(t) &&
        tell_traffic(t, at_utc_ms))
        tell_arm(t);
    return status;
}

/* Without attributes the audience is not checked, so the result is that of the other steps. */
static hl_status tell_result(telling *t, const hl_value *attributes, int64_t at_utc_ms,
                             hl_error *err)
{
    hl_assigner blind = *t->assigner;
    hl_predicate *everyone = NULL;
    hl_assignment a;
    hl_status status = hl_assign__predicate_new(NULL, NULL, &everyone, err);
    if (status != HL_OK)
        return status;
    if (attributes == NULL)
        blind.audience = everyone;
    status = hl_assign__decide(&blind, t->unit, t->length, attributes, at_utc_ms, &a, err);
    tell(t, SAYS_RESULT,
         a.arm == SIZE_MAX ? say(t, SAYS_NOBODY) : t->assigner->experiment->design.arms[a.arm].name,
         hl_assign_reason_name(a.reason));
    hl_assign__predicate_free(everyone);
    return status;
}

static hl_status tell_user(telling *t, const char *user_id, const hl_value *attributes,
                           int64_t at_utc_ms, hl_error *err)
{
    char time[HL_TIME_TEXT];
    const hl_experiment *x = t->assigner->experiment;
    const char *unit_name = strcmp(x->unit, "user") == 0 ? "user_id" : x->unit;
    tell(t, SAYS_TITLE, x->name, user_id, hl_base__time_text(at_utc_ms, 0, time));
    if (t->length == 0) {
        tell(t, SAYS_NO_UNIT, unit_name);
    } else {
        hl_text unit = {0};
        hl_base__text_add_bytes(&unit, t->unit, t->length);
        tell(t, SAYS_UNIT, unit_name, hl_base__text_string(&unit));
        hl_base__text_free(&unit);
        hl_status status = tell_steps(t, attributes, at_utc_ms, err);
        if (status != HL_OK)
            return status;
    }
    return tell_result(t, attributes, at_utc_ms, err);
}
#pragma GCC diagnostic pop

static bool is_user(const hl_user_row *row, const char *user_id)
{
    return row->problem == NULL && row->id_length == strlen(user_id) &&
           memcmp(row->id, user_id, row->id_length) == 0;
}

/* Reads on to the user. */
static hl_status find_user(hl_user_source *users, const char *name, const char *user_id,
                           hl_user_row *row, hl_error *err)
{
    bool got = true;
    for (;;) {
        hl_status status = hl_assign__user_source_next(users, row, &got, err);
        if (status != HL_OK)
            return status;
        if (!got)
            return hl_error_set(err, HL_REJECTED, "%s: there is no user '%s'", name, user_id);
        if (is_user(row, user_id))
            return HL_OK;
    }
}

static hl_status tell_from_rows(telling *t, hl_row_source *rows, const char *user_id,
                                int64_t at_utc_ms, hl_error *err)
{
    hl_user_source *users = NULL;
    hl_user_row row;
    const hl_value *attributes = NULL;
    hl_status status =
        hl_assign__user_source_open(rows, t->assigner->experiment->unit, &users, err);
    if (status == HL_OK)
        status = hl_assign__user_source_want_read(users, t->assigner->audience, err);
    if (status == HL_OK)
        status = find_user(users, rows->name, user_id, &row, err);
    if (status == HL_OK)
        status = hl_assign__user_source_attributes(users, &attributes, err);
    if (status == HL_OK) {
        t->unit = row.unit;
        t->length = row.unit_length;
        status = tell_user(t, user_id, attributes, at_utc_ms, err);
    }
    hl_assign__user_source_free(users);
    return status;
}

static hl_status finish(telling *t, hl_status status, char **out, hl_error *err)
{
    *out = NULL;
    if (status == HL_OK) {
        *out = hl_base__text_take(&t->text);
        return *out == NULL ? hl_error_memory(err) : HL_OK;
    }
    hl_base__text_free(&t->text);
    return status;
}

hl_status hl_assign__explain_user(const hl_assigner *assigner, const char *user_id,
                                  const char *unit, size_t unit_length, const hl_value *attributes,
                                  int64_t at_utc_ms, hl_lang lang, char **out, hl_error *err)
{
    telling t = {.assigner = assigner, .lang = lang, .unit = unit, .length = unit_length};
    return finish(&t, tell_user(&t, user_id, attributes, at_utc_ms, err), out, err);
}

hl_status hl_assign_explain_rows(const hl_assigner *assigner, hl_row_source *users,
                                 const char *user_id, int64_t at_utc_ms, hl_lang lang, char **out,
                                 hl_error *err)
{
    telling t = {.assigner = assigner, .lang = lang, .unit = user_id, .length = strlen(user_id)};
    hl_status status = HL_OK;
    if (users != NULL)
        status = tell_from_rows(&t, users, user_id, at_utc_ms, err);
    else if (strcmp(assigner->experiment->unit, "user") != 0)
        status = hl_error_set(err, HL_USAGE,
                              "the unit is the attribute '%s': a users file is needed to know it",
                              assigner->experiment->unit);
    else
        status = tell_user(&t, user_id, NULL, at_utc_ms, err);
    return finish(&t, status, out, err);
}

hl_status hl_assign_explain(const hl_assigner *assigner, const char *users, const char *user_id,
                            int64_t at_utc_ms, hl_lang lang, char **out, hl_error *err)
{
    const hl_rows_file_options how = {.check_nested = assigner->experiment->audience != NULL};
    hl_row_source *rows = NULL;
    *out = NULL;
    hl_status status = users == NULL ? HL_OK : hl_rows_open_file(users, &how, &rows, err);
    if (status == HL_OK)
        status = hl_assign_explain_rows(assigner, rows, user_id, at_utc_ms, lang, out, err);
    hl_rows_close(rows);
    return status;
}
