/* A column that conditions compare with numbers, read as it is written: what its cells say of that
 * is gathered over the column first, and then each cell is read by it. */
#ifndef HL_ASSIGN_NUMBER_COLUMN_H
#define HL_ASSIGN_NUMBER_COLUMN_H

#include "base/number_evidence.h"
#include "base/value.h"

/* Sets value->reading, and value->number where the text writes one; only of texts (UNTYPED, STRING)
 * that are not empty. In a column of numbers what stands for nothing ("N/A") is not there: the
 * value becomes NULL. strict: hl_base__written_number. True when *written says something of the
 * column. */
bool hl_assign__read_number(hl_value *value, char mark, bool strict, hl_written_number *written);

#endif
