#include "reports/finding.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "reports/compose_metric.h"
#include "reports/finding_slots.h"
#include "reports/in_force.h"
#include "reports/messages/findings.h"
#include "reports/messages/names.h"
#include "reports/messages/words.h"
#include "reports/show.h"
#include "reports/titles.h"

/* What is told, and in which language. */
typedef struct telling {
    const hl_analysis *analysis;
    const hl_finding *finding;
    hl_lang lang;
    hl_document *document; /* whose titles are shown; NULL: names are */
} telling;

static void add_word(hl_word word, hl_lang lang, hl_text *out)
{
    hl_base__text_add(out, hl_reports__word(word, lang));
}

static void add_count(double count, hl_text *out)
{
    if (isnan(count))
        hl_base__text_add(out, "–");
    else
        hl_reports__show_count(out, (int64_t)count);
}

static void add_share(double share, int decimals, hl_lang lang, hl_text *out)
{
    hl_reports__show_number(out, share, decimals, HL_SHOW_SHARE, lang);
}

static const hl_metric_result *metric_of(const telling *t)
{
    return &t->analysis->metrics[t->finding->metric];
}

static hl_show_form form_of(const telling *t, hl_effect_scale scale)
{
    return scale == HL_SCALE_LIFT ? HL_SHOW_CHANGE
                                  : hl_reports__difference_form(metric_of(t)->metric);
}

/* A number of a metric alone, as exact as an interval of this width would let it be. */
static void add_alone(const telling *t, double x, double width, hl_effect_scale scale, hl_text *out)
{
    hl_show_form form = form_of(t, scale);
    int decimals = hl_reports__show_decimals(x, 0, width, form == HL_SHOW_SHIFT ? 1 : 100);
    hl_reports__show_number(out, x, decimals, form, t->lang);
}

/* ---- the placeholders */

static void add_name_of(const telling *t, const char *name, hl_text *out)
{
    hl_base__text_add(out, hl_reports__titled(t->document, name));
}

static void add_arm(const telling *t, hl_text *out)
{
    add_name_of(t, t->analysis->arms[t->finding->arm].name, out);
}

static void add_other(const telling *t, hl_text *out)
{
    add_name_of(t, t->analysis->arms[t->finding->other].name, out);
}

static void add_metric(const telling *t, hl_text *out)
{
    add_name_of(t, metric_of(t)->metric->name, out);
}

/* The metric that holds the arm back. */
static void add_held_by(const telling *t, hl_text *out)
{
    add_name_of(t, t->analysis->metrics[t->finding->held_by].metric->name, out);
}

static void add_metric_name(const telling *t, hl_text *out)
{
    hl_base__text_add(out, metric_of(t)->metric->name);
}

/* "dimension = value" and "factor = level" are put together by the analysis. */
bool hl_reports__is_pair(const char *name, const char *by, const char *value)
{
    size_t length = strlen(by);
    return strncmp(name, by, length) == 0 && strncmp(name + length, " = ", 3) == 0 &&
           strcmp(name + length + 3, value) == 0;
}

static void add_segment(const telling *t, const hl_segment_result *segment, hl_text *out)
{
    const char *by = hl_reports__titled_as(t->document, HL_TITLED_SEGMENT, segment->by);
    hl_base__text_add(out,
                      hl_reports__part(t->document, by, segment->value,
                                       hl_design_has_condition(t->analysis->design, segment->by)));
}

static void add_level_of(const telling *t, const hl_factor_effect *effect, hl_text *out)
{
    hl_base__text_addf(out, "%s = %s", hl_reports__factor(t->document, effect->factor),
                       hl_reports__level_of(t->document, effect->factor, effect->level));
}

/* Of a segment or a level, with the titles of both. */
static bool add_part(const telling *t, hl_text *out)
{
    const hl_analysis *a = t->analysis;
    const char *name = t->finding->name;
    for (size_t i = 0; i < a->segment_count; i++)
        if (hl_reports__is_pair(name, a->segments[i].by, a->segments[i].value)) {
            add_segment(t, &a->segments[i], out);
            return true;
        }
    for (size_t i = 0; i < a->effect_count; i++)
        if (hl_reports__is_pair(name, a->effects[i].factor, a->effects[i].level)) {
            add_level_of(t, &a->effects[i], out);
            return true;
        }
    return false;
}

static void add_name(const telling *t, hl_text *out)
{
    if (t->document == NULL || !add_part(t, out))
        add_name_of(t, t->finding->name, out);
}

static void add_meant(const telling *t, hl_text *out)
{
    hl_base__text_add(out, t->finding->meant);
}

static void add_interval(const telling *t, const hl_estimate *effect, hl_text *out)
{
    uint32_t needs = HL_HAS_METRIC | HL_HAS_ARM | HL_HAS_OTHER;
    bool of_comparison = (hl_finding_has(t->finding->code) & needs) == needs;
    double alpha = of_comparison ? hl_reports__alpha_of_finding(t->analysis, t->finding)
                                 : t->analysis->look_alpha;
    bool has_margin = t->finding->margin_of == t->finding->effect_of;
    hl_reports__show_interval_against(out, effect, alpha,
                                      has_margin ? t->finding->margin : (double)NAN,
                                      form_of(t, t->finding->effect_of), t->lang);
}

static void add_early(const telling *t, hl_text *out)
{
    add_interval(t, &t->finding->effect, out);
}

static void add_later(const telling *t, hl_text *out)
{
    add_interval(t, &t->finding->later, out);
}

static const char *rows_words(const telling *t)
{
    bool touches = metric_of(t)->metric->per == HL_PER_TOUCH;
    return hl_reports__word(touches ? HL_WORD_ROWS_TOUCHES : HL_WORD_ROWS_UNITS, t->lang);
}

static void add_rows(const telling *t, hl_text *out)
{
    hl_base__text_add(out, rows_words(t));
}

/* An effect that has no interval. */
static void add_estimate(const telling *t, hl_text *out)
{
    const hl_finding *f = t->finding;
    hl_show_form form = form_of(t, f->effect_of);
    hl_reports__show_number(out, f->effect.estimate, hl_reports__show_decimals_of(&f->effect, form),
                            form, t->lang);
}

/* An effect that has no always-valid interval yet, and why. */
static void add_withheld(const telling *t, hl_text *out)
{
    const hl_finding *f = t->finding;
    hl_text change = {0};
    hl_text n = {0};
    add_estimate(t, &change);
    add_count(f->n, &n);
    const hl_message_value values[] = {{"change", hl_base__text_string(&change)},
                                       {"n", hl_base__text_string(&n)},
                                       {"rows", rows_words(t)}};
    hl_reports__fill_values(&hl_reports__words[HL_WORD_WITHHELD], t->lang, values, 3, out);
    out->failed = out->failed || change.failed || n.failed;
    hl_base__text_free(&change);
    hl_base__text_free(&n);
}

/* An effect between planned looks. */
static void add_between_looks(const telling *t, hl_text *out)
{
    add_estimate(t, out);
    add_word(HL_WORD_NO_INTERVAL_BETWEEN, t->lang, out);
}

static bool has_empty_arm(const telling *t)
{
    const hl_arm_estimate *arms = metric_of(t)->arms;
    return arms[t->finding->arm].n == 0 || arms[t->finding->other].n == 0;
}

static void add_effect(const telling *t, hl_text *out)
{
    const hl_finding *f = t->finding;
    bool anytime = t->analysis->design->inference == HL_INFER_ANYTIME;
    if (has_empty_arm(t))
        add_word(HL_WORD_WITHHELD_NONE, t->lang, out);
    else if (isnan(f->effect.estimate))
        add_word(HL_WORD_NOT_ESTIMATED, t->lang, out);
    else if (anytime && isnan(f->effect.low) && isnan(f->effect.high))
        add_withheld(t, out);
    else if (isnan(t->analysis->look_alpha))
        add_between_looks(t, out);
    else
        add_interval(t, &f->effect, out);
}

/* The effect without an interval, as exact as where it stands with one; a guess at what is true has
 * two digits. What must be seen to lie on its side of a margin does. */
static void add_change(const telling *t, hl_text *out)
{
    const hl_finding *f = t->finding;
    hl_show_form form = form_of(t, f->effect_of);
    int decimals = hl_reports__change_decimals(t->analysis, f, form);
    hl_reports__show_number(out, f->effect.estimate, decimals, form, t->lang);
}

static void add_gain(const telling *t, hl_text *out)
{
    hl_reports__gain(t->analysis, t->finding, form_of(t, t->finding->effect_of), t->lang, out);
}

/* "-20 % ... +43 %" */
static void add_range(const telling *t, hl_text *out)
{
    const hl_estimate *e = &t->finding->effect;
    hl_show_form form = form_of(t, t->finding->effect_of);
    int decimals = hl_reports__show_decimals_of(e, form);
    hl_reports__show_number(out, e->low, decimals, form, t->lang);
    hl_base__text_add(out, " … ");
    hl_reports__show_number(out, e->high, decimals, form, t->lang);
}

/* The change that is worth shipping, with its sign. */
static void add_worth(const telling *t, hl_text *out)
{
    double x = t->finding->margin;
    add_alone(t, x, fabs(x) / 2, t->finding->margin_of, out);
}

/* How much worse is tolerated. */
static void add_margin(const telling *t, hl_text *out)
{
    double x = t->finding->margin;
    hl_show_form form = form_of(t, t->finding->margin_of);
    hl_reports__show_amount(out, x, form, t->lang);
}

static void add_p(const telling *t, hl_text *out)
{
    hl_reports__show_p_named(out, t->finding->p, t->lang);
}

static void add_n(const telling *t, hl_text *out)
{
    add_count(t->finding->n, out);
}

static void add_n_ends(const telling *t, hl_word word, hl_text *out)
{
    hl_text low = {0};
    hl_text high = {0};
    add_count(t->finding->n_low, &low);
    add_count(t->finding->n_high, &high);
    const hl_message_value values[] = {{"low", hl_base__text_string(&low)},
                                       {"high", hl_base__text_string(&high)}};
    hl_reports__fill_values(&hl_reports__words[word], t->lang, values, 2, out);
    out->failed = out->failed || low.failed || high.failed;
    hl_base__text_free(&low);
    hl_base__text_free(&high);
}

static void add_n_range(const telling *t, hl_text *out)
{
    const hl_finding *f = t->finding;
    bool some = f->n_low > 0;
    hl_word closed = some ? HL_WORD_NEED_RANGE : HL_WORD_NEED_UP_TO;
    hl_word open = some ? HL_WORD_NEED_FROM : HL_WORD_NEED_ANY;
    bool same = some && f->n_low == f->n_high;
    add_n_ends(t, same ? HL_WORD_NEED_SAME : isnan(f->n_high) ? open : closed, out);
}

/* With how many it is shown half of the time, and nearly always; of a few looks the former may be
 * as many as what is said, and there may be none for the latter. */
static void add_n_chance(const telling *t, hl_text *out)
{
    const hl_finding *f = t->finding;
    bool some = f->n_low > 0, fewer = f->n > f->n_low, same = f->n_low == f->n_high;
    hl_word half = some ? HL_WORD_NEED_HALF : HL_WORD_NEED_HALF_IN;
    hl_word open = fewer ? half : HL_WORD_NEED_FEWER;
    hl_word sure = some && fewer ? HL_WORD_NEED_CHANCE : HL_WORD_NEED_SURE;
    add_n_ends(t, isnan(f->n_high) ? open : same ? HL_WORD_NEED_SAME_CHANCE : sure, out);
}

static void add_of(const telling *t, hl_text *out)
{
    add_count(t->finding->of, out);
}

static void add_small_share(const telling *t, hl_text *out)
{
    add_share(t->finding->share, 2, t->lang, out);
}

static void add_whole_share(const telling *t, hl_text *out)
{
    add_share(t->finding->share, 0, t->lang, out);
}

static void add_share_needed(const telling *t, hl_text *out)
{
    add_share(t->finding->share_needed, 0, t->lang, out);
}

static void add_one_level(double level, hl_text *out)
{
    hl_reports__show_significant(out, level, 3);
}

static void add_level(const telling *t, hl_text *out)
{
    add_one_level(t->finding->level, out);
}

/* "2.5 %", "1.25 %", "0.833 %" */
static void add_error(const telling *t, hl_text *out)
{
    hl_text share = {0};
    hl_reports__show_significant(&share, 100 * t->finding->level, 3);
    const hl_message_value number = {"number", hl_base__text_string(&share)};
    hl_reports__fill_values(&hl_reports__words[HL_WORD_PERCENT], t->lang, &number, 1, out);
    out->failed = out->failed || share.failed;
    hl_base__text_free(&share);
}

/* Of which interval a bound is the end, and how often it errs. An always-valid one promises its
 * level for both sides together. */
static void add_end_of(const telling *t, hl_text *out)
{
    bool anytime = t->analysis->design->inference == HL_INFER_ANYTIME;
    double alpha = anytime ? t->finding->level : 2 * t->finding->level;
    bool corrected = alpha < t->analysis->look_alpha * (1 - 1e-9);
    hl_text level = {0};
    hl_text error = {0};
    hl_reports__show_level(&level, alpha, t->lang);
    add_error(t, &error);
    const hl_message_value values[] = {{"level", hl_base__text_string(&level)},
                                       {"error", hl_base__text_string(&error)}};
    hl_reports__fill_values(&hl_reports__words[corrected ? HL_WORD_BOUND_CORRECTED : HL_WORD_BOUND],
                            t->lang, values, 2, out);
    out->failed = out->failed || level.failed || error.failed;
    hl_base__text_free(&level);
    hl_base__text_free(&error);
}

/* "0.00001, 0.00305" */
static void add_levels(const telling *t, hl_text *out)
{
    for (size_t i = 0; i < t->finding->item_count; i++) {
        if (i > 0)
            add_word(HL_WORD_COMMA, t->lang, out);
        add_one_level(t->finding->items[i].level, out);
    }
}

/* "click, reply" */
static void add_names(const telling *t, hl_text *out)
{
    for (size_t i = 0; i < t->finding->item_count; i++) {
        if (i > 0)
            add_word(HL_WORD_COMMA, t->lang, out);
        add_name_of(t, t->finding->items[i].name, out);
    }
}

static void add_days_zone(const telling *t, hl_text *out)
{
    hl_base__text_add(out, hl_reports__days_zone(t->analysis));
}

/* "12 blank cells, 3 rows that were refused" */
static void add_causes(const telling *t, hl_text *out)
{
    for (size_t i = 0; i < t->finding->item_count; i++) {
        const hl_finding_item *item = &t->finding->items[i];
        hl_text n = {0};
        add_count(round(item->n), &n);
        const hl_message_value value = {"n", hl_base__text_string(&n)};
        if (i > 0)
            add_word(HL_WORD_COMMA, t->lang, out);
        hl_reports__fill_values(hl_reports__cause(item->name), t->lang, &value, 1, out);
        out->failed = out->failed || n.failed;
        hl_base__text_free(&n);
    }
}

/* "a 10, b 12" */
static void add_item_counts(const telling *t, bool planned, hl_text *out)
{
    for (size_t i = 0; i < t->finding->item_count; i++) {
        const hl_finding_item *item = &t->finding->items[i];
        if (i > 0)
            add_word(HL_WORD_COMMA, t->lang, out);
        add_name_of(t, item->name, out);
        hl_reports__add_space(out);
        add_count(planned ? item->expected : item->n, out);
    }
}

static void add_counts(const telling *t, hl_text *out)
{
    add_item_counts(t, false, out);
}

static void add_planned(const telling *t, hl_text *out)
{
    add_item_counts(t, true, out);
}

/* "41.2 % of control, 47.9 % of new" */
static void add_kept(const telling *t, hl_text *out)
{
    for (size_t i = 0; i < t->finding->item_count; i++) {
        const hl_finding_item *item = &t->finding->items[i];
        hl_text share = {0};
        add_share(item->of > 0 ? item->n / item->of : HL_NAN, 1, t->lang, &share);
        const hl_message_value values[] = {{"share", hl_base__text_string(&share)},
                                           {"name", hl_reports__titled(t->document, item->name)}};
        if (i > 0)
            add_word(HL_WORD_COMMA, t->lang, out);
        hl_reports__fill_values(&hl_reports__words[HL_WORD_SHARE_OF], t->lang, values, 2, out);
        out->failed = out->failed || share.failed;
        hl_base__text_free(&share);
    }
}

static void add_slots(const telling *t, hl_text *out)
{
    hl_reports__slots(t->document, t->finding, t->lang, out);
}

static void add_stage(const telling *t, hl_text *out)
{
    hl_check_kind check = t->finding->check;
    add_word(check == HL_CHECK_SRM_PLANNED ? HL_WORD_STAGE_PLANNED
             : check == HL_CHECK_SRM_SENT  ? HL_WORD_STAGE_SENT
                                           : HL_WORD_STAGE_DELIVERED,
             t->lang, out);
}

static void add_design_effect(const telling *t, hl_text *out)
{
    hl_reports__show_number(out, t->finding->design_effect, 2, HL_SHOW_VALUE, t->lang);
}

static void add_icc(const telling *t, hl_text *out)
{
    hl_reports__show_number(out, t->finding->icc, 3, HL_SHOW_VALUE, t->lang);
}

static void add_limit(const telling *t, hl_text *out)
{
    char text[HL_NUMBER_TEXT];
    hl_base__text_add(out, hl_base__number_text(t->finding->limit, text));
}

/* "twenty" */
static void add_times(const telling *t, hl_text *out)
{
    char text[HL_NUMBER_TEXT];
    const char *number = hl_base__number_text(t->finding->limit, text);
    hl_base__text_add(out, hl_reports__in_words(number, t->lang));
}

static void add_power(const telling *t, hl_text *out)
{
    hl_reports__show_probability(out, t->finding->power, t->lang);
}

static const struct {
    const char *name;
    uint32_t needs;
    void (*add)(const telling *t, hl_text *out);
} placeholders[] = {
    {"arm", HL_HAS_ARM, add_arm},
    {"other", HL_HAS_OTHER, add_other},
    {"metric", HL_HAS_METRIC, add_metric},
    {"metric_name", HL_HAS_METRIC, add_metric_name}, /* as a command wants it */
    {"name", HL_HAS_NAME, add_name},
    {"meant", HL_HAS_MEANT, add_meant},
    {"effect", HL_HAS_METRIC | HL_HAS_ARM | HL_HAS_OTHER | HL_HAS_EFFECT | HL_HAS_INTERVAL,
     add_effect},
    {"early", HL_HAS_METRIC | HL_HAS_EFFECT | HL_HAS_INTERVAL, add_early},
    {"interval", HL_HAS_METRIC | HL_HAS_EFFECT | HL_HAS_INTERVAL, add_early},
    {"later", HL_HAS_METRIC | HL_HAS_EFFECT | HL_HAS_LATER, add_later},
    {"change", HL_HAS_METRIC | HL_HAS_EFFECT, add_change},
    {"gain", HL_HAS_METRIC | HL_HAS_EFFECT, add_gain},
    {"range", HL_HAS_METRIC | HL_HAS_EFFECT | HL_HAS_INTERVAL, add_range},
    {"margin", HL_HAS_METRIC | HL_HAS_MARGIN, add_margin},
    {"held_by", HL_HAS_HELD_BY, add_held_by},
    {"worth", HL_HAS_METRIC | HL_HAS_MARGIN, add_worth},
    {"p", HL_HAS_P, add_p},
    {"n", HL_HAS_N, add_n},
    {"n_range", HL_HAS_N_RANGE, add_n_range},
    {"n_chance", HL_HAS_N_RANGE, add_n_chance},
    {"of", HL_HAS_OF, add_of},
    {"share", HL_HAS_SHARE, add_small_share},
    {"whole_share", HL_HAS_SHARE, add_whole_share},
    {"share_needed", HL_HAS_SHARE_NEEDED, add_share_needed},
    {"level", HL_HAS_LEVEL, add_level},
    {"error", HL_HAS_LEVEL, add_error},
    {"bound", HL_HAS_LEVEL, add_end_of},
    {"levels", HL_HAS_ITEMS, add_levels},
    {"names", HL_HAS_ITEMS, add_names},
    {"counts", HL_HAS_ITEMS, add_counts},
    {"planned", HL_HAS_ITEMS, add_planned},
    {"kept", HL_HAS_ITEMS, add_kept},
    {"lost", HL_HAS_ITEMS, add_kept},
    {"causes", HL_HAS_ITEMS, add_causes},
    {"slots", HL_HAS_ITEMS, add_slots},
    {"stage", 0, add_stage},
    {"days_zone", 0, add_days_zone},
    {"rows", HL_HAS_METRIC, add_rows},
    {"design_effect", HL_HAS_DESIGN_EFFECT, add_design_effect},
    {"icc", HL_HAS_ICC, add_icc},
    {"power", HL_HAS_POWER, add_power},
    {"limit", HL_HAS_LIMIT, add_limit},
    {"times", HL_HAS_LIMIT, add_times},
};

static bool add_value(void *context, const char *name, size_t length, hl_lang lang, hl_text *out)
{
    (void)lang;
    for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++) {
        const char *known = placeholders[i].name;
        if (strlen(known) != length || memcmp(known, name, length) != 0)
            continue;
        placeholders[i].add(context, out);
        return true;
    }
    return false;
}

void hl_reports__finding(const hl_analysis *analysis, const hl_finding *finding, hl_lang lang,
                         hl_text *out)
{
    telling t = {analysis, finding, lang, NULL};
    hl_reports__fill(hl_reports__message_of(analysis, finding), lang, add_value, &t, out);
}

const char *hl_reports__finding_as(hl_document *document, const hl_analysis *analysis,
                                   const hl_finding *finding, const hl_message *message)
{
    telling t = {analysis, finding, document->lang, document};
    hl_text text = {0};
    hl_reports__fill(message, document->lang, add_value, &t, &text);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__finding_in(hl_document *document, const hl_analysis *analysis,
                                   const hl_finding *finding)
{
    return hl_reports__finding_as(document, analysis, finding,
                                  hl_reports__message_of(analysis, finding));
}

const char *hl_reports__placeholder(size_t index, uint32_t *needs)
{
    if (index >= sizeof placeholders / sizeof placeholders[0])
        return NULL;
    *needs = placeholders[index].needs;
    return placeholders[index].name;
}
