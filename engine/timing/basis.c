/* Daily harmonics, common to all days and as days off differ, each order with a variance of its
 * own: what is smooth is believed sooner than what is jagged. Which days are off is the calendar's
 * to say (public holidays are, make-up working days are not), so it is no function of the weekday;
 * weekdays have levels of their own, which cost little where they do not differ. Columns of days
 * off and of weekdays are centred at an ordinary week, so that the intercept is its mean. */
#include "timing/basis.h"

#include <math.h>
#include <stddef.h>

static const double DAYS_OFF = 2.0 / 7;
static const double TURN = 6.283185307179586476925;

static double *put(double *x, double value, uint8_t *order, uint8_t class, int *column)
{
    order[(*column)++] = class;
    *x = value;
    return x + 1;
}

static void write_kind(double *x, uint8_t *order, int slot, int off)
{
    int column = 0, day = slot / 24;
    uint8_t class = 0;
    double away = off - DAYS_OFF;
    x = put(x, away, order, class ++, &column);
    for (int d = 0; d < 7; d++)
        x = put(x, (d == day) - 1.0 / 7, order, class, &column);
    class ++;
    for (int differ = 0; differ < 2; differ++)
        for (int k = 1; k <= HL_TIMING_HARMONICS; k++, class ++) {
            double angle = TURN * k * (slot % 24) / 24, weight = differ ? away : 1;
            x = put(x, weight * cos(angle), order, class, &column);
            x = put(x, weight * sin(angle), order, class, &column);
        }
}

void hl_timing__basis(double *x, uint8_t *order)
{
    for (int kind = 0; kind < HL_TIMING_KINDS; kind++)
        write_kind(x + (size_t)kind * HL_TIMING_COLUMNS, order, kind / 2, kind % 2);
}
