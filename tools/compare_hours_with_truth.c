/* Send times that were learnt beside the true ones.
 *
 * usage: compare_hours_with_truth truth.json model.json report.json
 *
 * truth.json comes from `hookline simulate`, the model from `hookline timing fit`, the report from
 * `hookline timing report --format json`; segments are occupations. The true gain of a window is
 * that of its hour factors over those of the hours at which touches go out, as the model has them.
 * Exits with 1 when office workers are not sent to in the evening, or the truth lies outside of
 * more intervals than chance allows. */
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOURS = 24 };

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
    (void)fprintf(stderr, "compare_hours_with_truth: %s cannot be read\n", path);
    exit(1);
}

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static double number(const cJSON *object, const char *key)
{
    const cJSON *item = get(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : 0;
}

static const char *text(const cJSON *object, const char *key)
{
    const char *found = cJSON_GetStringValue(get(object, key));
    return found == NULL ? "" : found;
}

/* What is true of an occupation. */
typedef struct known {
    double factor[HOURS];
    bool allowed[HOURS]; /* the model's hours */
    double usual;        /* mean factor of the hours at which touches go out now */
} known;

static bool find_known(const cJSON *truth, const cJSON *model, const char *segment, known *out)
{
    const cJSON *factors = get(get(truth, "hour_factors"), segment), *item = NULL, *group = NULL;
    *out = (known){.usual = 0};
    for (int h = 0; h < HOURS; h++) {
        const cJSON *factor = cJSON_GetArrayItem(factors, h);
        out->factor[h] = cJSON_IsNumber(factor) ? factor->valuedouble : 0;
    }
    cJSON_ArrayForEach(item, get(model, "hours"))
    {
        out->allowed[item->valueint % HOURS] = true;
    }
    cJSON_ArrayForEach(group, get(model, "segments"))
    {
        if (strcmp(text(group, "segment"), segment) != 0)
            continue;
        cJSON_ArrayForEach(item, get(group, "usual"))
        {
            int slot = cJSON_GetArrayItem(item, 0)->valueint;
            out->usual += out->factor[slot % HOURS] * cJSON_GetArrayItem(item, 1)->valuedouble;
        }
    }
    return factors != NULL && out->usual > 0;
}

static double gain(const known *k, int from, int to)
{
    double sum = 0;
    for (int h = from; h < to; h++)
        sum += k->factor[h];
    return sum / (to - from) / k->usual - 1;
}

/* The first hour of the window of that width with the highest factors. */
static int best_from(const known *k, int width)
{
    int best = -1;
    for (int from = 0; from + width <= HOURS; from++) {
        bool in = true;
        for (int h = from; h < from + width; h++)
            in = in && k->allowed[h];
        if (in && (best < 0 || gain(k, from, from + width) > gain(k, best, best + width) + 1e-9))
            best = from;
    }
    return best;
}

/* One line; whether the truth lies in the interval. */
static bool compare(const cJSON *segment, const known *k, bool *evening)
{
    const cJSON *best = get(segment, "best"), *of = get(best, "gain");
    int from = atoi(text(best, "from")), to = atoi(text(best, "to"));
    double usual = number(get(segment, "usual"), "estimate");
    usual = usual > 0 ? usual : number(segment, "usual");
    double low = number(of, "low") / usual, high = number(of, "high") / usual;
    double truth = gain(k, from, to);
    int best_at = best_from(k, to - from);
    bool holds = truth >= low && truth <= high;
    if (strcmp(text(segment, "segment"), "office") == 0)
        *evening = from >= 18;
    printf("%-10s  %02d:00–%02d:00  %02d:00–%02d:00  %+6.1f %%  %+6.1f %%  %+6.1f %% to %+6.1f %%  "
           "%-3s  "
           "%s\n",
           text(segment, "segment"), from, to, best_at, best_at + to - from, 100 * truth,
           100 * number(of, "estimate") / usual, 100 * low, 100 * high, holds ? "yes" : "NO",
           text(segment, "decision"));
    return holds;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        (void)fprintf(stderr,
                      "usage: compare_hours_with_truth truth.json model.json report.json\n");
        return 2;
    }
    cJSON *truth = read_json(argv[1]), *model = read_json(argv[2]), *report = read_json(argv[3]);
    const cJSON *segment = NULL;
    int count = 0, held = 0;
    bool evening = false;
    printf("%-10s  %-11s  %-11s  %8s  %8s  %20s  in?\n", "segment", "found", "truly best", "true",
           "gain", "95 % interval");
    cJSON_ArrayForEach(segment, get(report, "segments"))
    {
        known k;
        if (!find_known(truth, model, text(segment, "segment"), &k))
            continue;
        count++;
        held += compare(segment, &k, &evening);
    }
    printf("\nThe true gain of the window that was found lies in %d of %d intervals.\n", held,
           count);
    cJSON_Delete(truth);
    cJSON_Delete(model);
    cJSON_Delete(report);
    return count == 0 || !evening || count - held > count / 2;
}
