/* Estimated lifts beside the true ones.
 *
 * usage: compare_with_truth truth.json report.json...
 *
 * truth.json comes from `hookline simulate`, the reports from `hookline report --format json`.
 * Exits with 1 when the truth lies outside far more intervals than chance allows. */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct tally {
    int count, fixed, always; /* comparisons; those whose interval holds the truth */
} tally;

static cJSON *read_json(const char *path)
{
    FILE *file = fopen(path, "rb");
    enum { MOST = 16 << 20 };
    char *text = calloc(1, MOST);
    size_t size = file == NULL || text == NULL ? 0 : fread(text, 1, MOST - 1, file);
    cJSON *tree = size == 0 ? NULL : cJSON_Parse(text);
    if (file != NULL)
        (void)fclose(file);
    free(text);
    if (tree != NULL)
        return tree;
    (void)fprintf(stderr, "compare_with_truth: %s cannot be read\n", path);
    exit(1);
}

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* NaN where there is none, or null. */
static double number(const cJSON *object, const char *key)
{
    const cJSON *item = get(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : (double)NAN;
}

/* The element of a list whose key is that text. */
static const cJSON *named(const cJSON *list, const char *key, const char *name)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
    {
        const char *text = cJSON_GetStringValue(get(item, key));
        if (text != NULL && name != NULL && strcmp(text, name) == 0)
            return item;
    }
    return NULL;
}

static void print_percent(double x)
{
    if (isnan(x))
        printf("      –");
    else
        printf("%+6.1f %%", 100 * x);
}

/* An end that does not exist excludes nothing. */
static bool print_interval(const cJSON *interval, double truth)
{
    double low = number(interval, "low");
    double high = number(interval, "high");
    bool holds = !(truth < low) && !(truth > high);
    printf("  ");
    print_percent(low);
    printf(" to ");
    print_percent(high);
    printf("  %-3s", holds ? "yes" : "NO");
    return holds;
}

/* As wide as 15 characters, of which some may be of several bytes. */
static void print_arm(const char *arm)
{
    int width = 15;
    for (const char *c = arm; *c != '\0'; c++)
        width += ((unsigned char)*c & 0xc0) == 0x80;
    printf("%-*s", width, arm);
}

static void compare(const char *metric, const cJSON *comparison, double truth, tally *total)
{
    const cJSON *lift = get(comparison, "lift");
    printf("%-11s  ", metric);
    print_arm(cJSON_GetStringValue(get(comparison, "arm")));
    printf("  ");
    print_percent(truth);
    printf("  ");
    print_percent(number(lift, "estimate"));
    total->count++;
    total->fixed += print_interval(lift, truth);
    total->always += print_interval(get(comparison, "anytime"), truth);
    printf("\n");
}

static void compare_report(const cJSON *report, const cJSON *truth, tally *total)
{
    const char *experiment = cJSON_GetStringValue(get(report, "experiment"));
    const cJSON *known = named(get(truth, "experiments"), "experiment", experiment);
    printf("\n%s\n", experiment);
    printf("%-11s  %-15s  %8s  %8s  %16s      in?  %16s      in?\n", "metric", "arm", "true",
           "estimate", "95 % interval", "always valid");
    const cJSON *metric = NULL;
    cJSON_ArrayForEach(metric, get(report, "metrics"))
    {
        const char *name = cJSON_GetStringValue(get(metric, "metric"));
        const cJSON *of_metric = get(named(get(known, "metrics"), "metric", name), "comparisons");
        const cJSON *comparison = NULL;
        cJSON_ArrayForEach(comparison, get(metric, "comparisons"))
        {
            const char *arm = cJSON_GetStringValue(get(comparison, "arm"));
            double lift = number(named(of_metric, "arm", arm), "lift");
            if (!isnan(lift))
                compare(name, comparison, lift, total);
        }
    }
}

int main(int argc, char **argv)
{
    tally total = {0};
    if (argc < 3) {
        (void)fprintf(stderr, "usage: compare_with_truth truth.json report.json...\n");
        return 2;
    }
    cJSON *truth = read_json(argv[1]);
    for (int i = 2; i < argc; i++) {
        cJSON *report = read_json(argv[i]);
        compare_report(report, truth, &total);
        cJSON_Delete(report);
    }
    cJSON_Delete(truth);
    printf("\nThe truth lies in %d of %d 95 %% intervals and in %d of %d always-valid ones.\n",
           total.fixed, total.count, total.always, total.count);
    /* five in a hundred may miss; beyond four standard errors it is no chance */
    int most = total.fixed > total.always ? total.fixed : total.always;
    double allowed = 0.05 * total.count + 4 * sqrt(0.0475 * total.count);
    return total.count == 0 || total.count - most > allowed;
}
