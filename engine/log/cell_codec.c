#include "log/cell_codec.h"

#include <string.h>

enum { FORM = 5, WIDE_BYTES = HL_WIDE_LIMBS * 8 };

bool hl_log__cell_is_empty(const hl_cell *cell, size_t metric_count)
{
    for (size_t i = 0; i < HL_COUNTERS; i++)
        if (cell->counters[i] != 0)
            return false;
    for (size_t i = 0; i < metric_count; i++)
        if (!hl_cells__gram_is_zero(&cell->grams[i]) ||
            !hl_cells__histogram_is_zero(&cell->histograms[i]) ||
            !hl_cells__histogram_is_zero(&cell->delays[i]) ||
            !hl_cells__histogram_is_zero(&cell->sizes[i]))
            return false;
    return true;
}

/* ---- out */

static void put_varint(hl_text *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        hl_base__text_add_char(out, (char)(value | 0x80));
    hl_base__text_add_char(out, (char)value);
}

static void put_signed(hl_text *out, int64_t value)
{
    put_varint(out, ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0));
}

static uint8_t byte_of(const hl_wide *value, size_t index)
{
    return (uint8_t)(value->limb[index / 8] >> (index % 8 * 8));
}

static void put_wide(hl_text *out, const hl_wide *value)
{
    uint8_t fill = byte_of(value, WIDE_BYTES - 1) >= 0x80 ? 0xff : 0;
    size_t length = WIDE_BYTES;
    while (length > 0 && byte_of(value, length - 1) == fill)
        length--;
    /* the top bit of the last byte kept must say the sign */
    uint8_t top = length > 0 ? byte_of(value, length - 1) : 0;
    if (length < WIDE_BYTES && (top >= 0x80) != (fill == 0xff))
        length++;
    hl_base__text_add_char(out, (char)length);
    for (size_t i = 0; i < length; i++)
        hl_base__text_add_char(out, (char)byte_of(value, i));
}

static size_t product_count(uint32_t width)
{
    return (size_t)width * (width + 1) / 2;
}

static void put_gram(hl_text *out, const hl_gram *gram)
{
    put_signed(out, gram->units);
    put_varint(out, gram->width);
    for (uint32_t i = 0; i < gram->width; i++)
        put_wide(out, &gram->sum[i]);
    for (size_t i = 0; i < product_count(gram->width); i++)
        put_wide(out, &gram->product[i]);
    put_wide(out, &gram->within);
    put_signed(out, gram->nonzero);
    put_wide(out, &gram->cube);
    put_signed(out, gram->blank);
    put_signed(out, gram->unread);
}

static void put_histogram(hl_text *out, const hl_histogram *histogram)
{
    uint64_t count = 0;
    int32_t before = 0;
    for (uint32_t i = 0; i < histogram->count; i++)
        count += !hl_cells__bucket_is_zero(histogram, &histogram->buckets[i]);
    put_varint(out, count);
    for (uint32_t i = 0; i < histogram->count; i++) {
        const hl_bucket *bucket = &histogram->buckets[i];
        if (hl_cells__bucket_is_zero(histogram, bucket))
            continue;
        put_signed(out, bucket->key - before);
        put_signed(out, bucket->units);
        before = bucket->key;
        for (uint32_t k = 0; k < histogram->width; k++)
            put_wide(out, &bucket->sum[k]);
        for (uint32_t k = 0; k < hl_cells__product_count(histogram); k++)
            put_wide(out, &bucket->product[k]);
    }
}

void hl_log__cell_encode(const hl_cell *cell, size_t metric_count, hl_text *out)
{
    size_t counters = HL_COUNTERS;
    while (counters > 0 && cell->counters[counters - 1] == 0)
        counters--;
    hl_base__text_add_char(out, FORM);
    put_varint(out, counters);
    for (size_t i = 0; i < counters; i++)
        put_signed(out, cell->counters[i]);
    put_varint(out, metric_count);
    for (size_t i = 0; i < metric_count; i++) {
        put_gram(out, &cell->grams[i]);
        put_histogram(out, &cell->histograms[i]);
        put_histogram(out, &cell->delays[i]);
        put_histogram(out, &cell->sizes[i]);
    }
}

/* ---- in */

typedef struct reader {
    const uint8_t *at, *end;
    bool bad;       /* the bytes are damaged, or ... */
    bool no_memory; /* ... what they say could not be kept */
} reader;

static uint8_t take_byte(reader *in)
{
    if (in->at < in->end)
        return *in->at++;
    in->bad = true;
    return 0;
}

static uint64_t take_varint(reader *in)
{
    uint64_t out = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = take_byte(in);
        out |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return out;
    }
    in->bad = true;
    return 0;
}

static int64_t take_signed(reader *in)
{
    uint64_t value = take_varint(in);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/* A number of units or rows, which may be taken away: far more than there are, and so few that sums
 * of them stay below 2^63. */
static void add_count(reader *in, int64_t *sum)
{
    const int64_t most = INT64_C(1) << 40;
    int64_t count = take_signed(in);
    if (count > most || count < -most || *sum > most || *sum < -most)
        in->bad = true;
    else
        *sum += count;
}

static void add_wide(reader *in, hl_wide *sum)
{
    size_t length = take_byte(in);
    if (length > WIDE_BYTES || (size_t)(in->end - in->at) < length) {
        in->bad = true;
        return;
    }
    uint8_t bytes[WIDE_BYTES];
    memset(bytes, length > 0 && in->at[length - 1] >= 0x80 ? 0xff : 0, sizeof bytes);
    memcpy(bytes, in->at, length);
    in->at += length;
    hl_wide value = {{0}};
    for (size_t i = 0; i < WIDE_BYTES; i++)
        value.limb[i / 8] |= (uint64_t)bytes[i] << (i % 8 * 8);
    hl_base__wide_add(sum, &value);
}

static void add_gram(reader *in, hl_gram *gram)
{
    add_count(in, &gram->units);
    if (take_varint(in) != gram->width)
        in->bad = true;
    for (uint32_t i = 0; !in->bad && i < gram->width; i++)
        add_wide(in, &gram->sum[i]);
    for (size_t i = 0; !in->bad && i < product_count(gram->width); i++)
        add_wide(in, &gram->product[i]);
    add_wide(in, &gram->within);
    add_count(in, &gram->nonzero);
    add_wide(in, &gram->cube);
    add_count(in, &gram->blank);
    add_count(in, &gram->unread);
}

/* Also bad where the cell keeps no such histogram. */
static void add_histogram(reader *in, hl_histogram *histogram)
{
    uint64_t count = take_varint(in);
    int64_t key = 0;
    if (count > 0 && histogram->arena == NULL)
        in->bad = true;
    for (uint64_t i = 0; !in->bad && i < count; i++) {
        int64_t step = take_signed(in);
        if (step > (int64_t)2 * INT16_MAX || step < (i == 0 ? -INT16_MAX : 1))
            in->bad = true; /* keys rise */
        key += in->bad ? 0 : step;
        if (key > INT16_MAX || key < -INT16_MAX)
            in->bad = true;
        hl_bucket *bucket = in->bad ? NULL : hl_cells__histogram_bucket(histogram, (int32_t)key);
        if (bucket == NULL) {
            in->no_memory = !in->bad;
            in->bad = true;
            return;
        }
        add_count(in, &bucket->units);
        for (uint32_t k = 0; k < histogram->width; k++)
            add_wide(in, &bucket->sum[k]);
        for (uint32_t k = 0; k < hl_cells__product_count(histogram); k++)
            add_wide(in, &bucket->product[k]);
    }
}

hl_status hl_log__cell_decode(const void *bytes, size_t length, size_t metric_count, hl_cell *cell)
{
    const uint8_t *start = bytes;
    reader in = {.at = start, .end = start == NULL ? start : start + length};
    if (take_byte(&in) != FORM)
        return HL_REJECTED;
    uint64_t counters = take_varint(&in);
    if (counters > HL_COUNTERS)
        return HL_REJECTED;
    for (uint64_t i = 0; i < counters; i++)
        add_count(&in, &cell->counters[i]);
    if (take_varint(&in) != metric_count)
        return HL_REJECTED;
    for (size_t i = 0; !in.bad && i < metric_count; i++) {
        add_gram(&in, &cell->grams[i]);
        add_histogram(&in, &cell->histograms[i]);
        add_histogram(&in, &cell->delays[i]);
        add_histogram(&in, &cell->sizes[i]);
    }
    if (in.no_memory)
        return HL_FAILED;
    return !in.bad && in.at == in.end ? HL_OK : HL_REJECTED;
}
