#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "format/cage.h"

/*
 * Refused to every caged program (EPERM): the network, other processes,
 * whatever changes the system or has been the way into kernels, and to leave
 * the session by which it can be found.
 */
#define REFUSED(X)                                                             \
	X(socket)                                                              \
	X(connect)                                                             \
	X(bind)                                                                \
	X(listen)                                                              \
	X(accept)                                                              \
	X(accept4)                                                             \
	X(ptrace)                                                              \
	X(process_vm_readv)                                                    \
	X(process_vm_writev)                                                   \
	X(pidfd_getfd)                                                         \
	X(kcmp)                                                                \
	X(unshare)                                                             \
	X(setns)                                                               \
	X(mount)                                                               \
	X(umount2)                                                             \
	X(pivot_root)                                                          \
	X(chroot)                                                              \
	X(open_tree)                                                           \
	X(move_mount)                                                          \
	X(fsopen)                                                              \
	X(fsconfig)                                                            \
	X(fsmount)                                                             \
	X(fspick)                                                              \
	X(mount_setattr)                                                       \
	X(mknodat)                                                             \
	X(name_to_handle_at)                                                   \
	X(open_by_handle_at)                                                   \
	X(fanotify_init)                                                       \
	X(quotactl)                                                            \
	X(swapon)                                                              \
	X(swapoff)                                                             \
	X(acct)                                                                \
	X(reboot)                                                              \
	X(kexec_load)                                                          \
	X(kexec_file_load)                                                     \
	X(init_module)                                                         \
	X(finit_module)                                                        \
	X(delete_module)                                                       \
	X(bpf)                                                                 \
	X(perf_event_open)                                                     \
	X(userfaultfd)                                                         \
	X(io_uring_setup)                                                      \
	X(io_uring_enter)                                                      \
	X(io_uring_register)                                                   \
	X(add_key)                                                             \
	X(request_key)                                                         \
	X(keyctl)                                                              \
	X(syslog)                                                              \
	X(sethostname)                                                         \
	X(setdomainname)                                                       \
	X(settimeofday)                                                        \
	X(clock_settime)                                                       \
	X(adjtimex)                                                            \
	X(clock_adjtime)                                                       \
	X(personality)                                                         \
	X(setsid)

/*
 * A tool may besides not leave its process group, by which it is killed with
 * its children, nor signal others of its user.
 */
#define REFUSED_TOOL(X)                                                        \
	X(setpgid)                                                             \
	X(kill)                                                                \
	X(tkill)                                                               \
	X(tgkill)                                                              \
	X(rt_sigqueueinfo)                                                     \
	X(rt_tgsigqueueinfo)                                                   \
	X(pidfd_send_signal)

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#define FOREIGN_BIT 0x40000000u /* x32's numbers */
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#define FOREIGN_BIT 0x80000000u
#else
#error "lib/format/filter.c: add this processor's AUDIT_ARCH"
#endif

#define NAMESPACE_FLAGS 0x7e020080u /* CLONE_NEW*, all of them */

#define LOAD(field)                                                            \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EPERM)
#define ROW(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), REFUSE,

#define BEGIN                                                                  \
	LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),           \
		RETURN(SECCOMP_RET_KILL_PROCESS), LOAD(nr),                    \
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_BIT, 0, 1), REFUSE

/* clone3 hides its flags in memory: libc falls back to clone on ENOSYS. */
#define END                                                                    \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),                 \
		RETURN(SECCOMP_RET_ERRNO | ENOSYS),                            \
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),          \
		LOAD(args[0]),                                                 \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMESPACE_FLAGS, 0, 1),   \
		REFUSE, RETURN(SECCOMP_RET_ALLOW)

/* clang-format off */
static const struct sock_filter worker_filter[] = {
	BEGIN, REFUSED(ROW) END,
};
static const struct sock_filter tool_filter[] = {
	BEGIN, REFUSED(ROW) REFUSED_TOOL(ROW) END,
};
/* clang-format on */

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

int vb_filter_file(bool worker)
{
	const void *from = worker ? worker_filter : tool_filter;
	size_t size = worker ? sizeof(worker_filter) : sizeof(tool_filter);
	int fd = memfd_create("filter", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	if (write(fd, from, size) != (ssize_t)size ||
	    lseek(fd, 0, SEEK_SET) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* The kernel's struct as of ABI 6: older headers know a part of it, older
 * kernels are given the part that they know. */
struct rules {
	uint64_t files, net, scopes;
};

#define RIGHTS_1 0x1fffull     /* Linux 5.13 */
#define RIGHT_REFER 0x2000ull  /* ABI 2 */
#define RIGHT_CUT 0x4000ull    /* ABI 3: truncate */
#define RIGHT_DEVICE 0x8000ull /* ABI 5: ioctl on devices */
#define NET_BOTH 3ull	       /* ABI 4: bind and connect of TCP */
#define SCOPE_BOTH 3ull	       /* ABI 6: abstract sockets, signals */
#define RIGHTS_READ                                                            \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |           \
	 LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_OF_FILE                                                         \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |          \
	 LANDLOCK_ACCESS_FS_READ_FILE | RIGHT_CUT | RIGHT_DEVICE)

static int abi(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
			    LANDLOCK_CREATE_RULESET_VERSION);
}

/* A path that is not there needs no rule. */
static void allow(int rules, const char *path, uint64_t rights)
{
	int fd = open(path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr rule = { .allowed_access = rights,
						   .parent_fd = fd };
	struct stat info;

	if (fd < 0)
		return;
	if (!fstat(fd, &info) && !S_ISDIR(info.st_mode))
		rule.allowed_access &= RIGHTS_OF_FILE;
	(void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		      &rule, 0);
	close(fd);
}

int vb_filter_landlock(const struct vb_cage *cage)
{
	static const char *const readable[] = {
		"/usr",
		"/lib",
		"/lib64",
		"/bin",
		"/etc/fonts",
		"/etc/alternatives",
		"/etc/ld.so.cache",
		"/etc/catdocrc",
		"/dev/zero",
		"/dev/urandom",
		"/dev/random",
	};
	struct rules rules = { RIGHTS_1, 0, 0 };
	int version = abi(), fd;
	size_t size = version < 4 ? 8 : version < 6 ? 16 : 24;

	if (version < 1)
		return -1;
	rules.files |= (version >= 2 ? RIGHT_REFER : 0) |
		       (version >= 3 ? RIGHT_CUT : 0) |
		       (version >= 5 ? RIGHT_DEVICE : 0);
	rules.net = version >= 4 ? NET_BOTH : 0;
	rules.scopes = version >= 6 ? SCOPE_BOTH : 0;
	fd = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
	if (fd < 0)
		return -1;
	for (size_t i = 0; i < LENGTH(readable); i++)
		allow(fd, readable[i], RIGHTS_READ);
	allow(fd, cage->program, RIGHTS_READ);
	allow(fd, "/dev/null",
	      rules.files & RIGHTS_OF_FILE & ~LANDLOCK_ACCESS_FS_EXECUTE);
	allow(fd, cage->folder, rules.files);
	return fd;
}

void vb_filter_enter(int landlock, bool worker)
{
	struct sock_fprog program = {
		.len = worker ? LENGTH(worker_filter) : LENGTH(tool_filter),
		.filter = (struct sock_filter *)(worker ? worker_filter :
							  tool_filter),
	};

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (landlock >= 0)
		(void)syscall(SYS_landlock_restrict_self, landlock, 0);
	(void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

bool vb_filter_works(void)
{
	uint32_t action = SECCOMP_RET_ERRNO;

	return abi() >= 1 &&
	       !syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}
