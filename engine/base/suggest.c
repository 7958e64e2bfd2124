#include "base/suggest.h"

#include <stdint.h>
#include <string.h>

#include "base/synonyms.h"
#include "base/utf8.h"
#include "hookline/suggest.h"

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][LONGEST + 2];
    size_t *before = rows[0];
    size_t *above = rows[1];
    size_t *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        above[j] = before[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[m];
}

/* The most letters apart that is still a slip of the hand; SIZE_MAX: no name is near. */
static size_t nearness(size_t length)
{
    if (length == 0 || length > LONGEST)
        return SIZE_MAX;
    size_t most = 1 + (length - 1) / 4;
    return most >= length ? length - 1 : most; /* every letter changed is another name */
}

bool hl_base__is_near(const char *name, const char *other, size_t *apart)
{
    size_t length = strlen(name);
    size_t others = strlen(other);
    size_t most = nearness(length);
    if (most == SIZE_MAX || others > LONGEST)
        return false;
    *apart = distance(name, length, other, others);
    return *apart <= most;
}

const char *hl_base__suggest(const char *name, const char *const *candidates, size_t count)
{
    const char *best = NULL;
    size_t nearest = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t apart = 0;
        if (!hl_base__is_near(name, candidates[i], &apart) || apart >= nearest)
            continue;
        nearest = apart;
        best = candidates[i];
    }
    return best;
}

/* ---- a name of which a part is right */

enum { LEAST_PART = 3 };

static bool is_joint(char c)
{
    return c == '-' || c == '_' || c == '\0';
}

/* "base" of baseline, and "metric-name" of metric. */
static bool begins(const char *name, const char *other)
{
    size_t length = strlen(name);
    size_t others = strlen(other);
    if (length < others)
        return length >= LEAST_PART && hl_base__begins(other, name);
    bool whole = is_joint(name[others]) || (others > LEAST_PART && length - others <= LEAST_PART);
    return others > 1 && whole && hl_base__begins(name, other);
}

/* "share" of control-share, "expiry" of coupon-expiry-evening. */
static bool is_part(const char *name, const char *other)
{
    size_t length = strlen(name);
    if (length < LEAST_PART - 1)
        return false;
    for (const char *at = other; *at != '\0'; at++)
        if ((at == other || is_joint(at[-1])) && hl_base__begins(at, name) && is_joint(at[length]))
            return true;
    return false;
}

static const char *first(bool (*fits)(const char *, const char *), const char *name,
                         const char *const *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fits(name, candidates[i]))
            return candidates[i];
    return NULL;
}

const char *hl_base__suggest_word(const char *word, const char *const *candidates, size_t count)
{
    const char *found = hl_base__same_meaning(word, candidates, count);
    if (found == NULL)
        found = first(begins, word, candidates, count);
    if (found == NULL)
        found = hl_base__suggest(word, candidates, count);
    return found != NULL ? found : first(is_part, word, candidates, count);
}

const char *hl_suggest(const char *name, const char *const *candidates, size_t count)
{
    return hl_base__suggest_word(name, candidates, count);
}
