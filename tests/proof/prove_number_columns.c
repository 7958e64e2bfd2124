/* Columns of numbers in the styles of exports, drawn at random, read by what their cells say: how
 * often a column is read wrongly without a word. The truth of every cell is known. */
#include <stdio.h>
#include <string.h>

#include "base/number_evidence.h"
#include "base/random.h"
#include "tests/support/proof.h"

enum { MOST_CELLS = 200, TEXT = 64 };

typedef struct style {
    const char *name;
    char point;
    const char *group; /* "" none */
    int least, most;   /* digits behind the point */
} style;

static const style styles[] = {
    {"programs", '.', "", 0, 3},         {"programs, three places", '.', "", 3, 3},
    {"1,299.00", '.', ",", 2, 2},        {"1,299 whole", '.', ",", 0, 0},
    {"1,299 and parts", '.', ",", 0, 3}, {"1.299,00", ',', ".", 2, 2},
    {"1.299 whole", ',', ".", 0, 0},     {"3,5 without groups", ',', "", 0, 3},
    {"1 299,00", ',', "\u00A0", 0, 2},   {"1'299.00", '.', "'", 0, 2},
};
enum { STYLES = sizeof styles / sizeof styles[0] };

typedef struct column {
    size_t count;
    char text[MOST_CELLS][TEXT];
    hl_i128 truth[MOST_CELLS];
} column;

static void write_cell(hl_random *random, const style *s, size_t size, char *out, hl_i128 *truth)
{
    static const uint64_t below[] = {10, 1000, 10000, 1000000, 100000000};
    char whole[24];
    char plain[TEXT];
    char part[8];
    int places = s->least + (int)hl_base__random_below(random, (uint64_t)(s->most - s->least) + 1);
    (void)snprintf(whole, sizeof whole, "%llu",
                   (unsigned long long)hl_base__random_below(random, below[size]));
    (void)snprintf(part, sizeof part, "%03u", (unsigned)hl_base__random_below(random, 1000));
    part[places] = '\0';
    (void)snprintf(plain, sizeof plain, "%s.%s", whole, part);
    (void)hl_base__decimal_parse(plain, strlen(plain), truth);
    size_t at = 0;
    size_t length = strlen(whole);
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            at += (size_t)snprintf(out + at, TEXT - at, "%s", s->group);
        out[at++] = whole[i];
    }
    out[at] = '\0';
    if (places > 0)
        (void)snprintf(out + at, TEXT - at, "%c%s", s->point, part);
}

/* With `other`, a tenth of the cells are in another style. */
static void draw(hl_random *random, const style *s, const style *other, column *c)
{
    static const size_t counts[] = {1, 2, 5, 20, MOST_CELLS};
    size_t size = hl_base__random_below(random, 5);
    c->count = counts[hl_base__random_below(random, 5)];
    for (size_t i = 0; i < c->count; i++) {
        bool odd = other != NULL && hl_base__random_below(random, 10) == 0;
        write_cell(random, odd ? other : s, size, c->text[i], &c->truth[i]);
    }
}

typedef struct outcome {
    bool refused, said, wrong;
} outcome;

static bool reads_wrong(const column *c, char mark, hl_number_evidence *evidence)
{
    bool wrong = false;
    for (size_t i = 0; i < c->count; i++) {
        hl_written_number n;
        const char *text = c->text[i];
        hl_number_form form = hl_base__written_number(text, strlen(text), mark, false, &n);
        wrong = wrong || form != HL_NUMBER_EXACT || n.attos != c->truth[i];
        hl_base__evidence_add(evidence, &n, text, strlen(text), (int64_t)i, (int64_t)i);
    }
    return wrong;
}

/* As a file is read: by the point first, once more where the column has a decimal comma. */
static outcome read_column(const column *c)
{
    hl_number_evidence evidence = {0};
    hl_number_evidence again = {0};
    outcome out = {.wrong = reads_wrong(c, '.', &evidence)};
    hl_number_verdict verdict = hl_base__evidence_verdict(&evidence, '\0');
    out.refused = hl_base__evidence_is_fault(verdict);
    out.said = verdict == HL_NUMBERS_POINT_BY_RULE || verdict == HL_NUMBERS_THOUSANDS;
    if (!out.refused && hl_base__evidence_mark(&evidence, verdict) == ',')
        out.wrong = reads_wrong(c, ',', &again);
    return out;
}

/* The reader of plain decimals lost what it could not read, and took "1.299" for 1.299. */
static bool was_wrong(const column *c)
{
    hl_i128 value = 0;
    for (size_t i = 0; i < c->count; i++)
        if (hl_base__decimal_parse(c->text[i], strlen(c->text[i]), &value) != HL_DECIMAL_EXACT ||
            value != c->truth[i])
            return true;
    return false;
}

static void prove_style(hl_proof *proof, hl_random *random, const style *s)
{
    int runs = hl_proof_runs(proof, 20000);
    long silent = 0;
    long said = 0;
    long refused = 0;
    long was = 0;
    char what[TEXT];
    char before[24];
    for (int i = 0; i < runs; i++) {
        column c;
        draw(random, s, NULL, &c);
        outcome o = read_column(&c);
        refused += o.refused;
        silent += o.wrong && !o.refused && !o.said;
        said += o.wrong && !o.refused && o.said;
        was += was_wrong(&c);
    }
    (void)snprintf(what, sizeof what, "column %s", s->name);
    (void)snprintf(before, sizeof before, "%.1f %%", 100.0 * (double)was / runs);
    hl_proof_share(proof, what, "misread without a word", before, silent, runs, 0, 0);
    hl_proof_share(proof, what, "misread and said", "never said", said, runs, 0, 1);
    hl_proof_share(proof, what, "asked for --decimal", "never", refused, runs, 0, 1);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_random random = hl_base__random_seed(20261126, 0);
    for (size_t i = 0; i < STYLES; i++)
        prove_style(&proof, &random, &styles[i]);
    int runs = hl_proof_runs(&proof, 20000);
    long silent = 0;
    for (int i = 0; i < runs; i++) {
        column c;
        draw(&random, &styles[hl_base__random_below(&random, STYLES)],
             &styles[hl_base__random_below(&random, STYLES)], &c);
        outcome o = read_column(&c);
        silent += o.wrong && !o.refused && !o.said;
    }
    hl_proof_share(&proof, "columns of two styles, which nobody can know", "misread without a word",
                   "-", silent, runs, 0, 1);
    return hl_proof_end(&proof);
}
