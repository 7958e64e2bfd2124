#include "tests/support/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int same(double got, double want)
{
    return (isnan(got) && isnan(want)) || (isinf(want) && got == want);
}

void hl_check_rel(double got, double want, double tolerance, const char *what, const char *file,
                  int line)
{
    if (same(got, want))
        return;
    double error = fabs(got - want);
    if (error <= tolerance * fabs(want))
        return;
    print_error("%s: got %.17g, want %.17g, relative error %.3g > %.3g\n", what, got, want,
                error / fabs(want), tolerance);
    _fail(file, line);
}

void hl_check_abs(double got, double want, double tolerance, const char *what, const char *file,
                  int line)
{
    if (same(got, want) || fabs(got - want) <= tolerance)
        return;
    print_error("%s: got %.17g, want %.17g, error %.3g > %.3g\n", what, got, want, fabs(got - want),
                tolerance);
    _fail(file, line);
}

const char *hl_check_shared(const char *name)
{
    static char path[1024];
    const char *root = getenv("HL_SHARED");
    (void)snprintf(path, sizeof path, "%s/%s", root == NULL ? "../shared" : root, name);
    return access(path, R_OK) == 0 ? path : NULL;
}
