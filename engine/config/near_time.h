/* How a local time, a duration or weekdays that are not written as definitions write them would be.
 */
#ifndef HL_CONFIG_NEAR_TIME_H
#define HL_CONFIG_NEAR_TIME_H

#include <stdbool.h>

enum { HL_NEAR_TIME = 64 };

/* "9:00", "9：00", "09.00" -> "09:00". False: nothing is near. */
bool hl_config__near_clock(const char *text, char out[HL_NEAR_TIME]);
/* "24h", "7 days", "PT7D", "P24H", "p7d" -> "PT24H", "P7D". Bare numbers are near nothing: of what?
 */
bool hl_config__near_duration(const char *text, char out[HL_NEAR_TIME]);
/* "Mon-Fri", "Monday", "周一-周五", "星期一至星期五" -> "mon-fri", "mon". Whether it is one is the
 * caller's to see. */
bool hl_config__near_days(const char *text, char out[HL_NEAR_TIME]);

#endif
