/* Weights as the command line writes them: "equal", "1,1", "a=1,b=2.5". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/wide.h"
#include "design/outline.h"

enum { MICRO_DIGITS = 6 };

/* A weight in millionths; -1 when it is none. */
static int64_t micro(const char *text, size_t length)
{
    hl_i128 attos = -1;
    const hl_i128 step = 1000000000000; /* attos in a millionth */
    if (hl_base__decimal_parse(text, length, &attos) != HL_DECIMAL_EXACT || attos < 0 ||
        attos % step != 0 || attos / step > (INT64_C(1) << 50))
        return -1;
    return (int64_t)(attos / step);
}

/* The arm that the item names, or the next one; count when there is none. */
static size_t arm_of(const char *item, size_t name_length, const hl_arm_weight *arms, size_t count,
                     size_t next)
{
    if (name_length == SIZE_MAX)
        return next;
    for (size_t i = 0; i < count; i++)
        if (strlen(arms[i].name) == name_length && memcmp(arms[i].name, item, name_length) == 0)
            return i;
    return count;
}

static size_t last_equals(const char *item, size_t length)
{
    while (length > 0)
        if (item[--length] == '=')
            return length;
    return SIZE_MAX;
}

static hl_status take_item(const char *item, size_t length, hl_arm_weight *arms, size_t count,
                           size_t next, hl_error *err)
{
    size_t equals = last_equals(item, length);
    size_t arm = arm_of(item, equals, arms, count, next);
    if (arm >= count)
        return hl_error_set(err, HL_USAGE, "--weights: '%.*s' is for no arm; there are %zu",
                            (int)length, item, count);
    size_t skip = equals == SIZE_MAX ? 0 : equals + 1;
    int64_t weight = micro(item + skip, length - skip);
    if (weight < 0)
        return hl_error_set(err, HL_USAGE,
                            "--weights: '%.*s' is no share: at least 0, at most 6 decimals; "
                            "'equal' says that all are alike",
                            (int)(length - skip), item + skip);
    if (arms[arm].weight >= 0)
        return hl_error_set(err, HL_USAGE, "--weights: arm '%s' is there twice", arms[arm].name);
    arms[arm].weight = weight;
    return HL_OK;
}

static hl_status check(const char *text, hl_arm_weight *arms, size_t count, hl_error *err)
{
    int64_t divisor = 0;
    bool differ = false;
    for (size_t i = 0; i < count; i++) {
        if (arms[i].weight < 0)
            return hl_error_set(err, HL_USAGE, "--weights: none for arm '%s'", arms[i].name);
        differ = differ || arms[i].weight != arms[0].weight;
        divisor = (int64_t)hl_base__common_divisor(divisor, arms[i].weight);
    }
    if (divisor == 0)
        return hl_error_set(err, HL_USAGE, "--weights: all are 0");
    if (differ && strchr(text, '=') == NULL)
        return hl_error_set(err, HL_USAGE,
                            "--weights: shares that differ must say whose they are: \"%s=1,...\"",
                            arms[0].name);
    for (size_t i = 0; i < count; i++)
        arms[i].weight /= divisor;
    return HL_OK;
}

/* Signs that divide shares for people, and what belongs to one and says nothing. */
static const struct {
    const char *sign, *meant;
} signs[] = {{":", ","},  {"/", ","},  {";", ","}, {"：", ","}, {"，", ","},
             {"；", ","}, {"、", ","}, {"%", ""},  {"％", ""},  {" ", ""}};

enum { MOST_TEXT = 200 };

/* The text with commas, where only its signs are other ones: "50:50"; false: it is as it should be,
 * or no list of shares with commas either. */
static bool with_commas(const char *text, char *out)
{
    size_t length = 0;
    for (const char *at = text; *at != '\0';) {
        size_t k = 0;
        while (k < sizeof signs / sizeof signs[0] &&
               strncmp(at, signs[k].sign, strlen(signs[k].sign)) != 0)
            k++;
        bool known = k < sizeof signs / sizeof signs[0];
        if (!known && strchr("0123456789.,", *at) == NULL)
            return false;
        if (length + 2 > MOST_TEXT)
            return false;
        if (!known || signs[k].meant[0] != '\0')
            out[length++] = known ? ',' : *at;
        at += known ? strlen(signs[k].sign) : 1;
    }
    out[length] = '\0';
    return strcmp(text, out) != 0;
}

hl_status hl_design__weights(const char *text, hl_arm_weight *arms, size_t count, hl_error *err)
{
    char meant[MOST_TEXT];
    if (with_commas(text, meant))
        return hl_error_set(err, HL_USAGE,
                            "--weights %s: shares are divided by commas; did you mean %s?", text,
                            meant);
    for (size_t i = 0; i < count; i++)
        arms[i].weight = -1;
    if (strcmp(text, "equal") == 0) {
        for (size_t i = 0; i < count; i++)
            arms[i].weight = 1;
        return HL_OK;
    }
    size_t next = 0;
    for (const char *item = text; item != NULL;) {
        const char *comma = strchr(item, ',');
        size_t length = comma == NULL ? strlen(item) : (size_t)(comma - item);
        hl_status status = take_item(item, length, arms, count, next++, err);
        if (status != HL_OK)
            return status;
        item = comma == NULL ? NULL : comma + 1;
    }
    return check(text, arms, count, err);
}

/* ---- without a column of arms */

static const char *lone_name(hl_arena *arena, const char *item, size_t length, size_t index,
                             bool two)
{
    size_t equals = last_equals(item, length);
    char name[32];
    if (equals != SIZE_MAX)
        return hl_base__arena_bytes(arena, item, equals);
    if (index == 0 || two)
        return index == 0 ? "control" : "treatment";
    (void)snprintf(name, sizeof name, "treatment-%zu", index);
    return hl_base__arena_string(arena, name);
}

hl_status hl_design__weights_arms(const char *text, hl_arena *arena, hl_arm_weight **arms,
                                  size_t *count, hl_error *err)
{
    if (text == NULL || strcmp(text, "equal") == 0)
        text = "1,1";
    *count = 1;
    for (const char *at = text; (at = strchr(at, ',')) != NULL; at++)
        ++*count;
    hl_arm_weight *list = hl_base__arena_array(arena, *count, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    const char *item = text;
    for (size_t i = 0; i < *count; i++) {
        size_t length = strcspn(item, ",");
        list[i].name = lone_name(arena, item, length, i, *count == 2);
        if (list[i].name == NULL)
            return hl_error_memory(err);
        item += length + 1;
    }
    *arms = list;
    return hl_design__weights(text, list, *count, err);
}
