#include "base/c_locale.h"

/* "C" is part of the C library: it needs no memory, and is never freed. */
locale_t hl_base__c_locale(void)
{
    return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

locale_t hl_base__c_locale_enter(void)
{
    return uselocale(hl_base__c_locale());
}

void hl_base__c_locale_leave(locale_t before)
{
    (void)uselocale(before);
}
