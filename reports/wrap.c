/* Where a line of English, Chinese or both may end.
 *
 * Never inside a Latin word or a number, between a number and its unit (18 %, 3.4 h),
 * around an equals sign (p = 0.03), before a closing mark or after an opening one. Chinese has no
 * spaces, so the best end of a line is behind a mark or at a space; where there is none in the last
 * third of the line, behind a particle or before a bracket; else between any two characters. */
#include "reports/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "reports/messages/lines.h"

/* Marks that must not start a line, and such that must not end one. */
static const char closing[] = "，。；：！？、）”’》〉」』】…%)],.;:";
static const char opening[] = "（“‘《〈「『【([";
/* Behind these a clause ends. */
static const char ending[] = "，。；：！？、）";

/* How well a line ends here: the last is the best. */
typedef enum end { END_NOT, END_AT_NEED, END_IN_CLAUSE, END_OF_PHRASE, END_OF_CLAUSE, ENDS } end;

/* A character, and how many columns it takes. */
typedef struct glyph {
    char text[8];
    size_t columns;
} glyph;

static bool is_one_of(const char *set, const char *character)
{
    return character[0] != '\0' && strstr(set, character) != NULL;
}

static bool is_wide(const glyph *g)
{
    return g->columns == 2;
}

static bool is_digit(const glyph *g)
{
    return g->text[0] >= '0' && g->text[0] <= '9';
}

static bool is_space(const glyph *g)
{
    return strcmp(g->text, " ") == 0;
}

/* The character at *at, and *at moved behind it. */
static glyph take(const char *text, size_t length, size_t *at)
{
    glyph g = {.text = ""};
    size_t start = *at;
    if (start >= length)
        return g;
    (void)hl_base__utf8_next(text, length, at);
    size_t bytes = *at - start < 7 ? *at - start : 7;
    memcpy(g.text, text + start, bytes);
    g.columns = hl_base__utf8_width(g.text);
    return g;
}

/* "pp", "h" at the start of the text, as a word of its own */
static bool begins_with_unit(const char *text)
{
    static const char *const units[] = {"pp", "h", "min", "s", "days"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = strlen(units[i]);
        char behind = strncmp(text, units[i], length) == 0 ? text[length] : 'x';
        if (behind == '\0' || strchr(" ,.;:)", behind) != NULL)
            return true;
    }
    return false;
}

static end end_at_space(const glyph *before, const char *rest, size_t length, bool in_brackets)
{
    size_t at = 0;
    glyph after = take(rest, length, &at);
    bool counted =
        is_digit(before) || is_one_of("%p", before->text); /* "p" has a word for value behind it */
    if (is_one_of("<>=", before->text) || is_one_of("<>=%", after.text))
        return END_NOT;
    if (counted && (is_wide(&after) || (is_digit(before) && begins_with_unit(rest))))
        return strcmp(before->text, "%") == 0 ? END_AT_NEED : END_NOT;
    if (strcmp(before->text, hl_reports__line_particle) == 0)
        return END_OF_PHRASE;
    if (in_brackets || (is_wide(before) && (is_digit(&after) || is_one_of("+-", after.text))))
        return END_AT_NEED;
    return END_OF_CLAUSE;
}

/* Whether a word of the reports goes on here. */
static bool is_inside_word(const char *text, size_t at)
{
    enum { HAN = 3 }; /* bytes of a character */
    for (const char *const *word = hl_reports__line_words; *word != NULL; word++)
        for (size_t back = HAN; back < strlen(*word); back += HAN)
            if (at >= back && strncmp(text + at - back, *word, strlen(*word)) == 0)
                return true;
    return false;
}

static end end_between(const glyph *before, const glyph *after)
{
    if (is_one_of(closing, after->text) || is_one_of(opening, before->text) || is_space(before))
        return END_NOT;
    if (is_one_of(ending, before->text))
        return END_OF_CLAUSE;
    if (!is_wide(before) && !is_wide(after))
        return END_NOT;
    if ((is_digit(before) || strcmp(before->text, "%") == 0) && is_wide(after))
        return END_NOT;
    if (strcmp(before->text, hl_reports__line_particle) == 0 || is_one_of("（“《", after->text))
        return END_OF_PHRASE;
    return END_IN_CLAUSE;
}

/* A place where the line may end: so many bytes of it, the next begins there. */
typedef struct place {
    size_t bytes, next, columns;
} place;

/* Brackets of an interval: "[-1.9, 1.3]". */
static bool follow_brackets(bool in_brackets, const glyph *g)
{
    return strcmp(g->text, "[") == 0 || (in_brackets && strcmp(g->text, "]") != 0);
}

/* The best end among the last third of the columns, else the last there is. */
static const place *choose(const place places[ENDS], size_t width)
{
    const place *last = NULL;
    for (int i = END_OF_CLAUSE; i >= END_IN_CLAUSE; i--) {
        if (places[i].bytes > 0 && 3 * places[i].columns >= 2 * width)
            return &places[i];
        if (places[i].bytes > 0 && (last == NULL || places[i].columns > last->columns))
            last = &places[i];
    }
    return last != NULL ? last : places[END_AT_NEED].bytes > 0 ? &places[END_AT_NEED] : NULL;
}

size_t hl_reports__wrap(const char *text, size_t width, size_t *next)
{
    size_t length = strlen(text);
    size_t used = 0;
    size_t at = 0;
    place places[ENDS] = {{0}};
    glyph before = {.text = ""};
    bool in_brackets = false;
    while (at < length) {
        size_t start = at;
        glyph g = take(text, length, &at);
        if (start > 0 && used <= width) {
            end how = is_space(&g) ? end_at_space(&before, text + at, length - at, in_brackets)
                      : is_inside_word(text, start) ? END_NOT
                                                    : end_between(&before, &g);
            places[how] = (place){start, is_space(&g) ? at : start, used};
        }
        if (used + g.columns > width && !is_space(&g)) {
            const place *chosen = choose(places, width);
            *next = chosen != NULL ? chosen->next : start > 0 ? start : at;
            return chosen != NULL ? chosen->bytes : *next;
        }
        used += g.columns;
        in_brackets = follow_brackets(in_brackets, &g);
        before = g;
    }
    *next = length;
    return length;
}
