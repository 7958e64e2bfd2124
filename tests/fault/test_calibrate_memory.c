/* Every allocation of a calibration fails once: of the scan that keeps units, of the runs, of the
 * report. Each call says so and gives no half of a result. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hookline.h"
#include "tests/support/fail_alloc.h"

enum { ROWS = 60 };

static const char *const metrics[] = {"x:proportion", "v:mean"};

static hl_scan_spec spec_of(const char *path, const char *unit)
{
    hl_scan_spec spec = hl_scan_spec_init();
    spec.path = path;
    spec.request.metrics = metrics;
    spec.request.metric_count = 2;
    spec.request.unit = unit;
    spec.request.weights = "a=1,b=1,c=2";
    spec.keep_units = true;
    return spec;
}

static void check(bool failed, long n, hl_status status, const hl_error *err)
{
    if (failed && status == HL_OK)
        fail_msg("allocation %ld failed and nobody noticed", n);
    if (!failed && status != HL_OK)
        fail_msg("%s", err->message);
    assert_int_equal(err->status, status);
}

static void write_rows(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("u,x,v\n", file) >= 0);
    for (int i = 0; i < ROWS; i++) /* few enough that the exact test stands beside some counts */
        assert_true(fprintf(file, "%d,%d,%d.%d\n", i / 2, i % 8 == 0, i * 7 % 11, i) > 0);
    assert_int_equal(fclose(file), 0);
}

static hl_scan *scan_each(const hl_scan_spec *spec, const hl_design **design)
{
    for (long n = 0;; n++) {
        hl_error err = HL_ERROR_INIT;
        hl_scan *scan = NULL;
        const hl_cells *cells = NULL;
        hl_fail_alloc_at(n);
        hl_status status = hl_scan_file(spec, NULL, &scan, &err);
        if (status == HL_OK)
            status = hl_scan_take(scan, 0, design, &cells, &err);
        bool failed = hl_fail_alloc_stop();
        check(failed, n, status, &err);
        if (!failed)
            return scan;
        hl_scan_free(scan);
    }
}

static void calibrate_each(const hl_design *design, const hl_unit_values *values)
{
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    options.runs = 20;
    options.threads = 1; /* a thread that cannot be started is no failure */
    bool failed = true;
    for (long n = 0; failed; n += n < 300 ? 1 : 97) {
        hl_error err = HL_ERROR_INIT;
        hl_calibration *calibration = NULL;
        hl_fail_alloc_at(n);
        hl_status status = hl_calibrate(design, values, &options, &calibration, &err);
        failed = hl_fail_alloc_stop();
        check(failed, n, status, &err);
        assert_true(failed == (calibration == NULL));
        hl_calibration_free(calibration);
    }
}

static void write_each(const hl_design *design, const hl_unit_values *values)
{
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    hl_calibration *calibration = NULL;
    options.runs = 20;
    assert_int_equal(hl_calibrate(design, values, &options, &calibration, NULL), HL_OK);
    static const hl_report_format formats[] = {HL_REPORT_TEXT, HL_REPORT_JSON, HL_REPORT_MARKDOWN};
    for (size_t i = 0; i < 3; i++) {
        bool failed = true;
        for (long n = 0; failed; n++) {
            hl_error err = HL_ERROR_INIT;
            char *text = NULL;
            hl_fail_alloc_at(n);
            hl_status status =
                hl_report_write_calibration(calibration, formats[i], HL_LANG_EN, &text, &err);
            failed = hl_fail_alloc_stop();
            check(failed, n, status, &err);
            free(text);
        }
    }
    hl_calibration_free(calibration);
}

static void each(const char *unit)
{
    char path[64];
    const hl_design *design = NULL;
    (void)snprintf(path, sizeof path, "/tmp/hl-fault-%d-calibrate.csv", (int)getpid());
    write_rows(path);
    hl_scan_spec spec = spec_of(path, unit);
    hl_scan *scan = scan_each(&spec, &design);
    unlink(path);
    assert_int_equal(hl_unit_values_count(hl_scan_unit_values(scan)),
                     unit == NULL ? ROWS : ROWS / 2);
    calibrate_each(design, hl_scan_unit_values(scan));
    write_each(design, hl_scan_unit_values(scan));
    hl_scan_free(scan);
}

static void test_rows(void **state)
{
    (void)state;
    each(NULL);
}

static void test_units(void **state)
{
    (void)state;
    each("u");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_units),
    };
    hl_init();
    return cmocka_run_group_tests_name("calibrate faults", tests, NULL, NULL);
}
