/* Channels: what a platform, a provider or the law allows, from the data files of the project
 * (docs/formats/channels.md). Every rule says where it comes from and whether it was verified.
 *
 *   hl_channels *channels = NULL;
 *   if (hl_channels_new(&channels, &err) == HL_OK) {
 *       const hl_channel *sms = hl_channels_find(channels, "sms-us", NULL);
 *       puts(sms->source);
 *   }
 *   hl_channels_free(channels); */
#ifndef HOOKLINE_CHANNEL_H
#define HOOKLINE_CHANNEL_H

#include "hookline/definition.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What opens the door. */
typedef enum hl_session_after {
    HL_AFTER_MESSAGE, /* the user's last message */
    HL_AFTER_TRIGGER  /* the hook's own trigger */
} hl_session_after;

/* How channels write it; NULL for a number that is none. */
HL_API const char *hl_session_after_name(hl_session_after after);

/* Touches only while the customer has opened the door. */
typedef struct hl_channel_session {
    bool present;
    hl_session_after after;
    hl_span within; /* how long the door stays open */
    int64_t count;  /* at most so many touches in one session; 0 = any number */
} hl_channel_session;

typedef struct hl_channel {
    const char *name;
    const char *kind; /* "mass", "session", "sms", "call", "email", "push", "rhythm" */
    hl_localized title;
    hl_localized rule;  /* the rule in one sentence */
    uint8_t classes;    /* bit 1 << hl_hook_class: for which classes hours and caps hold */
    bool legal;         /* a rule of law or of the provider, not a habit */
    bool confirm;       /* planned touches must be confirmed by a member before they go out */
    size_t quiet_count; /* never in these hours */
    const hl_window *quiet;
    size_t cap_count;
    const hl_cap *caps;
    hl_channel_session session;
    const char *source;
    const char *effective_from; /* a date, or NULL when nobody knows */
    bool verified;
} hl_channel;

typedef struct hl_channels hl_channels;

/* The presets that are built in; sorted by name. */
HL_API HL_NODISCARD hl_status hl_channels_new(hl_channels **out, hl_error *err);
HL_API void hl_channels_free(hl_channels *channels);
HL_API size_t hl_channels_count(const hl_channels *channels);
HL_API const hl_channel *hl_channels_get(const hl_channels *channels, size_t index);
/* NULL when there is none of that name; *suggestion (may be NULL) is then the nearest name or NULL.
 */
HL_API const hl_channel *hl_channels_find(const hl_channels *channels, const char *name,
                                          const char **suggestion);

#ifdef __cplusplus
}
#endif
#endif
