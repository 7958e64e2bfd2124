#include "scan/number_marks.h"

#include <string.h>

#include "scan/files.h"

hl_status hl_scan__marks_begin(hl_scan *scan, const char *used, hl_error *err)
{
    const char decimal = scan->spec.decimal;
    size_t count = scan->layout.number_count + 1;
    size_t files = hl_scan__file_count(&scan->spec);
    scan->used = used;
    scan->evidence = hl_base__arena_array(&scan->arena, count, sizeof *scan->evidence);
    scan->of_file = hl_base__arena_array(&scan->arena, count, sizeof *scan->of_file);
    scan->contrary = hl_base__arena_array(&scan->arena, count, sizeof *scan->contrary);
    scan->written = hl_base__arena_array(&scan->arena, count * files, sizeof *scan->written);
    scan->marks = hl_base__arena_array(&scan->arena, count * files, 1);
    if (scan->evidence == NULL || scan->of_file == NULL || scan->contrary == NULL ||
        scan->written == NULL || scan->marks == NULL)
        return hl_error_memory(err);
    memset(scan->marks, decimal == '\0' ? '.' : decimal, count * files);
    if (used != NULL)
        memcpy(scan->marks, used, count * files);
    return HL_OK;
}

static size_t at(const hl_scan *scan, size_t file, size_t number)
{
    return file * (scan->layout.number_count + 1) + number;
}

void hl_scan__use_marks(hl_scan *scan, size_t file)
{
    memcpy(scan->layout.marks, scan->marks + at(scan, file, 0), scan->layout.number_count + 1);
}

char hl_scan__mark(const hl_scan *scan, size_t file, size_t number)
{
    return scan->marks[at(scan, file, number)];
}

/* ---- a file */

/* The first column of numbers that is the same column of the file. */
static size_t first_of(const hl_scan_layout *layout, size_t number)
{
    size_t first = 0;
    while (hl_scan__number_field(layout, first) != hl_scan__number_field(layout, number))
        first++;
    return first;
}

/* A column that is read for two ends speaks once: its cells count in both, so do not add up. */
static void join_same(const hl_scan *scan)
{
    hl_number_evidence *all = scan->of_file;
    for (size_t n = 0; n < scan->layout.number_count; n++) {
        size_t first = first_of(&scan->layout, n);
        unsigned hundreds =
            all[n].hundreds > all[first].hundreds ? all[n].hundreds : all[first].hundreds;
        if (first == n)
            continue;
        hl_base__evidence_merge(&all[first], &all[n]);
        all[first].hundreds = hundreds;
    }
    for (size_t n = 0; n < scan->layout.number_count; n++)
        all[n] = all[first_of(&scan->layout, n)];
}

static void forget(const hl_scan *scan, hl_scan_worker *worker)
{
    memset(worker->evidence, 0, scan->layout.number_count * sizeof *worker->evidence);
    memset(worker->dull, 0, sizeof worker->dull);
    worker->pointed = 0;
}

void hl_scan__end_file(hl_scan *scan, hl_scan_worker *workers, size_t count, size_t file)
{
    size_t numbers = scan->layout.number_count;
    memset(scan->of_file, 0, numbers * sizeof *scan->of_file);
    for (size_t i = 0; i < count; i++) {
        for (size_t n = 0; n < numbers; n++)
            hl_base__evidence_merge(&scan->of_file[n], &workers[i].evidence[n]);
        forget(scan, &workers[i]);
    }
    join_same(scan);
    for (size_t n = 0; n < numbers; n++) {
        const hl_number_evidence *e = &scan->of_file[n];
        hl_base__evidence_merge(&scan->evidence[n], e);
        scan->written[at(scan, file, n)] =
            (hl_scan_written){e->seen, e->hundreds, e->currency[0], e->priced[0]};
        if (scan->contrary[n].seen == 0 &&
            hl_base__evidence_verdict(e, '\0') == HL_NUMBERS_CONTRARY)
            scan->contrary[n] = *e;
    }
}

/* ---- all of them */

static const char *name_of(const hl_scan *scan, size_t number)
{
    return scan->layout.names[hl_scan__number_field(&scan->layout, number)];
}

static void find_line(const hl_scan *scan, hl_number_example *example)
{
    example->line = hl_scan__line_of(scan, example->place, example->line);
}

static void find_lines(const hl_scan *scan, hl_number_evidence *evidence)
{
    for (size_t kind = 0; kind < HL_EVIDENCE_KINDS; kind++)
        if ((evidence->seen >> kind & 1) != 0)
            find_line(scan, &evidence->first[kind]);
    for (size_t i = 0; i < 2; i++)
        if (evidence->currency[i] != '\0')
            find_line(scan, &evidence->priced[i]);
}

static void warn(const hl_scan *scan, const char *name, const hl_number_example *example,
                 const char *said, hl_problems *problems)
{
    if (problems != NULL)
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = hl_scan__path_of(scan, example->place),
                                                .line = example->line,
                                                .pointer = name,
                                                .message = said});
}

/* For the report: "revenue: , as in '3,5' (line 7)". */
static void record(hl_scan *scan, const char *name, char mark, const hl_number_example *example)
{
    hl_base__text_addf(&scan->decimals, "%s%s: %c as in '%.*s' (line %lld)",
                       scan->decimals.length > 0 ? "; " : "", name, mark, (int)example->length,
                       example->text, (long long)example->line);
}

/* Where the second example stands, when that is not the file of the first. */
static void add_other_file(const hl_scan *scan, const hl_number_example *const examples[2],
                           hl_text *out)
{
    if (examples[1] == NULL ||
        hl_scan__file_of(examples[0]->place) == hl_scan__file_of(examples[1]->place))
        return;
    hl_base__text_addf(out, "; '%.*s' stands in %s", (int)examples[1]->length, examples[1]->text,
                       hl_scan__path_of(scan, examples[1]->place));
}

static hl_status tell(hl_scan *scan, size_t number, const hl_number_evidence *evidence,
                      hl_number_verdict verdict, hl_problems *problems, hl_error *err)
{
    const char *name = name_of(scan, number);
    const hl_number_example *examples[2];
    hl_text text = {0};
    hl_base__evidence_examples(evidence, verdict, examples);
    hl_base__evidence_text(evidence, verdict, &text);
    if (text.length > 0)
        add_other_file(scan, examples, &text);
    hl_status status = hl_base__text_status(&text, err);
    const char *said = hl_base__text_string(&text);
    if (status == HL_OK && text.length > 0 && hl_base__evidence_is_fault(verdict))
        status = hl_error_set(err, HL_REJECTED, "%s:%lld: %s: %s",
                              hl_scan__path_of(scan, examples[0]->place),
                              (long long)examples[0]->line, name, said);
    else if (status == HL_OK && text.length > 0) {
        record(scan, name, hl_base__evidence_mark(evidence, verdict), examples[0]);
        warn(scan, name, examples[0], said, problems);
    }
    hl_base__text_free(&text);
    return status == HL_OK ? hl_base__text_status(&scan->decimals, err) : status;
}

/* ---- files that are written unlike each other */

/* Whether a file of its own says by which mark it is read; it does not depend on it where nothing
 * in it is open. */
static bool own_mark(const hl_scan *scan, size_t file, size_t number, char *mark)
{
    const hl_scan_written *w = &scan->written[at(scan, file, number)];
    const hl_number_evidence own = {.seen = w->seen, .hundreds = w->hundreds};
    hl_number_verdict verdict = hl_base__evidence_verdict(&own, '\0');
    *mark = hl_base__evidence_mark(&own, verdict);
    return verdict != HL_NUMBERS_POINT_BY_RULE && verdict != HL_NUMBERS_OPEN;
}

static hl_status tell_apart(hl_scan *scan, size_t number, hl_problems *problems, hl_error *err)
{
    const char *name = name_of(scan, number);
    const hl_number_example *examples[2];
    hl_text text = {0};
    hl_base__evidence_examples(&scan->evidence[number], HL_NUMBERS_CONTRARY, examples);
    hl_base__text_addf(&text,
                       "'%.*s' has a decimal comma, '%.*s' of %s (line %lld) a decimal point: each "
                       "file is read as it is written",
                       (int)examples[0]->length, examples[0]->text, (int)examples[1]->length,
                       examples[1]->text, hl_scan__path_of(scan, examples[1]->place),
                       (long long)examples[1]->line);
    hl_base__text_addf(&scan->decimals, "%s%s: each file as it is written",
                       scan->decimals.length > 0 ? "; " : "", name);
    warn(scan, name, examples[0], hl_base__text_string(&text), problems);
    hl_status status = hl_base__text_status(&text, err);
    hl_base__text_free(&text);
    return status == HL_OK ? hl_base__text_status(&scan->decimals, err) : status;
}

static hl_status nobody_says(const hl_scan *scan, size_t number, size_t file, hl_error *err)
{
    const hl_number_example *examples[2];
    hl_base__evidence_examples(&scan->evidence[number], HL_NUMBERS_CONTRARY, examples);
    return hl_error_set(
        err, HL_REJECTED,
        "%s: %s: its marks are thousands or decimals, nothing in the file says which, and the "
        "other "
        "files are written in two ways: '%.*s' in %s (line %lld), '%.*s' in %s (line %lld); write "
        "them in one way",
        hl_scan__file(&scan->spec, file), name_of(scan, number), (int)examples[0]->length,
        examples[0]->text, hl_scan__path_of(scan, examples[0]->place), (long long)examples[0]->line,
        (int)examples[1]->length, examples[1]->text, hl_scan__path_of(scan, examples[1]->place),
        (long long)examples[1]->line);
}

static bool is_apart(const hl_scan *scan, size_t number)
{
    return scan->spec.decimal == '\0' && scan->contrary[number].seen == 0 &&
           hl_base__evidence_verdict(&scan->evidence[number], '\0') == HL_NUMBERS_CONTRARY;
}

/* ---- marks */

static hl_status choose_marks(hl_scan *scan, size_t number, hl_error *err)
{
    const hl_number_evidence *e = &scan->evidence[number];
    bool apart = is_apart(scan, number);
    char mark = hl_base__evidence_mark(e, hl_base__evidence_verdict(e, '\0'));
    for (size_t file = 0; file < hl_scan__file_count(&scan->spec); file++) {
        if (apart && !own_mark(scan, file, number, &mark))
            return nobody_says(scan, number, file, err);
        scan->marks[at(scan, file, number)] = mark;
    }
    return HL_OK;
}

/* Whether cells of the file were read by another mark than they are written with. */
static bool misread(const hl_scan *scan, size_t file, size_t number)
{
    size_t i = at(scan, file, number);
    const hl_number_evidence own = {.seen = scan->written[i].seen};
    char used = scan->used == NULL ? '.' : scan->used[i];
    return used != scan->marks[i] && hl_base__evidence_open(&own);
}

static hl_status only_once(const hl_scan *scan, size_t number, hl_error *err)
{
    const hl_number_evidence *e = &scan->evidence[number];
    const hl_number_example *examples[2];
    hl_base__evidence_examples(e, hl_base__evidence_verdict(e, '\0'), examples);
    return hl_error_set(err, HL_REJECTED,
                        "%s:%lld: %s: as '%.*s' shows, the comma divides whole from parts in this "
                        "column, and this input can be read only once: say --decimal ,",
                        hl_scan__path_of(scan, examples[0]->place), (long long)examples[0]->line,
                        name_of(scan, number), (int)examples[0]->length, examples[0]->text);
}

static hl_status find_marks(hl_scan *scan, bool *again, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t n = 0; n < scan->layout.number_count && status == HL_OK; n++) {
        bool wrong = false;
        status = choose_marks(scan, n, err);
        for (size_t file = 0; file < hl_scan__file_count(&scan->spec); file++)
            wrong = wrong || misread(scan, file, n);
        if (status == HL_OK && wrong && !hl_scan__are_lasting(&scan->spec))
            status = only_once(scan, n, err);
        *again = *again || wrong;
    }
    return status;
}

/* Sums with a currency in one file and without any in another may be of two. */
static hl_status check_priced(const hl_scan *scan, size_t number, hl_error *err)
{
    static const unsigned zeros =
        1U << HL_WRITTEN_ZERO | 1U << (HL_WRITTEN_ZERO + HL_WRITTEN_COUNT);
    const hl_scan_written *priced = NULL;
    size_t plain = HL_SCAN_NONE;
    for (size_t file = 0; file < hl_scan__file_count(&scan->spec); file++) {
        const hl_scan_written *w = &scan->written[at(scan, file, number)];
        if (w->currency != '\0' && priced == NULL)
            priced = w;
        else if (w->currency == '\0' && (w->seen & ~zeros) != 0 && plain == HL_SCAN_NONE)
            plain = file;
    }
    if (priced == NULL || plain == HL_SCAN_NONE)
        return HL_OK;
    return hl_error_set(
        err, HL_REJECTED,
        "%s:%lld: %s: '%.*s' names a currency, and no number of the column in %s does: are they of "
        "one? Write the currency in all files, or in none",
        hl_scan__path_of(scan, priced->priced.place),
        (long long)hl_scan__line_of(scan, priced->priced.place, priced->priced.line),
        name_of(scan, number), (int)priced->priced.length, priced->priced.text,
        hl_scan__file(&scan->spec, plain));
}

static hl_status check_words(const hl_scan *scan, size_t number, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    if (number >= layout->variable_count || ((scan->worded & scan->not_bit) >> number & 1) == 0)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: '%s' has words for yes and no beside numbers other than 0 and 1",
                        layout->spec->path, name_of(scan, number));
}

static hl_status tell_number(hl_scan *scan, size_t number, hl_problems *problems, hl_error *err)
{
    const hl_number_evidence *own = &scan->contrary[number];
    const hl_number_evidence *e =
        scan->spec.decimal == '\0' && own->seen != 0 ? own : &scan->evidence[number];
    hl_number_verdict verdict = hl_base__evidence_verdict(e, scan->spec.decimal);
    if (first_of(&scan->layout, number) < number)
        return HL_OK;
    if (is_apart(scan, number))
        return tell_apart(scan, number, problems, err);
    if (scan->spec.decimal == '\0' || hl_base__evidence_is_fault(verdict))
        return tell(scan, number, e, verdict, problems, err);
    return HL_OK;
}

hl_status hl_scan__judge_numbers(hl_scan *scan, hl_problems *problems, bool *again, hl_error *err)
{
    size_t numbers = scan->layout.number_count;
    hl_status status = HL_OK;
    *again = false;
    for (size_t n = 0; n < numbers; n++) {
        find_lines(scan, &scan->evidence[n]);
        find_lines(scan, &scan->contrary[n]);
    }
    if (scan->spec.decimal == '\0')
        status = find_marks(scan, again, err);
    for (size_t n = 0; status == HL_OK && !*again && n < numbers; n++) {
        status = tell_number(scan, n, problems, err);
        if (status == HL_OK)
            status = check_priced(scan, n, err);
        if (status == HL_OK)
            status = check_words(scan, n, err);
    }
    return status;
}

const char *hl_scan__decimals(const hl_scan *scan)
{
    return hl_base__text_string(&scan->decimals);
}
