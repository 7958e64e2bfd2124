#include "json/lexer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fullwidth.h"
#include "base/number.h"
#include "base/utf8.h"

void hl_json__refuse(hl_json_lexer *lexer, int32_t line, int32_t column, const char *pointer,
                     const char *message, const char *accepted)
{
    const hl_problem problem = {HL_PROBLEM_ERROR, lexer->file, line,    column,
                                pointer,          message,     accepted};
    hl_problems_add(lexer->problems, &problem);
    bool at_pointer = pointer != NULL && pointer[0] != '\0';
    (void)hl_error_set(&lexer->refusal, HL_REJECTED, "%s%s%d:%d: %s%s%s%s%s",
                       lexer->file == NULL ? "" : lexer->file, lexer->file == NULL ? "" : ":", line,
                       column, at_pointer ? pointer : "", at_pointer ? ": " : "", message,
                       accepted == NULL ? "" : "; accepted: ", accepted == NULL ? "" : accepted);
}

static int32_t column_of(const hl_json_lexer *lexer, size_t at)
{
    return (int32_t)(at - lexer->line_start - lexer->continuation + 1);
}

/* A syntax error where the lexer stands: nothing after it can be understood. */
static bool refuse_here(hl_json_lexer *lexer, const char *message, const char *accepted)
{
    hl_json__refuse(lexer, lexer->line, column_of(lexer, lexer->at), NULL, message, accepted);
    return false;
}

static int peek(const hl_json_lexer *lexer)
{
    return lexer->at < lexer->length ? (unsigned char)lexer->text[lexer->at] : -1;
}

static void skip_space(hl_json_lexer *lexer)
{
    for (;; lexer->at++) {
        int c = peek(lexer);
        if (c == '\n') {
            lexer->line++;
            lexer->line_start = lexer->at + 1;
            lexer->continuation = 0;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

/* "there is a '}' where ..." for whatever stands here. */
static bool refuse_token(hl_json_lexer *lexer, const char *accepted)
{
    char message[80];
    hl_fullwidth wide;
    int c = peek(lexer);
    if (c < 0)
        return refuse_here(lexer, "the text ends too early", accepted);
    if (c < 0x20 || c == 0x7F)
        (void)snprintf(message, sizeof message, "control character U+%04X", (unsigned)c);
    else if (c < 0x80)
        (void)snprintf(message, sizeof message, "'%c' does not belong here", c);
    else if (hl_base__fullwidth(lexer->text + lexer->at, lexer->length - lexer->at, &wide) &&
             wide.at == 0)
        (void)snprintf(message, sizeof message, "'%.3s' is full-width: JSON takes '%c'",
                       lexer->text + lexer->at, wide.half);
    else
        (void)snprintf(message, sizeof message, "a character that does not belong here");
    return refuse_here(lexer, message, accepted);
}

static hl_json_place *add_place(hl_json_lexer *lexer)
{
    if (lexer->count == lexer->capacity) {
        size_t capacity = lexer->capacity * 2;
        bool inside = lexer->places == lexer->inside;
        hl_json_place *places =
            realloc(inside ? NULL : lexer->places, capacity * sizeof *lexer->places);
        if (places == NULL) {
            lexer->no_memory = true;
            return NULL;
        }
        if (inside)
            memcpy(places, lexer->inside, sizeof lexer->inside);
        lexer->places = places;
        lexer->capacity = capacity;
    }
    hl_json_place *place = &lexer->places[lexer->count++];
    *place =
        (hl_json_place){(uint32_t)lexer->at, 0, lexer->line, column_of(lexer, lexer->at), 0, 0};
    return place;
}

static int hex_digit(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits after "\u" at `at`; -1 when they are not four. */
static int32_t hex4(const hl_json_lexer *lexer, size_t at)
{
    if (lexer->length - at < 4)
        return -1;
    int32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = hex_digit((unsigned char)lexer->text[at + i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* At the 'u' of an escape. */
static bool lex_unicode(hl_json_lexer *lexer)
{
    int32_t unit = hex4(lexer, lexer->at + 1);
    if (unit < 0)
        return refuse_here(lexer, "\\u without four hexadecimal digits", "\\u0041");
    if (unit == 0)
        hl_json__refuse(lexer, lexer->line, column_of(lexer, lexer->at - 1), NULL,
                        "\\u0000 in a string", "text without the NUL character");
    lexer->at += 5;
    if (unit >= 0xDC00 && unit <= 0xDFFF)
        return refuse_here(lexer, "the second half of a surrogate pair without the first", NULL);
    if (unit < 0xD800 || unit > 0xDBFF)
        return true;
    bool follows = lexer->length - lexer->at >= 6 && lexer->text[lexer->at] == '\\' &&
                   lexer->text[lexer->at + 1] == 'u';
    int32_t low = follows ? hex4(lexer, lexer->at + 2) : -1;
    if (low < 0xDC00 || low > 0xDFFF)
        return refuse_here(lexer, "the first half of a surrogate pair without the second", NULL);
    lexer->at += 6;
    return true;
}

static bool lex_escape(hl_json_lexer *lexer)
{
    lexer->at++;
    int c = peek(lexer);
    if (c == 'u')
        return lex_unicode(lexer);
    if (c < 0 || c >= 0x80 || strchr("\"\\/bfnrt", c) == NULL || c == 0)
        return refuse_here(lexer, "there is no such escape",
                           "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041");
    lexer->at++;
    return true;
}

/* At the opening quote. */
static bool lex_string(hl_json_lexer *lexer)
{
    int32_t line = lexer->line;
    int32_t column = column_of(lexer, lexer->at);
    lexer->at++;
    for (;;) {
        int c = peek(lexer);
        if (c == '"') {
            lexer->at++;
            return true;
        }
        if (c < 0 || c == '\n') {
            hl_json__refuse(lexer, line, column, NULL, "a string that is not closed",
                            "\" at its end; \\n for a line break");
            return false;
        }
        if (c < 0x20)
            return refuse_here(lexer, "a control character in a string", "an escape such as \\t");
        if (c == '\\') {
            if (!lex_escape(lexer))
                return false;
            continue;
        }
        lexer->continuation += (c & 0xC0) == 0x80;
        lexer->at++;
    }
}

static bool digits(hl_json_lexer *lexer)
{
    size_t from = lexer->at;
    while (peek(lexer) >= '0' && peek(lexer) <= '9')
        lexer->at++;
    return lexer->at > from;
}

/* The grammar of RFC 8259 section 6; *big is set when it might overflow a double. */
static bool number_grammar(hl_json_lexer *lexer, bool *exponent)
{
    if (peek(lexer) == '-')
        lexer->at++;
    size_t whole = lexer->at;
    if (!digits(lexer))
        return refuse_token(lexer, "a digit");
    if (lexer->text[whole] == '0' && lexer->at - whole > 1) {
        lexer->at = whole;
        return refuse_here(lexer, "a number that starts with 0", "numbers without leading zeros");
    }
    if (peek(lexer) == '.') {
        lexer->at++;
        if (!digits(lexer))
            return refuse_token(lexer, "a digit after the decimal point");
    }
    if (peek(lexer) == 'e' || peek(lexer) == 'E') {
        *exponent = true;
        lexer->at++;
        if (peek(lexer) == '+' || peek(lexer) == '-')
            lexer->at++;
        if (!digits(lexer))
            return refuse_token(lexer, "a digit of the exponent");
    }
    return true;
}

static bool lex_number(hl_json_lexer *lexer, hl_json_place *place)
{
    bool exponent = false;
    if (!number_grammar(lexer, &exponent))
        return false;
    size_t length = lexer->at - place->offset;
    place->length = (uint32_t)length;
    double value = 0.0;
    if (length > HL_JSON_NUMBER_LENGTH) {
        hl_json__refuse(lexer, place->line, place->column, NULL,
                        "a number of more than 60 characters", "at most 60 characters");
        lexer->unclear = true;
    } else if (exponent && !hl_base__number_parse(lexer->text + place->offset, length, &value)) {
        hl_json__refuse(lexer, place->line, place->column, NULL, "a number out of range",
                        "magnitudes up to 1.797e308");
    }
    return true;
}

static bool lex_word(hl_json_lexer *lexer, const char *word)
{
    size_t length = strlen(word);
    if (lexer->length - lexer->at < length || memcmp(lexer->text + lexer->at, word, length) != 0)
        return refuse_token(lexer, "a JSON value");
    lexer->at += length;
    return true;
}

static bool lex_value(hl_json_lexer *lexer, int32_t key_line, int32_t key_column);

static bool lex_member(hl_json_lexer *lexer)
{
    int32_t line = lexer->line;
    int32_t column = column_of(lexer, lexer->at);
    if (peek(lexer) != '"')
        return refuse_token(lexer, "the name of a member in double quotes");
    if (!lex_string(lexer))
        return false;
    skip_space(lexer);
    if (peek(lexer) != ':')
        return refuse_token(lexer, "':' after the name of a member");
    lexer->at++;
    skip_space(lexer);
    return lex_value(lexer, line, column);
}

/* An object or an array, at its opening bracket. */
static bool lex_container(hl_json_lexer *lexer, bool object)
{
    if (lexer->depth == HL_JSON_DEPTH)
        return refuse_here(lexer, "nested too deeply", "at most 64 levels");
    int close = object ? '}' : ']';
    lexer->depth++;
    lexer->at++;
    skip_space(lexer);
    if (peek(lexer) == close)
        goto closed;
    for (;;) {
        if (!(object ? lex_member(lexer) : lex_value(lexer, 0, 0)))
            return false;
        skip_space(lexer);
        if (peek(lexer) == close)
            break;
        if (peek(lexer) != ',')
            return refuse_token(lexer, object ? "',' or '}'" : "',' or ']'");
        lexer->at++;
        skip_space(lexer);
    }
closed:
    lexer->at++;
    lexer->depth--;
    return true;
}

static bool lex_value(hl_json_lexer *lexer, int32_t key_line, int32_t key_column)
{
    hl_json_place *place = add_place(lexer);
    if (place == NULL)
        return false;
    place->key_line = key_line;
    place->key_column = key_column;
    int c = peek(lexer);
    switch (c) {
    case '{':
        return lex_container(lexer, true);
    case '[':
        return lex_container(lexer, false);
    case '"':
        return lex_string(lexer);
    case 't':
        return lex_word(lexer, "true");
    case 'f':
        return lex_word(lexer, "false");
    case 'n':
        return lex_word(lexer, "null");
    default:
        if (c == '-' || (c >= '0' && c <= '9'))
            return lex_number(lexer, place);
        return refuse_token(lexer, "a JSON value");
    }
}

/* The place of the first byte that is not UTF-8. */
static bool check_utf8(hl_json_lexer *lexer)
{
    size_t bad = hl_base__utf8_invalid_at(lexer->text, lexer->length);
    if (bad == lexer->length)
        return true;
    int32_t line = lexer->line;
    size_t start = 0;
    for (size_t i = 0; i < bad; i++) {
        if (lexer->text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    char message[64];
    (void)snprintf(message, sizeof message, "byte 0x%02X is not UTF-8",
                   (unsigned)(unsigned char)lexer->text[bad]);
    int32_t column = (int32_t)(hl_base__utf8_count(lexer->text + start, bad - start) + 1);
    hl_json__refuse(lexer, line, column, NULL, message,
                    "text in UTF-8 (from GBK: iconv -f GB18030 -t UTF-8)");
    return false;
}

/* Editors of Windows put one before UTF-8; it is no character of the text, nor of its first line.
 */
static void skip_mark(hl_json_lexer *lexer)
{
    if (lexer->length < 3 || memcmp(lexer->text, "\xEF\xBB\xBF", 3) != 0)
        return;
    lexer->start = lexer->at = 3;
    lexer->continuation = 3;
}

static bool is_utf16(const hl_json_lexer *lexer)
{
    const char *text = lexer->text;
    return lexer->length > 1 &&
           (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0 ||
            (text[0] == '\0') != (text[1] == '\0'));
}

static bool lex_document(hl_json_lexer *lexer)
{
    if (lexer->length > HL_JSON_LARGEST)
        return refuse_here(lexer, "the text is over 64 MiB", "at most 64 MiB");
    if (is_utf16(lexer))
        return refuse_here(lexer, "the text is UTF-16", "text in UTF-8: save it as that");
    if (!check_utf8(lexer))
        return false;
    skip_mark(lexer);
    skip_space(lexer);
    if (!lex_value(lexer, 0, 0))
        return false;
    skip_space(lexer);
    if (lexer->at < lexer->length)
        return refuse_token(lexer, "nothing after the document");
    return true;
}

void hl_json__lex(hl_json_lexer *lexer, const char *file, const char *text, size_t length,
                  int32_t first_line, hl_problems *problems)
{
    lexer->file = file;
    lexer->text = text;
    lexer->length = length;
    lexer->start = lexer->at = lexer->line_start = lexer->continuation = lexer->count = 0;
    lexer->line = first_line;
    lexer->depth = 0;
    lexer->unclear = lexer->no_memory = false;
    lexer->refusal.status = HL_OK;
    lexer->problems = problems;
    lexer->places = lexer->inside;
    lexer->capacity = HL_JSON_PLACES_INSIDE;
    if (!lex_document(lexer))
        lexer->unclear = true;
}

hl_status hl_json__lex_status(const hl_json_lexer *lexer, hl_error *err)
{
    if (lexer->no_memory)
        return hl_error_memory(err);
    if (lexer->refusal.status != HL_OK)
        return hl_error_set(err, HL_REJECTED, "%s", lexer->refusal.message);
    return HL_OK;
}

void hl_json__lex_close(hl_json_lexer *lexer)
{
    if (lexer->places != lexer->inside)
        free(lexer->places);
}
