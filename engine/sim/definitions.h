/* The experiments that are played: experiments/<name>/<name>.json, built in. */
#ifndef HL_SIM_DEFINITIONS_H
#define HL_SIM_DEFINITIONS_H

#include "base/embedded.h"

extern const hl_embedded hl_sim__definitions[]; /* ended by a name of NULL */

#endif
