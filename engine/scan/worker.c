#include "scan/worker.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/written_number.h"
#include "scan/accepted_bits.h"
#include "scan/counted_means.h"
#include "scan/fixed_number.h"
#include "scan/name_spelling.h"
#include "scan/no_arm.h"
#include "scan/number_columns.h"
#include "scan/row_names.h"

enum {
    MOST_MISSES = 64,
    MOST_NAME = HL_SCAN_MOST_NAME,
    MOST_UNTOLD =
        sizeof(((hl_scan_worker *)NULL)->untold) / sizeof(((hl_scan_worker *)NULL)->untold[0])
};

hl_status hl_scan__worker_init(hl_scan_worker *worker, const hl_scan_layout *layout, hl_error *err)
{
    *worker = (hl_scan_worker){
        .layout = layout, .sums = {.layout = layout}, .message_field = HL_SCAN_NONE};
    size_t dimensions = layout->dimension_count;
    worker->cells = hl_cells__new(&layout->outline.design);
    worker->kept = layout->spec->keep_units ? hl_cells__units_new(&layout->outline.design) : NULL;
    worker->split_names = calloc(dimensions + 1, sizeof *worker->split_names);
    worker->splits = calloc(dimensions + 1, sizeof *worker->splits);
    worker->fields = calloc(layout->field_count + HL_SCAN_OTHER_FIELDS, sizeof *worker->fields);
    worker->seen = calloc(layout->field_count + 1, sizeof *worker->seen);
    worker->evidence = calloc(layout->number_count + 1, sizeof *worker->evidence);
    worker->heard = calloc(layout->variable_count + 1, sizeof *worker->heard);
    worker->attributes = calloc(layout->conditions.attribute_count + 1, sizeof *worker->attributes);
    worker->unnumbered = calloc(layout->conditions.attribute_count + 1, sizeof *worker->unnumbered);
    worker->samples =
        (layout->plain || (layout->unit != HL_SCAN_NONE && !layout->spec->keep_units) ||
         hl_scan__counts_means(layout));
    worker->sample.most = layout->id == HL_SCAN_NONE ? HL_SAMPLE_MOST_WITHOUT_ID : HL_SAMPLE_MOST;
    worker->amounts.most = worker->sample.most;
    worker->split_count = dimensions > 0 ? dimensions : 1;
    if (worker->cells == NULL || worker->split_names == NULL || worker->splits == NULL ||
        worker->fields == NULL || worker->seen == NULL || worker->attributes == NULL ||
        worker->unnumbered == NULL || worker->evidence == NULL || worker->heard == NULL ||
        (layout->spec->keep_units && worker->kept == NULL) ||
        !hl_scan__faults_init(&worker->faults, layout->field_count))
        return hl_error_memory(err);
    return HL_OK;
}

void hl_scan__worker_free(hl_scan_worker *worker)
{
    hl_cells_free(worker->cells);
    hl_unit_values_free(worker->kept);
    hl_scan__sums_free(&worker->sums);
    hl_scan__odd_values_free(&worker->odd_values);
    hl_scan__unit_sums_free(&worker->units);
    hl_scan__sample_free(&worker->sample);
    hl_scan__sample_free(&worker->amounts);
    hl_scan__left_out_free(&worker->left_out_of);
    hl_scan__left_out_free(&worker->refused_of);
    hl_scan__left_out_free(&worker->undecided_of);
    hl_scan__left_out_free(&worker->headers);
    hl_scan__left_out_free(&worker->strange);
    hl_scan__faults_free(&worker->faults);
    hl_rows__record_free(&worker->record);
    hl_base__arena_free(&worker->arena);
    free(worker->split_names);
    free(worker->splits);
    free(worker->fields);
    free(worker->seen);
    free(worker->evidence);
    free(worker->heard);
    hl_base__map_free(&worker->spellings);
    free(worker->attributes);
    free(worker->unnumbered);
    hl_base__arena_free(&worker->nested);
}

bool hl_scan__complain(hl_scan_worker *worker, size_t field, const char *accepted,
                       const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(worker->message, sizeof worker->message, format, arguments);
    va_end(arguments);
    worker->message_field = field;
    worker->accepted = accepted;
    return false;
}

/* The character column of a field, when it stands in the row as it is in the file. */
static int64_t column_of(const hl_scan_worker *worker, size_t at_field, const char *raw,
                         size_t raw_length)
{
    if (at_field == HL_SCAN_NONE)
        return 0;
    uintptr_t at = (uintptr_t)worker->fields[at_field].data;
    uintptr_t start = (uintptr_t)raw;
    if (at < start || at > start + raw_length)
        return 0;
    return (int64_t)hl_base__utf8_count(raw, (size_t)(at - start)) + 1;
}

/* Its place is told when the row has been taken. */
void hl_scan__note(hl_scan_worker *worker, hl_fault_kind kind)
{
    size_t field = worker->message_field;
    hl_fault_group *group = hl_scan__fault_group(&worker->faults, kind, field);
    group->count++;
    if (group->shown < HL_FAULTS_SHOWN && worker->untold_count < MOST_UNTOLD) {
        hl_fault_place *place = &group->places[group->shown];
        *place = (hl_fault_place){
            .message = hl_base__arena_string(&worker->arena, worker->message),
            .accepted = worker->accepted,
        };
        if (place->message == NULL)
            (void)hl_error_memory(&worker->err);
        group->shown += place->message != NULL;
        worker->untold[worker->untold_count].place = place;
        worker->untold[worker->untold_count++].field = field;
    }
    worker->message[0] = '\0';
    worker->message_field = HL_SCAN_NONE;
    worker->accepted = NULL;
}

/* A record that is none has no field at fault, and its arm is not known. */
static void refuse(hl_scan_worker *worker)
{
    if (worker->no_user) {
        worker->no_user = false;
        worker->no_users++;
        hl_scan__note(worker, HL_FAULT_ROW);
        return;
    }
    bool known = worker->message_field != HL_SCAN_NONE && worker->arm != HL_MAP_NONE;
    worker->rejected++;
    worker->nameless += worker->layout->experiment != HL_SCAN_NONE &&
                        worker->message_field == worker->layout->experiment;
    hl_scan__note(worker, HL_FAULT_ROW);
    if (!known)
        return;
    const hl_map_key *arm = &worker->cells->arms.keys[worker->arm];
    if (!hl_scan__left_out_add(&worker->refused_of, arm->text, arm->length, 1))
        (void)hl_error_memory(&worker->err);
}

void hl_scan__tell(hl_scan_worker *worker, int64_t offset, int64_t line, int64_t column,
                   const char *raw, size_t raw_length)
{
    if (worker->message[0] != '\0') {
        hl_scan__explain_arm(worker, raw, raw_length);
        refuse(worker);
    }
    for (size_t i = 0; i < worker->untold_count; i++) {
        hl_fault_place *place = worker->untold[i].place;
        place->offset = offset;
        place->line = line;
        place->column =
            column != 0 ? column : column_of(worker, worker->untold[i].field, raw, raw_length);
    }
    worker->untold_count = 0;
}

static int shown(size_t length)
{
    return (int)(length < 60 ? length : 60);
}

/* ---- numbers */

static bool exact_bit(hl_scan_worker *worker, size_t variable, hl_i128 *value)
{
    size_t field = worker->layout->variables[variable].field;
    const hl_field *text = &worker->fields[field];
    bool yes = false;
    if (hl_base__written_bit(text->data, text->length, &yes) == HL_NUMBER_EXACT) {
        *value = yes ? 1000000000000000000 : 0;
        worker->answered |= UINT64_C(1) << variable;
        return true;
    }
    hl_scan__hear(worker, variable, text->data, text->length);
    bool counted = worker->layout->count != HL_SCAN_NONE;
    return hl_scan__complain(worker, field,
                             hl_scan__accepted_bits(text->data, text->length, counted),
                             "'%.*s' in '%s', which is a proportion", shown(text->length),
                             text->data, worker->layout->names[field]);
}

static bool exact_number(hl_scan_worker *worker, size_t variable, hl_i128 *value)
{
    size_t field = worker->layout->variables[variable].field;
    const char *accepted = worker->layout->spec->decimal == ','   ? "a number with a decimal comma"
                           : worker->layout->spec->decimal == '.' ? "a number with a decimal point"
                                                                  : "a decimal number";
    const hl_field *text = &worker->fields[field];
    const char *name = worker->layout->names[field];
    switch (hl_scan__number(worker, variable, value)) {
    case HL_NUMBER_EXACT:
        return true;
    case HL_NUMBER_ROUNDED:
        worker->rounded++;
        return true;
    case HL_NUMBER_RANGE:
        return hl_scan__complain(worker, field, "a number below 10^18", "'%.*s' in '%s'",
                                 shown(text->length), text->data, name);
    case HL_NUMBER_BLANK:
    case HL_NUMBER_UNREADABLE:
        break;
    }
    return hl_scan__complain(worker, field, accepted, "text '%.*s' in the numeric column '%s'",
                             shown(text->length), text->data, name);
}

static void note_blank(hl_scan_worker *worker, size_t variable)
{
    const hl_scan_layout *layout = worker->layout;
    size_t field = layout->variables[variable].field;
    bool refused = (layout->blank_refused >> variable & 1) != 0;
    worker->blank += !refused;
    worker->unread += refused;
    if (!refused && (layout->blank_said >> variable & 1) != 0)
        return;
    (void)hl_scan__complain(worker, field, refused ? "a number" : NULL, "'%s' is %s",
                            layout->names[field], refused ? "empty" : "blank");
    hl_scan__note(worker, refused ? HL_FAULT_CELL : HL_FAULT_BLANK);
}

/* The bits of the variables whose cells are blank, and of those that cannot be read. */
typedef struct without {
    uint64_t blank, unread;
} without;

/* Whether an earlier variable of the row reads the same cell and found nothing. */
static bool is_noted(const hl_scan_worker *worker, size_t variable, uint64_t found)
{
    const hl_scan_variable *all = worker->layout->variables;
    for (size_t i = 0; i < variable; i++)
        if (all[i].field == all[variable].field && (found >> i & 1) != 0)
            return true;
    return false;
}

static void read_variable(hl_scan_worker *worker, size_t i, hl_i128 *value, without *out)
{
    const hl_scan_variable *variable = &worker->layout->variables[i];
    bool yes = false;
    *value = 0;
    const hl_field *text = &worker->fields[variable->field];
    if (hl_scan__answer(worker, i, text->data, text->length, &yes)) {
        *value = yes ? 1000000000000000000 : 0;
        return;
    }
    if (hl_base__is_blank(text->data, text->length)) {
        if (variable->bit || variable->unsaid)
            hl_scan__hear(worker, i, text->data, text->length);
        if (!is_noted(worker, i, out->blank))
            note_blank(worker, i);
        out->blank |= UINT64_C(1) << i;
        return;
    }
    if (variable->bit ? exact_bit(worker, i, value) : exact_number(worker, i, value)) {
        if (*value != 0 && *value != 1000000000000000000)
            worker->not_bit |= UINT64_C(1) << i;
        return;
    }
    *value = 0;
    worker->unread += !is_noted(worker, i, out->unread);
    hl_scan__note(worker, HL_FAULT_CELL);
    out->unread |= UINT64_C(1) << i;
}

/* Which metrics and covariates that leaves without a value. */
static void find_losses(hl_scan_worker *worker, const without *found)
{
    const hl_scan_layout *layout = worker->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        const hl_scan_metric *metric = &layout->metrics[m];
        bool blank = (found->blank & metric->cells) != 0 && metric->blank != HL_BLANK_ZERO;
        bool unread =
            (found->unread & metric->cells) != 0 || (blank && metric->blank == HL_BLANK_REFUSE);
        if (blank || unread)
            worker->lost[unread ? HL_LOST_UNREAD : HL_LOST_BLANK] |= UINT64_C(1) << m;
    }
    for (size_t k = 0; k < layout->covariate_count; k++)
        worker->missing |= ((found->blank | found->unread) >> layout->covariates[k] & 1) << k;
}

/* One above the bits of all variables; 0 where all 64 are. */
static uint64_t variables_bit(const hl_scan_layout *layout)
{
    return layout->variable_count < HL_SCAN_MOST_VARIABLES ? UINT64_C(1) << layout->variable_count
                                                           : 0;
}

bool hl_scan__exact_values(hl_scan_worker *worker, hl_i128 *values)
{
    without found = {0, 0};
    worker->lost[0] = worker->lost[1] = worker->missing = 0;
    for (size_t i = 0; i < worker->layout->variable_count; i++)
        read_variable(worker, i, &values[i], &found);
    if ((found.blank | found.unread) != 0)
        find_losses(worker, &found);
    worker->textual = found.unread != 0 && found.unread + 1 == variables_bit(worker->layout);
    return worker->err.status == HL_OK;
}

bool hl_scan__lose(hl_scan_worker *worker, size_t metric)
{
    hl_scan__note(worker, HL_FAULT_CELL);
    worker->unread++;
    worker->lost[HL_LOST_UNREAD] |= UINT64_C(1) << metric;
    return worker->err.status == HL_OK;
}

void hl_scan__covariates(const hl_scan_worker *worker, const hl_i128 *values, hl_i128 *out)
{
    const hl_scan_layout *layout = worker->layout;
    for (size_t k = 0; k < layout->covariate_count; k++) {
        out[k] = values[layout->covariates[k]];
        out[layout->covariate_count + k] =
            (worker->missing >> k & 1) != 0 ? 1000000000000000000 : 0;
    }
}

/* ---- rows */

static bool flush(hl_scan_worker *worker)
{
    worker->unflushed = 0;
    return hl_scan__sums_flush(&worker->sums, worker->cells, &worker->err) == HL_OK;
}

/* Numbers with more digits than the scale has come often: move what is summed and widen it. */
static bool widen(hl_scan_worker *worker, size_t variable)
{
    int scale = hl_scan__number_places(worker, variable);
    if (scale <= worker->sums.scale[variable] || ++worker->misses[variable] < MOST_MISSES)
        return true;
    worker->misses[variable] = 0;
    if (!flush(worker))
        return false;
    worker->sums.scale[variable] = scale;
    worker->ranges[variable] = (hl_usual_range){0, 0};
    worker->dull[variable] = 0;
    return true;
}

static bool written_bit(const hl_scan_worker *worker, size_t variable, const hl_field *text,
                        bool *yes)
{
    return hl_scan__answer(worker, variable, text->data, text->length, yes) ||
           hl_base__written_bit(text->data, text->length, yes) == HL_NUMBER_EXACT;
}

static inline bool plain_bit(hl_scan_worker *worker, size_t variable, const hl_field *text,
                             int64_t *value)
{
    if (text->length == 1 && (text->data[0] & 0xFE) == '0') {
        *value = text->data[0] & 1;
        return true;
    }
    bool yes = false;
    bool read = written_bit(worker, variable, text, &yes);
    *value = yes;
    return read;
}

static inline bool is_dull(const hl_scan_worker *worker, size_t variable, int64_t value, int places)
{
    if ((worker->pointed >> variable & 1) != 0)
        return true;
    return places < 0 && value < worker->dull[variable] && value > -worker->dull[variable];
}

static bool plain_values(hl_scan_worker *worker, int64_t *values, size_t *failed, uint64_t *unusual)
{
    const hl_scan_layout *layout = worker->layout;
    uint64_t not_bit = 0, unanswered = 0, far = 0;
    int64_t blank = 0;
    for (size_t i = 0; i < layout->variable_count; i++) {
        const hl_field *text = &worker->fields[layout->variables[i].field];
        *failed = i;
        if (text->length == 0 && (layout->blank_zero >> i & 1) != 0) {
            values[i] = 0;
            unanswered |= UINT64_C(1) << i;
            blank++;
        } else if (layout->variables[i].bit) {
            if (!plain_bit(worker, i, text, &values[i]))
                return false;
        } else {
            int scale = worker->sums.scale[i];
            int places = 0;
            bool taken = hl_scan__fixed(text->data, text->length, scale, &values[i], &places);
            if ((!taken || !is_dull(worker, i, values[i], places)) &&
                !hl_scan__look_closer(worker, i, taken, places, &values[i]))
                return false;
            not_bit |= (uint64_t)(values[i] != 0 && values[i] != hl_scan__tens[scale]) << i;
            far |= (uint64_t)hl_scan__is_unusual(&worker->ranges[i], values[i]) << i;
        }
    }
    *unusual = far & layout->watched;
    worker->paid = (not_bit & layout->watched) != 0;
    worker->answered |= layout->bits & ~unanswered;
    worker->not_bit |= not_bit;
    worker->blank += blank;
    return true;
}

/* From the first value on that is neither 0 nor 1. */
static bool begin_cubing(hl_scan_worker *worker)
{
    bool ok = flush(worker);
    worker->sums.cubing = true;
    return ok;
}

static bool take_plain(hl_scan_worker *worker, uint32_t arm)
{
    size_t failed = 0;
    uint64_t unusual = 0;
    if (!plain_values(worker, worker->values, &failed, &unusual))
        return widen(worker, failed) && hl_scan__take_exact(worker, arm) &&
               worker->untold_count == 0;
    if ((worker->not_bit & worker->layout->cubed) != 0 && !worker->sums.cubing &&
        !begin_cubing(worker))
        return false;
    if (unusual != 0 && !hl_scan__see_unusual(worker, arm, unusual))
        return false;
    bool spread = worker->layout->histograms || worker->layout->sizes;
    for (size_t i = 0; i < worker->split_count; i++) {
        uint64_t key = (uint64_t)arm << 32 | worker->splits[i];
        hl_scan_slot *slot = hl_scan__slot(&worker->sums, key);
        if (slot == NULL ||
            (spread && !hl_scan__slot_spread(&worker->sums, slot, worker->values, worker->cells))) {
            (void)hl_error_memory(&worker->err);
            return false;
        }
        hl_scan__slot_take(slot, worker->layout, worker->values, worker->sums.cubing);
    }
    return ++worker->unflushed < HL_SCAN_MOST_ROWS || flush(worker);
}

static bool is_name(const hl_field *field)
{
    return field->length > 0 && field->length <= MOST_NAME &&
           memchr(field->data, '\x1f', field->length) == NULL;
}

/* A row that names no arm is not refused: it is left out anyway. */
static bool count_by_arm(hl_scan_worker *worker, hl_left_rows *of)
{
    const hl_scan_layout *layout = worker->layout;
    char text[HL_SCAN_MOST_ARM_TEXT];
    if (layout->arm == HL_SCAN_NONE || layout->count != HL_SCAN_NONE ||
        of->arms.count > HL_SCAN_MOST_SPLITS || !is_name(&worker->fields[layout->arm]) ||
        (layout->experiment != HL_SCAN_NONE && !is_name(&worker->fields[layout->experiment])))
        return true;
    size_t length = hl_scan__arm_text(worker, text);
    if (!hl_scan__left_out_add(of, text, length, 1))
        (void)hl_error_memory(&worker->err);
    return worker->err.status == HL_OK;
}

/* Of most rows that are left out the arm is one of few. */
static bool leave_out(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    hl_left_rows *of = &worker->left_out_of;
    bool cached = layout->arm != HL_SCAN_NONE && layout->experiment == HL_SCAN_NONE;
    const hl_field *text = cached ? &worker->fields[layout->arm] : NULL;
    uint32_t known = cached
                         ? hl_scan__name_cache_find(&worker->left_names, text->data, text->length)
                         : UINT32_MAX;
    worker->left_out++;
    if (known != UINT32_MAX) {
        of->counts[known]++;
        return true;
    }
    uint32_t before = of->arms.count;
    bool counted = count_by_arm(worker, of);
    if (counted && cached && of->arms.count > before)
        hl_scan__name_cache_keep(&worker->left_names, text->data, text->length, before);
    return counted;
}

/* Rows that count units are lost as rows are: nobody knows of how many units. */
static bool leave_undecided(hl_scan_worker *worker)
{
    if (worker->layout->count != HL_SCAN_NONE) {
        worker->undecided.count--;
        return false;
    }
    hl_scan__note(worker, HL_FAULT_CELL);
    (void)count_by_arm(worker, &worker->undecided_of);
    return false;
}

bool hl_scan__take(hl_scan_worker *worker)
{
    uint32_t arm = 0;
    bool taken = false;
    worker->arm = HL_MAP_NONE;
    if (worker->layout->conditions.any) {
        hl_scan__read_attributes(worker);
        if (worker->unnumbered_count > 0 && hl_scan__is_header_left_out(worker))
            return false;
        hl_scan_wanted wanted =
            worker->err.status != HL_OK ? HL_SCAN_NOT_WANTED : hl_scan__row_wanted(worker);
        if (worker->err.status != HL_OK ||
            (wanted == HL_SCAN_NOT_WANTED && hl_scan__is_header_left_out(worker)))
            return false;
        if (wanted != HL_SCAN_WANTED)
            return wanted == HL_SCAN_UNDECIDED ? leave_undecided(worker) : leave_out(worker);
    }
    if (hl_scan__may_be_total(worker) && hl_scan__is_total(worker))
        return false;
    arm = hl_scan__known_arm(worker);
    if (arm == UINT32_MAX && !hl_scan__find_arm(worker, &arm))
        return false;
    worker->arm = arm;
    worker->textual = false;
    hl_scan__note_nameless(worker, arm);
    if (worker->layout->dimension_count > 0 && !hl_scan__known_splits(worker) &&
        !hl_scan__find_splits(worker))
        return false;
    int64_t unread = worker->unread;
    if (worker->layout->plain)
        taken = take_plain(worker, arm);
    else
        taken = worker->layout->unit != HL_SCAN_NONE ? hl_scan__unit_sums_take(worker, arm)
                                                     : hl_scan__take_exact(worker, arm);
    if (worker->textual)
        hl_scan__note_header(worker, worker->unread - unread);
    return taken && worker->untold_count == 0;
}

hl_status hl_scan__worker_finish(hl_scan_worker *worker, hl_error *err)
{
    if (worker->err.status != HL_OK)
        return hl_error_set(err, worker->err.status, "%s", worker->err.message);
    if (worker->layout->unit != HL_SCAN_NONE)
        return hl_scan__unit_sums_finish(worker, err);
    return hl_scan__sums_flush(&worker->sums, worker->cells, err);
}
