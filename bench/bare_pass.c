/* usage: bare_pass FILE THREADS
 * The least that a program in C must do to analyse the file of generate_users.c: map it, walk over
 * every byte once, read the seven columns, and add up counts, sums and sums of squares in doubles
 * for each arm and segment. No quotes, no checks, no error messages; the columns are built in. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NUMBERS = 5, ARMS = 3, SEGMENTS = 6 };

typedef struct sums {
    double n, sum[NUMBERS], square[NUMBERS], cross[NUMBERS];
} sums;

typedef struct share {
    const char *from, *to;
    sums all[ARMS][SEGMENTS];
    pthread_t thread;
} share;

static const char *skip(const char *p)
{
    while (*p != ',')
        p++;
    return p + 1;
}

static const char *number(const char *p, double *out)
{
    static const double tenth[] = {1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001};
    long mantissa = 0;
    int behind = 0;
    while (*p >= '0' && *p <= '9')
        mantissa = mantissa * 10 + (*p++ - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; behind++)
            mantissa = mantissa * 10 + (*p++ - '0');
    *out = (double)mantissa * tenth[behind];
    return p + 1;
}

static int arm_of(char first)
{
    return first == 'n' ? 0 : first == 'd' ? 1 : 2;
}

static int segment_of(const char *p)
{
    switch (p[0]) {
    case 'n':
        return 0;
    case 'a':
        return 1;
    case 'l':
        return 2;
    case 's':
        return 3;
    case 'h':
        return 4;
    default:
        return 5;
    }
}

static void *pass(void *argument)
{
    share *s = argument;
    for (const char *p = s->from; p < s->to;) {
        double x[NUMBERS];
        p = skip(p);
        int arm = arm_of(*p);
        p = skip(p);
        int segment = segment_of(p);
        p = skip(p);
        p = skip(p);
        for (int i = 0; i < NUMBERS; i++)
            p = number(p, &x[i]);
        sums *to = &s->all[arm][segment];
        to->n++;
        for (int i = 0; i < NUMBERS; i++) {
            to->sum[i] += x[i];
            to->square[i] += x[i] * x[i];
            to->cross[i] += x[i] * x[NUMBERS - 1];
        }
    }
    return NULL;
}

static const char *line_behind(const char *p)
{
    while (*p != '\n')
        p++;
    return p + 1;
}

int main(int argc, char **argv)
{
    struct stat about;
    int fd = argc == 3 ? open(argv[1], O_RDONLY) : -1;
    if (fd < 0 || fstat(fd, &about) != 0)
        return 2;
    size_t size = (size_t)about.st_size;
    const char *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    long threads = strtol(argv[2], NULL, 10);
    if (data == MAP_FAILED || threads < 1 || threads > 64)
        return 2;
    share *shares = calloc((size_t)threads, sizeof *shares);
    if (shares == NULL)
        return 1;
    const char *from = line_behind(data);
    for (long i = 0; i < threads; i++) {
        shares[i].from = from;
        size_t until = size / (size_t)threads * ((size_t)i + 1);
        from = i + 1 == threads ? data + size : line_behind(data + until);
        shares[i].to = from;
        if (pthread_create(&shares[i].thread, NULL, pass, &shares[i]) != 0)
            return 1;
    }
    double n = 0;
    double revenue = 0;
    for (long i = 0; i < threads; i++) {
        (void)pthread_join(shares[i].thread, NULL);
        for (int a = 0; a < ARMS; a++)
            for (int g = 0; g < SEGMENTS; g++) {
                n += shares[i].all[a][g].n;
                revenue += shares[i].all[a][g].sum[3];
            }
    }
    printf("%.0f users, revenue %.2f\n", n, revenue);
    free(shares);
    return 0;
}
