/* The languages in which reports are written. Only what writes sentences knows them: an analysis, a
 * plan, an explanation are codes with numbers. */
#ifndef HOOKLINE_LANG_H
#define HOOKLINE_LANG_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_lang { HL_LANG_EN, HL_LANG_ZH } hl_lang;

#ifdef __cplusplus
}
#endif
#endif
