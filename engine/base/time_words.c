/* What is said of times: why a text is none, and how options call the ways to write them. */
#include "base/civil.h"
#include "base/named_rows.h"
#include "hookline/time.h"

static const struct {
    const char *what, *remedy;
} faults[HL_TIME_FAULTS] = {
    [HL_TIME_FINE] = {"", ""},
    [HL_TIME_NO_TIME] = {"is not a time (RFC 3339 with offset, or epoch milliseconds)", ""},
    [HL_TIME_NO_DAY] = {"is a day or an hour that there is not", ""},
    [HL_TIME_SECONDS] = {"is probably seconds since 1970", "--epoch seconds reads it"},
    [HL_TIME_MICROSECONDS] = {"is probably microseconds since 1970",
                              "--epoch microseconds reads it"},
    [HL_TIME_NANOSECONDS] = {"is probably nanoseconds since 1970", "--epoch nanoseconds reads it"},
    [HL_TIME_SERIAL] = {"is probably a spreadsheet's day number",
                        "--epoch excel reads it, with --zone"},
    [HL_TIME_ORDER] = {"may have its day or its month first",
                       "--date-order dmy or --date-order mdy says which"},
    [HL_TIME_DAY_FIRST] = {"has its day before its month", "--date-order dmy reads it"},
    [HL_TIME_MONTH_FIRST] = {"has its month before its day", "--date-order mdy reads it"},
    [HL_TIME_ABBREVIATION] = {"ends in letters that several zones are called by",
                              "write the offset (+08:00), or leave them away and say --zone"},
    [HL_TIME_SHORT_YEAR] = {"has a year of two digits", "write four"},
    [HL_TIME_ROUNDED] = {"was rounded by a spreadsheet", "export the column as text"},
    [HL_TIME_BEYOND] = {"is beyond the years 0001 to 9999 in the unit that --epoch says", ""},
};

const char *hl_base__time_fault_text(hl_time_fault fault)
{
    return faults[fault].what;
}

const char *hl_base__time_remedy(hl_time_fault fault)
{
    return faults[fault].remedy;
}

bool hl_time_is_usual(int64_t utc_ms)
{
    static const int64_t from_2000 = INT64_C(946684800000);
    static const int64_t to_2101 = INT64_C(4133980800000);
    return utc_ms >= from_2000 && utc_ms < to_2101;
}

static const char *const epochs[] = {[HL_EPOCH_SECONDS] = "seconds",
                                     [HL_EPOCH_MILLISECONDS] = "milliseconds",
                                     [HL_EPOCH_MICROSECONDS] = "microseconds",
                                     [HL_EPOCH_EXCEL] = "excel",
                                     [HL_EPOCH_NANOSECONDS] = "nanoseconds"};
static const hl_named_rows epoch_rows = HL_NAMED_ROWS(epochs);
static const char *const orders[] = {[HL_DATE_ORDER_DMY] = "dmy", [HL_DATE_ORDER_MDY] = "mdy"};
static const hl_named_rows order_rows = HL_NAMED_ROWS(orders);

const char *hl_epoch_name(hl_epoch epoch)
{
    return hl_base__row_name(&epoch_rows, epoch);
}

const char *hl_date_order_name(hl_date_order order)
{
    return hl_base__row_name(&order_rows, order);
}

static const char *const ends[] = {[HL_DATE_ONLY_START] = "start", [HL_DATE_ONLY_END] = "end"};
static const hl_named_rows end_rows = HL_NAMED_ROWS(ends);

const char *hl_date_only_name(hl_date_only dates)
{
    return hl_base__row_name(&end_rows, dates);
}
