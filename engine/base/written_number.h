/* Numbers as people and spreadsheets write them, and what stands where a number is missing.
 *
 *   1,299.00   1,299,000   1,23,456.00   1'299.00   1 299,00   1.299,00   3,5   +12   12-
 *   (12.50)    ¥2,301.40   $1,234.50   € 3,50   CNY 12   12元   12 %   １２．５   −3
 *   $1,234.50 USD   $1,200.00 MXN   142,23 kr   Rp193.950   ¥1,293
 *
 * Spaces around a number and full width change nothing. Most texts say by themselves whether their
 * point or comma divides whole from parts; "1,299" and "1.299" do not, and are read by `mark`. Of a
 * currency without cents the mark that groups its thousands says it: the comma of yen, yuan and
 * won, the point of rupiah, dong and Chilean pesos. */
#ifndef HL_BASE_WRITTEN_NUMBER_H
#define HL_BASE_WRITTEN_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/wide.h"

/* What the text says of how its column is written. */
typedef enum hl_number_writing {
    HL_WRITTEN_ZERO, /* "0" */
    /* no mark that could be either: below a hundred, below a thousand, and larger */
    HL_WRITTEN_PLAIN,
    HL_WRITTEN_HUNDREDS,
    HL_WRITTEN_LARGE,
    HL_WRITTEN_POINT,      /* the point divides: "3.5", "1,299.00", "1,299,000", "0.125" */
    HL_WRITTEN_COMMA,      /* the comma does: "3,5", "1.299,00", "1.299.000" */
    HL_WRITTEN_OPEN_POINT, /* "1.299": 1.299 or 1299 */
    HL_WRITTEN_OPEN_COMMA, /* "1,299": 1299 or 1.299 */
    HL_WRITTEN_COUNT
} hl_number_writing;

typedef enum hl_number_form {
    HL_NUMBER_EXACT,
    HL_NUMBER_ROUNDED,   /* had digits beyond 10^-18: rounded half to even */
    HL_NUMBER_RANGE,     /* |value| >= 10^18 */
    HL_NUMBER_BLANK,     /* empty, or what exports write for nothing: N/A, NULL, -, \N */
    HL_NUMBER_UNREADABLE /* anything else */
} hl_number_form;

typedef struct hl_written_number {
    hl_i128 attos; /* of EXACT and ROUNDED */
    hl_number_writing writing;
    bool percent;  /* had a percent sign: attos is the hundredth part */
    int tens;      /* of the counting word behind it: 4 of "0.52万", of which attos is 5,200 */
    char currency; /* 0: none named; else one letter for each currency */
} hl_written_number;

/* mark: '.' or ',', what divides whole from parts in texts that could be either. strict: a text
 * that says otherwise is unreadable. */
hl_number_form hl_base__written_number(const char *text, size_t length, char mark, bool strict,
                                       hl_written_number *out);
/* The letter of the currency that a text names ("CNY", "rmb", "元"); '\0': none that is known. */
char hl_base__currency_of(const char *text, size_t length);
/* "CNY" of its letter. */
const char *hl_base__currency_name(char letter);
/* Whether the text stands for no value at all. */
bool hl_base__is_blank(const char *text, size_t length);
/* The same by words that are nobody's name ("NULL", "#N/A", but not "none" or "-"), for ids. */
bool hl_base__is_null(const char *text, size_t length);
/* A yes or no: 1 and 0 however they are written, true/false, yes/no, y/n, t/f, on/off, 是/否, ...
 * in any case. EXACT, BLANK or UNREADABLE. */
hl_number_form hl_base__written_bit(const char *text, size_t length, bool *out);

#endif
