/* The locale "C" for this thread and a moment: printf, strtod and what other libraries make of them
 * follow the locale of the host program, which is not the library's to set.
 *
 *   locale_t before = hl_base__c_locale_enter();
 *   snprintf(...);
 *   hl_base__c_locale_leave(before); */
#ifndef HL_BASE_C_LOCALE_H
#define HL_BASE_C_LOCALE_H

#include <locale.h>

locale_t hl_base__c_locale(void);
locale_t hl_base__c_locale_enter(void);
void hl_base__c_locale_leave(locale_t before);

#endif
