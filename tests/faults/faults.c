/* Makes the n-th call on a file below a folder fail, or sends a signal there. Loaded with LD_PRELOAD.

   FAULT_ROOT    calls on paths that contain this string are counted (a file descriptor counts by the path it was opened with)
   FAULT_NTH     the call at which it happens, from 1; 0 for none, which only counts
   FAULT_ERRNO   the error that the call returns; 0 for none
   FAULT_SIGNAL  the signal that is sent before the call; 0 for none
   FAULT_SHORT   1: a write at that point writes half of its bytes
   FAULT_STICKY  1: that call and every later one

   The environment is read at each call, so that a process can set it after a fork. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long seen;

long faults_seen(void) { return seen; }

static long number(const char *name) {
  const char *value = getenv(name);
  return value ? atol(value) : 0;
}

static int below(const char *path) {
  const char *root = getenv("FAULT_ROOT");
  return root && *root && path && strstr(path, root) != NULL;
}

static int file_below(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

/* Counts a call; 1 when it has to fail (errno is set), 2 when it is to be cut short. */
static int struck(void) {
  long nth = number("FAULT_NTH"), now = __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
  if (nth == 0 || now < nth || (now > nth && !number("FAULT_STICKY"))) return 0;
  if (number("FAULT_SIGNAL")) raise((int)number("FAULT_SIGNAL"));
  if (number("FAULT_SHORT")) return 2;
  if (!number("FAULT_ERRNO")) return 0;
  errno = (int)number("FAULT_ERRNO");
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define GUARD(condition) \
  if ((condition) && struck() == 1) return -1;

ssize_t write(int fd, const void *data, size_t size) {
  int how = file_below(fd) ? struck() : 0;
  if (how == 1) return -1;
  return REAL(write)(fd, data, how == 2 && size > 1 ? size / 2 : size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { GUARD(file_below(fd)) return REAL(pwrite)(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { GUARD(file_below(fd)) return REAL(pwrite64)(fd, data, size, at); }
ssize_t writev(int fd, const struct iovec *data, int count) { GUARD(file_below(fd)) return REAL(writev)(fd, data, count); }
int fsync(int fd) { GUARD(file_below(fd)) return REAL(fsync)(fd); }
int close(int fd) { /* the descriptor is gone even when closing fails */
  int how = file_below(fd) ? struck() : 0, why = errno, done = REAL(close)(fd);
  if (how != 1) return done;
  errno = why;
  return -1;
}
int rename(const char *from, const char *to) { GUARD(below(from) || below(to)) return REAL(rename)(from, to); }
int renameat(int a, const char *from, int b, const char *to) { GUARD(below(from) || below(to)) return REAL(renameat)(a, from, b, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned how) { GUARD(below(from) || below(to)) return REAL(renameat2)(a, from, b, to, how); }
int mkdir(const char *path, mode_t mode) { GUARD(below(path)) return REAL(mkdir)(path, mode); }
int rmdir(const char *path) { GUARD(below(path)) return REAL(rmdir)(path); }
int unlink(const char *path) { GUARD(below(path)) return REAL(unlink)(path); }
int unlinkat(int fd, const char *path, int how) { GUARD(below(path) || file_below(fd)) return REAL(unlinkat)(fd, path, how); }
int chmod(const char *path, mode_t mode) { GUARD(below(path)) return REAL(chmod)(path, mode); }

#define OPENING(call)                                          \
  mode_t mode = 0;                                             \
  if (how & O_CREAT) {                                         \
    va_list rest;                                              \
    va_start(rest, how);                                       \
    mode = (mode_t)va_arg(rest, int);                          \
    va_end(rest);                                              \
  }                                                            \
  GUARD(below(path))                                           \
  return call;
int open(const char *path, int how, ...) { OPENING(REAL(open)(path, how, mode)) }
int open64(const char *path, int how, ...) { OPENING(REAL(open64)(path, how, mode)) }
int openat(int fd, const char *path, int how, ...) { OPENING(REAL(openat)(fd, path, how, mode)) }
int openat64(int fd, const char *path, int how, ...) { OPENING(REAL(openat64)(fd, path, how, mode)) }
