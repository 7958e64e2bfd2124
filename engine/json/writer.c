#include "json/writer.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

enum { DEEPEST = sizeof(((hl_json_writer *)0)->first) / sizeof(bool) };

hl_json_writer hl_json__writer(hl_text *out, int indent)
{
    hl_json_writer writer = {.out = out, .indent = indent};
    writer.first[0] = true;
    return writer;
}

static void new_line(hl_json_writer *writer)
{
    if (writer->indent == 0)
        return;
    hl_base__text_add_char(writer->out, '\n');
    hl_base__text_add_repeat(writer->out, ' ', (size_t)writer->indent * (size_t)writer->depth);
}

/* What stands before a value or a key. */
static void begin(hl_json_writer *writer)
{
    if (writer->after_key) {
        writer->after_key = false;
        return;
    }
    if (!writer->first[writer->depth])
        hl_base__text_add_char(writer->out, ',');
    writer->first[writer->depth] = false;
    if (writer->depth > 0)
        new_line(writer);
}

static void open_container(hl_json_writer *writer, char bracket)
{
    begin(writer);
    assert(writer->depth + 1 < DEEPEST);
    hl_base__text_add_char(writer->out, bracket);
    writer->depth++;
    writer->first[writer->depth] = true;
}

static void close_container(hl_json_writer *writer, char bracket)
{
    assert(writer->depth > 0 && !writer->after_key);
    bool empty = writer->first[writer->depth];
    writer->depth--;
    if (!empty)
        new_line(writer);
    hl_base__text_add_char(writer->out, bracket);
}

void hl_json__open_object(hl_json_writer *writer)
{
    open_container(writer, '{');
}

void hl_json__close_object(hl_json_writer *writer)
{
    close_container(writer, '}');
}

void hl_json__open_array(hl_json_writer *writer)
{
    open_container(writer, '[');
}

void hl_json__close_array(hl_json_writer *writer)
{
    close_container(writer, ']');
}

static void add_escape(hl_text *out, unsigned char c)
{
    static const char *const names[0x20] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"};
    if (c == '"')
        hl_base__text_add(out, "\\\"");
    else if (c == '\\')
        hl_base__text_add(out, "\\\\");
    else if (names[c] != NULL)
        hl_base__text_add(out, names[c]);
    else
        hl_base__text_addf(out, "\\u%04x", (unsigned)c);
}

/* Valid UTF-8: everything but '"', '\' and control characters stands for itself. */
static void add_escaped(hl_text *out, const char *text, size_t length)
{
    size_t from = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        hl_base__text_add_bytes(out, text + from, i - from);
        add_escape(out, c);
        from = i + 1;
    }
    hl_base__text_add_bytes(out, text + from, length - from);
}

/* A byte that is not UTF-8 becomes U+FFFD, so that what is written is always JSON. */
static void add_quoted(hl_text *out, const char *text, size_t length)
{
    hl_base__text_add_char(out, '"');
    for (;;) {
        size_t valid = hl_base__utf8_invalid_at(text, length);
        add_escaped(out, text, valid);
        if (valid == length)
            break;
        hl_base__text_add(out, "\xEF\xBF\xBD");
        text += valid + 1;
        length -= valid + 1;
    }
    hl_base__text_add_char(out, '"');
}

void hl_json__key(hl_json_writer *writer, const char *key)
{
    assert(writer->depth > 0 && !writer->after_key);
    begin(writer);
    add_quoted(writer->out, key, strlen(key));
    hl_base__text_add(writer->out, writer->indent == 0 ? ":" : ": ");
    writer->after_key = true;
}

void hl_json__add_string_bytes(hl_json_writer *writer, const char *text, size_t length)
{
    begin(writer);
    add_quoted(writer->out, text, length);
}

static void add_word(hl_json_writer *writer, const char *word)
{
    begin(writer);
    hl_base__text_add(writer->out, word);
}

void hl_json__add_text(hl_json_writer *writer, const hl_text *text)
{
    hl_json__add_string_bytes(writer, hl_base__text_string(text), text->length);
    writer->out->failed = writer->out->failed || text->failed;
}

void hl_json__add_string(hl_json_writer *writer, const char *text)
{
    if (text == NULL)
        add_word(writer, "null");
    else
        hl_json__add_string_bytes(writer, text, strlen(text));
}

void hl_json__add_number(hl_json_writer *writer, double number)
{
    char buffer[HL_NUMBER_TEXT];
    add_word(writer, isfinite(number) ? hl_base__number_text(number, buffer) : "null");
}

void hl_json__add_number_or_inf(hl_json_writer *writer, double number)
{
    if (isinf(number))
        hl_json__add_string(writer, number > 0 ? "inf" : "-inf");
    else
        hl_json__add_number(writer, number);
}

void hl_json__add_number_as_written(hl_json_writer *writer, const char *text, size_t length)
{
    begin(writer);
    hl_base__text_add_bytes(writer->out, text, length);
}

void hl_json__add_int(hl_json_writer *writer, int64_t number)
{
    begin(writer);
    hl_base__text_addf(writer->out, "%lld", (long long)number);
}

void hl_json__add_bool(hl_json_writer *writer, bool value)
{
    add_word(writer, value ? "true" : "false");
}

void hl_json__add_null(hl_json_writer *writer)
{
    add_word(writer, "null");
}

void hl_json__string_member(hl_json_writer *writer, const char *key, const char *text)
{
    hl_json__key(writer, key);
    hl_json__add_string(writer, text);
}

void hl_json__number_member(hl_json_writer *writer, const char *key, double number)
{
    hl_json__key(writer, key);
    hl_json__add_number(writer, number);
}

void hl_json__int_member(hl_json_writer *writer, const char *key, int64_t number)
{
    hl_json__key(writer, key);
    hl_json__add_int(writer, number);
}
