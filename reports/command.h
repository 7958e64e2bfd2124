/* A command line as a block of a document. */
#ifndef HL_REPORTS_COMMAND_H
#define HL_REPORTS_COMMAND_H

#include "reports/document.h"

void hl_reports__compose_command(const char *const *words, size_t count, hl_document *document);
/* ... and what it needs beside; nothing when there are no words. */
void hl_reports__compose_again(const char *const *words, size_t count, hl_document *document);

#endif
