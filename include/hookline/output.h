/* A file that is written: beside its name, which it takes when it is whole. So whoever reads it has
 * what was there before or all of the new, and a failure leaves what was there before.
 *
 *   const char *inputs[] = {"users.csv", "shop.db"};
 *   hl_output *output = NULL;
 *   hl_status status = hl_output_open("arms.csv", inputs, 2, &output, &err);
 *   if (status == HL_OK) {
 *       fputs("user_id,arm\n", hl_output_file(output));
 *       status = hl_output_close(output, status, &err);
 *   }
 *
 * Devices and pipes (/dev/null, /dev/stdout) are written straight. What is never written over: a
 * file that is read (under whatever name or link), a database or what SQLite keeps beside one, a
 * directory, a file that may not be written. A file that is replaced keeps its permissions; a link
 * stays and its target is replaced. */
#ifndef HOOKLINE_OUTPUT_H
#define HOOKLINE_OUTPUT_H

#include <stddef.h>
#include <stdio.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_output hl_output;

/* Whether an output may have this name; writes nothing. inputs: what is read by the same work; each
 * may be NULL or "-", and need not be there. HL_USAGE: never; HL_FAILED: the system says no. */
HL_API HL_NODISCARD hl_status hl_output_check(const char *path, const char *const *inputs,
                                              size_t input_count, hl_error *err);
/* Statuses as of hl_output_check. */
HL_API HL_NODISCARD hl_status hl_output_open(const char *path, const char *const *inputs,
                                             size_t input_count, hl_output **out, hl_error *err);
/* What to write to; the output closes it. */
HL_API FILE *hl_output_file(const hl_output *output);
/* status: how far the work came. When it is HL_OK and everything was written, also to the disk, the
 * file takes its name; else what was written is gone, and what had the name before is still there.
 * Returns status, or why the file could not be completed. Frees output (NULL is allowed). */
HL_API HL_NODISCARD hl_status hl_output_close(hl_output *output, hl_status status, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
