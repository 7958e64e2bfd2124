/* Why a user is in an arm, or in none: a line or more for each step. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/zone.h"
#include "hookline/report.h"
#include "reports/messages/names.h"
#include "reports/messages/words.h"
#include "reports/show.h"
#include "reports/titles.h"

enum { BUCKET_TEXT = 24 };

#define ALL_BUCKETS 9007199254740992.0 /* 2^53 */

typedef struct telling {
    const hl_assign_explanation *explanation;
    hl_lang lang;
    hl_text text;
    hl_document document; /* of the titles */
} telling;

static void tell(telling *t, hl_word word, const hl_message_value *values, size_t count)
{
    hl_reports__fill_values(&hl_reports__words[word], t->lang, values, count, &t->text);
}

static const char *bucket_text(uint64_t bucket, char text[BUCKET_TEXT])
{
    (void)snprintf(text, BUCKET_TEXT, "%" PRIu64, bucket);
    return text;
}

static const char *outcome_of(const telling *t, const hl_assign_step *step)
{
    static const hl_word words[] = {[HL_ASSIGN_PASSES] = HL_WORD_WHY_PASSES,
                                    [HL_ASSIGN_STOPS] = HL_WORD_WHY_STOPS,
                                    [HL_ASSIGN_NOT_ASKED] = HL_WORD_WHY_EVERYONE,
                                    [HL_ASSIGN_NOT_KNOWN] = HL_WORD_WHY_NOT_KNOWN};
    return hl_reports__word(words[step->outcome], t->lang);
}

static void tell_bucket(telling *t, const hl_assign_step *step, const char *outcome)
{
    char bucket[BUCKET_TEXT];
    const hl_message_value values[] = {{"bucket", bucket_text(step->bucket, bucket)},
                                       {"hashed", step->hashed},
                                       {"outcome", outcome}};
    tell(t, HL_WORD_WHY_BUCKET, values, 3);
}

static void tell_audience(telling *t, const hl_assign_step *step)
{
    const hl_message_value outcome = {"outcome", outcome_of(t, step)};
    tell(t, HL_WORD_WHY_AUDIENCE, &outcome, 1);
    for (size_t i = 0; i < step->clause_count; i++) {
        const hl_assign_clause *clause = &step->clauses[i];
        hl_text condition = {0};
        hl_base__text_add(&condition, clause->condition);
        if (clause->actual != NULL)
            hl_base__text_addf(&condition, "  <-  %s", clause->actual);
        const hl_message_value value = {"condition", hl_base__text_string(&condition)};
        tell(t, clause->holds ? HL_WORD_WHY_HOLDS : HL_WORD_WHY_FAILS, &value, 1);
        t->text.failed = t->text.failed || condition.failed;
        hl_base__text_free(&condition);
    }
}

/* A step that one range of buckets passes or does not. */
static void tell_range(telling *t, const hl_assign_step *step, hl_word word)
{
    char from[BUCKET_TEXT];
    char to[BUCKET_TEXT];
    const hl_assign_range *range = &step->ranges[0];
    hl_text share = {0};
    hl_reports__show_significant(&share, 100 * ((double)(range->to - range->from) / ALL_BUCKETS),
                                 4);
    const hl_message_value values[] = {{"name", step->name == NULL ? "" : step->name},
                                       {"from", bucket_text(range->from, from)},
                                       {"to", bucket_text(range->to, to)},
                                       {"share", hl_base__text_string(&share)}};
    tell(t, word, values, 4);
    tell_bucket(t, step, outcome_of(t, step));
    t->text.failed = t->text.failed || share.failed;
    hl_base__text_free(&share);
}

static const char *arm_of(telling *t, size_t arm)
{
    return hl_reports__titled(&t->document, t->explanation->experiment->design.arms[arm].name);
}

static void tell_arms(telling *t, const hl_assign_step *step)
{
    char from[BUCKET_TEXT];
    char to[BUCKET_TEXT];
    const hl_design *design = &t->explanation->experiment->design;
    const hl_message_value n = {"n", bucket_text(design->arm_count, from)};
    tell(t, HL_WORD_WHY_ARMS, &n, 1);
    for (size_t i = 0; i < step->range_count; i++) {
        const hl_assign_range *range = &step->ranges[i];
        bool here = step->bucket >= range->from && step->bucket < range->to;
        const hl_message_value values[] = {{"from", bucket_text(range->from, from)},
                                           {"to", bucket_text(range->to, to)},
                                           {"arm", arm_of(t, range->arm)}};
        tell(t, here ? HL_WORD_WHY_RANGE_HERE : HL_WORD_WHY_RANGE, values, 3);
    }
    tell_bucket(t, step, arm_of(t, t->explanation->result.arm));
}

static void tell_step(telling *t, const hl_assign_step *step)
{
    bool asked = step->outcome != HL_ASSIGN_NOT_ASKED;
    switch (step->kind) {
    case HL_ASSIGN_STEP_AUDIENCE:
        tell_audience(t, step);
        break;
    case HL_ASSIGN_STEP_HOLDOUT:
        if (asked)
            tell_range(t, step, HL_WORD_WHY_HOLDOUT);
        else
            tell(t, HL_WORD_WHY_NO_HOLDOUT, NULL, 0);
        break;
    case HL_ASSIGN_STEP_LAYER:
        if (asked)
            tell_range(t, step, HL_WORD_WHY_LAYER);
        else
            tell(t, HL_WORD_WHY_NO_LAYER, NULL, 0);
        break;
    case HL_ASSIGN_STEP_TRAFFIC:
        tell_range(t, step, HL_WORD_WHY_TRAFFIC);
        break;
    case HL_ASSIGN_STEP_ARM:
        tell_arms(t, step);
        break;
    }
}

/* By the shop's clock, where the definition says one. */
static hl_status find_offset(const hl_experiment *x, int64_t utc_ms, int32_t *offset_s)
{
    const hl_zone *zone = NULL;
    *offset_s = 0;
    if (x->zone == NULL)
        return HL_OK;
    hl_zones *zones = hl_base__zones_new(NULL);
    hl_status status =
        zones == NULL ? HL_FAILED : hl_base__zones_find(zones, x->zone, strlen(x->zone), &zone);
    if (status == HL_OK && zone != NULL)
        *offset_s = hl_base__zone_offset(zone, utc_ms);
    hl_base__zones_free(zones);
    return status;
}

static void tell_head(telling *t)
{
    char at[HL_TIME_TEXT];
    const hl_assign_explanation *e = t->explanation;
    int32_t offset_s = 0;
    if (find_offset(e->experiment, e->at_utc_ms, &offset_s) != HL_OK)
        t->text.failed = true;
    const hl_message_value title[] = {
        {"experiment", hl_reports__experiment_titled(&t->document, &e->experiment->design)},
        {"user", e->user_id},
        {"at", hl_base__time_text(e->at_utc_ms, offset_s, at)}};
    const hl_message_value unit[] = {{"name", e->unit_name}, {"unit", e->unit}};
    tell(t, HL_WORD_WHY_TITLE, title, 3);
    tell(t, e->unit == NULL ? HL_WORD_WHY_NO_UNIT : HL_WORD_WHY_UNIT, unit, 2);
}

static void tell_result(telling *t)
{
    const hl_assignment *result = &t->explanation->result;
    const char *arm = result->arm == SIZE_MAX ? hl_reports__word(HL_WORD_WHY_NO_ARM, t->lang)
                                              : arm_of(t, result->arm);
    const hl_message_value values[] = {
        {"arm", arm}, {"reason", hl_reports__assign_reason(result->reason, t->lang)}};
    tell(t, HL_WORD_WHY_RESULT, values, 2);
}

hl_status hl_report_write_explanation(const hl_assign_explanation *explanation, hl_lang lang,
                                      char **out, hl_error *err)
{
    telling t = {.explanation = explanation, .lang = lang, .document = {.lang = lang}};
    hl_reports__take_titles(&t.document, &explanation->experiment->design);
    tell_head(&t);
    for (size_t i = 0; i < explanation->step_count; i++)
        tell_step(&t, &explanation->steps[i]);
    tell_result(&t);
    t.text.failed = t.text.failed || t.document.failed;
    hl_base__arena_free(&t.document.arena);
    *out = hl_base__text_take(&t.text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
