/* The report of a batch: what to open first and why, then every experiment in a line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "reports/batch_json.h"
#include "reports/batch_words.h"
#include "reports/command.h"
#include "reports/gloss.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "reports/titles.h"

/* How many are listed: of what to open and of all in the short form, where a screen is the bound;
 * in the full one; and of the clearest differences. */
enum {
    FIRST_OF_SHORT = 8,
    ALL_OF_SHORT = 16,
    MOST_OF_FULL = 500,
    CLEAREST = 20,
    FAULTS_OF_SHORT = 2
};
/* Columns from which a table has room for the metric, and for the p. */
enum { WITH_METRIC = 100, WITH_P = 120 };

static const char *word(const hl_document *document, hl_word of)
{
    return hl_reports__word(of, document->lang);
}

static void add_paragraph(hl_document *d, hl_word of, const hl_message_value *values, size_t count)
{
    (void)hl_reports__add(d, HL_BLOCK_PARAGRAPH, hl_reports__say(d, of, values, count));
}

/* ---- what there is, and what is to be done */

static void add_dates(const hl_batch *batch, hl_document *d)
{
    enum { DAY = 10, MINUTE = 16 };
    char text[HL_TIME_TEXT];
    if (batch->generated.utc_ms == 0)
        return;
    (void)hl_time_text(batch->generated, text);
    text[DAY] = ' ';
    text[MINUTE] = '\0';
    const hl_message_value at[] = {{"at", text},
                                   {"zone", batch->zone == NULL ? "UTC" : batch->zone}};
    const hl_message_value value = {"at", hl_reports__say(d, HL_WORD_AT_ZONE, at, 2)};
    add_paragraph(d, HL_WORD_MADE, &value, 1);
}

/* "1 invalid, 2 to ship" */
static const char *parts(const size_t *counts, hl_document *d)
{
    static const hl_word words[HL_ATTENTIONS] = {
        [HL_ATTEND_INVALID] = HL_WORD_BATCH_N_INVALID,
        [HL_ATTEND_STOP] = HL_WORD_BATCH_N_STOP,
        [HL_ATTEND_MAY_STOP] = HL_WORD_BATCH_N_MAY_STOP,
        [HL_ATTEND_SHIP] = HL_WORD_BATCH_N_SHIP,
        [HL_ATTEND_KEEP_CONTROL] = HL_WORD_BATCH_N_KEEP,
        [HL_ATTEND_ENDED] = HL_WORD_BATCH_N_ENDED,
        [HL_ATTEND_NOTHING_TO_COMPARE] = HL_WORD_BATCH_N_NOTHING,
    };
    const char *list = "";
    for (size_t i = 0; i < HL_ATTEND_RUNNING; i++) {
        const hl_message_value n = {"n", hl_reports__count(d, (int64_t)counts[i])};
        if (counts[i] > 0)
            list = hl_reports__joined(d, list, HL_WORD_COMMA, hl_reports__say(d, words[i], &n, 1));
    }
    return list;
}

/* What becomes of those that want nobody: some have not begun. */
static const char *rest_text(size_t rest, size_t idle, bool all, hl_document *d)
{
    static const hl_word words[2][3] = {
        {HL_WORD_BATCH_REST_RUNS, HL_WORD_BATCH_REST_IDLE, HL_WORD_BATCH_REST_BOTH},
        {HL_WORD_BATCH_ALL_RUN, HL_WORD_BATCH_ALL_IDLE, HL_WORD_BATCH_ALL_BOTH}};
    const hl_message_value values[] = {{"runs", hl_reports__count(d, (int64_t)(rest - idle))},
                                       {"idle", hl_reports__count(d, (int64_t)idle)}};
    return hl_reports__say(d, words[all][idle == 0 ? 0 : idle == rest ? 1 : 2], values, 2);
}

static void add_to_open(const hl_batch *batch, hl_document *d)
{
    size_t counts[HL_ATTENTIONS] = {0}, idle = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        counts[row->attention]++;
        idle += row->attention == HL_ATTEND_RUNNING && row->status == HL_BATCH_NOT_BEGUN;
    }
    size_t rest = counts[HL_ATTEND_RUNNING], all = batch->row_count;
    const hl_message_value values[] = {{"n", hl_reports__count(d, (int64_t)(all - rest))},
                                       {"all", hl_reports__count(d, (int64_t)all)},
                                       {"rest", rest_text(rest, idle, rest == all, d)},
                                       {"parts", parts(counts, d)}};
    hl_word of = all == 0      ? HL_WORD_BATCH_NONE
                 : rest == all ? HL_WORD_BATCH_NONE_TO_OPEN
                 : rest == 0   ? HL_WORD_BATCH_TO_OPEN_ALL
                               : HL_WORD_BATCH_TO_OPEN;
    (void)hl_reports__add(d, HL_BLOCK_VERDICT, hl_reports__say(d, of, values, 4));
}

/* Of those in which something is shown, the most pressing first. */
static const char *names_found(const hl_batch *batch, hl_document *d)
{
    enum { MOST = 4 };
    const char *names = "";
    size_t found = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[batch->order[i]];
        if (row->p_across < row->alpha && found++ < MOST)
            names = hl_reports__joined(d, names, HL_WORD_COMMA,
                                       hl_reports__batch_named(&row->title, row->experiment, d));
    }
    return hl_reports__with_more(d, names, found > MOST ? found - MOST : 0);
}

static void add_across(const hl_batch *batch, hl_document *d)
{
    size_t turned = 0;
    for (size_t i = 0; i < batch->row_count; i++)
        turned += batch->rows[i].turned;
    const hl_message_value values[] = {{"family", hl_reports__count(d, (int64_t)batch->family)},
                                       {"found", hl_reports__count(d, (int64_t)batch->found)},
                                       {"n", hl_reports__count(d, (int64_t)turned)},
                                       {"alpha", hl_reports__probability(d, batch->alpha)},
                                       {"names", names_found(batch, d)}};
    size_t count = sizeof values / sizeof values[0];
    if (batch->family > 1)
        add_paragraph(d, batch->found == 0 ? HL_WORD_BATCH_ACROSS_NONE : HL_WORD_BATCH_ACROSS,
                      values, count);
    if (turned > 0)
        add_paragraph(d, HL_WORD_BATCH_TURNED, values, count);
}

/* ---- what to open first */

/* What goes on wants nobody; that it would be decided alone is worth a look all the same. */
static bool is_to_open(const hl_batch_row *row)
{
    return row->attention != HL_ATTEND_RUNNING || row->turned;
}

static hl_tone tone_of(const hl_batch_row *row)
{
    return row->attention <= HL_ATTEND_MAY_STOP ? HL_TONE_BAD
           : row->attention == HL_ATTEND_SHIP   ? HL_TONE_GOOD
                                                : HL_TONE_PLAIN;
}

static void add_one_to_open(const hl_batch *batch, const hl_batch_row *row, bool is_short,
                            hl_document *d)
{
    size_t most = !is_short ? row->fault_count : FAULTS_OF_SHORT;
    const hl_message_value values[] = {
        {"experiment", hl_reports__batch_named(&row->title, row->experiment, d)},
        {"verdict", hl_reports__batch_verdict(row, true, d)},
        {"reason", hl_reports__batch_reason(batch, row, most, d)}};
    hl_block *block =
        hl_reports__add(d, HL_BLOCK_BULLET, hl_reports__say(d, HL_WORD_BATCH_OPEN, values, 3));
    if (block != NULL)
        block->tone = tone_of(row);
}

static void add_untold(size_t untold, bool is_short, hl_document *d)
{
    const hl_message_value n = {"n", hl_reports__count(d, (int64_t)untold)};
    if (untold > 0)
        (void)hl_reports__add(
            d, HL_BLOCK_BULLET,
            hl_reports__say(d, is_short ? HL_WORD_BATCH_AND_MORE : HL_WORD_BATCH_MORE, &n, 1));
}

static void add_first(const hl_batch *batch, bool is_short, hl_document *d)
{
    size_t most = is_short ? FIRST_OF_SHORT : MOST_OF_FULL;
    size_t told = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[batch->order[i]];
        if (!is_to_open(row))
            continue;
        if (told == 0)
            (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_WORD_BATCH_FIRST));
        if (told++ < most)
            add_one_to_open(batch, row, is_short, d);
    }
    add_untold(told > most ? told - most : 0, is_short, d);
}

/* Which is no fault of the data, and yet may make all of a difference. */
static void add_wrong_arms(const hl_batch *batch, hl_document *d)
{
    enum { MOST = 8 };
    const double many = 0.01;
    const char *names = "";
    size_t found = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[batch->order[i]];
        if (!(row->wrong_arm > many) || found++ >= MOST)
            continue;
        const hl_message_value of[] = {
            {"experiment", row->experiment},
            {"share", hl_reports__number(d, row->wrong_arm, 0, HL_SHOW_SHARE)}};
        names = hl_reports__joined(d, names, HL_WORD_COMMA,
                                   hl_reports__say(d, HL_WORD_BATCH_WRONG_ARM_OF, of, 2));
    }
    const hl_message_value value = {
        "names", hl_reports__with_more(d, names, found > MOST ? found - MOST : 0)};
    if (found > 0)
        add_paragraph(d, HL_WORD_BATCH_WRONG_ARM, &value, 1);
}

/* ---- every experiment in a line */

/* What the heads of the table say once for all its lines. */
typedef struct columns {
    bool lifts, anytime; /* all of them */
    bool some_anytime;
    double level; /* the lowest: numbers of others say theirs */
    bool days, metric, arm, p, year, units, apart;
} columns;

static bool is_read(const hl_batch *batch, const hl_batch_row *row)
{
    return row->told != SIZE_MAX &&
           !isnan(batch->comparisons[row->told].effective.difference.estimate) &&
           row->decision != HL_DECIDE_INVALID_SRM && row->decision != HL_DECIDE_INVALID_DATA;
}

/* Where the lines are of several metrics, no number stands without the name of its own: rather are
 * the days left out. */
static void set_metric(const hl_batch *batch, bool wide, columns *out)
{
    const char *metric = NULL;
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        if (!is_read(batch, row))
            continue;
        const char *name = batch->comparisons[row->told].metric;
        out->metric = out->metric || (metric != NULL && strcmp(metric, name) != 0);
        metric = name;
    }
    out->days = wide || !out->metric;
    out->metric = wide || out->metric;
}

static columns columns_of(const hl_batch *batch, const hl_document *d)
{
    size_t width = d->width == 0 ? HL_REPORT_WIDTH : d->width;
    columns out = {.lifts = true,
                   .anytime = true,
                   .level = HL_NAN,
                   .year = width >= WITH_METRIC,
                   .units = width >= WITH_P,
                   .p = width >= WITH_P && batch->family > 1};
    set_metric(batch, width >= WITH_METRIC, &out);
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        if (!is_read(batch, row))
            continue;
        bool anytime = row->inference == HL_INFER_ANYTIME;
        out.lifts = out.lifts && hl_reports__batch_says_lift(batch, row);
        out.anytime = out.anytime && anytime;
        out.some_anytime = out.some_anytime || anytime;
        /* where the verdict does not say of which of several arms the number is */
        out.arm = out.arm || (row->arm_count > 2 &&
                              !hl_reports__batch_names_arm(row, batch->comparisons[row->told].arm));
        out.level = fmax(out.level, hl_reports__batch_alpha(batch, row));
        out.apart = out.apart || hl_reports__batch_is_apart(batch, row);
    }
    out.level = isnan(out.level) ? batch->alpha : out.level;
    out.anytime = out.anytime && out.some_anytime;
    return out;
}

static void add_head(const columns *has, hl_document *d)
{
    const char *what = word(d, has->lifts ? HL_WORD_LIFT : HL_WORD_CHANGE);
    hl_reports__cell(d, word(d, HL_WORD_EXPERIMENT));
    if (has->units)
        hl_reports__cell(d, word(d, HL_WORD_UNITS));
    if (has->days)
        hl_reports__cell(d, word(d, HL_WORD_BATCH_DAYS));
    hl_reports__cell(d, word(d, HL_WORD_BATCH_VERDICT));
    if (has->metric)
        hl_reports__cell(d, word(d, HL_WORD_METRIC));
    if (has->arm)
        hl_reports__cell(d, word(d, HL_WORD_ARM));
    hl_reports__cell(d, hl_reports__head(d, what, has->anytime, has->level));
    if (has->p)
        hl_reports__cell(d, word(d, HL_WORD_P_ACROSS));
    hl_reports__cell(d, word(d, HL_WORD_BATCH_NEXT_LOOK));
}

static const char *days(const hl_batch_row *row, hl_document *d)
{
    const hl_message_value n = {"n", hl_reports__count(d, row->days)};
    if (row->status == HL_BATCH_NOT_BEGUN)
        return word(d, HL_WORD_BATCH_NOT_BEGUN);
    if (row->status == HL_BATCH_ENDED)
        return hl_reports__say(d, HL_WORD_BATCH_DAYS_ENDED, &n, 1);
    return row->status == HL_BATCH_RUNNING ? n.text : "–";
}

static const char *next_look(const hl_batch_row *row, bool year, hl_document *d)
{
    if (row->across != HL_DECIDE_KEEP_RUNNING || row->skipped != HL_BATCH_ANALYSED)
        return "–";
    if (row->next_look != NULL)
        return row->next_look + (year ? 0 : strlen("2026-"));
    if (isnan(row->next_look_units))
        return "–";
    const hl_message_value n = {"n", hl_reports__count(d, (int64_t)row->next_look_units)};
    return hl_reports__say(d, HL_WORD_BATCH_MORE_UNITS, &n, 1);
}

static const char *number(const hl_batch *batch, const hl_batch_row *row, const columns *has,
                          hl_document *d)
{
    bool marked = row->inference == HL_INFER_ANYTIME && !has->anytime;
    hl_message_value effect = {"effect", hl_reports__batch_told(batch, row, has->level, d)};
    if (hl_reports__batch_is_apart(batch, row))
        effect.text = hl_reports__say(d, HL_WORD_BATCH_MARK_APART, &effect, 1);
    return marked ? hl_reports__say(d, HL_WORD_BATCH_MARK_ALWAYS, &effect, 1) : effect.text;
}

/* named: its title stands beside its name above, where both would crowd a table. */
static void add_line(const hl_batch *batch, const hl_batch_row *row, const columns *has, bool named,
                     hl_document *d)
{
    const hl_batch_comparison *c = is_read(batch, row) ? &batch->comparisons[row->told] : NULL;
    hl_reports__cell(d, named ? row->experiment
                              : hl_reports__batch_named(&row->title, row->experiment, d));
    if (has->units)
        hl_reports__cell(d, hl_reports__count(d, row->units));
    if (has->days)
        hl_reports__cell(d, days(row, d));
    hl_reports__cell(d, hl_reports__batch_verdict(row, false, d));
    if (has->metric)
        hl_reports__cell(d,
                         c == NULL ? "–" : hl_reports__batch_title(&c->metric_title, c->metric, d));
    if (has->arm)
        hl_reports__cell(d, c == NULL ? "–" : hl_reports__batch_title(&c->arm_title, c->arm, d));
    hl_reports__cell(d, c == NULL ? "–" : number(batch, row, has, d));
    if (has->p)
        hl_reports__cell(d, c == NULL ? "–" : hl_reports__p(d, c->p_across));
    hl_reports__cell(d, next_look(row, has->year, d));
}

static void add_all(const hl_batch *batch, bool is_short, hl_document *d)
{
    size_t most = is_short ? ALL_OF_SHORT : MOST_OF_FULL, opened = 0;
    columns has = columns_of(batch, d);
    size_t count = 4U + (has.days ? 1U : 0U) + (has.metric ? 1U : 0U) + (has.p ? 1U : 0U) +
                   (has.units ? 1U : 0U) + (has.arm ? 1U : 0U);
    if (batch->row_count == 0)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_WORD_BATCH_ALL));
    hl_reports__table(d, count, (has.p ? 1U << (count - 2) : 0U) | (has.units ? 1U << 1 : 0U));
    add_head(&has, d);
    for (size_t i = 0; i < batch->row_count && i < most; i++) {
        const hl_batch_row *row = &batch->rows[batch->order[i]];
        bool named = is_to_open(row) && opened++ < (is_short ? FIRST_OF_SHORT : MOST_OF_FULL);
        add_line(batch, row, &has, named, d);
    }
    add_untold(batch->row_count > most ? batch->row_count - most : 0, is_short, d);
    if (has.some_anytime && !has.anytime)
        add_paragraph(d, HL_WORD_BATCH_ALWAYS_VALID, NULL, 0);
    if (has.apart)
        add_paragraph(d, HL_WORD_BATCH_APART, NULL, 0);
}

/* ---- what else the full form says */

static void add_counted(const hl_batch *batch, hl_document *d)
{
    int64_t by_skip[HL_BATCH_SKIPPED_KINDS] = {0};
    for (size_t i = 0; i < batch->row_count; i++)
        by_skip[batch->rows[i].skipped]++;
    int64_t analysed = by_skip[HL_BATCH_ANALYSED];
    int64_t no_control = by_skip[HL_BATCH_NO_CONTROL];
    const hl_message_value values[] = {
        {"n", hl_reports__count(d, analysed)},
        {"skipped", hl_reports__count(d, by_skip[HL_BATCH_ONE_ARM] + no_control)},
        {"one_arm", hl_reports__count(d, by_skip[HL_BATCH_ONE_ARM])},
        {"no_control", hl_reports__count(d, no_control)}};
    if (by_skip[HL_BATCH_ONE_ARM] + no_control > 0)
        add_paragraph(d, no_control > 0 ? HL_WORD_BATCH_COUNTED_APART : HL_WORD_BATCH_COUNTED,
                      values, 4);
}

static void add_split(const hl_batch *batch, bool is_short, hl_document *d)
{
    int64_t known = 0, bad = 0, doubtful = 0, analysed = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        bool broken = row->decision == HL_DECIDE_INVALID_SRM;
        analysed += row->skipped == HL_BATCH_ANALYSED && row->units > 0;
        known += !isnan(row->srm_p);
        bad += broken;
        doubtful += !broken && row->split != HL_CHECK_OK;
    }
    const hl_message_value values[] = {{"n", hl_reports__count(d, bad)},
                                       {"doubtful", hl_reports__count(d, doubtful)},
                                       {"known", hl_reports__count(d, known)}};
    if (analysed > 0 && known == 0)
        add_paragraph(d, HL_WORD_BATCH_NO_SPLIT, NULL, 0);
    else if (known > 0 && !is_short)
        add_paragraph(d, bad + doubtful == 0 ? HL_WORD_BATCH_SPLIT_OK : HL_WORD_BATCH_SPLIT, values,
                      3);
}

static void add_nameless(const hl_batch *batch, hl_document *d)
{
    const hl_message_value values[] = {{"n", hl_reports__count(d, batch->rows_without_experiment)},
                                       {"of", hl_reports__count(d, batch->rows_read)}};
    if (batch->rows_without_experiment > 0)
        add_paragraph(d, HL_WORD_BATCH_NAMELESS, values, 2);
}

typedef struct place {
    size_t row, comparison;
    double p, size;
} place;

/* By p; among equals the larger lift, then the order of the file. */
static int by_clearness(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->comparison > y->comparison) - (x->comparison < y->comparison);
}

static size_t differences(const hl_batch *batch, place *list)
{
    size_t count = 0;
    for (size_t i = 0; i < batch->row_count; i++)
        for (size_t k = 0; k < batch->rows[i].comparison_count; k++) {
            size_t at = batch->rows[i].first + k;
            const hl_batch_comparison *c = &batch->comparisons[at];
            if (c->p_across < batch->rows[i].alpha)
                list[count++] = (place){i, at, c->p_across,
                                        isfinite(c->lift.estimate) ? fabs(c->lift.estimate) : 0};
        }
    qsort(list, count, sizeof *list, by_clearness);
    return count;
}

static void add_found(const hl_batch *batch, size_t count, hl_document *d)
{
    char alpha[HL_NUMBER_TEXT];
    int64_t asked = 0;
    for (size_t i = 0; i < batch->comparison_count; i++)
        asked += !isnan(batch->comparisons[i].p_across);
    const hl_message_value values[] = {{"n", hl_reports__count(d, (int64_t)count)},
                                       {"all", hl_reports__count(d, asked)},
                                       {"alpha", hl_base__number_text(batch->alpha, alpha)}};
    if (batch->row_count > 0)
        add_paragraph(d, batch->family > 0 ? HL_WORD_BATCH_FOUND : HL_WORD_BATCH_NONE_VALID, values,
                      3);
}

static bool all_lifts(const hl_batch *batch, const place *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!batch->comparisons[list[i].comparison].effective.says_lift)
            return false;
    return true;
}

static void add_differences(const hl_batch *batch, const place *list, size_t count, hl_document *d)
{
    columns has = columns_of(batch, d);
    has.lifts = all_lifts(batch, list, count);
    has.level = HL_NAN;
    for (size_t i = 0; i < count && i < CLEAREST; i++)
        has.level = fmax(has.level, batch->comparisons[list[i].comparison].quoted.alpha);
    const char *head[] = {word(d, HL_WORD_EXPERIMENT),
                          word(d, HL_WORD_METRIC),
                          word(d, HL_WORD_ARM),
                          hl_reports__head(d, word(d, has.lifts ? HL_WORD_LIFT : HL_WORD_CHANGE),
                                           has.anytime, has.level),
                          word(d, has.anytime ? HL_WORD_ANYTIME_P : HL_WORD_P),
                          word(d, HL_WORD_P_ACROSS)};
    if (count == 0)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_WORD_BATCH_CLEAREST));
    hl_reports__table(d, 6, 0x30);
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        hl_reports__cell(d, head[i]);
    for (size_t i = 0; i < count && i < CLEAREST; i++) {
        const hl_batch_comparison *c = &batch->comparisons[list[i].comparison];
        const hl_batch_row *row = &batch->rows[list[i].row];
        hl_reports__cell(d, row->experiment);
        hl_reports__cell(d, hl_reports__batch_title(&c->metric_title, c->metric, d));
        hl_reports__cell(d, hl_reports__batch_title(&c->arm_title, c->arm, d));
        hl_reports__cell(d, hl_reports__batch_effect(c, has.level, d));
        hl_reports__cell(d, hl_reports__p(d, c->quoted.p));
        hl_reports__cell(d, hl_reports__p(d, c->p_across));
    }
    add_untold(count > CLEAREST ? count - CLEAREST : 0, false, d);
}

static void add_again(const hl_report_options *options, hl_document *d)
{
    if (options->word_count == 0)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_WORD_INPUTS));
    hl_reports__compose_again(options->words, options->word_count, d);
}

/* ---- the whole */

static hl_status compose(const hl_batch *batch, const hl_report_options *options, hl_document *d,
                         hl_error *err)
{
    const hl_message_value n = {"n", hl_reports__count(d, (int64_t)batch->row_count)};
    bool is_short = options->detail == HL_REPORT_SHORT;
    place *list = calloc(batch->comparison_count + 1, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    (void)hl_reports__add(
        d, HL_BLOCK_TITLE,
        hl_reports__say(d, batch->row_count == 1 ? HL_WORD_BATCH_TITLE_ONE : HL_WORD_BATCH_TITLE,
                        &n, 1));
    add_dates(batch, d);
    add_nameless(batch, d);
    add_to_open(batch, d);
    if (batch->row_count == 0) {
        free(list);
        return HL_OK;
    }
    add_first(batch, is_short, d);
    add_wrong_arms(batch, d);
    add_all(batch, is_short, d);
    add_across(batch, d);
    add_counted(batch, d);
    add_split(batch, is_short, d);
    if (is_short) {
        add_paragraph(d, HL_WORD_EVERYTHING, NULL, 0);
    } else {
        size_t count = differences(batch, list);
        add_found(batch, count, d);
        add_differences(batch, list, count, d);
        add_again(options, d);
    }
    free(list);
    return HL_OK;
}

static hl_status write_document(const hl_batch *batch, const hl_report_options *options,
                                hl_text *out, hl_error *err)
{
    hl_document document = {.lang = options->lang, .width = options->width};
    hl_status status = compose(batch, options, &document, err);
    hl_reports__gloss(&document);
    hl_reports__render(&document, options, out);
    return status;
}

hl_status hl_report_write_batch_as(const hl_batch *batch, const hl_report_options *options,
                                   char **out, hl_error *err)
{
    hl_text text = {0};
    hl_status status = hl_reports__check_width(options->width, err);
    *out = NULL;
    if (status == HL_OK && options->format == HL_REPORT_JSON)
        hl_reports__batch_lines(batch, &text);
    else if (status == HL_OK)
        status = write_document(batch, options, &text, err);
    *out = hl_base__text_take(&text);
    if (status != HL_OK) {
        free(*out);
        *out = NULL;
        return status;
    }
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_report_write_batch(const hl_batch *batch, hl_report_format format, hl_lang lang,
                                char **out, hl_error *err)
{
    hl_report_options options = HL_REPORT_OPTIONS_INIT;
    options.format = format;
    options.lang = lang;
    return hl_report_write_batch_as(batch, &options, out, err);
}
