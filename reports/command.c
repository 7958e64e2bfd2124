/* A command line as a shell reads it: words in quotes where they need them, lines that end in a
 * backslash. */
#include "reports/command.h"

#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"
#include "reports/messages/words.h"
#include "reports/say.h"

enum { INDENT = 2, MORE_INDENT = 6 };

static bool is_plain(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_@%+=:,./-";
    return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

/* $'a\x1bb': what cannot be shown, or would not survive being copied; of bash, ksh and zsh. */
static void add_escaped(const char *word, hl_text *out)
{
    static const char digits[] = "0123456789abcdef";
    hl_base__text_add(out, "$'");
    for (const char *at = word; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte == '\\' || byte == '\'')
            hl_base__text_add_char(out, '\\');
        if (byte >= ' ' && byte < 0x7F) {
            hl_base__text_add_char(out, *at);
            continue;
        }
        hl_base__text_add(out, "\\x");
        hl_base__text_add_char(out, digits[byte >> 4]);
        hl_base__text_add_char(out, digits[byte & 15]);
    }
    hl_base__text_add_char(out, '\'');
}

static void add_quoted(const char *word, hl_text *out)
{
    hl_base__text_add_char(out, '\'');
    for (const char *at = word; *at != '\0'; at++) {
        if (*at == '\'')
            hl_base__text_add(out, "'\\'");
        hl_base__text_add_char(out, *at);
    }
    hl_base__text_add_char(out, '\'');
}

void hl_reports__compose_command(const char *const *words, size_t count, hl_document *document)
{
    if (hl_reports__add(document, HL_BLOCK_COMMAND, NULL) == NULL)
        return;
    for (size_t i = 0; i < count; i++) {
        hl_text quoted = {0};
        if (is_plain(words[i]))
            hl_base__text_add(&quoted, words[i]);
        else if (hl_base__is_shown(words[i]))
            add_quoted(words[i], &quoted);
        else
            add_escaped(words[i], &quoted);
        hl_reports__cell(document, hl_reports__keep(document, &quoted));
    }
}

/* Standard input and pipes, as <(...) makes them: gone when they are read. */
static bool is_passing(const char *word)
{
    return strcmp(word, "-") == 0 || strcmp(word, "/dev/stdin") == 0 ||
           strncmp(word, "/dev/fd/", strlen("/dev/fd/")) == 0 ||
           strncmp(word, "/proc/self/fd/", strlen("/proc/self/fd/")) == 0;
}

void hl_reports__compose_again(const char *const *words, size_t count, hl_document *document)
{
    if (count > 0)
        hl_reports__compose_command(words, count, document);
    for (size_t i = 0; i < count; i++) {
        const hl_message_value name = {"name", words[i]};
        if (is_passing(words[i]))
            (void)hl_reports__add(document, HL_BLOCK_BULLET,
                                  hl_reports__say(document, HL_WORD_AGAIN_INPUT, &name, 1));
    }
}

/* Words that stand on one line: an option with its value. */
static size_t together(const hl_block *block, size_t i)
{
    bool option = strncmp(block->cells[i], "--", 2) == 0 && block->cells[i][2] != '\0';
    return option && i + 1 < block->cell_count && strncmp(block->cells[i + 1], "--", 2) != 0 ? 2
                                                                                             : 1;
}

void hl_reports__add_command(const hl_block *block, size_t columns, hl_text *out)
{
    size_t used = 0;
    for (size_t i = 0; i < block->cell_count;) {
        size_t words = together(block, i);
        size_t width = 0;
        for (size_t k = 0; k < words; k++)
            width += 1 + hl_base__utf8_width(block->cells[i + k]);
        bool begins = i == 0 || used + width + 2 > columns;
        if (begins) {
            hl_base__text_add(out, i == 0 ? "" : " \\\n");
            used = i == 0 ? INDENT - 1 : MORE_INDENT - 1;
            hl_base__text_add_repeat(out, ' ', used);
        }
        for (size_t k = 0; k < words; k++, i++) {
            hl_base__text_add_char(out, ' ');
            hl_base__text_add(out, block->cells[i]);
        }
        used += width;
    }
    hl_base__text_add_char(out, '\n');
}
