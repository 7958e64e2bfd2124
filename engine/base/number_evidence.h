/* Whether a column of numbers is written with a decimal point or a decimal comma: what its cells
 * say, gathered while they are read, from any number of threads. */
#ifndef HL_BASE_NUMBER_EVIDENCE_H
#define HL_BASE_NUMBER_EVIDENCE_H

#include <stdint.h>

#include "base/text.h"
#include "base/written_number.h"

enum { HL_ENOUGH_HUNDREDS = 10 };
enum { HL_EXAMPLE_TEXT = 39, HL_EVIDENCE_KINDS = 2 * HL_WRITTEN_COUNT };

/* A cell, and where it stands: place orders the cells of a file. */
typedef struct hl_number_example {
    int64_t place, line; /* line 0: not known (yet) */
    unsigned char length;
    char text[HL_EXAMPLE_TEXT];
} hl_number_example;

/* Keeps as much of the text as there is room for, in whole characters. */
void hl_base__example_keep(hl_number_example *example, const char *text, size_t length,
                           int64_t place, int64_t line);

/* Zeroed: nothing was seen. Bits and examples by writing; those of percents behind the others. */
typedef struct hl_number_evidence {
    unsigned seen;
    hl_number_example first[HL_EVIDENCE_KINDS];
    unsigned hundreds;  /* whole numbers of three digits, up to HL_ENOUGH_HUNDREDS */
    int64_t counted_at; /* the place of the last of them */
    char currency[2];   /* the first that was named, and the first other one; 0: none */
    hl_number_example priced[2];
} hl_number_evidence;

typedef enum hl_number_verdict {
    HL_NUMBERS_POINT,         /* a decimal point, or nothing depends on it */
    HL_NUMBERS_COMMA,         /* a decimal comma */
    HL_NUMBERS_POINT_BY_RULE, /* all cells are like "1.299": a decimal point, as programs write */
    HL_NUMBERS_THOUSANDS, /* "1,299" or "1.299" beside many whole numbers, all below a thousand */
    HL_NUMBERS_OPEN,      /* "1,299", or "1.299" beside a whole number: nobody can know */
    HL_NUMBERS_CONTRARY,  /* some cells say point, some comma */
    HL_NUMBERS_PERCENTS,  /* some numbers have a percent sign, some have none */
    HL_NUMBERS_CURRENCIES /* sums in more than one currency */
} hl_number_verdict;

/* Notes a number that was read, the first of each kind with its place. */
void hl_base__evidence_add(hl_number_evidence *evidence, const hl_written_number *number,
                           const char *text, size_t length, int64_t place, int64_t line);
/* The same of a number without percent sign or currency; cheap when its like was seen. */
void hl_base__evidence_note(hl_number_evidence *evidence, hl_number_writing writing,
                            const char *text, size_t length, int64_t place, int64_t line);
void hl_base__evidence_merge(hl_number_evidence *into, const hl_number_evidence *from);
/* said: '.' or ',' when the caller said which mark divides, else 0. */
hl_number_verdict hl_base__evidence_verdict(const hl_number_evidence *evidence, char said);
/* What divides whole from parts in a column of that verdict, which is no fault. */
char hl_base__evidence_mark(const hl_number_evidence *evidence, hl_number_verdict verdict);
/* Whether cells were read by the assumption that is wrong when the comma divides. */
bool hl_base__evidence_open(const hl_number_evidence *evidence);
/* The cells that show the verdict; NULL where there is none. */
void hl_base__evidence_examples(const hl_number_evidence *evidence, hl_number_verdict verdict,
                                const hl_number_example *out[2]);
/* What the verdict says of a column, as a message that stands at the line of the first example:
 * "'3,5' has a decimal comma, '3.5' (line 12) a decimal point: ...". Nothing for HL_NUMBERS_POINT.
 */
void hl_base__evidence_text(const hl_number_evidence *evidence, hl_number_verdict verdict,
                            hl_text *out);
/* Whether the column cannot be read so. */
static inline bool hl_base__evidence_is_fault(hl_number_verdict verdict)
{
    return verdict >= HL_NUMBERS_OPEN;
}

#endif
