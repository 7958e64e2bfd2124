/* Hookline: an A/B experiment and messaging-timing engine. GPL-3.0-or-later.
 *
 * Data flows one way:
 *   definition -> assignment -> plan -> log -> cells -> estimates -> analysis -> report
 *
 * Call hl_init once before anything else (it puts the process-wide error handler of the numerics
 * library to rest); everything else takes what it needs as arguments: the library never reads the
 * clock, the environment or the locale, never prints and never exits. */
#ifndef HOOKLINE_H
#define HOOKLINE_H

#include "hookline/analysis.h"
#include "hookline/assign.h"
#include "hookline/attributes.h"
#include "hookline/batch.h"
#include "hookline/calc.h"
#include "hookline/calc_report.h"
#include "hookline/calibrate.h"
#include "hookline/cells.h"
#include "hookline/cells_source.h"
#include "hookline/channel.h"
#include "hookline/check.h"
#include "hookline/definition.h"
#include "hookline/design.h"
#include "hookline/design_request.h"
#include "hookline/error.h"
#include "hookline/estimate.h"
#include "hookline/finding.h"
#include "hookline/init.h"
#include "hookline/lang.h"
#include "hookline/line.h"
#include "hookline/messages.h"
#include "hookline/number.h"
#include "hookline/output.h"
#include "hookline/plan.h"
#include "hookline/plan_report.h"
#include "hookline/problems.h"
#include "hookline/report.h"
#include "hookline/rows.h"
#include "hookline/scan.h"
#include "hookline/shown.h"
#include "hookline/simulate.h"
#include "hookline/size.h"
#include "hookline/store.h"
#include "hookline/store_report.h"
#include "hookline/store_timing.h"
#include "hookline/suggest.h"
#include "hookline/time.h"
#include "hookline/timing.h"
#include "hookline/timing_report.h"
#include "hookline/unread.h"

#endif
