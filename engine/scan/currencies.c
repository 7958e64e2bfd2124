#include "scan/currencies.h"

#include <string.h>

#include "base/spelling.h"
#include "base/written_number.h"
#include "scan/known_columns.h"
#include "scan/result.h"

enum { MOST_NAME = 40 };

void hl_scan__currencies_free(hl_scan_currencies *currencies)
{
    hl_base__map_free(&currencies->keys);
    for (size_t i = 0; i < HL_SCAN_MOST_CURRENCIES; i++)
        hl_scan__left_out_free(&currencies->of[i]);
}

/* ---- amounts */

/* Columns of numbers that metrics sum, and that are not all 0 and 1. */
typedef struct amounts {
    const hl_scan *scan;
    const hl_sampled_table *table;
    size_t count;
    size_t variables[HL_SCAN_MOST_VARIABLES];
    size_t metrics[HL_SCAN_MOST_VARIABLES];
} amounts;

static bool read_amount(const amounts *a, const hl_sampled_row *row, const hl_record *record,
                        size_t variable, hl_written_number *out)
{
    const hl_scan_layout *layout = &a->scan->layout;
    const hl_field *field = hl_scan__sampled_field(
        a->scan, row, record, layout->names[layout->variables[variable].field]);
    return field != NULL && hl_base__written_number(field->data, field->length, '.', false, out) <=
                                HL_NUMBER_ROUNDED;
}

static void add_variable(amounts *a, size_t variable, size_t metric)
{
    const hl_scan_layout *layout = &a->scan->layout;
    if (variable == HL_SCAN_NONE || layout->variables[variable].bit)
        return;
    for (size_t i = 0; i < a->count; i++)
        if (a->variables[i] == variable)
            return;
    a->variables[a->count] = variable;
    a->metrics[a->count++] = metric;
}

/* Whether a value of it is neither 0 nor 1. */
static bool sums_amounts(const amounts *a, size_t variable, hl_record *record)
{
    const hl_i128 one = 1000000000000000000;
    hl_written_number number;
    for (size_t i = 0; i < a->table->rows && !record->failed; i++) {
        hl_scan__sampled_record(a->scan, a->table->of[i], record);
        if (read_amount(a, a->table->of[i], record, variable, &number) && number.attos != 0 &&
            number.attos != one)
            return true;
    }
    return false;
}

static void find_amounts(amounts *a, hl_record *record)
{
    const hl_scan_layout *layout = &a->scan->layout;
    size_t kept = 0;
    for (size_t m = 0; m < layout->metric_count; m++) {
        add_variable(a, layout->metrics[m].value, m);
        add_variable(a, layout->metrics[m].denominator, m);
    }
    for (size_t i = 0; i < a->count; i++)
        if (sums_amounts(a, a->variables[i], record)) {
            a->variables[kept] = a->variables[i];
            a->metrics[kept++] = a->metrics[i];
        }
    a->count = kept;
}

/* ---- what they name */

/* What currencies are called, folded and joined. */
static const struct {
    const char *name, *code;
} called[] = {
    {"美元", "USD"},
    {"美金", "USD"},
    {"usdollar", "USD"},
    {"usdollars", "USD"},
    {"dollar", "USD"},
    {"dollars", "USD"},
    {"unitedstatesdollar", "USD"},
    {"欧元", "EUR"},
    {"歐元", "EUR"},
    {"euros", "EUR"},
    {"人民币元", "CNY"},
    {"人民幣", "CNY"},
    {"yuan", "CNY"},
    {"renminbi", "CNY"},
    {"chineseyuan", "CNY"},
    {"cnh", "CNY"},
    {"日元", "JPY"},
    {"日圆", "JPY"},
    {"日圓", "JPY"},
    {"日本円", "JPY"},
    {"yen", "JPY"},
    {"japaneseyen", "JPY"},
    {"英镑", "GBP"},
    {"英鎊", "GBP"},
    {"pound", "GBP"},
    {"pounds", "GBP"},
    {"poundsterling", "GBP"},
    {"britishpound", "GBP"},
    {"港币", "HKD"},
    {"港元", "HKD"},
    {"港幣", "HKD"},
    {"hongkongdollar", "HKD"},
    {"新台币", "TWD"},
    {"新臺幣", "TWD"},
    {"台币", "TWD"},
    {"新台幣", "TWD"},
    {"ntd", "TWD"},
    {"韩元", "KRW"},
    {"韓元", "KRW"},
    {"韩币", "KRW"},
    {"won", "KRW"},
    {"koreanwon", "KRW"},
    {"新加坡元", "SGD"},
    {"新币", "SGD"},
    {"singaporedollar", "SGD"},
    {"澳元", "AUD"},
    {"澳币", "AUD"},
    {"australiandollar", "AUD"},
    {"加元", "CAD"},
    {"加币", "CAD"},
    {"canadiandollar", "CAD"},
    {"泰铢", "THB"},
    {"baht", "THB"},
    {"卢布", "RUB"},
    {"卢比", "INR"},
    {"rupee", "INR"},
    {"瑞士法郎", "CHF"},
    {"swissfranc", "CHF"},
    {"林吉特", "MYR"},
    {"ringgit", "MYR"},
    {"印尼盾", "IDR"},
    {"rupiah", "IDR"},
    {"越南盾", "VND"},
    {"菲律宾比索", "PHP"},
    {"real", "BRL"},
    {"墨西哥比索", "MXN"},
};

/* The code of a currency that is called by its name; NULL: the text is none. */
static const char *code_of(const char *text, size_t length)
{
    char folded[HL_FOLDED(MOST_NAME)];
    size_t to = 0, size = hl_base__fold(text, length, folded);
    for (size_t i = 0; i < size; i++)
        if (strchr(" .-", folded[i]) == NULL)
            folded[to++] = folded[i];
    folded[to] = '\0';
    for (size_t i = 0; i < sizeof called / sizeof called[0]; i++)
        if (strcmp(called[i].name, folded) == 0)
            return called[i].code;
    return NULL;
}

/* "cny", "RMB" and "元" are one. Returns its length. */
static size_t key_of(const char *text, size_t length, char out[MOST_NAME + 2])
{
    hl_written_number number;
    char one[MOST_NAME + 2] = "1";
    const char *code = code_of(text, length);
    if (code != NULL) {
        text = code;
        length = strlen(code);
    }
    memcpy(one + 1, text, length);
    if (length > 0 && hl_base__written_number(one, length + 1, '.', false, &number) == 0 &&
        number.currency != '\0') {
        out[0] = number.currency;
        return 1;
    }
    for (size_t i = 0; i < length; i++)
        out[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];
    out[length] = '\x1f'; /* a letter of its own is no currency of the other kind */
    return length + 1;
}

static bool count_row(hl_scan *scan, const hl_sampled_row *row, const char *key, size_t size,
                      const char *name, size_t length)
{
    hl_scan_currencies *to = &scan->currencies;
    const hl_map_key *arm = &scan->sampled_arms.keys[row->arm];
    uint32_t before = to->keys.count;
    uint32_t index = hl_base__map_find(&to->keys, key, size);
    if (index == HL_MAP_NONE && before == HL_SCAN_MOST_CURRENCIES)
        return true;
    if (index == HL_MAP_NONE)
        index = hl_base__map_intern(&to->keys, key, size);
    if (index == HL_MAP_NONE)
        return false;
    if (index == before)
        to->names[index] = hl_base__arena_bytes(&scan->arena, name, length);
    return to->names[index] != NULL &&
           hl_scan__left_out_add(&to->of[index], arm->text, arm->length, row->count);
}

/* Of the column that names them. */
static bool count_named(hl_scan *scan, const amounts *a, const hl_sampled_row *row,
                        const hl_record *record)
{
    char key[MOST_NAME + 2];
    hl_written_number number;
    bool any = false;
    const hl_field *field = hl_scan__sampled_field(a->scan, row, record, scan->currencies.column);
    for (size_t i = 0; i < a->count && !any; i++)
        any = read_amount(a, row, record, a->variables[i], &number) && number.attos != 0;
    if (!any)
        return true;
    const char *text = field == NULL ? "" : field->data;
    size_t length = field == NULL ? 0 : field->length;
    hl_base__trim(&text, &length);
    if (hl_base__is_blank(text, length))
        length = 0;
    length = length < MOST_NAME ? length : MOST_NAME;
    return count_row(scan, row, key, key_of(text, length, key), text, length);
}

/* Of the amounts themselves. */
static bool count_priced(hl_scan *scan, const amounts *a, const hl_sampled_row *row,
                         const hl_record *record, size_t variable)
{
    const hl_scan_layout *layout = &scan->layout;
    hl_written_number number;
    const hl_field *field = hl_scan__sampled_field(
        a->scan, row, record, layout->names[layout->variables[variable].field]);
    if (!read_amount(a, row, record, variable, &number) || number.attos == 0)
        return true;
    size_t length = field->length < MOST_NAME ? field->length : MOST_NAME;
    return number.currency != '\0' ? count_row(scan, row, "+", 1, field->data, length)
                                   : count_row(scan, row, "-", 1, "", 0);
}

/* "CNY", "usd": three letters that name one. */
static bool is_code(const char *text, size_t length)
{
    char key[MOST_NAME + 2];
    hl_base__trim(&text, &length);
    return length == 3 && key_of(text, length, key) == 1;
}

/* Whether all that stands there in the first rows of the sample are codes of currencies. */
static bool has_codes(const amounts *a, size_t column, hl_record *record)
{
    enum { LOOKED_AT = 50, ENOUGH = 5 };
    const char *name = hl_rows__column_name(a->scan->files[0], column);
    size_t codes = 0;
    for (size_t i = 0; i < a->table->rows && i < LOOKED_AT && !record->failed; i++) {
        hl_scan__sampled_record(a->scan, a->table->of[i], record);
        const hl_field *field = hl_scan__sampled_field(a->scan, a->table->of[i], record, name);
        if (field == NULL || hl_base__is_blank(field->data, field->length))
            continue;
        if (!is_code(field->data, field->length))
            return false;
        codes++;
    }
    return codes >= ENOUGH;
}

/* The next column that names currencies, from `from` on; the count of columns: there is none. */
static size_t next_column(const amounts *a, size_t from, hl_record *record)
{
    const hl_rows *rows = a->scan->files[0];
    size_t count = a->table->columns;
    size_t most = count < HL_SAMPLE_COLUMNS ? count : HL_SAMPLE_COLUMNS;
    while (from < most && !hl_scan__is_currency(hl_rows__column_name(rows, from)) &&
           !has_codes(a, from, record))
        from++;
    return from < most ? from : count;
}

/* Which column of amounts names a currency in some rows. */
static size_t priced_amounts(const amounts *a)
{
    size_t i = 0;
    while (i < a->count && a->scan->evidence[a->variables[i]].currency[0] == '\0')
        i++;
    return i;
}

static void forget(hl_scan_currencies *all)
{
    hl_scan__currencies_free(all);
    *all = (hl_scan_currencies){.names = NULL};
}

/* column: that names them; the count of columns: the amounts do. */
static bool count_column(hl_scan *scan, const amounts *a, size_t column, size_t priced,
                         hl_record *record)
{
    hl_scan_currencies *to = &scan->currencies;
    const hl_scan_layout *layout = &scan->layout;
    size_t variable = a->variables[priced];
    bool good = true;
    to->in_cells = column == a->table->columns;
    to->metric = a->metrics[priced];
    to->column = hl_base__arena_string(
        &scan->arena, to->in_cells ? layout->names[layout->variables[variable].field]
                                   : hl_rows__column_name(scan->files[0], column));
    to->names = hl_base__arena_array(&scan->arena, HL_SCAN_MOST_CURRENCIES, sizeof *to->names);
    if (to->column == NULL || to->names == NULL)
        return false;
    for (size_t i = 0; i < a->table->rows && good; i++) {
        const hl_sampled_row *row = a->table->of[i];
        hl_scan__sampled_record(scan, row, record);
        good = !record->failed && (to->in_cells ? count_priced(scan, a, row, record, variable)
                                                : count_named(scan, a, row, record));
    }
    return good;
}

/* Of several columns the first in which they are mixed. */
static bool count_all(hl_scan *scan, const amounts *a, hl_record *record)
{
    bool good = true;
    size_t count = a->table->columns;
    size_t priced = priced_amounts(a);
    for (size_t c = next_column(a, 0, record); c < count && good; c = next_column(a, c, record)) {
        good = count_column(scan, a, c++, 0, record);
        if (scan->currencies.keys.count > 1)
            return good;
        forget(&scan->currencies);
    }
    if (good && priced < a->count)
        good = count_column(scan, a, count, priced, record);
    if (scan->currencies.keys.count < 2)
        forget(&scan->currencies);
    return good;
}

hl_status hl_scan__judge_currencies(hl_scan *scan, const hl_sampled_table *table, hl_error *err)
{
    hl_record record = {0};
    amounts a = {.scan = scan, .table = table};
    if (table->rows == 0)
        return HL_OK;
    bool any = next_column(&a, 0, &record) < table->columns;
    for (size_t n = 0; n < scan->layout.variable_count && !any; n++)
        any = scan->evidence[n].currency[0] != '\0';
    if (any)
        find_amounts(&a, &record);
    bool good = (a.count == 0 || count_all(scan, &a, &record)) && !record.failed;
    hl_rows__record_free(&record);
    return good ? HL_OK : hl_error_memory(err);
}

/* ---- cells */

bool hl_scan__currencies_init(const hl_scan_currencies *from, hl_cells *cells, size_t arms)
{
    hl_mixed_amounts *to = &cells->mixed;
    if (from->names == NULL)
        return true;
    to->in_cells = from->in_cells;
    to->metric = from->metric;
    to->column = hl_base__arena_string(&cells->arena, from->column);
    to->of = hl_base__arena_array(&cells->arena, from->keys.count, sizeof *to->of);
    if (to->column == NULL || to->of == NULL)
        return false;
    for (uint32_t i = 0; i < from->keys.count; i++) {
        to->of[i].name = hl_base__arena_string(&cells->arena, from->names[i]);
        to->of[i].by_arm = hl_base__arena_array(&cells->arena, arms, sizeof *to->of[i].by_arm);
        if (to->of[i].name == NULL || to->of[i].by_arm == NULL)
            return false;
    }
    to->count = from->keys.count;
    return true;
}

void hl_scan__take_currencies(const hl_scan_currencies *from, const char *name, size_t arm,
                              hl_mixed_amounts *to)
{
    for (size_t i = 0; i < to->count; i++)
        to->of[i].by_arm[arm] = hl_scan__left_out_of(&from->of[i], name);
}
