/* Rows that are no users: totals, and the header once more. They are told as what they are, and are
 * no loss, as long as they are few. And rows whose arm stands for none ("NULL"): they are refused
 * as those of an empty one. */
#ifndef HL_SCAN_NO_ARM_H
#define HL_SCAN_NO_ARM_H

#include <string.h>

#include "rows/dialect.h"
#include "scan/result.h"

/* Complains and returns true when the first column or the unit says that the row is one of totals.
 */
bool hl_scan__is_total(hl_scan_worker *worker);
/* Whether the label begins with the row's arm and a blank: "control Total". */
static inline bool hl_scan__begins_with_arm(const hl_scan_worker *worker, const hl_field *label)
{
    size_t arm = worker->layout->arm;
    size_t length = arm == HL_SCAN_NONE ? 0 : worker->fields[arm].length;
    return length > 0 && label->length > length + 1 && label->data[length] == ' ' &&
           memcmp(label->data, worker->fields[arm].data, length) == 0;
}
/* Asked of every row before. */
static inline bool hl_scan__may_be_total(const hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_field *first = &worker->fields[layout->first == HL_SCAN_NONE ? 0 : layout->first];
    return layout->unit != HL_SCAN_NONE ||
           (layout->first != HL_SCAN_NONE && (hl_rows__may_be_total(first->data, first->length) ||
                                              hl_scan__begins_with_arm(worker, first)));
}
/* Complains and returns true when the arm's text says that the row is none of a user, or of no arm:
 * unless the control or an arm of the definition is called so. */
bool hl_scan__is_no_arm(hl_scan_worker *worker, const char *text, size_t length);
/* A row that is complained of for its arm and starts with what totals are called says so instead.
 */
void hl_scan__explain_arm(hl_scan_worker *worker, const char *raw, size_t raw_length);
/* Whether the row at hand, of which the condition does not hold, is the header once more; then it
 * is complained of as in hl_scan__is_no_arm, and the worker has failed where the columns stand in
 * another order, or have other names: nobody knows what is in the rows behind it. */
bool hl_scan__is_header_left_out(hl_scan_worker *worker);
/* The first row of a file that has a text wherever a number is wanted, and an arm that nobody
 * named: a second header, in another language, unless the arm has further rows. unread: its cells
 * that were counted. Where such a row stands in the middle, the columns behind it may be others. */
void hl_scan__note_header(hl_scan_worker *worker, int64_t unread);
/* Whether all that the arm has are such rows. */
bool hl_scan__is_header(const hl_scan *scan, uint32_t arm);
/* HL_REJECTED: an arm has but one row, in the middle of a file, and that has a text wherever a
 * number is wanted: a header with other names. */
HL_NODISCARD hl_status hl_scan__check_headers(const hl_scan *scan, hl_error *err);
/* They are no rows; says so. */
void hl_scan__settle_headers(hl_scan *scan, hl_problems *problems);
/* When all are counted: a handful is none of the rows; more of them are refused rows after all. */
void hl_scan__settle_no_users(hl_scan *scan);

#endif
