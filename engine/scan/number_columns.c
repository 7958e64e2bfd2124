#include "scan/number_columns.h"

#include <stdlib.h>
#include <string.h>

#include "scan/files.h"
#include "scan/fixed_number.h"

/* ---- cells */

static hl_number_form read_cell(const hl_scan_worker *worker, size_t variable,
                                hl_written_number *out)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_field *text = &worker->fields[layout->variables[variable].field];
    bool json = text->kind == HL_FIELD_NUMBER; /* written in one way */
    char mark = layout->marks[variable];
    return hl_base__written_number(text->data, text->length, json ? '.' : mark,
                                   layout->spec->decimal != '\0' && !json, out);
}

static hl_number_form read_and_note(hl_scan_worker *worker, size_t variable, hl_written_number *out)
{
    const hl_field *text = &worker->fields[worker->layout->variables[variable].field];
    hl_number_form form = read_cell(worker, variable, out);
    if (form <= HL_NUMBER_ROUNDED && text->kind != HL_FIELD_NUMBER)
        hl_base__evidence_add(&worker->evidence[variable], out, text->data, text->length,
                              worker->place, worker->line);
    return form;
}

/* A metric without a kind may be of a column of yes and no. */
static hl_number_form read_word(hl_scan_worker *worker, size_t variable, hl_i128 *value)
{
    const hl_field *text = &worker->fields[worker->layout->variables[variable].field];
    bool yes = false;
    hl_number_form form = hl_base__written_bit(text->data, text->length, &yes);
    *value = yes ? 1000000000000000000 : 0;
    if (form == HL_NUMBER_EXACT)
        worker->worded |= UINT64_C(1) << variable;
    return form;
}

hl_number_form hl_scan__number(hl_scan_worker *worker, size_t variable, hl_i128 *value)
{
    hl_written_number number;
    hl_number_form form = read_and_note(worker, variable, &number);
    *value = number.attos;
    if (form == HL_NUMBER_UNREADABLE && worker->layout->variables[variable].unsaid)
        form = read_word(worker, variable, value);
    return form;
}

static bool number_at(hl_scan_worker *worker, size_t variable, int scale, int64_t *out)
{
    hl_written_number number;
    hl_i128 unit = 1000000000000000000;
    if (read_and_note(worker, variable, &number) != HL_NUMBER_EXACT)
        return false;
    unit /= hl_scan__tens[scale];
    hl_i128 value = number.attos / unit;
    if (number.attos % unit != 0 || value >= HL_SCAN_LIMIT || value <= -HL_SCAN_LIMIT)
        return false;
    *out = (int64_t)value;
    return true;
}

int hl_scan__number_places(hl_scan_worker *worker, size_t variable)
{
    hl_written_number number;
    hl_i128 unit = 1000000000000000000;
    if (read_cell(worker, variable, &number) != HL_NUMBER_EXACT)
        return -1;
    int places = 0;
    for (; places <= HL_SCAN_MOST_SCALE && number.attos % unit != 0; places++)
        unit /= 10;
    hl_i128 value = number.attos / unit;
    return places > HL_SCAN_MOST_SCALE || value >= HL_SCAN_LIMIT || value <= -HL_SCAN_LIMIT
               ? -1
               : places;
}

/* What may still say something of how the column is written: a whole number of at least `dull`, and
 * one with a point as long as none was sure to be a decimal point. */
static void tell_dull(hl_scan_worker *worker, size_t variable, int scale)
{
    const hl_number_evidence *evidence = &worker->evidence[variable];
    const int64_t one = hl_scan__tens[scale];
    int64_t *dull = &worker->dull[variable];
    if ((evidence->seen >> HL_WRITTEN_POINT & 1) != 0 && worker->layout->marks[variable] == '.')
        worker->pointed |= UINT64_C(1) << variable;
    if ((evidence->seen & (1U << HL_WRITTEN_POINT | 1U << HL_WRITTEN_LARGE)) != 0)
        *dull = INT64_MAX;
    else if (evidence->hundreds >= HL_ENOUGH_HUNDREDS)
        *dull = 1000 * one;
    else if ((evidence->seen >> HL_WRITTEN_PLAIN & 1) != 0)
        *dull = 100 * one;
    else
        *dull = (evidence->seen >> HL_WRITTEN_ZERO & 1) != 0;
}

bool hl_scan__look_closer(hl_scan_worker *worker, size_t variable, bool taken, int places,
                          int64_t *value)
{
    const hl_field *text = &worker->fields[worker->layout->variables[variable].field];
    int scale = worker->sums.scale[variable];
    if (!taken || (places >= 0 && worker->layout->marks[variable] == ','))
        return number_at(worker, variable, scale, value);
    if (text->kind == HL_FIELD_NUMBER)
        return true;
    hl_base__evidence_note(&worker->evidence[variable],
                           hl_scan__writing(text->data, text->length, scale, *value, places),
                           text->data, text->length, worker->place, worker->line);
    tell_dull(worker, variable, scale);
    return true;
}

/* ---- columns */

static int64_t line_of(const hl_scan *scan, const hl_number_example *example)
{
    return hl_scan__line_of(scan, example->place, example->line);
}

static void find_lines(const hl_scan *scan, hl_number_evidence *evidence)
{
    for (size_t kind = 0; kind < HL_EVIDENCE_KINDS; kind++)
        if ((evidence->seen >> kind & 1) != 0)
            evidence->first[kind].line = line_of(scan, &evidence->first[kind]);
    for (size_t i = 0; i < 2; i++)
        if (evidence->currency[i] != '\0')
            evidence->priced[i].line = line_of(scan, &evidence->priced[i]);
}

/* For the report: "revenue: , as in '3,5' (line 7)". */
static void record(hl_scan *scan, const char *name, char mark, const hl_number_example *example)
{
    hl_base__text_addf(&scan->decimals, "%s%s: %c as in '%.*s' (line %lld)",
                       scan->decimals.length > 0 ? "; " : "", name, mark, (int)example->length,
                       example->text, (long long)example->line);
}

static hl_status tell(hl_scan *scan, size_t variable, const hl_number_evidence *evidence,
                      hl_number_verdict verdict, hl_problems *problems, hl_error *err)
{
    const char *name = scan->layout.names[scan->layout.variables[variable].field];
    const hl_number_example *examples[2];
    hl_text text = {0};
    hl_base__evidence_examples(evidence, verdict, examples);
    hl_base__evidence_text(evidence, verdict, &text);
    hl_status status = hl_base__text_status(&text, err);
    const char *said = hl_base__text_string(&text);
    if (status == HL_OK && text.length > 0 && hl_base__evidence_is_fault(verdict))
        status = hl_error_set(err, HL_REJECTED, "%s:%lld: %s: %s",
                              hl_scan__path_of(scan, examples[0]->place),
                              (long long)examples[0]->line, name, said);
    else if (status == HL_OK && text.length > 0) {
        record(scan, name, hl_base__evidence_mark(evidence, verdict), examples[0]);
        if (problems != NULL)
            hl_problems_add(problems,
                            &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                          .file = hl_scan__path_of(scan, examples[0]->place),
                                          .line = examples[0]->line,
                                          .pointer = name,
                                          .message = said});
    }
    hl_base__text_free(&text);
    return status == HL_OK ? hl_base__text_status(&scan->decimals, err) : status;
}

static hl_status again_or_not(hl_scan *scan, size_t variable, const hl_number_evidence *evidence,
                              hl_number_verdict verdict, bool *again, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    const hl_number_example *examples[2];
    if (layout->marks[variable] == ',' || !hl_base__evidence_open(evidence))
        return HL_OK; /* read so, or nothing depends on it */
    hl_base__evidence_examples(evidence, verdict, examples);
    if (!hl_scan__are_lasting(layout->spec))
        return hl_error_set(err, HL_REJECTED,
                            "%s:%lld: %s: as '%.*s' shows, the comma divides whole from parts in "
                            "this column, and this input can be read only once: say --decimal ,",
                            hl_scan__path_of(scan, examples[0]->place),
                            (long long)examples[0]->line,
                            layout->names[layout->variables[variable].field],
                            (int)examples[0]->length, examples[0]->text);
    scan->marks[variable] = ',';
    *again = true;
    return HL_OK;
}

static hl_status check_words(const hl_scan *scan, size_t variable, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    if (((scan->worded & scan->not_bit) >> variable & 1) == 0)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: '%s' has words for yes and no beside numbers other than 0 and 1",
                        layout->spec->path, layout->names[layout->variables[variable].field]);
}

hl_status hl_scan__judge_numbers(hl_scan *scan, const hl_scan_worker *workers, size_t count,
                                 hl_problems *problems, bool *again, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    hl_status status = HL_OK;
    *again = false;
    hl_number_evidence *all = calloc(layout->variable_count + 1, sizeof *all);
    if (all == NULL)
        return hl_error_memory(err);
    for (size_t v = 0; v < layout->variable_count; v++) {
        for (size_t i = 0; i < count; i++)
            hl_base__evidence_merge(&all[v], &workers[i].evidence[v]);
        find_lines(scan, &all[v]);
        hl_number_verdict verdict = hl_base__evidence_verdict(&all[v], layout->spec->decimal);
        if (status == HL_OK && layout->spec->decimal == '\0' &&
            hl_base__evidence_mark(&all[v], verdict) == ',')
            status = again_or_not(scan, v, &all[v], verdict, again, err);
    }
    for (size_t v = 0; status == HL_OK && !*again && v < layout->variable_count; v++) {
        hl_number_verdict verdict = hl_base__evidence_verdict(&all[v], layout->spec->decimal);
        if (layout->spec->decimal == '\0' || hl_base__evidence_is_fault(verdict))
            status = tell(scan, v, &all[v], verdict, problems, err);
        if (status == HL_OK)
            status = check_words(scan, v, err);
    }
    free(all);
    return status;
}

const char *hl_scan__decimals(const hl_scan *scan)
{
    return hl_base__text_string(&scan->decimals);
}
