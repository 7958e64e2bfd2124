/* The files that a simulation writes, and lines for them. */
#ifndef HL_SIM_FILES_H
#define HL_SIM_FILES_H

#include "base/text.h"
#include "hookline/output.h"

typedef enum hl_sim_file {
    HL_SIM_USERS,
    HL_SIM_TRIGGERS,
    HL_SIM_TOUCHES,
    HL_SIM_EVENTS,
    HL_SIM_COSTS,
    HL_SIM_FILES
} hl_sim_file;

/* Zeroed = closed. */
typedef struct hl_sim_files {
    const char *directory;
    hl_output *file[HL_SIM_FILES];
    hl_text text[HL_SIM_FILES]; /* not yet written */
} hl_sim_files;

/* HL_USAGE: a file of that name is there, and not of an earlier simulation (truth.json is not
 * beside it): somebody's own. */
HL_NODISCARD hl_status hl_sim__files_refuse(const char *directory, const char *name, hl_error *err);
/* Makes the directory, opens the CSV files and writes their headers. */
HL_NODISCARD hl_status hl_sim__files_open(hl_sim_files *files, const char *directory,
                                          hl_error *err);
/* Writes what has gathered when it is much, or all. */
HL_NODISCARD hl_status hl_sim__files_flush(hl_sim_files *files, bool all, hl_error *err);
/* Closes them; only with HL_OK do they take their names. Returns status, or why they could not. */
HL_NODISCARD hl_status hl_sim__files_close(hl_sim_files *files, hl_status status, hl_error *err);
/* A whole file beside them. */
HL_NODISCARD hl_status hl_sim__file_write(const char *directory, const char *name, const char *text,
                                          size_t length, hl_error *err);

#endif
