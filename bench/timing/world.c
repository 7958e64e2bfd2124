/* A segment's curve: three bumps of a day (normal, 1 to 2.5 hours wide) on working days, the same
 * or others at the weekend; half of it is common to all segments. */
#include "world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const world_kind world_kinds[] = {
    {"even", 2000, 6, 0, 0.10, 0.9, 0, false},
    {"narrow", 2000, 6, 0, 0.10, 0.9, 0.9, false},
    {"drift", 2000, 6, 0, 0.10, 0.9, 0, true},
    {"sparse", 2000, 30, 1.3, 0.10, 0.9, 0, false},
    {"high rate", 2000, 6, 0, 0.31, 0.9, 0, false},
    {"many users", 10000, 6, 0, 0.10, 0.9, 0, false},
    {"null", 2000, 6, 0, 0.10, 0, 0, false},
};
const size_t world_kind_count = sizeof world_kinds / sizeof *world_kinds;
static const double SHIFT_SD = 0.6, LEVEL_SD = 0.5;
enum { BUMPS = 3 };

bool world_is_legal(int slot)
{
    return slot % HOURS >= OPENS_AT && slot % HOURS < CLOSES_AT;
}

int world_legal(int slots[SLOTS])
{
    int count = 0;
    for (int s = 0; s < SLOTS; s++)
        if (world_is_legal(s))
            slots[count++] = s;
    return count;
}

static double between(hl_random *r, double low, double high)
{
    return low + (high - low) * hl_base__random_uniform(r);
}

static void draw_day(hl_random *r, double amplitude, double day[HOURS])
{
    memset(day, 0, HOURS * sizeof *day);
    for (int b = 0; b < BUMPS; b++) {
        double peak = between(r, 8, 22.5), height = between(r, 0.2, 1) * amplitude,
               width = between(r, 1, 2.5);
        for (int h = 0; h < HOURS; h++) {
            double away = fmod(h - peak + 36, 24) - 12;
            day[h] += height * exp(-away * away / (2 * width * width));
        }
    }
}

static void add_curve(hl_random *r, double amplitude, double *slots)
{
    double working[HOURS], off[HOURS];
    draw_day(r, amplitude, working);
    draw_day(r, amplitude, off);
    if (hl_base__random_uniform(r) < 0.4)
        memcpy(off, working, sizeof off);
    double level = amplitude * 0.25 * hl_base__random_normal(r);
    for (int s = 0; s < SLOTS; s++)
        slots[s] += s / HOURS >= 5 ? off[s % HOURS] + level : working[s % HOURS];
}

static void draw_hours(world *w, double (*hours)[SLOTS], const double *common)
{
    for (int g = 0; g < w->segments; g++) {
        for (int s = 0; s < SLOTS; s++)
            hours[g][s] = log(w->kind->rate / (1 - w->kind->rate)) + common[s];
        add_curve(&w->random, 0.8 * w->kind->amplitude, hours[g]);
    }
}

static int draw_segment(world *w)
{
    double total = 0, sum = 0;
    for (int g = 0; g < w->segments; g++)
        total += pow(g + 1, -w->kind->power_law);
    double at = total * hl_base__random_uniform(&w->random);
    for (int g = 0; g < w->segments; g++)
        if ((sum += pow(g + 1, -w->kind->power_law)) > at)
            return g;
    return w->segments - 1;
}

static void draw_user(world *w, int user)
{
    w->segment[user] = draw_segment(w);
    w->level[user] = LEVEL_SD * hl_base__random_normal(&w->random);
    w->shift[user] = (int)lround(SHIFT_SD * hl_base__random_normal(&w->random));
}

bool world_make(world *w, const world_kind *kind, uint64_t seed)
{
    size_t segments = (size_t)kind->segments, people = (size_t)kind->users;
    *w = (world){.kind = kind, .users = kind->users, .segments = kind->segments};
    w->random = hl_base__random_seed(seed, 1);
    w->segment = calloc(people, sizeof *w->segment);
    w->level = calloc(people, sizeof *w->level);
    w->shift = calloc(people, sizeof *w->shift);
    w->hours = calloc(segments, sizeof *w->hours);
    w->later = calloc(segments, sizeof *w->later);
    if (!w->segment || !w->level || !w->shift || !w->hours || !w->later)
        return false;
    double common[SLOTS] = {0};
    add_curve(&w->random, 0.6 * kind->amplitude, common);
    draw_hours(w, w->hours, common);
    memset(common, 0, sizeof common);
    add_curve(&w->random, 0.6 * kind->amplitude, common);
    draw_hours(w, w->later, common);
    for (int u = 0; u < kind->users; u++)
        draw_user(w, u);
    return true;
}

void world_free(world *w)
{
    free(w->segment);
    free(w->level);
    free(w->shift);
    free(w->hours);
    free(w->later);
}

double world_chance(const world *w, int user, int slot)
{
    int g = w->segment[user];
    int at = slot - slot % HOURS + (slot % HOURS - w->shift[user] + HOURS) % HOURS;
    double z = (1 - w->drifted) * w->hours[g][at] + w->drifted * w->later[g][at] + w->level[user];
    return 1 / (1 + exp(-z));
}

int world_usual_slot(world *w)
{
    int legal[SLOTS], count = world_legal(legal);
    if (hl_base__random_uniform(&w->random) < w->kind->narrow)
        return 10 + HOURS * (int)hl_base__random_below(&w->random, 7);
    return legal[hl_base__random_below(&w->random, (uint64_t)count)];
}
