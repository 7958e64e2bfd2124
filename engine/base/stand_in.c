#include "base/stand_in.h"

static const hl_i128 one = 1000000000000000000;

/* How many digits a number has that are all the same one; 0: they are not, or it is 0. */
static int like_digits(hl_u128 number, unsigned *digit)
{
    int count = 0;
    *digit = (unsigned)(number % 10);
    for (; number > 0; number /= 10, count++)
        if (number % 10 != *digit)
            return 0;
    return count;
}

/* .9, .99 */
static bool is_nines(hl_u128 fraction)
{
    const hl_u128 tenth = (hl_u128)one / 10;
    return fraction == 9 * tenth || fraction == 9 * tenth + 9 * (tenth / 10);
}

static bool is_end_of_bits(hl_i128 whole)
{
    return whole == INT32_MAX || whole == INT32_MIN || whole == UINT32_MAX;
}

static bool may_be_below(hl_u128 whole)
{
    unsigned digit = 0;
    return whole == 1 || (like_digits(whole, &digit) > 0 && digit == 9);
}

static bool may_be_above(hl_u128 whole, hl_u128 fraction)
{
    enum { NINES = 4, LIKE = 6 };
    unsigned digit = 0;
    int digits = like_digits(whole, &digit);
    if (fraction != 0 && !is_nines(fraction))
        return false;
    return digit == 9 ? digits >= NINES : fraction == 0 && digits >= LIKE;
}

bool hl_base__may_stand_in(hl_i128 attos)
{
    hl_u128 size = attos < 0 ? -(hl_u128)attos : (hl_u128)attos;
    hl_u128 whole = size / (hl_u128)one, fraction = size % (hl_u128)one;
    if (fraction == 0 && is_end_of_bits(attos / one))
        return true;
    return attos < 0 ? fraction == 0 && may_be_below(whole) : may_be_above(whole, fraction);
}

void hl_base__usual_add(hl_usual_values *usual, hl_i128 attos)
{
    if (attos == 0 || hl_base__may_stand_in(attos))
        return;
    if (!usual->any || attos < usual->least)
        usual->least = attos;
    if (!usual->any || attos > usual->largest)
        usual->largest = attos;
    usual->any = true;
}

bool hl_base__stands_in(hl_i128 attos, const hl_usual_values *usual)
{
    enum { LEAST_BESIDE = 10, TIMES = 50, TIMES_LARGE = 20 };
    if (!usual->any || !hl_base__may_stand_in(attos))
        return false;
    if (attos < 0)
        return usual->least > 0 && usual->largest >= LEAST_BESIDE * one;
    hl_i128 times = attos < 100000 * one ? TIMES : TIMES_LARGE;
    return usual->largest > 0 && attos / times > usual->largest;
}
