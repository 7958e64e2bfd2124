#include "scan/arm_lists.h"

#include <string.h>

#include "base/spelling.h"
#include "scan/result.h"

static bool ends_list(char opening, char closing)
{
    static const char pairs[] = "[]{}()";
    const char *at = strchr(pairs, opening);
    return at != NULL && (at - pairs) % 2 == 0 && at[1] == closing;
}

/* Blanks and quotes around the name are none of it. */
static void unwrap(const char **text, size_t *length)
{
    static const char quotes[] = "\"'`";
    hl_base__trim(text, length);
    if (*length > 1 && strchr(quotes, (*text)[0]) != NULL && (*text)[0] == (*text)[*length - 1]) {
        (*text)++;
        *length -= 2;
        hl_base__trim(text, length);
    }
}

/* The next part in front of a sign, which is taken off the rest; false at the end. Quotes of a list
 * hide no signs: no arm's name has one of these. */
static bool next_part(const char **rest, size_t *left, const char *signs, const char **part,
                      size_t *length)
{
    size_t end = 0;
    if (*rest == NULL)
        return false;
    while (end < *left && strchr(signs, (*rest)[end]) == NULL)
        end++;
    *part = *rest;
    *length = end;
    bool more = end < *left;
    *left -= more ? end + 1 : end;
    *rest = more ? *rest + end + 1 : NULL;
    unwrap(part, length);
    return true;
}

void hl_scan__unlist_arm(const char **text, size_t *length)
{
    const char *inner = *text;
    size_t left = *length;
    hl_base__trim(&inner, &left);
    if (left < 3 || !ends_list(inner[0], inner[left - 1]) || hl_scan__lists_arms(inner, left))
        return;
    inner++;
    left -= 2;
    unwrap(&inner, &left);
    if (left == 0)
        return;
    *text = inner;
    *length = left;
}

bool hl_scan__lists_arms(const char *text, size_t length)
{
    const char *part = NULL;
    size_t size = 0, parts = 0;
    hl_base__trim(&text, &length);
    if (length < 2 || !ends_list(text[0], text[length - 1]))
        return false;
    const char *rest = text + 1;
    size_t left = length - 2;
    while (next_part(&rest, &left, ",", &part, &size))
        parts += size > 0;
    return parts > 1;
}

/* ---- joined by a sign */

static const char *own_name(const hl_scan *scan, size_t place, size_t *before)
{
    const char *name = hl_cells__arm_name(scan->all, scan->arms[place]);
    const char *sign = scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(name, '\x1f');
    *before = sign == NULL ? 0 : (size_t)(sign - name) + 1;
    return name + *before;
}

/* Whether the same experiment has an arm of that name. */
static bool has_arm(const hl_scan *scan, size_t like, const char *name, size_t length)
{
    size_t before = 0;
    const char *of = own_name(scan, like, &before) - before;
    for (size_t i = 0; i < scan->arm_count; i++) {
        size_t size = 0;
        const char *arm = own_name(scan, i, &size);
        if (i != like && size == before && memcmp(arm - size, of, before) == 0 &&
            strlen(arm) == length && memcmp(arm, name, length) == 0)
            return true;
    }
    return false;
}

/* What stands between two names: signs, "and", 和. */
static bool is_joint(const char *text, size_t length)
{
    static const char *const joints[] = {"和", "与", "及", "、",  "，", "；",  "→",
                                         "＋", "／", "｜", "and", "&",  "then"};
    size_t at = 0;
    while (at < length) {
        size_t size = 0;
        for (size_t i = 0; i < sizeof joints / sizeof joints[0] && size == 0; i++) {
            size_t long_as = strlen(joints[i]);
            if (long_as <= length - at && memcmp(text + at, joints[i], long_as) == 0)
                size = long_as;
        }
        unsigned char c = (unsigned char)text[at];
        bool sign = c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
                    !(c >= 'A' && c <= 'Z');
        if (size == 0 && !sign)
            return false;
        at += size > 0 ? size : 1;
    }
    return length > 0;
}

/* Whether the name is another arm's and the control's, in whatever order, with a joint between. */
static bool joins_control(const hl_scan *scan, size_t place, const char *control)
{
    size_t before = 0;
    const char *arm = own_name(scan, place, &before);
    size_t length = strlen(arm), own = control == NULL ? 0 : strlen(control);
    bool found = false;
    for (size_t at = 1; own > 0 && at + own < length && !found; at++) {
        bool first = memcmp(arm, control, own) == 0 && is_joint(arm + own, at) &&
                     has_arm(scan, place, arm + own + at, length - own - at);
        bool last = memcmp(arm + length - own, control, own) == 0 &&
                    is_joint(arm + length - own - at, at) &&
                    has_arm(scan, place, arm, length - own - at);
        found = first || last;
    }
    return found;
}

static const char *control_of(const hl_design_request *request)
{
    const hl_design *base = request->base;
    return request->control != NULL              ? request->control
           : base != NULL && base->arm_count > 0 ? base->arms[base->control].name
                                                 : NULL;
}

/* Whether its parts are all arms of the file. */
static bool joins_others(const hl_scan *scan, size_t place, const char *signs)
{
    size_t before = 0, parts = 0, length = 0;
    const char *part = NULL;
    const char *rest = own_name(scan, place, &before);
    size_t left = strlen(rest);
    bool all = true;
    while (all && next_part(&rest, &left, signs, &part, &length)) {
        all = has_arm(scan, place, part, length);
        parts++;
    }
    return all && parts > 1;
}

static bool is_named(const hl_scan *scan, const char *arm)
{
    const hl_design_request *request = &scan->spec.request;
    bool found = request->control != NULL && strcmp(request->control, arm) == 0;
    for (size_t i = 0; request->base != NULL && i < request->base->arm_count && !found; i++)
        found = strcmp(request->base->arms[i].name, arm) == 0;
    return found;
}

hl_status hl_scan__check_lists(const hl_scan *scan, hl_error *err)
{
    const char *control = control_of(&scan->spec.request);
    for (size_t i = 0; i < scan->arm_count && scan->layout.arm != HL_SCAN_NONE; i++) {
        size_t before = 0;
        const char *arm = own_name(scan, i, &before);
        if (is_named(scan, arm) ||
            !(joins_others(scan, i, "|;,") || joins_control(scan, i, control)))
            continue;
        return hl_error_set(err, HL_REJECTED,
                            "%s: '%s' names several arms of the file, and who is in several is in "
                            "none: leave such rows out with --where, or name it among the arms of "
                            "a definition if it is one",
                            scan->layout.spec->path, arm);
    }
    return HL_OK;
}
