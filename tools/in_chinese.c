/* Messages of the library in Chinese, line by line.
 *
 * usage: in_chinese <lines
 *
 * Prints each line of standard input as hl_message_in says it in Chinese: the same line where the
 * catalogue (reports/messages/said_*.c) does not have it. */
#include <stdio.h>
#include <string.h>

#include "hookline.h"

int main(void)
{
    static char line[HL_MESSAGE_SIZE];
    static char said[HL_MESSAGE_SIZE];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        (void)puts(hl_message_in(HL_LANG_ZH, line, said, sizeof said));
    }
    return ferror(stdin) != 0 || fflush(stdout) != 0;
}
