#include "base/number_evidence.h"

#include <string.h>

#define BIT(kind)    (1U << (kind))
#define EITHER(kind) (BIT(kind) | BIT((kind) + HL_WRITTEN_COUNT))

void hl_base__example_keep(hl_number_example *example, const char *text, size_t length,
                           int64_t place, int64_t line)
{
    if (length > HL_EXAMPLE_TEXT) /* cut between characters */
        for (length = HL_EXAMPLE_TEXT; length > 0 && (text[length] & 0xC0) == 0x80;)
            length--;
    *example = (hl_number_example){.place = place, .line = line, .length = (unsigned char)length};
    memcpy(example->text, text, length);
}

static void note_kind(hl_number_evidence *evidence, unsigned kind, const char *text, size_t length,
                      int64_t place, int64_t line)
{
    if (kind == HL_WRITTEN_HUNDREDS && evidence->hundreds < HL_ENOUGH_HUNDREDS &&
        (evidence->hundreds == 0 || evidence->counted_at != place)) {
        evidence->hundreds++;
        evidence->counted_at = place; /* a row may be looked at twice */
    }
    if ((evidence->seen & BIT(kind)) != 0)
        return;
    evidence->seen |= BIT(kind);
    hl_base__example_keep(&evidence->first[kind], text, length, place, line);
}

void hl_base__evidence_note(hl_number_evidence *evidence, hl_number_writing writing,
                            const char *text, size_t length, int64_t place, int64_t line)
{
    note_kind(evidence, writing, text, length, place, line);
}

void hl_base__evidence_add(hl_number_evidence *evidence, const hl_written_number *number,
                           const char *text, size_t length, int64_t place, int64_t line)
{
    note_kind(evidence, number->writing + (number->percent ? HL_WRITTEN_COUNT : 0), text, length,
              place, line);
    size_t at = evidence->currency[0] == '\0' ? 0 : 1;
    if (number->currency == '\0' || evidence->currency[at] != '\0' ||
        number->currency == evidence->currency[0])
        return;
    evidence->currency[at] = number->currency;
    hl_base__example_keep(&evidence->priced[at], text, length, place, line);
}

/* The first of all named currencies, and the first that is another. */
static void merge_currencies(hl_number_evidence *into, const hl_number_evidence *from)
{
    hl_number_evidence both[2] = {*into, *from};
    into->currency[0] = into->currency[1] = '\0';
    for (size_t slot = 0; slot < 2; slot++)
        for (size_t i = 0; i < 4; i++) {
            const hl_number_evidence *e = &both[i / 2];
            char currency = e->currency[i % 2];
            bool taken = into->currency[slot] != '\0';
            if (currency == '\0' || (slot == 1 && currency == into->currency[0]) ||
                (taken && e->priced[i % 2].place >= into->priced[slot].place))
                continue;
            into->currency[slot] = currency;
            into->priced[slot] = e->priced[i % 2];
        }
}

void hl_base__evidence_merge(hl_number_evidence *into, const hl_number_evidence *from)
{
    for (unsigned kind = 0; kind < HL_EVIDENCE_KINDS; kind++) {
        bool has = (into->seen & BIT(kind)) != 0;
        if ((from->seen & BIT(kind)) != 0 &&
            (!has || from->first[kind].place < into->first[kind].place))
            into->first[kind] = from->first[kind];
    }
    into->seen |= from->seen;
    into->hundreds += from->hundreds;
    if (into->hundreds > HL_ENOUGH_HUNDREDS)
        into->hundreds = HL_ENOUGH_HUNDREDS;
    merge_currencies(into, from);
}

bool hl_base__evidence_open(const hl_number_evidence *evidence)
{
    return (evidence->seen & (EITHER(HL_WRITTEN_OPEN_POINT) | EITHER(HL_WRITTEN_OPEN_COMMA))) != 0;
}

static bool mixes_percents(unsigned seen)
{
    unsigned numbers = seen & ~EITHER(HL_WRITTEN_ZERO);
    return numbers >> HL_WRITTEN_COUNT != 0 && (numbers & (BIT(HL_WRITTEN_COUNT) - 1)) != 0;
}

/* Where parts of a thousand are written, some numbers end in a 0 that is left out, or all have
 * three places; whole numbers of three digits beside "1,299", and none of four, are what thousands
 * with a mark look like. */
static bool are_thousands(const hl_number_evidence *evidence)
{
    unsigned seen = evidence->seen;
    bool points = (seen & EITHER(HL_WRITTEN_OPEN_POINT)) != 0;
    bool commas = (seen & EITHER(HL_WRITTEN_OPEN_COMMA)) != 0;
    return points != commas && (seen & EITHER(HL_WRITTEN_LARGE)) == 0 &&
           evidence->hundreds >= HL_ENOUGH_HUNDREDS;
}

hl_number_verdict hl_base__evidence_verdict(const hl_number_evidence *evidence, char said)
{
    unsigned seen = evidence->seen;
    if (mixes_percents(seen))
        return HL_NUMBERS_PERCENTS;
    if (evidence->currency[1] != '\0')
        return HL_NUMBERS_CURRENCIES;
    if (said != '\0')
        return said == ',' ? HL_NUMBERS_COMMA : HL_NUMBERS_POINT;
    bool point = (seen & EITHER(HL_WRITTEN_POINT)) != 0;
    bool comma = (seen & EITHER(HL_WRITTEN_COMMA)) != 0;
    if (point && comma)
        return HL_NUMBERS_CONTRARY;
    if (comma)
        return HL_NUMBERS_COMMA;
    if (point || !hl_base__evidence_open(evidence))
        return HL_NUMBERS_POINT;
    if ((seen & ~EITHER(HL_WRITTEN_OPEN_POINT)) == 0)
        return HL_NUMBERS_POINT_BY_RULE;
    return are_thousands(evidence) ? HL_NUMBERS_THOUSANDS : HL_NUMBERS_OPEN;
}

char hl_base__evidence_mark(const hl_number_evidence *evidence, hl_number_verdict verdict)
{
    bool points = (evidence->seen & EITHER(HL_WRITTEN_OPEN_POINT)) != 0;
    return verdict == HL_NUMBERS_COMMA || (verdict == HL_NUMBERS_THOUSANDS && points) ? ',' : '.';
}

/* The earlier of the two of a kind; NULL: none was seen. */
static const hl_number_example *first_of(const hl_number_evidence *evidence, unsigned kinds)
{
    const hl_number_example *found = NULL;
    for (unsigned kind = 0; kind < HL_EVIDENCE_KINDS; kind++)
        if ((evidence->seen & kinds & BIT(kind)) != 0 &&
            (found == NULL || evidence->first[kind].place < found->place))
            found = &evidence->first[kind];
    return found;
}

void hl_base__evidence_examples(const hl_number_evidence *evidence, hl_number_verdict verdict,
                                const hl_number_example *out[2])
{
    enum { OPEN = EITHER(HL_WRITTEN_OPEN_POINT) | EITHER(HL_WRITTEN_OPEN_COMMA) };
    enum { BARE = (BIT(HL_WRITTEN_COUNT) - 1) & ~BIT(HL_WRITTEN_ZERO) };
    static const unsigned kinds[][2] = {
        [HL_NUMBERS_POINT] = {EITHER(HL_WRITTEN_POINT), 0},
        [HL_NUMBERS_COMMA] = {EITHER(HL_WRITTEN_COMMA), 0},
        [HL_NUMBERS_POINT_BY_RULE] = {OPEN, 0},
        [HL_NUMBERS_THOUSANDS] = {OPEN, BIT(HL_WRITTEN_HUNDREDS)},
        [HL_NUMBERS_OPEN] = {OPEN, 0},
        [HL_NUMBERS_CONTRARY] = {EITHER(HL_WRITTEN_COMMA), EITHER(HL_WRITTEN_POINT)},
        [HL_NUMBERS_PERCENTS] = {BARE << HL_WRITTEN_COUNT, BARE},
        [HL_NUMBERS_CURRENCIES] = {0, 0},
    };
    for (size_t i = 0; i < 2; i++)
        out[i] = verdict == HL_NUMBERS_CURRENCIES ? &evidence->priced[i]
                                                  : first_of(evidence, kinds[verdict][i]);
}

static void add_example(const hl_number_example *example, bool with_line, hl_text *out)
{
    hl_base__text_addf(out, "'%.*s'", (int)example->length, example->text);
    if (with_line && example->line > 0)
        hl_base__text_addf(out, " (line %lld)", (long long)example->line);
}

void hl_base__evidence_text(const hl_number_evidence *evidence, hl_number_verdict verdict,
                            hl_text *out)
{
    static const char *const texts[][2] = {
        [HL_NUMBERS_COMMA] = {" has a decimal comma: the column is read so", ""},
        [HL_NUMBERS_POINT_BY_RULE] =
            {" has its point before three digits, as all numbers of the column: read as a decimal "
             "point, as programs write it (--decimal , reads thousands)",
             ""},
        [HL_NUMBERS_THOUSANDS] = {" is read as thousands, as ",
                                  " and the column's other whole numbers are below a thousand, and "
                                  "none of it has other parts (--decimal says otherwise)"},
        [HL_NUMBERS_OPEN] = {" is thousands or has a decimal mark, and nothing in the column says "
                             "which: say --decimal . or --decimal ,",
                             ""},
        [HL_NUMBERS_CONTRARY] = {" has a decimal comma, ",
                                 " a decimal point: the column is written in two ways; write it in "
                                 "one, or say --decimal . or --decimal , (then the other is not "
                                 "read)"},
        [HL_NUMBERS_PERCENTS] = {" has a percent sign, ",
                                 " has none: is that a hundred times as much? Write the column in "
                                 "one way"},
        [HL_NUMBERS_CURRENCIES] = {" and ", " are sums of different currencies: they cannot be "
                                            "added up; bring the column to one"},
    };
    const hl_number_example *examples[2];
    if (verdict == HL_NUMBERS_POINT)
        return;
    hl_base__evidence_examples(evidence, verdict, examples);
    for (size_t i = 0; i < 2; i++) {
        if (examples[i] != NULL)
            add_example(examples[i], i > 0, out);
        hl_base__text_add(out, texts[verdict][i]);
    }
}
