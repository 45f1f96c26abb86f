/* Stands between a process and its disk (LD_PRELOAD), for two kinds of test.
 *
 * Armed (faults_load, faults_arm), it numbers every call that touches a file below one folder, and at the n-th ends the process,
 * tears the write, or answers that the disk is full or broken. It can also trace what is written, so that a test can
 * work out what would be left of it after a power cut.
 *
 * Watching (THROUGHLINE_WATCH_LOG), it looks for secret words in everything that leaves the process: writes to any
 * file, shared mappings, sockets, names of files, arguments of programs. It logs who asked for which file, too.
 *
 * glibc on 64-bit Linux, where off_t and off64_t are one.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define REAL(name) ((__typeof__(&name))real(#name))
#define NAMES 4096

enum action { COUNT, KILL_BEFORE, KILL_AFTER, TEAR, FAIL_ONCE, FAIL_ON };
enum verdict { PASS, DIE_AFTER, HALF, HALF_AND_DIE, REFUSE };

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

/* ---- What is armed */

static int armed, action, refusal, log_file = -1, trace_file = -1;
static volatile int failing, reached;
static volatile long seen;
static long target;
static char folder[NAMES];
static size_t folder_length;

EXPORT void faults_load(const char *where, long at, int what, int error, int log, int trace)
{
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    target = at;
    action = what;
    refusal = error;
    log_file = log;
    trace_file = trace;
    failing = reached = 0;
    seen = 0;
}

EXPORT void faults_disarm(void) { armed = failing = 0; }
EXPORT void faults_arm(void) { armed = 1; }
EXPORT int faults_reached(void) { return reached; }

static void say(int file, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length) {
        long done = syscall(SYS_write, file, at, length);
        if (done <= 0)
            return;
        at += done;
        length -= (size_t)done;
    }
}

__attribute__((noreturn)) static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

static int within(const char *path)
{
    return path && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

/* Whether a disk that is full refuses this; one that is broken refuses everything. */
static int needs_room(const char *kind)
{
    return !strcmp(kind, "create") || !strcmp(kind, "write") || !strcmp(kind, "mkdir") || !strcmp(kind, "link");
}

static int decide(const char *kind, const char *path, const char *other)
{
    char line[2 * NAMES];
    long number;

    if (!armed || !(within(path) || within(other)))
        return PASS;
    if (failing) {
        if (refusal == ENOSPC && !needs_room(kind))
            return PASS;
        errno = refusal;
        return REFUSE;
    }
    number = __sync_add_and_fetch(&seen, 1);
    if (log_file >= 0)
        say(log_file, line, (size_t)snprintf(line, sizeof line, "%s\t%s\n", kind, within(path) ? path + folder_length : other));
    if (number != target || action == COUNT)
        return PASS;
    reached = 1;
    switch (action) {
    case KILL_BEFORE:
        die();
    case KILL_AFTER:
        return DIE_AFTER;
    case TEAR:
        return HALF_AND_DIE;
    case FAIL_ON:
        failing = 1;
        /* A disk that fills up takes what still fits. */
        if (refusal == ENOSPC && !strcmp(kind, "write"))
            return HALF;
    }
    errno = refusal;
    return REFUSE;
}

#define DONE(verdict, result)                                                                                          \
    do {                                                                                                               \
        if ((verdict) == DIE_AFTER || (verdict) == HALF_AND_DIE)                                                       \
            die();                                                                                                     \
        return result;                                                                                                 \
    } while (0)

/* ---- The trace: kind, inode, offset, length, two paths, bytes */

static void trace(const char *kind, unsigned long inode, long offset, size_t length, const char *path,
                  const char *other, const void *bytes)
{
    char line[2 * NAMES + 100];

    if (trace_file < 0 || !(within(path) || within(other)))
        return;
    say(trace_file, line,
        (size_t)snprintf(line, sizeof line, "%s\t%lu\t%ld\t%zu\t%s\t%s\n", kind, inode, offset, bytes ? length : 0,
                         within(path) ? path + folder_length : "", within(other) ? other + folder_length : ""));
    if (bytes)
        say(trace_file, bytes, length);
}

EXPORT void faults_note(const char *words) { trace("note", 0, 0, strlen(words), folder, NULL, words); }

static unsigned long inode_of(int file)
{
    struct stat status;
    return fstat(file, &status) ? 0 : (unsigned long)status.st_ino;
}

/* ---- Names */

static const char *name_of(int file, char *into)
{
    char link[64];
    ssize_t length;

    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, into, NAMES - 1);
    into[length < 0 ? 0 : length] = 0;
    return into;
}

static const char *name_at(int directory, const char *path, char *into)
{
    char base[NAMES];

    if (!path)
        path = "";
    if (*path == '/')
        snprintf(into, NAMES, "%s", path);
    else if (directory == AT_FDCWD)
        snprintf(into, NAMES, "%.2000s/%.2000s", getcwd(base, sizeof base) ? base : "", path);
    else
        snprintf(into, NAMES, "%.2000s/%.2000s", name_of(directory, base), path);
    return into;
}

/* ---- The watch */

struct needle { unsigned char *bytes; size_t length; };
struct mapping { void *at; size_t length; char name[NAMES]; };

static struct needle needles[512];
static size_t needle_count;
static struct mapping mappings[64];
static char watch_log[NAMES];
static int watching;

static void watched(const char *what, const char *where, const char *name)
{
    char line[NAMES + 200];
    int log;

    if (!watching)
        return;
    /* Opened each time: a process closes what it does not know before it starts another. */
    log = (int)syscall(SYS_openat, AT_FDCWD, watch_log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    say(log, line, (size_t)snprintf(line, sizeof line, "%s\t%s\t%s\n", what, where, name));
    syscall(SYS_close, log);
}

static void look(const char *where, const char *name, const void *bytes, size_t length)
{
    char which[32];

    if (!watching || !bytes)
        return;
    for (size_t number = 0; number < needle_count; number++)
        if (length >= needles[number].length && memmem(bytes, length, needles[number].bytes, needles[number].length)) {
            snprintf(which, sizeof which, "leak %zu", number);
            watched(which, where, name);
        }
}

static void look_through(int file, const char *where, const void *bytes, size_t length)
{
    char name[NAMES];
    if (watching && file != STDOUT_FILENO)
        look(where, name_of(file, name), bytes, length);
}

static void opened_for_writing(const char *name)
{
    if (!watching)
        return;
    watched("file", "open", name);
    look("name", name, name, strlen(name));
}

static void named(const char *name)
{
    if (watching) {
        watched("file", "name", name);
        look("name", name, name, strlen(name));
    }
}

static void look_at_mappings(void *at)
{
    for (size_t number = 0; number < sizeof mappings / sizeof *mappings; number++)
        if (mappings[number].at && (!at || mappings[number].at == at))
            look("mapping", mappings[number].name, mappings[number].at, mappings[number].length);
}

__attribute__((constructor)) static void begin(void)
{
    const char *log = getenv("THROUGHLINE_WATCH_LOG"), *list = getenv("THROUGHLINE_WATCH_NEEDLES");
    char line[8192];
    FILE *file;

    if (!log || !list || !(file = REAL(fopen)(list, "r")))
        return;
    while (needle_count < sizeof needles / sizeof *needles && fgets(line, sizeof line, file)) {
        size_t length = strcspn(line, "\n") / 2;
        unsigned char *bytes = malloc(length);
        for (size_t at = 0; at < length; at++)
            sscanf(line + 2 * at, "%2hhx", &bytes[at]);
        needles[needle_count].bytes = bytes;
        needles[needle_count++].length = length;
    }
    fclose(file);
    snprintf(watch_log, sizeof watch_log, "%s", log);
    watching = 1;
    watched("process", "start", program_invocation_short_name);
}

__attribute__((destructor)) static void end(void) { look_at_mappings(NULL); }

/* ---- Opening */

static int open_at(int directory, const char *path, int flags, mode_t mode)
{
    char name[NAMES];
    struct stat status;
    int file, verdict, makes, writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);

    if (!armed && trace_file < 0 && (!watching || !writes))
        return REAL(openat)(directory, path, flags, mode);
    name_at(directory, path, name);
    makes = flags & O_CREAT && stat(name, &status);
    verdict = decide(makes ? "create" : flags & O_TRUNC ? "truncate" : "open", name, NULL);
    if (verdict == REFUSE)
        return -1;
    file = REAL(openat)(directory, path, flags, mode);
    if (file >= 0) {
        if (writes)
            opened_for_writing(name);
        if (makes)
            trace("create", inode_of(file), 0, 0, name, NULL, NULL);
        else if (flags & O_TRUNC)
            trace("truncate", inode_of(file), 0, 0, name, NULL, NULL);
    }
    DONE(verdict, file);
}

#define MODE_OF(flags, last)                                                                                           \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list rest;                                                                                                  \
        va_start(rest, last);                                                                                          \
        mode = va_arg(rest, mode_t);                                                                                   \
        va_end(rest);                                                                                                  \
    }

EXPORT int open(const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
EXPORT int open64(const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
EXPORT int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
EXPORT int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
EXPORT int __openat_2(int at, const char *path, int flags) { return open_at(at, path, flags, 0); }
EXPORT int __openat64_2(int at, const char *path, int flags) { return open_at(at, path, flags, 0); }
EXPORT int openat64(int at, const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(at, path, flags, mode); }
EXPORT int openat(int at, const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(at, path, flags, mode); }
EXPORT int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
EXPORT int creat64(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }

/* The C library opens these files by itself, without a call that could be caught. */
#define FOPEN(function)                                                                                                \
    EXPORT FILE *function(const char *path, const char *mode)                                                          \
    {                                                                                                                  \
        char name[NAMES];                                                                                              \
        if (watching && strpbrk(mode, "wa+"))                                                                    \
            opened_for_writing(name_at(AT_FDCWD, path, name));                                                         \
        return REAL(function)(path, mode);                                                                             \
    }
FOPEN(fopen)
FOPEN(fopen64)

EXPORT size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    look_through(fileno(stream), "fwrite", bytes, size * count);
    return REAL(fwrite)(bytes, size, count, stream);
}

EXPORT int fputs(const char *words, FILE *stream)
{
    look_through(fileno(stream), "fputs", words, strlen(words));
    return REAL(fputs)(words, stream);
}

/* ---- Writing */

static ssize_t write_at(int file, const void *bytes, size_t length, off_t offset, int seeks)
{
    char name[NAMES] = "";
    ssize_t done;
    off_t before = offset;
    int verdict;

    look_through(file, "write", bytes, length);
    if (armed || trace_file >= 0)
        name_of(file, name);
    verdict = decide("write", name, NULL);
    if (verdict == REFUSE)
        return -1;
    if ((verdict == HALF || verdict == HALF_AND_DIE) && length > 1)
        length /= 2;
    if (!seeks && trace_file >= 0) {
        struct stat status;
        before = lseek(file, 0, SEEK_CUR);
        if (fcntl(file, F_GETFL) & O_APPEND && !fstat(file, &status))
            before = status.st_size;
    }
    done = seeks ? REAL(pwrite)(file, bytes, length, offset) : REAL(write)(file, bytes, length);
    if (done > 0)
        trace("write", inode_of(file), before, (size_t)done, name, NULL, bytes);
    DONE(verdict, done);
}

EXPORT ssize_t write(int file, const void *bytes, size_t length) { return write_at(file, bytes, length, 0, 0); }
EXPORT ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return write_at(file, bytes, length, at, 1); }
EXPORT ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) { return write_at(file, bytes, length, at, 1); }

static ssize_t gather(int file, const struct iovec *pieces, int count, off_t at, int seeks)
{
    size_t length = 0, filled = 0;
    char *all;
    ssize_t done;

    for (int number = 0; number < count; number++)
        length += pieces[number].iov_len;
    all = malloc(length + 1);
    for (int number = 0; number < count; filled += pieces[number++].iov_len)
        memcpy(all + filled, pieces[number].iov_base, pieces[number].iov_len);
    done = write_at(file, all, length, at, seeks);
    free(all);
    return done;
}

EXPORT ssize_t writev(int file, const struct iovec *pieces, int count) { return gather(file, pieces, count, 0, 0); }
EXPORT ssize_t pwritev(int file, const struct iovec *pieces, int count, off_t at) { return gather(file, pieces, count, at, 1); }
EXPORT ssize_t pwritev64(int file, const struct iovec *pieces, int count, off64_t at) { return gather(file, pieces, count, at, 1); }

/* Copying inside the kernel is refused, as some file systems do: the copy is then written in the usual way. */
EXPORT ssize_t sendfile(int to, int from, off_t *at, size_t count)
{
    if (!armed && trace_file < 0 && !watching)
        return REAL(sendfile)(to, from, at, count);
    errno = ENOTSOCK;
    return -1;
}
EXPORT ssize_t sendfile64(int to, int from, off64_t *at, size_t count) { return sendfile(to, from, at, count); }

EXPORT ssize_t copy_file_range(int from, off64_t *here, int to, off64_t *there, size_t length, unsigned flags)
{
    if (!armed && trace_file < 0 && !watching)
        return REAL(copy_file_range)(from, here, to, there, length, flags);
    errno = EXDEV;
    return -1;
}

static int cut(int file, off_t length)
{
    char name[NAMES] = "";
    int verdict, done;

    if (armed || trace_file >= 0)
        name_of(file, name);
    verdict = decide("truncate", name, NULL);
    if (verdict == REFUSE)
        return -1;
    done = REAL(ftruncate)(file, length);
    if (!done)
        trace("truncate", inode_of(file), length, 0, name, NULL, NULL);
    DONE(verdict, done);
}

EXPORT int ftruncate(int file, off_t length) { return cut(file, length); }
EXPORT int ftruncate64(int file, off64_t length) { return cut(file, length); }

static int flush(int file, int data)
{
    char name[NAMES] = "";
    int verdict, done;

    if (armed || trace_file >= 0)
        name_of(file, name);
    verdict = decide("sync", name, NULL);
    if (verdict == REFUSE)
        return -1;
    done = data ? REAL(fdatasync)(file) : REAL(fsync)(file);
    if (!done)
        trace("sync", inode_of(file), 0, 0, name, NULL, NULL);
    DONE(verdict, done);
}

EXPORT int fsync(int file) { return flush(file, 0); }
EXPORT int fdatasync(int file) { return flush(file, 1); }

/* ---- Reading: only a broken disk refuses it */

static int cannot_read(int file)
{
    char name[NAMES] = "";
    if (!armed)
        return 0;
    return decide("read", name_of(file, name), NULL) == REFUSE;
}

EXPORT ssize_t read(int file, void *into, size_t length) { return cannot_read(file) ? -1 : REAL(read)(file, into, length); }
EXPORT ssize_t pread(int file, void *into, size_t length, off_t at) { return cannot_read(file) ? -1 : REAL(pread)(file, into, length, at); }
EXPORT ssize_t pread64(int file, void *into, size_t length, off64_t at) { return cannot_read(file) ? -1 : REAL(pread)(file, into, length, at); }

EXPORT ssize_t __read_chk(int file, void *into, size_t length, size_t room)
{
    if (length > room)
        abort();
    return read(file, into, length);
}

EXPORT ssize_t __pread64_chk(int file, void *into, size_t length, off64_t at, size_t room)
{
    if (length > room)
        abort();
    return pread(file, into, length, at);
}

/* A disk that has just filled up says so to whoever asks. */
#define STATVFS(function, structure)                                                                                   \
    EXPORT int function(const char *path, struct structure *into)                                                      \
    {                                                                                                                  \
        int done = REAL(function)(path, into);                                                                         \
        if (!done && armed && failing && refusal == ENOSPC)                                                            \
            into->f_bavail = into->f_bfree = 0;                                                                        \
        return done;                                                                                                   \
    }
STATVFS(statvfs, statvfs)
STATVFS(statvfs64, statvfs64)

/* ---- Names of files */

static int rename_at(int here, const char *from, int there, const char *to, unsigned flags)
{
    char old[NAMES], new[NAMES];
    int verdict, done;

    name_at(here, from, old);
    name_at(there, to, new);
    verdict = decide("rename", new, old);
    if (verdict == REFUSE)
        return -1;
    named(new);
    done = flags ? REAL(renameat2)(here, from, there, to, flags) : REAL(renameat)(here, from, there, to);
    if (!done)
        trace("rename", 0, 0, 0, old, new, NULL);
    DONE(verdict, done);
}

EXPORT int rename(const char *from, const char *to) { return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0); }
EXPORT int renameat(int a, const char *from, int b, const char *to) { return rename_at(a, from, b, to, 0); }
EXPORT int renameat2(int a, const char *from, int b, const char *to, unsigned flags) { return rename_at(a, from, b, to, flags); }

#define ONE_NAME(kind, directory, call)                                                                                \
    char name[NAMES];                                                                                                  \
    int verdict, done;                                                                                                 \
    name_at(directory, path, name);                                                                                    \
    verdict = decide(kind, name, NULL);                                                                                \
    if (verdict == REFUSE)                                                                                             \
        return -1;                                                                                                     \
    named(name);                                                                                                       \
    done = call;                                                                                                       \
    if (!done)                                                                                                         \
        trace(kind, 0, 0, 0, name, NULL, NULL);                                                                        \
    DONE(verdict, done);

EXPORT int unlink(const char *path) { ONE_NAME("unlink", AT_FDCWD, REAL(unlink)(path)) }
EXPORT int rmdir(const char *path) { ONE_NAME("rmdir", AT_FDCWD, REAL(rmdir)(path)) }
EXPORT int mkdir(const char *path, mode_t mode) { ONE_NAME("mkdir", AT_FDCWD, REAL(mkdir)(path, mode)) }
EXPORT int mkdirat(int at, const char *path, mode_t mode) { ONE_NAME("mkdir", at, REAL(mkdirat)(at, path, mode)) }

EXPORT int unlinkat(int at, const char *path, int flags)
{
    ONE_NAME(flags & AT_REMOVEDIR ? "rmdir" : "unlink", at, REAL(unlinkat)(at, path, flags))
}

static int link_at(int here, const char *from, int there, const char *to, int flags)
{
    char old[NAMES], new[NAMES];
    int verdict, done;

    name_at(here, from, old);
    name_at(there, to, new);
    verdict = decide("link", new, NULL);
    if (verdict == REFUSE)
        return -1;
    named(new);
    done = REAL(linkat)(here, from, there, to, flags);
    if (!done)
        trace("link", 0, 0, 0, old, new, NULL);
    DONE(verdict, done);
}

EXPORT int link(const char *from, const char *to) { return link_at(AT_FDCWD, from, AT_FDCWD, to, 0); }
EXPORT int linkat(int a, const char *from, int b, const char *to, int flags) { return link_at(a, from, b, to, flags); }

EXPORT int symlink(const char *to, const char *path)
{
    look("symlink", path, to, strlen(to));
    named(path);
    return REAL(symlink)(to, path);
}

/* ---- Shared mappings, sockets, other programs: only watched */

static void *map(void *at, size_t length, int protection, int flags, int file, off_t offset)
{
    void *found = REAL(mmap)(at, length, protection, flags, file, offset);

    if (watching && found != MAP_FAILED && file >= 0 && flags & MAP_SHARED && protection & PROT_WRITE)
        for (size_t number = 0; number < sizeof mappings / sizeof *mappings; number++)
            if (!mappings[number].at) {
                name_of(file, mappings[number].name);
                watched("file", "mapping", mappings[number].name);
                mappings[number].length = length;
                mappings[number].at = found;
                break;
            }
    return found;
}

EXPORT void *mmap(void *at, size_t l, int p, int f, int file, off_t o) { return map(at, l, p, f, file, o); }
EXPORT void *mmap64(void *at, size_t l, int p, int f, int file, off64_t o) { return map(at, l, p, f, file, o); }

EXPORT int munmap(void *at, size_t length)
{
    if (watching) {
        look_at_mappings(at);
        for (size_t number = 0; number < sizeof mappings / sizeof *mappings; number++)
            if (mappings[number].at == at)
                mappings[number].at = NULL;
    }
    return REAL(munmap)(at, length);
}

EXPORT int connect(int socket, const struct sockaddr *address, socklen_t length)
{
    char family[32];
    snprintf(family, sizeof family, "%d", address ? address->sa_family : -1);
    watched("connect", family, address && address->sa_family == AF_UNIX ? address->sa_data : "");
    return REAL(connect)(socket, address, length);
}

EXPORT ssize_t send(int socket, const void *bytes, size_t length, int flags)
{
    look_through(socket, "send", bytes, length);
    return REAL(send)(socket, bytes, length, flags);
}

EXPORT ssize_t sendto(int socket, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t size)
{
    look_through(socket, "send", bytes, length);
    return REAL(sendto)(socket, bytes, length, flags, to, size);
}

EXPORT ssize_t sendmsg(int socket, const struct msghdr *message, int flags)
{
    for (size_t number = 0; number < message->msg_iovlen; number++)
        look_through(socket, "send", message->msg_iov[number].iov_base, message->msg_iov[number].iov_len);
    return REAL(sendmsg)(socket, message, flags);
}

static void look_at_program(const char *path, char *const arguments[], char *const environment[])
{
    if (!watching)
        return;
    watched("program", "exec", path);
    for (size_t number = 0; arguments[number]; number++)
        look("argument", path, arguments[number], strlen(arguments[number]));
    for (size_t number = 0; environment[number]; number++)
        look("environment", path, environment[number], strlen(environment[number]));
}

EXPORT int execve(const char *path, char *const arguments[], char *const environment[])
{
    look_at_program(path, arguments, environment);
    return REAL(execve)(path, arguments, environment);
}

EXPORT int execv(const char *path, char *const arguments[])
{
    look_at_program(path, arguments, environ);
    return REAL(execv)(path, arguments);
}

EXPORT int execvp(const char *path, char *const arguments[])
{
    look_at_program(path, arguments, environ);
    return REAL(execvp)(path, arguments);
}

EXPORT int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                       const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[])
{
    look_at_program(path, arguments, environment);
    return REAL(posix_spawn)(pid, path, actions, attributes, arguments, environment);
}
