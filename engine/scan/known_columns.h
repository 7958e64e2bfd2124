/* Columns that a scan knows by what they are called, though nobody asks for them: whose a row is,
 * what every export makes anew, which currency amounts are in. */
#ifndef HL_SCAN_KNOWN_COLUMNS_H
#define HL_SCAN_KNOWN_COLUMNS_H

#include "rows/rows.h"

/* The column that says whose a row is (a user before an order); -1: none is called so. */
int hl_scan__id_column(const hl_rows *rows);
/* Whether the column says of which order a row is ("order_id", "transaction", 订单号). */
bool hl_scan__names_order(const char *column);
/* Whether the column numbers rows, or says when or from where they were exported: two rows that
 * differ there alone say the same. */
bool hl_scan__is_of_export(const char *column);
/* Whether the column is called as times of what a user did since ("last_seen", "order_date",
 * 支付时间): days of those hold other people in each arm. */
bool hl_scan__is_of_outcome(const char *column);
/* Whether the column is called as those are that name the currency of a row's amounts. */
bool hl_scan__is_currency(const char *column);
/* Whether the column says whether somebody bought, or how often ("bought", "is_converted",
 * "orders_30d", 是否下单); how much somebody paid ("revenue", "GMV", 支付金额). */
bool hl_scan__says_whether(const char *column);
bool hl_scan__says_how_much(const char *column);
/* Whether the column is called as what is yes or no of somebody: "bought", "has_app", "clicked",
 * 是否…. */
bool hl_scan__asks_whether(const char *column);
/* Whether the column counts people, or what is shown or sent to them ("users", "Impressions",
 * 人数). */
bool hl_scan__counts_people(const char *column);

#endif
