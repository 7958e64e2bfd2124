/* Lines that people are told, damaged: a message is said whole or stays as it is, within its room.
 */
#include <string.h>

#include "hookline.h"
#include "tests/support/fuzz.h"

static void take(const char *text, size_t length)
{
    static char whole[HL_MESSAGE_SIZE + 1];
    char few[24];
    (void)length;
    whole[HL_MESSAGE_SIZE] = 'x';
    const char *said = hl_message_in(HL_LANG_ZH, text, whole, HL_MESSAGE_SIZE);
    if ((said != text && said != whole) || whole[HL_MESSAGE_SIZE] != 'x' ||
        memchr(whole, '\0', HL_MESSAGE_SIZE) == NULL)
        abort();
    few[sizeof few - 1] = 'x';
    const char *cut = hl_message_in(HL_LANG_ZH, text, few, sizeof few - 1);
    if (few[sizeof few - 1] != 'x' || strcmp(cut, strlen(said) < sizeof few - 1 ? said : text) != 0)
        abort();
}

HL_FUZZ_TARGET("messages", 400, take)
