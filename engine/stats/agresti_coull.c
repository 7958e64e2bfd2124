/* Agresti, A. & Coull, B. A. (1998), The American Statistician 52:119-126:
 *   p~ -+ z sqrt(p~ (1 - p~) / (n + z^2)),  p~ = (x + z^2/2) / (n + z^2). */
#include "stats/agresti_coull.h"

#include <math.h>

#include "base/number.h"
#include "stats/normal_tail.h"

hl_range hl_stats__agresti_coull(double x, double n, double conf)
{
    if (!(n > 0))
        return (hl_range){HL_NAN, HL_NAN};
    double z = hl_stats__z_critical(conf), more = n + z * z;
    double p = (x + z * z / 2) / more, complement = (n - x + z * z / 2) / more;
    double half = z * sqrt(p * complement / more);
    return (hl_range){p - half, p + half};
}
