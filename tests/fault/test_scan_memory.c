/* Every allocation of a scan fails once: the call says so and gives no half of a result. Nor is one
 * given when reading fails midway. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hookline/scan.h"
#include "tests/support/fail_alloc.h"

static const char *const metrics[] = {"x:proportion", "v:mean", "w=v:winsorize:0.9",
                                      "q=v:quantile:0.5"};
static const char *const by[] = {"d"};
static const char *const covariates[] = {"z"};

static hl_scan_spec spec_of(const char *path)
{
    hl_scan_spec spec = hl_scan_spec_init();
    spec.path = path;
    spec.request.arm = "arm";
    spec.request.control = "c";
    spec.request.metrics = metrics;
    spec.request.metric_count = 4;
    spec.request.dimensions = by;
    spec.request.dimension_count = 1;
    spec.request.covariates = covariates;
    spec.request.covariate_count = 1;
    spec.threads = 1; /* a thread that cannot be started is no failure */
    return spec;
}

/* True when an allocation failed. */
static bool once(const hl_scan_spec *spec, long n)
{
    hl_error err = HL_ERROR_INIT;
    hl_scan *scan = NULL;
    const hl_design *design = NULL;
    const hl_cells *cells = NULL;
    hl_fail_alloc_at(n);
    hl_status status = hl_scan_file(spec, NULL, &scan, &err);
    if (status == HL_OK)
        status = hl_scan_take(scan, 0, &design, &cells, &err);
    bool failed = hl_fail_alloc_stop();
    if (failed && status == HL_OK)
        fail_msg("allocation %ld failed and nobody noticed", n);
    if (!failed && status != HL_OK)
        fail_msg("%s", err.message);
    assert_int_equal(err.status, status);
    hl_scan_free(scan);
    return failed;
}

static void each(const char *name, const char *text, const char *unit, const char *experiment,
                 const char *where)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/tmp/hl-fault-%d-%s", (int)getpid(), name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    hl_scan_spec spec = spec_of(path);
    spec.request.unit = unit;
    spec.request.where = where;
    spec.request.experiment = experiment;
    if (experiment != NULL)
        spec.request.control = NULL;
    long n = 0;
    while (once(&spec, n))
        n++;
    unlink(path);
    assert_true(n >= 20);
}

static void test_allocations(void **state)
{
    (void)state;
    static const char csv[] =
        "arm,u,x,v,d,z\nc,1,1,2,p,5\nc,1,0,3.123456789123,\"q\"\"q\",7\nt,2,1,-1,p,1\nbad\n";
    static const char json[] = "{\"arm\":\"c\",\"u\":1,\"x\":1,\"v\":2,\"d\":\"p\\n\",\"z\":1,"
                               "\"n\":[{\"k\":\"deep\"}]}\n"
                               "{\"arm\":\"t\",\"u\":2,\"x\":1,\"v\":2,\"d\":\"p\",\"z\":1}\n";
    each("a.csv", csv, NULL, NULL, NULL);
    each("b.csv", csv, "u", NULL, NULL);
    each("c.csv", csv, NULL, "u", NULL);
    each("d.ndjson", json, NULL, NULL, NULL);
    each("e.csv", csv, "u", NULL, "{\"$or\": [{\"u\": {\"$gte\": 1}}, {\"d\": \"p\"}]}");
    each("f.ndjson", json, NULL, NULL, "{\"$or\": [{\"n.0.k\": \"deep\"}, {\"u\": 2}]}");
}

/* A descriptor that can be opened but not read: reading a process's own memory at 0 is EIO. */
static void test_failed_read(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_scan *scan = NULL;
    hl_scan_spec spec = spec_of("/proc/self/mem");
    hl_status status = hl_scan_file(&spec, NULL, &scan, &err);
    assert_int_equal(status, HL_FAILED);
    assert_non_null(strstr(err.message, "/proc/self/mem"));
    assert_null(scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocations),
        cmocka_unit_test(test_failed_read),
    };
    return cmocka_run_group_tests_name("scan faults", tests, NULL, NULL);
}
