/* What a send log calls the state of a message, by the words that providers and people name it
 * with: whether it went, reached its user, or failed. */
#ifndef HL_CONFIG_TOUCH_STATES_H
#define HL_CONFIG_TOUCH_STATES_H

#include <stddef.h>

typedef enum hl_touch_state {
    HL_TOUCH_STATE_GOES,    /* went out or is to, or nothing is said */
    HL_TOUCH_STATE_ARRIVED, /* reached its user: delivered, read, clicked, complained of */
    HL_TOUCH_STATE_CANCELLED,
    HL_TOUCH_STATE_FAILED, /* reached nobody */
    HL_TOUCH_STATE_UNKNOWN /* nobody can tell: no word of these, or words that contradict */
} hl_touch_state;

/* Of the text of a field; an empty one says nothing. */
hl_touch_state hl_config__touch_state(const char *text, size_t length);

#endif
