/* A command line as a block of a document. */
#ifndef HL_REPORTS_COMMAND_H
#define HL_REPORTS_COMMAND_H

#include "reports/document.h"

void hl_reports__compose_command(const char *const *words, size_t count, hl_document *document);

#endif
