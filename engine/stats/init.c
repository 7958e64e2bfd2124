#include <gsl/gsl_errno.h>

#include "hookline/init.h"

void hl_init(void)
{
    (void)gsl_set_error_handler_off();
}

const char *hl_version(void)
{
    return HL_VERSION;
}
