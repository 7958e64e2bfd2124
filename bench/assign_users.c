/* hl_assign_users on a file, against a bare loop over ids that are already in memory: hash, digits,
 * a block-wise write, nothing else. Both write the same bytes to a file, in turns, three times; the
 * best of each counts.
 * usage: assign_users [users, default 10000000] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "assign/bucket.h"
#include "hookline.h"

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void make_users(const char *path, long count)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        exit(1);
    (void)fputs("user_id,zone,orders\n", file);
    for (long i = 0; i < count; i++)
        (void)fprintf(file, "u%ld,Asia/Shanghai,%ld\n", i * 7919 % 99999989, i % 5);
    (void)fclose(file);
}

static char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        exit(1);
    *length = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*length + 1);
    if (text == NULL || fread(text, 1, *length, file) != *length)
        exit(1);
    text[*length] = '\0';
    (void)fclose(file);
    return text;
}

static size_t put_line(char *to, const char *id, size_t length, uint64_t bucket)
{
    char digits[20];
    size_t at = sizeof digits;
    memcpy(to, id, length);
    memcpy(to + length, bucket >> 52 ? ",evening," : ",daytime,", 9);
    length += 9;
    do {
        digits[--at] = (char)('0' + bucket % 10);
        bucket /= 10;
    } while (bucket > 0);
    memcpy(to + length, digits + at, sizeof digits - at);
    length += sizeof digits - at;
    memcpy(to + length, ",assigned\n", 10);
    return length + 10;
}

static double bare_loop(const char *in, const char *out)
{
    enum { BLOCK = 1 << 16 };
    static char block[BLOCK + 256];
    size_t length = 0;
    char *text = read_whole(in, &length);
    double start = seconds();
    FILE *to = fopen(out, "wb");
    hl_bucket_key key = hl_assign__bucket_key(HL_BUCKET_ARM, "bench");
    if (to == NULL)
        exit(1);
    size_t used = 0;
    const char *end = text + length;
    for (const char *line = strchr(text, '\n') + 1; line < end;) {
        size_t id = (size_t)((const char *)memchr(line, ',', (size_t)(end - line)) - line);
        used += put_line(block + used, line, id, hl_assign__bucket(&key, line, id));
        if (used >= BLOCK) {
            (void)fwrite(block, 1, used, to);
            used = 0;
        }
        line = (const char *)memchr(line + id, '\n', (size_t)(end - line) - id) + 1;
    }
    (void)fwrite(block, 1, used, to);
    (void)fclose(to);
    double taken = seconds() - start;
    free(text);
    return taken;
}

static hl_status write_piece(void *context, const char *data, size_t length, hl_error *err)
{
    return fwrite(data, 1, length, context) == length ? HL_OK
                                                      : hl_error_set(err, HL_FAILED, "write");
}

static double engine(const char *in, const char *out)
{
    static const hl_arm_weight arms[] = {{"daytime", 1}, {"evening", 1}};
    hl_experiment x;
    memset(&x, 0, sizeof x);
    x.name = x.salt = "bench";
    x.unit = "user";
    x.traffic_to = HL_BUCKET_SPACE;
    x.arm_count = x.design.arm_count = 2;
    x.design.arms = arms;
    double start = seconds();
    FILE *to = fopen(out, "wb");
    hl_assigner *assigner = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_assign_counts counts = {0};
    hl_assign_options options = {.users = in, .write = write_piece, .context = to};
    if (to == NULL || hl_assigner_new(&x, NULL, &assigner, &err) != HL_OK ||
        hl_assign_users(assigner, &options, NULL, &counts, &err) != HL_OK)
        exit(1);
    hl_assigner_free(assigner);
    (void)fclose(to);
    return seconds() - start;
}

/* The hash alone, nothing read and nothing written. */
static double hash_alone(long count)
{
    double start = seconds();
    hl_bucket_key key = hl_assign__bucket_key(HL_BUCKET_ARM, "bench");
    volatile uint64_t keep = 0;
    for (long i = 0; i < count; i++)
        keep = keep + hl_assign__bucket(&key, (const char *)&i, sizeof i);
    return seconds() - start;
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 10000000;
    const char *directory = argc > 2 ? argv[2] : "build/bench-data";
    char in[4096];
    char out[4096];
    (void)snprintf(in, sizeof in, "%s/assign_users.csv", directory);
    (void)snprintf(out, sizeof out, "%s/assign_users.out", directory);
    make_users(in, count);
    double hash = hash_alone(count);
    double bare = 1e9;
    double ours = 1e9;
    for (int i = 0; i < 3; i++) {
        double loop = bare_loop(in, out);
        double run = engine(in, out);
        bare = loop < bare ? loop : bare;
        ours = run < ours ? run : ours;
    }
    printf("assign %ld users: hash alone %.2f s, bare hash-and-write loop %.2f s, assign %.2f s: "
           "%.2f x the loop\n",
           count, hash, bare, ours, ours / bare);
    (void)remove(in);
    (void)remove(out);
    return 0;
}
