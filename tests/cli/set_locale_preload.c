/* Loaded into the program with LD_PRELOAD, does what a host program of the library may have done:
 * sets its own locale.
 *
 *   HL_HOST_LOCALE=de_DE.UTF-8  the locale (LOCPATH says where it is)
 *   HL_HOST_POINT=,             its decimal point, to be sure that it is in effect
 *
 * Exits with 99 when it is not. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((constructor)) static void set(void)
{
    const char *name = getenv("HL_HOST_LOCALE");
    const char *point = getenv("HL_HOST_POINT");
    if (name == NULL)
        return;
    char text[32] = "";
    const char *now = setlocale(LC_ALL, name);
    (void)snprintf(text, sizeof text, "%.1f", 1.5);
    if (now != NULL && point != NULL && strncmp(text + 1, point, strlen(point)) == 0)
        return;
    (void)fprintf(stderr, "the locale %s is not in effect: 1.5 is %s\n", name, text);
    _Exit(99);
}
