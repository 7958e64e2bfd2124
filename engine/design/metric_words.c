/* Metrics as the command line writes them: [NAME=]COLUMN[/COLUMN][:WORD...], where the words
 * quantile and winsorize are followed by a share: latency:quantile:0.5, spend:winsorize:0.999; and
 * per by what a row of the analysis is: amount:mean:per:unit */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "design/outline.h"
#include "design/traits.h"

typedef enum word_of { KIND, WINSORIZE, PER, ROLE, GOAL } word_of;

/* A word of a metric: of which table, and its row there. */
typedef struct word {
    const char *text;
    word_of what;
    size_t row;
} word;

static const char *const alone[] = {"winsorize"};
static const hl_named_rows not_of_an_enum = HL_NAMED_ROWS(alone);
static const char *const per[] = {[HL_PER_UNIT] = "per:unit", [HL_PER_TOUCH] = "per:touch"};
static const hl_named_rows pers = HL_NAMED_ROWS(per);
static const hl_named_rows *const tables[] = {[KIND] = &hl_design__metric_kinds,
                                              [WINSORIZE] = &not_of_an_enum,
                                              [PER] = &pers,
                                              [ROLE] = &hl_design__metric_roles,
                                              [GOAL] = &hl_design__metric_goals};
enum { TABLES = sizeof tables / sizeof tables[0] };

/* Some kinds need events, which a table of columns has not. */
static bool is_word(size_t what, size_t row)
{
    return what != KIND || hl_design__metric_kind_traits[row].of_columns;
}

static bool find_word(const char *text, size_t length, word *out)
{
    for (size_t what = 0; what < TABLES; what++) {
        size_t row = hl_base__row_find(tables[what], text, length);
        if (row == SIZE_MAX || !is_word(what, row))
            continue;
        *out = (word){hl_base__row_name(tables[what], row), (word_of)what, row};
        return true;
    }
    return false;
}

/* Whether a share stands before the word. */
static bool takes_share(const word *w)
{
    return w->what == WINSORIZE ||
           (w->what == KIND &&
            (hl_design__metric_kind_traits[w->row].must_say & HL_SAYS_QUANTILE) != 0);
}

/* The text taken apart; kind -1 = not said. */
typedef struct parts {
    const char *text;
    size_t name_length; /* 0: no name said */
    const char *expression;
    size_t length;
    int kind;
    bool role, goal, per; /* words said them */
} parts;

/* share: the number behind the word, NaN when there is none; p heeds what was said. False when it
 * lacks its share, or has one that it does not take. */
static bool apply(const word *w, double share, hl_metric *metric, parts *p)
{
    if (takes_share(w) != (share > 0 && share < 1))
        return false;
    switch (w->what) {
    case KIND:
        p->kind = (int)w->row;
        if (takes_share(w))
            metric->quantile = share;
        break;
    case WINSORIZE:
        metric->winsorize = share;
        break;
    case PER:
        metric->per = (hl_metric_per)w->row;
        p->per = true;
        break;
    case ROLE:
        metric->role = (hl_metric_role)w->row;
        p->role = true;
        break;
    case GOAL:
        metric->goal = (hl_metric_goal)w->row;
        p->goal = true;
        break;
    }
    return true;
}

static bool is_column(const hl_design_table *table, const char *name, size_t length)
{
    return table->has_column(table->context, name, length);
}

static const char *last(const char *text, size_t length, char c)
{
    while (length > 0)
        if (text[--length] == c)
            return text + length;
    return NULL;
}

/* The colon before the last word, which for one of `per` is the last but one; NULL when there is
 * none. */
static const char *before_word(const char *text, size_t length)
{
    const char *colon = last(text, length, ':');
    size_t at = colon == NULL ? 0 : (size_t)(colon - text);
    bool of_per = at >= 4 && memcmp(colon - 4, ":per", 4) == 0;
    return of_per ? colon - 4 : colon;
}

static hl_status bad_share(const parts *p, const word *w, hl_error *err)
{
    return hl_error_set(err, HL_USAGE,
                        takes_share(w)
                            ? "--metric %s: '%s' takes a share between 0 and 1, as in %s:0.99"
                            : "--metric %s: '%s' takes no number, only quantile and winsorize do",
                        p->text, w->text, w->text);
}

static hl_status bad_word(const parts *p, const char *text, size_t length, hl_error *err)
{
    enum { MOST_WORDS = 32 };
    const char *known[MOST_WORDS];
    size_t count = 0;
    char said[64];
    hl_text list = {0};
    for (size_t what = 0; what < TABLES; what++)
        for (size_t row = 0; hl_base__row_name(tables[what], row) != NULL; row++)
            if (is_word(what, row) && count < MOST_WORDS)
                known[count++] = hl_base__row_name(tables[what], row);
    for (size_t i = 0; i < count; i++)
        hl_base__text_addf(&list, "%s%s", i > 0 ? ", " : "", known[i]);
    (void)snprintf(said, sizeof said, "%.*s", (int)length, text);
    const char *near = hl_base__suggest_word(said, known, count);
    hl_status status = hl_base__text_status(&list, err);
    if (status == HL_OK && near != NULL)
        status =
            hl_error_set(err, HL_USAGE, "--metric %s: '%.*s' is not one of %s; did you mean '%s'?",
                         p->text, (int)length, text, hl_base__text_string(&list), near);
    else if (status == HL_OK)
        status = hl_error_set(err, HL_USAGE, "--metric %s: '%.*s' is not one of %s", p->text,
                              (int)length, text, hl_base__text_string(&list));
    hl_base__text_free(&list);
    return status;
}

/* Words from the right as long as they are words. A column may hold any of these signs: a text that
 * is a column's name is that column. */
static hl_status take_apart(const hl_design_table *table, parts *p, hl_metric *metric,
                            hl_error *err)
{
    size_t length = strlen(p->text);
    const char *colon = NULL;
    double share = HL_NAN; /* read, and its word still to come */
    double inherited = metric->winsorize;
    bool guards = metric->role == HL_ROLE_GUARDRAIL; /* so the definition says its goal */
    metric->winsorize = HL_NAN;
    p->kind = -1;
    while (!is_column(table, p->text, length) && (colon = before_word(p->text, length)) != NULL) {
        size_t at = (size_t)(colon - p->text);
        const char *text = colon + 1;
        word w;
        bool found = find_word(text, length - at - 1, &w);
        bool number =
            !found && isnan(share) && hl_base__number_parse(text, length - at - 1, &share);
        if (!found && !number)
            return bad_word(p, text, length - at - 1, err);
        if (found && !apply(&w, share, metric, p))
            return bad_share(p, &w, err);
        if (found)
            share = HL_NAN;
        length = at;
    }
    if (!isnan(share))
        return hl_error_set(err, HL_USAGE, "--metric %s: a number stands behind no word", p->text);
    if (p->role && metric->role == HL_ROLE_GUARDRAIL && !guards && !p->goal)
        return hl_error_set(err, HL_USAGE,
                            "--metric %s: a guardrail says which way is good: %s:increase or "
                            "%s:decrease",
                            p->text, p->text, p->text);
    bool may_clip =
        p->kind < 0 || (hl_design__metric_kind_traits[p->kind].may_say & HL_SAYS_WINSORIZE) != 0;
    if (isnan(metric->winsorize) && may_clip)
        metric->winsorize = inherited; /* what the definition says of the metric of this name */
    if (metric->winsorize > 0 && p->kind < 0)
        p->kind = memchr(p->text, '/', length) == NULL ? HL_METRIC_MEAN : HL_METRIC_RATIO;
    if (metric->winsorize > 0 && !may_clip)
        return hl_error_set(err, HL_USAGE, "--metric %s: winsorize is for means and ratios",
                            p->text);
    const char *equals = is_column(table, p->text, length) ? NULL : memchr(p->text, '=', length);
    p->name_length = equals == NULL ? 0 : (size_t)(equals - p->text);
    p->expression = equals == NULL ? p->text : equals + 1;
    p->length = length - (size_t)(p->expression - p->text);
    return HL_OK;
}

/* A sum or a share of a unit's rows is asked for where it is known which rows are a unit's, and
 * which of the two it is. */
static hl_status check_per(const parts *p, const hl_design_request *request,
                           const hl_metric *metric, hl_error *err)
{
    if (!p->per)
        return HL_OK;
    if (request->unit == NULL)
        return hl_error_set(err, HL_USAGE,
                            "--metric %s: 'per' is for rows that are a unit's: give --unit COL, "
                            "the column that names it",
                            p->text);
    if (metric->per == HL_PER_TOUCH &&
        (p->kind == HL_METRIC_QUANTILE || p->kind == HL_METRIC_RATIO))
        return hl_error_set(err, HL_USAGE,
                            "--metric %s: quantiles and ratios are per unit, not per touch",
                            p->text);
    if (metric->per == HL_PER_UNIT && p->kind < 0)
        return hl_error_set(err, HL_USAGE,
                            "--metric %s: say what is taken of a unit's rows: mean (of the sums of "
                            "its rows), proportion (1 where one of its rows has 1) or quantile",
                            p->text);
    return HL_OK;
}

static hl_status keep(hl_arena *arena, const char *name, size_t length, const char **out,
                      hl_error *err)
{
    *out = hl_base__arena_bytes(arena, name, length);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

/* Everything that was said of a metric, and where to put it. */
typedef struct reading {
    const hl_design_request *request;
    hl_arena *arena;
    parts parts;
    hl_metric *metric;
    hl_metric_columns *columns;
} reading;

static hl_status quotient(const reading *r, const char *slash, hl_error *err)
{
    const parts *p = &r->parts;
    const char *behind = slash + 1;
    size_t rest = p->length - (size_t)(behind - p->expression);
    const char *count = r->request->count;
    bool counted = count != NULL && strlen(count) == rest && memcmp(count, behind, rest) == 0;
    bool trials = p->kind == HL_METRIC_PROPORTION || (p->kind < 0 && counted);
    if (p->kind == HL_METRIC_MEAN || p->kind == HL_METRIC_QUANTILE)
        return hl_error_set(err, HL_USAGE, "--metric %s: a quotient is a ratio or a proportion",
                            p->text);
    if (p->kind < 0 && count != NULL && !counted)
        return hl_error_set(err, HL_USAGE,
                            "--metric %s: of a row that counts users, say what this is: "
                            "%s:proportion (so many of so many), or %s:ratio (each user of the row "
                            "has both numbers)",
                            p->text, p->text, p->text);
    r->metric->kind = trials ? HL_METRIC_PROPORTION : HL_METRIC_RATIO;
    r->metric->per = HL_PER_UNIT;
    hl_status status =
        keep(r->arena, p->expression, (size_t)(slash - p->expression), &r->columns->value, err);
    if (status != HL_OK)
        return status;
    return keep(r->arena, behind, rest, trials ? &r->columns->trials : &r->columns->denominator,
                err);
}

/* SUM,SUMSQ or SUM,SUMSQ,CUBES,NONZERO. */
static hl_status sums(const reading *r, hl_error *err)
{
    const parts *p = &r->parts;
    const char **columns[] = {&r->columns->value, &r->columns->square, &r->columns->cube,
                              &r->columns->nonzero};
    const char *end = p->expression + p->length;
    size_t count = 1;
    for (const char *at = p->expression; at < end; at++)
        count += *at == ',';
    if ((p->kind >= 0 && p->kind != HL_METRIC_MEAN) || r->request->count == NULL ||
        (count != 2 && count != 4))
        return hl_error_set(
            err, HL_USAGE,
            "--metric %s: a sum and a sum of squares (and then the sum of cubes and "
            "how many are not 0) make a mean, and need --count",
            p->text);
    r->metric->kind = HL_METRIC_MEAN;
    const char *from = p->expression;
    for (size_t i = 0; i < count; i++) {
        const char *comma = memchr(from, ',', (size_t)(end - from));
        const char *to = comma == NULL ? end : comma;
        hl_status status = keep(r->arena, from, (size_t)(to - from), columns[i], err);
        if (status != HL_OK)
            return status;
        from = to + 1;
    }
    return HL_OK;
}

static hl_status one_column(const reading *r, hl_error *err)
{
    const parts *p = &r->parts;
    if (p->kind == HL_METRIC_RATIO)
        return hl_error_set(err, HL_USAGE, "--metric %s: a ratio is written NAME=NUM/DEN:ratio",
                            p->text);
    r->metric->kind = p->kind < 0 ? HL_METRIC_MEAN : (hl_metric_kind)p->kind;
    r->columns->kind_unsaid = p->kind < 0;
    r->columns->bit = p->kind == HL_METRIC_PROPORTION;
    return keep(r->arena, p->expression, p->length, &r->columns->value, err);
}

hl_status hl_design__metric_words(const char *text, const hl_design_request *request,
                                  const hl_design_table *table, hl_arena *arena, hl_metric *metric,
                                  hl_metric_columns *columns, hl_error *err)
{
    reading r = {request, arena, {.text = text, .expression = text}, metric, columns};
    const parts *p = &r.parts;
    hl_status status = take_apart(table, &r.parts, metric, err);
    if (status == HL_OK)
        status = check_per(p, request, metric, err);
    if (status == HL_OK && p->name_length > 0)
        status = keep(arena, text, p->name_length, &metric->name, err);
    else if (status == HL_OK)
        status = keep(arena, p->expression, p->length, &metric->name, err);
    if (status != HL_OK)
        return status;
    columns->goal_unsaid = !p->goal;
    bool whole = is_column(table, p->expression, p->length);
    const char *slash = whole ? NULL : memchr(p->expression, '/', p->length);
    const char *comma = whole ? NULL : memchr(p->expression, ',', p->length);
    if (slash != NULL)
        return quotient(&r, slash, err);
    if (comma != NULL)
        return sums(&r, err);
    return one_column(&r, err);
}
