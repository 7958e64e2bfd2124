#include "cli/outlet.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

hl_status hl_cli_outlet_open(const hl_args *args, hl_outlet *outlet, hl_error *err)
{
    const char *path = hl_cli_value(args, "output");
    *outlet = (hl_outlet){stdout, "standard output"};
    if (path == NULL || strcmp(path, "-") == 0)
        return HL_OK;
    *outlet = (hl_outlet){fopen(path, "wb"), path};
    return outlet->file == NULL ? hl_error_system(err, "%s", path) : HL_OK;
}

hl_status hl_cli_outlet_write(void *context, const char *data, size_t length, hl_error *err)
{
    const hl_outlet *outlet = context;
    if (fwrite(data, 1, length, outlet->file) == length)
        return HL_OK;
    return hl_error_system(err, "%s", outlet->name);
}

/* Not a device or a pipe, which are not the command's to take away. */
static void take_away(const char *path)
{
    struct stat about;
    if (lstat(path, &about) == 0 && S_ISREG(about.st_mode))
        (void)unlink(path);
}

hl_status hl_cli_outlet_close(hl_outlet *outlet, hl_status status, hl_error *err)
{
    bool failed = fflush(outlet->file) != 0 || ferror(outlet->file) != 0;
    if (failed && status == HL_OK)
        status = hl_error_system(err, "%s", outlet->name);
    if (outlet->file == stdout)
        return status;
    if (fclose(outlet->file) != 0 && status == HL_OK)
        status = hl_error_system(err, "%s", outlet->name);
    if (status != HL_OK)
        take_away(outlet->name);
    return status;
}
