/* What is said of problems and errors, by the English format from which it was made: one table a
 * room of the sources, rows like
 *
 *   {"%s needs the key '%s'", "{1?}缺少键“{2}”"},
 *
 * en: the printf format of the source, or what becomes of it: a %d is a number, a %s anything. zh:
 * {2} is what stands in the second place, as it is. {2*}: that is a message itself, said in Chinese
 * too, and the row does not hold where it is none. {2?}: the same where it is one, else as it is
 * (the name of a kind of thing; what another library says). {2-}: the name of a place, in which
 * there is no ": ". A place that is left out belongs to the grammar of English ("%zu row%s"). */
#ifndef HL_REPORTS_MESSAGES_SAID_H
#define HL_REPORTS_MESSAGES_SAID_H

#include "reports/messages/message.h"

typedef struct hl_said_table {
    const hl_message *rows;
    size_t count;
} hl_said_table;

extern const hl_said_table hl_reports__said_base;
extern const hl_said_table hl_reports__said_config;
extern const hl_said_table hl_reports__said_accepted;
extern const hl_said_table hl_reports__said_rows;
extern const hl_said_table hl_reports__said_scan;
extern const hl_said_table hl_reports__said_log;
extern const hl_said_table hl_reports__said_plan;
extern const hl_said_table hl_reports__said_timing;
extern const hl_said_table hl_reports__said_send_times;
extern const hl_said_table hl_reports__said_request;
extern const hl_said_table hl_reports__said_cli;
extern const hl_said_table hl_reports__said_program;

#endif
