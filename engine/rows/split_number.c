#include "rows/split_number.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS = 500,      /* looked at */
    ALL_ROWS = 5000, /* for numbers whose second field is in an empty column */
    USUAL = 20,      /* one in so many rows has so few fields: it is how rows are written */
    MOST_HEAD = 12   /* bytes of what stands before the comma, with sign and currency */
};

/* What the rows that have no number in two fields say of a column. */
enum { FILLED = 1, WORDS = 2, TAILS = 4, CENTS_ONLY = 8, PAIRS = 16 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool has_letter(const hl_field *field)
{
    bool found = false;
    for (size_t i = 0; i < field->length; i++)
        found = found || is_letter(field->data[i]);
    return found;
}

static size_t digits_at(const hl_field *field, size_t at)
{
    size_t end = at;
    while (end < field->length && is_digit(field->data[end]))
        end++;
    return end - at;
}

/* "2", "-12", "¥ 350": one to three digits and no other before them, the first no 0 unless alone.
 */
static bool is_head(const hl_field *field)
{
    size_t at = 0;
    while (at < field->length && !is_digit(field->data[at]) && !is_letter(field->data[at]) &&
           field->data[at] != '.')
        at++;
    size_t digits = digits_at(field, at);
    return field->length <= MOST_HEAD && digits >= 1 && digits <= 3 &&
           at + digits == field->length && (field->data[at] != '0' || digits == 1);
}

/* "400", "400.00", "400.00 元": three digits, then the end, decimals or what is no number. */
static bool is_tail(const hl_field *field)
{
    size_t digits = digits_at(field, 0);
    size_t at = digits;
    if (at < field->length && field->data[at] == '.')
        at += 1 + digits_at(field, at + 1);
    while (at < field->length && !is_digit(field->data[at]) && !is_letter(field->data[at]))
        at++;
    return digits == 3 && at == field->length;
}

/* "50", "05": what stands behind a decimal comma. */
static bool is_cents(const hl_field *field)
{
    return field->length == 2 && digits_at(field, 0) == 2;
}

/* ---- what the first rows say */

typedef struct sample {
    hl_record *record;
    const char *text;
    size_t length;
    bool final;
} sample;

static bool next(sample *s, size_t *at)
{
    size_t blank = 0;
    while (*at < s->length &&
           (blank = hl_rows__csv_blank_line(s->text + *at, s->length - *at, s->final, ',')) > 0)
        *at += blank;
    size_t taken = *at == s->length ? 0
                                    : hl_rows__csv_record(s->record, s->text + *at, s->length - *at,
                                                          s->final, ',');
    *at += taken;
    return taken > 0;
}

/* The fewest fields that are usual; rows of one field are notes. */
static bool find_fields(hl_split_numbers *split, sample *s, size_t header_count)
{
    size_t *counts = calloc(header_count + 1, sizeof *counts);
    size_t rows = 0;
    if (counts == NULL)
        return false;
    for (size_t at = 0; rows < ROWS && next(s, &at); rows++)
        if (s->record->count > 1)
            counts[s->record->count < header_count ? s->record->count : header_count]++;
    split->fields = 0;
    while (split->fields < header_count &&
           (counts[split->fields] == 0 || counts[split->fields] * USUAL < rows))
        split->fields++;
    free(counts);
    return true;
}

static void look_at_usual(hl_split_numbers *split, const hl_record *record)
{
    for (size_t i = 0; i < record->count && i < split->count; i++) {
        const hl_field *field = &record->fields[i];
        split->columns[i] |= (field->length > 0 ? FILLED : 0) | (has_letter(field) ? WORDS : 0) |
                             (is_tail(field) ? TAILS : 0);
    }
}

/* Longer rows whose column has two digits wherever it has anything, one of them "05". */
static void look_at_longer(hl_split_numbers *split, const hl_record *record, bool *zero)
{
    for (size_t i = 0; i < record->count && i < split->count; i++) {
        const hl_field *field = &record->fields[i];
        if (field->length > 0 && !is_cents(field))
            split->columns[i] &= (unsigned char)~CENTS_ONLY;
        zero[i] = zero[i] || (is_cents(field) && field->data[0] == '0');
    }
}

static bool look_at_columns(hl_split_numbers *split, sample *s)
{
    size_t rows = 0;
    bool *zero = calloc(split->count + 1, sizeof *zero);
    if (zero == NULL)
        return false;
    memset(split->columns, CENTS_ONLY, split->count);
    for (size_t at = 0; rows < ROWS && next(s, &at); rows++) {
        if (s->record->problem[0] != '\0')
            continue;
        if (s->record->count <= split->fields)
            look_at_usual(split, s->record);
        else
            look_at_longer(split, s->record, zero);
    }
    for (size_t i = 0; i < split->count; i++)
        if (!zero[i] || (split->columns[i] & FILLED) != 0)
            split->columns[i] &= (unsigned char)~CENTS_ONLY;
    free(zero);
    return true;
}

/* All rows have more fields than the header: then a column that has other values as well has no
 * parts of numbers. */
static void look_at_all(hl_split_numbers *split, sample *s)
{
    size_t rows = 0;
    for (size_t at = 0; rows < ROWS && next(s, &at); rows++)
        for (size_t i = 0; i < s->record->count && i < split->count; i++)
            if (s->record->fields[i].length > 0 && !is_tail(&s->record->fields[i]))
                split->columns[i] |= TAILS;
}

/* ---- beside an empty column */

/* Of a column and the next one: whole numbers, and numbers with decimals, of rows in which nothing
 * stands in the next; and of the others what both would be as one number. */
typedef struct beside {
    size_t whole, decimal, hundreds; /* other than 0 */
    size_t cut, cut_decimal, cut_zero;
    bool strange; /* what is neither */
} beside;

/* Digits before the point, 0: no number; whether it has decimals. */
static size_t number_digits(const hl_field *field, bool *decimals, bool *zero)
{
    size_t at = 0;
    while (at < field->length && !is_digit(field->data[at]) && !is_letter(field->data[at]) &&
           field->data[at] != '.')
        at++;
    size_t digits = digits_at(field, at);
    size_t end = at + digits;
    *zero = digits == 1 && field->data[at] == '0';
    *decimals = end < field->length && field->data[end] == '.';
    if (*decimals) {
        size_t part = digits_at(field, end + 1);
        for (size_t i = 0; i < part; i++)
            *zero = *zero && field->data[end + 1 + i] == '0';
        end += 1 + part;
    }
    return end == field->length ? digits : 0;
}

static void note_alone(beside *b, const hl_field *field)
{
    bool decimals = false, zero = false;
    size_t digits = number_digits(field, &decimals, &zero);
    if (zero || field->length == 0)
        return;
    b->strange = b->strange || digits == 0;
    b->hundreds += digits >= 3;
    if (decimals)
        b->decimal++;
    else
        b->whole++;
}

static void note_cut(beside *b, const hl_field *head, const hl_field *tail)
{
    bool decimals = false, zero = false;
    b->strange =
        b->strange || !is_head(head) || !is_tail(tail) || head->data[0] == '0' || head->length == 0;
    if (b->strange)
        return;
    b->cut++;
    b->cut_decimal += memchr(tail->data, '.', tail->length) != NULL;
    b->cut_zero += tail->data[0] == '0';
    b->strange = number_digits(head, &decimals, &zero) > 2;
}

/* Numbers with decimals where the first fields have none and the second do; or whole ones, of which
 * so many have three digits and more that the first fields would have them too, when some of the
 * second begin with 0. */
static bool are_cut(const beside *b)
{
    enum { ENOUGH = 20, MOST_CHANCE = 1000, TENTH = 10 };
    size_t alone = b->whole + b->decimal;
    if (b->strange || b->cut == 0 || alone < ENOUGH)
        return false;
    if (b->cut_decimal == b->cut && b->whole * TENTH < alone)
        return true;
    double chance = 1;
    for (size_t i = 0; i < b->cut; i++)
        chance *= 1 - (double)b->hundreds / (double)alone;
    return b->decimal == 0 && b->cut_decimal == 0 && b->cut_zero > 0 && chance * MOST_CHANCE < 1;
}

static bool look_beside(hl_split_numbers *split, sample *s)
{
    size_t rows = 0;
    beside *all = calloc(split->count + 1, sizeof *all);
    if (all == NULL)
        return false;
    for (size_t at = 0; rows < ALL_ROWS && next(s, &at); rows++)
        for (size_t i = 0; i + 1 < s->record->count && i + 1 < split->count; i++) {
            const hl_field *field = &s->record->fields[i];
            if (field[1].length == 0)
                note_alone(&all[i], field);
            else if (!all[i].strange)
                note_cut(&all[i], field, &field[1]);
        }
    for (size_t i = 0; i < split->count; i++)
        if (are_cut(&all[i])) {
            split->columns[i] |= PAIRS;
            split->pairs = true;
        }
    free(all);
    return true;
}

bool hl_rows__split_learn(hl_split_numbers *split, hl_record *record, const char *text,
                          size_t length, bool final, size_t header_count)
{
    sample s = {record, text, length, final};
    bool usual = false;
    *split = (hl_split_numbers){.fields = SIZE_MAX, .count = header_count};
    split->columns = calloc(header_count + 1, 1);
    if (split->columns == NULL || !find_fields(split, &s, header_count) ||
        !look_at_columns(split, &s))
        return false;
    for (size_t i = 0; i < split->count; i++)
        usual = usual || (split->columns[i] & FILLED) != 0;
    if (!usual)
        look_at_all(split, &s);
    return look_beside(split, &s);
}

void hl_rows__split_free(hl_split_numbers *split)
{
    free(split->columns);
    *split = (hl_split_numbers){0};
}

/* ---- rows */

static bool is_quoted(const hl_field *field, const char *text)
{
    return field->data > text && field->data[-1] == '"';
}

/* Whether what stands behind fits its columns when it moves one to the left. */
static bool fits_behind(const hl_split_numbers *split, const hl_record *record, size_t tail)
{
    bool fits = true;
    for (size_t i = tail + 1; i < record->count && i - 1 < split->count; i++)
        fits = fits && ((split->columns[i - 1] & (FILLED | WORDS)) != FILLED ||
                        !has_letter(&record->fields[i]));
    return fits;
}

static bool is_pair(const hl_split_numbers *split, const hl_record *record, size_t i,
                    const char *text)
{
    const hl_field *head = &record->fields[i];
    const hl_field *tail = &record->fields[i + 1];
    bool known = i + 1 < split->count;
    unsigned char column = known ? split->columns[i + 1] : 0;
    if ((split->columns[i] & WORDS) != 0 || (known && (column & TAILS) != 0) || !is_head(head))
        return false;
    return (is_tail(tail) || (known && (column & CENTS_ONLY) != 0 && is_cents(tail))) &&
           !is_quoted(head, text) && !is_quoted(tail, text) && fits_behind(split, record, i + 1);
}

static bool is_beside(const hl_split_numbers *split, const hl_record *record, size_t i,
                      const char *text)
{
    const hl_field *head = &record->fields[i];
    return (split->columns[i] & PAIRS) != 0 && is_head(head) && is_tail(&head[1]) &&
           !is_quoted(head, text) && !is_quoted(&head[1], text);
}

void hl_rows__split_check(const hl_split_numbers *split, hl_record *record, const char *text)
{
    bool longer = record->count > split->fields;
    if ((!longer && !split->pairs) || record->problem[0] != '\0')
        return;
    for (size_t i = 0; i + 1 < record->count && i < split->count; i++) {
        const hl_field *head = &record->fields[i];
        const hl_field *tail = &record->fields[i + 1];
        if (!is_beside(split, record, i, text) && !(longer && is_pair(split, record, i, text)))
            continue;
        hl_rows__record_problem(record, (size_t)(head->data - text),
                                "'%.*s' and '%.*s' look like one number that its own comma has "
                                "cut in two: write it in quotes, or without that comma",
                                (int)head->length, head->data,
                                (int)(tail->length < 40 ? tail->length : 40), tail->data);
        return;
    }
}
