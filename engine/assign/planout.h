/* PlanOut's hash: the first 15 hexadecimal digits of SHA-1(salt ".x." id), where x is the name of
 * the parameter. Source: facebook/planout, ops/random. */
#ifndef HL_ASSIGN_PLANOUT_H
#define HL_ASSIGN_PLANOUT_H

#include <stddef.h>
#include <stdint.h>

/* 60 bits. RandomInteger(min 0, max n - 1) is this mod n. */
uint64_t hl_assign__planout(const char *salt, const char *parameter, const char *id, size_t length);

#endif
