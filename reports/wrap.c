/* Where a line of English, Chinese or both may end.
 *
 * Never inside a word or a number, between a number and its unit (18 %, 3.4 h), around an equals
 * sign (p = 0.03), before a closing mark or after an opening one. Chinese has no spaces, so the
 * best end of a line is behind a mark or at a space; where there is none in the last third of the
 * line, behind a particle or before a bracket; else between two words. Its words are found by
 * maximum matching: at each character the longest that the table has
 * (reports/messages/line_words.inc); characters that are in none, as of a name, stay together up to
 * four, but for particles. */
#include "hookline/line.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "reports/messages/lines.h"
#include "reports/wrap.h"

/* Marks that must not start a line, and such that must not end one. */
static const char closing[] = "，。；：！？、）”’》〉」』】…%)],.;:";
static const char opening[] = "（“‘《〈「『【([";
/* Behind these a clause ends; behind those a phrase. */
static const char ending[] = "，。；：！？、";
static const char phrase[] = "）”》";

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
        if (behind == '\0' || strchr(" ,.;:)\n", behind) != NULL)
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
    if (strcmp(before->text, hl_reports__line_attribute) == 0)
        return END_OF_PHRASE;
    if (in_brackets || (is_wide(before) && (is_digit(&after) || is_one_of("+-", after.text))))
        return END_AT_NEED;
    return END_OF_CLAUSE;
}

/* ---- words of Chinese */

enum { HAN = 3, LONGEST_WORD = 6, LONGEST_UNKNOWN = 4 }; /* bytes of a character; characters */

/* Bytes that the text's first character takes where it is Han (U+4E00 to U+9FFF), else 0. */
static size_t han(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    return length >= HAN && at[0] >= 0xE4 && at[0] <= 0xE9 && (at[0] > 0xE4 || at[1] >= 0xB8) ? HAN
                                                                                              : 0;
}

static bool is_particle(const char *text)
{
    for (const char *at = hl_reports__line_particles; *at != '\0'; at += HAN)
        if (strncmp(text, at, HAN) == 0)
            return true;
    return false;
}

typedef struct span {
    const char *text;
    size_t length;
} span;

static int compare(const void *key, const void *row)
{
    const span *wanted = key;
    const char *word = *(const char *const *)row;
    int order = strncmp(wanted->text, word, wanted->length);
    return order != 0 ? order : word[wanted->length] == '\0' ? 0 : -1;
}

static bool is_word(const char *text, size_t length)
{
    const span wanted = {text, length};
    return bsearch(&wanted, hl_reports__line_words, hl_reports__line_word_count,
                   sizeof hl_reports__line_words[0], compare) != NULL;
}

/* Bytes of the longest word of the table with which the text begins, or 0. */
static size_t known_word(const char *text, size_t length)
{
    size_t most = 0;
    while (most < LONGEST_WORD && han(text + most * HAN, length - most * HAN) > 0)
        most++;
    for (; most > 1; most--)
        if (is_word(text, most * HAN))
            return most * HAN;
    return 0;
}

/* Bytes of the word of Chinese with which the text begins; 0 where it begins with none. */
static size_t chinese_word(const char *text, size_t length)
{
    size_t bytes = han(text, length);
    size_t known = bytes == 0 ? 0 : known_word(text, length);
    if (known > 0 || bytes == 0 || is_particle(text))
        return known > 0 ? known : bytes;
    while (bytes < (size_t)LONGEST_UNKNOWN * HAN && han(text + bytes, length - bytes) > 0 &&
           !is_particle(text + bytes) && known_word(text + bytes, length - bytes) == 0)
        bytes += HAN;
    return bytes;
}

/* ---- ends of lines */

static end end_between(const glyph *before, const glyph *after)
{
    if (is_one_of(closing, after->text) || is_one_of(opening, before->text) || is_space(before) ||
        is_one_of(hl_reports__line_attached, after->text))
        return END_NOT;
    if (is_one_of(ending, before->text))
        return END_OF_CLAUSE;
    if (!is_wide(before) && !is_wide(after))
        return END_NOT;
    if ((is_digit(before) || strcmp(before->text, "%") == 0) && is_wide(after))
        return END_NOT;
    if (strcmp(before->text, "p") == 0 && strcmp(after->text, "（") == 0) /* p（Holm） */
        return END_NOT;
    if (strcmp(before->text, hl_reports__line_attribute) == 0 || is_one_of(phrase, before->text) ||
        is_one_of("（“《", after->text))
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

/* The best end among the last third of the columns, else the last there is; one at need where that
 * would leave half of the line empty (behind a phrase, two thirds). */
static const place *choose(const place places[ENDS], size_t width)
{
    const place *last = NULL;
    const place *need = &places[END_AT_NEED];
    for (int i = END_OF_CLAUSE; i >= END_IN_CLAUSE; i--) {
        if (places[i].bytes > 0 && 3 * places[i].columns >= 2 * width)
            return &places[i];
        if (places[i].bytes > 0 && (last == NULL || places[i].columns > last->columns))
            last = &places[i];
    }
    size_t least = last != NULL && last == &places[END_IN_CLAUSE] ? 2 : 3; /* of the width */
    bool good = last != NULL && (least * last->columns >= width || last->columns >= need->columns);
    return good || need->bytes == 0 ? last : need;
}

/* A walk over the characters of a text, with what is known of the place before each. */
typedef struct walk {
    const char *text;
    size_t length, at, word_end;
    glyph before;
    bool in_brackets;
} walk;

/* The next character, where it starts, and how well a line would end before it. */
static glyph step(walk *w, size_t *start, end *how)
{
    *start = w->at;
    glyph g = take(w->text, w->length, &w->at);
    bool inside = *start < w->word_end;
    if (!inside)
        w->word_end = *start + chinese_word(w->text + *start, w->length - *start);
    *how = *start == 0 ? END_NOT
           : is_space(&g)
               ? end_at_space(&w->before, w->text + w->at, w->length - w->at, w->in_brackets)
           : inside ? END_NOT
                    : end_between(&w->before, &g);
    w->in_brackets = follow_brackets(w->in_brackets, &g);
    w->before = g;
    return g;
}

size_t hl_line_columns(const char *text)
{
    return hl_base__utf8_width(text);
}

size_t hl_line_end(const char *text, size_t length, size_t width, size_t *next)
{
    size_t used = 0;
    place places[ENDS] = {{0}};
    walk w = {.text = text, .length = length};
    while (w.at < length) {
        size_t start;
        end how;
        glyph g = step(&w, &start, &how);
        if (used <= width)
            places[how] = (place){start, is_space(&g) ? w.at : start, used};
        if (used + g.columns > width && !is_space(&g)) {
            const place *chosen = choose(places, width);
            *next = chosen != NULL ? chosen->next : start > 0 ? start : w.at;
            return chosen != NULL ? chosen->bytes : *next;
        }
        used += g.columns;
    }
    *next = length;
    return length;
}

size_t hl_line_piece(const char *text, size_t length, size_t *columns)
{
    walk w = {.text = text, .length = length};
    *columns = 0;
    while (w.at < length) {
        size_t start;
        end how;
        glyph g = step(&w, &start, &how);
        if (how != END_NOT)
            return start;
        *columns += g.columns;
    }
    return length;
}

void hl_reports__add_lines(const char *text, size_t hang, hl_text *out)
{
    enum { WIDTH = 80 };
    while (*text != '\0') {
        size_t first = strspn(text, " ");
        size_t indent = first;
        size_t length = strcspn(text, "\n") - first;
        for (text += first; length > 0;) {
            size_t next = 0;
            size_t bytes = hl_line_end(text, length, WIDTH - indent, &next);
            hl_base__text_add_repeat(out, ' ', indent);
            hl_base__text_add_bytes(out, text, bytes);
            hl_base__text_add(out, next < length ? "\n" : "");
            text += next;
            length -= next;
            indent = first + hang;
        }
        hl_base__text_add(out, "\n");
        text += *text == '\n';
    }
}
