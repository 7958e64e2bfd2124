/* What the rows of a flat file say of its units: ids that stand for nobody ("0", "guest"), or that
 * have far more rows than a user can have; ids that are one user's and are written in two ways.
 * Each makes units that are none, or one of many, so that the errors of a
 * comparison are not those of users.
 *
 * An id is CROWDED when it has at least 20 rows, 1 % of all and 20 times what the others have on
 * average; with 100 times as many, or a name that is known to stand for nobody, there is no
 * verdict: so many rows make the conclusion. docs/statistics/losses.md */
#include "analysis/data_checks.h"
#include "base/number.h"

static const double least_rows = 20, many_times = 20, absurdly_many_times = 100,
                    more_than_usual = 5;

static double units_of(const hl_context *context)
{
    return (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED) +
           (double)hl_analysis__counter_total(context, HL_COUNT_TWO_ARMS);
}

static void check_crowded(hl_context *context, const hl_crowded_unit *unit, double units)
{
    double all = (double)context->cells->rows_of_units.rows;
    double rows = (double)unit->rows;
    double others = units > 1 ? (all - rows) / (units - 1) : HL_NAN;
    double times = rows / others;
    bool large = rows > hl_analysis__most_share * all;
    bool crowded = rows >= least_rows && large && times >= many_times;
    if (!(crowded || (unit->placeholder && rows > 1 && times > more_than_usual)))
        return;
    bool blocks = large && (unit->placeholder || times >= absurdly_many_times);
    hl_finding finding =
        hl_analysis__finding(unit->placeholder ? HL_FOUND_PLACEHOLDER_UNIT : HL_FOUND_CROWDED_UNIT);
    finding.name = unit->id;
    finding.n = rows;
    finding.of = all;
    finding.share = rows / all;
    hl_analysis__check(context, HL_CHECK_CROWDED_UNITS,
                       blocks ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
}

static void check_spelled(hl_context *context, double units)
{
    const hl_unit_rows *rows = &context->cells->rows_of_units;
    if (rows->spelled == 0)
        return;
    double n = (double)rows->spelled;
    bool many = n > hl_analysis__most_share * units;
    hl_finding finding =
        hl_analysis__finding(many ? HL_FOUND_UNITS_SPELLED_MANY : HL_FOUND_UNITS_SPELLED);
    finding.name = rows->id;
    finding.meant = rows->known;
    finding.n = n;
    finding.of = units;
    finding.share = n / units;
    finding.limit = hl_analysis__most_share;
    hl_analysis__check(context, HL_CHECK_UNITS_SPELLED,
                       many ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
}

void hl_analysis__check_units(hl_context *context)
{
    const hl_unit_rows *rows = &context->cells->rows_of_units;
    double units = units_of(context);
    for (size_t i = 0; i < rows->crowded_count && !context->failed; i++)
        check_crowded(context, &rows->crowded[i], units);
    if (!context->failed)
        check_spelled(context, units);
}
