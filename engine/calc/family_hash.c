/* Row: the hashes with which platforms assign, of one salt and id. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/murmur3.h"
#include "assign/platform_hashes.h"
#include "base/digest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "calc/method.h"

static const hl_calc_input in_hash[] = {
    {.name = "salt", .kind = HL_CALC_TEXT, .about = "salt, seed or group of the experiment"},
    {.name = "id", .kind = HL_CALC_TEXT, .about = "id of the unit"},
};

enum {
    GB_V1,
    GB_V2,
    UNLEASH_VARIANT,
    UNLEASH_STRATEGY,
    MURMUR3_UTF8,
    MURMUR3_JS,
    XXH64_TEXT,
    XXH3_64_TEXT,
    XXH3_128_TEXT,
    SHA256_TEXT,
    BUCKET_XXH64,
    BUCKET_SHA256,
    PLANOUT,
    OUTPUTS
};
static const hl_calc_output out_hash[OUTPUTS] = {
    [GB_V1] = {"gb_v1", HL_CALC_NUMBER, "GrowthBook v1: FNV-1a(id salt) % 1000 / 1000"},
    [GB_V2] = {"gb_v2", HL_CALC_NUMBER,
               "GrowthBook v2: FNV-1a(decimal FNV-1a(salt id)) % 10000 / 10000"},
    [UNLEASH_VARIANT] = {"unleash_variant_1000", HL_CALC_NUMBER, "Unleash variant, 1 to 1000"},
    [UNLEASH_STRATEGY] = {"unleash_strategy_100", HL_CALC_NUMBER, "Unleash rollout, 1 to 100"},
    [MURMUR3_UTF8] = {"murmur3_x86_32_utf8", HL_CALC_NUMBER, "MurmurHash3 of the UTF-8 bytes"},
    [MURMUR3_JS] = {"murmur3js_3_0_1", HL_CALC_NUMBER,
                    "the same of the low bytes of UTF-16 units, as murmurhash3js"},
    [XXH64_TEXT] = {"xxh64", HL_CALC_TEXT, "hexadecimal"},
    [XXH3_64_TEXT] = {"xxh3_64", HL_CALC_TEXT, "hexadecimal"},
    [XXH3_128_TEXT] = {"xxh3_128", HL_CALC_TEXT, "hexadecimal"},
    [SHA256_TEXT] = {"sha256", HL_CALC_TEXT, "hexadecimal"},
    [BUCKET_XXH64] = {"bucket10000_xxh64", HL_CALC_NUMBER, "xxh64 * 10000 / 2^64"},
    [BUCKET_SHA256] = {"bucket10000_sha256", HL_CALC_NUMBER,
                       "first 8 bytes, big-endian, * 10000 / 2^64"},
    [PLANOUT] = {"planout_int_0_9999", HL_CALC_NUMBER,
                 "PlanOut RandomInteger of parameter x; ASCII only"},
};

static double bucket_of(uint64_t hash)
{
    return (double)(uint64_t)(((hl_u128)hash * 10000) >> 64);
}

static const char *hex(hl_arena *arena, uint64_t high, uint64_t low, bool both)
{
    char text[40];
    if (both)
        (void)snprintf(text, sizeof text, "%016llx%016llx", (unsigned long long)high,
                       (unsigned long long)low);
    else
        (void)snprintf(text, sizeof text, "%016llx", (unsigned long long)low);
    return hl_base__arena_string(arena, text);
}

static uint64_t first_64_bits(const char *digest)
{
    char head[17] = {0};
    memcpy(head, digest, 16);
    return strtoull(head, NULL, 16);
}

/* The hashes of salt ":" id as UTF-8 bytes. */
static hl_status hash_bytes(const char *salt, const char *id, hl_out *out, hl_arena *arena,
                            hl_error *err)
{
    hl_text joined = {0};
    char digest[HL_DIGEST_TEXT];
    hl_base__text_addf(&joined, "%s:%s", salt, id);
    const char *bytes = hl_base__text_string(&joined);
    bool failed = joined.failed;
    hl_xxhash xx = hl_assign__xxhash(bytes, joined.length);
    (void)hl_base__digest_of(bytes, joined.length, digest);
    out[MURMUR3_UTF8].number = hl_assign__murmur3(bytes, joined.length, 0);
    hl_base__text_free(&joined);
    out[XXH64_TEXT].text = hex(arena, 0, xx.xxh64, false);
    out[XXH3_64_TEXT].text = hex(arena, 0, xx.xxh3, false);
    out[XXH3_128_TEXT].text = hex(arena, xx.xxh3_high, xx.xxh3_low, true);
    out[SHA256_TEXT].text = hl_base__arena_string(arena, digest);
    out[BUCKET_XXH64].number = bucket_of(xx.xxh64);
    out[BUCKET_SHA256].number = bucket_of(first_64_bits(digest));
    for (int i = XXH64_TEXT; i <= SHA256_TEXT; i++)
        failed = failed || out[i].text == NULL;
    return failed ? hl_error_memory(err) : HL_OK;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text > 0x7f)
            return false;
    return true;
}

static hl_status run_hash(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    const char *salt = in[0].text;
    const char *id = in[1].text;
    size_t length = strlen(id);
    if (hl_base__utf8_invalid_at(salt, strlen(salt)) < strlen(salt) ||
        hl_base__utf8_invalid_at(id, length) < length)
        return hl_error_set(err, HL_REJECTED, "salt and id must be valid UTF-8");
    out[GB_V1].number = hl_assign__growthbook_v1(salt, id, length) / 1000.0;
    out[GB_V2].number = hl_assign__growthbook_v2(salt, id, length) / 10000.0;
    out[UNLEASH_VARIANT].number =
        hl_assign__unleash(salt, id, length, 1000, HL_UNLEASH_VARIANT_SEED);
    out[UNLEASH_STRATEGY].number =
        hl_assign__unleash(salt, id, length, 100, HL_UNLEASH_STRATEGY_SEED);
    out[MURMUR3_JS].number = hl_assign__murmur3_js(salt, id, length, 0);
    if (is_ascii(salt) && is_ascii(id)) /* PlanOut itself refuses anything else */
        out[PLANOUT].number = (double)(hl_assign__planout(salt, "x", id, length) % 10000);
    return hash_bytes(salt, id, out, arena, err);
}

static const hl_method methods[] = {
    {"hash", "buckets of one id on several platforms", "GrowthBook, Unleash, PlanOut SDKs", in_hash,
     2, out_hash, OUTPUTS, run_hash},
};

const hl_method_family hl_calc__family_hash = {"hash", methods, 1};
