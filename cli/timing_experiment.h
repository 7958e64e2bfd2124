/* An experiment whose arms are windows, beside what a model says of the same windows. */
#ifndef HL_CLI_TIMING_EXPERIMENT_H
#define HL_CLI_TIMING_EXPERIMENT_H

#include "cli/timing_forms.h"

/* A zeroed one is empty and ready. */
typedef struct hl_cli_windows {
    hl_definition *definition; /* whose names the list has */
    hl_timing_arms *list;
    size_t count;
} hl_cli_windows;

/* Of the experiment in the store: its arms whose window is not the control's, in their order; none
 * where arms have no windows, or the definition no metric of the model's outcome. */
HL_NODISCARD hl_status hl_cli_windows_of(const hl_args *args, const char *experiment,
                                         const hl_timing_model *model, hl_cli_windows *out,
                                         hl_error *err);
void hl_cli_windows_free(hl_cli_windows *windows);

#endif
