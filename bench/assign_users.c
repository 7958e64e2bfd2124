/* hl_assign_users against a bare loop that hashes the same ids with the same library and writes the
 * same number of lines: both read a file of users and write to /dev/null-like sinks (a file).
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

/* Reads lines, takes the id up to the comma, hashes, writes id and bucket. */
static double bare_loop(const char *in, const char *out)
{
    double start = seconds();
    FILE *file = fopen(in, "rb");
    FILE *to = fopen(out, "wb");
    char line[256];
    hl_bucket_key key = hl_assign__bucket_key(HL_BUCKET_ARM, "bench");
    if (file == NULL || to == NULL)
        exit(1);
    (void)!fgets(line, sizeof line, file);
    while (fgets(line, sizeof line, file) != NULL) {
        size_t length = strcspn(line, ",");
        line[length] = '\0';
        unsigned long long bucket = hl_assign__bucket(&key, line, length);
        (void)fprintf(to, "%s,%s,%llu,assigned\n", line, bucket >> 52 ? "evening" : "daytime",
                      bucket);
    }
    (void)fclose(file);
    (void)fclose(to);
    return seconds() - start;
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
    const char *in = "build/bench/assign_users.csv";
    const char *out = "build/bench/assign_users.out";
    make_users(in, count);
    double hash = hash_alone(count);
    double bare = bare_loop(in, out);
    double ours = engine(in, out);
    printf("assign %ld users: hash alone %.2f s, bare read-hash-write loop %.2f s, assign %.2f s: "
           "%.2f x the loop\n",
           count, hash, bare, ours, ours / bare);
    (void)remove(in);
    (void)remove(out);
    return 0;
}
