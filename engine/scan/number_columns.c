#include "scan/number_columns.h"

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
    else
        hl_scan__hear(worker, variable, text->data, text->length);
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
