#include "base/map.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static vb_status map_fd(struct vb_map *out, int fd, const size_t sizes[2],
			bool own)
{
	struct stat info;
	size_t size;
	void *map;

	if (fstat(fd, &info))
		return VB_IO;
	if (!S_ISREG(info.st_mode) || (size_t)info.st_size < sizes[0] ||
	    (size_t)info.st_size > sizes[1])
		return VB_CORRUPT;
	size = (size_t)info.st_size;
	map = mmap(NULL, size, own ? PROT_READ | PROT_WRITE : PROT_READ,
		   own ? MAP_PRIVATE : MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return VB_NO_MEMORY;
	*out = (struct vb_map){ vb_str_of(map, size), info.st_dev,
				info.st_ino };
	return VB_OK;
}

vb_status vb_map_open(struct vb_map *out, const char *path, size_t least,
		      size_t most, bool own)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	vb_status st;

	if (fd < 0)
		return VB_NOT_FOUND;
	st = map_fd(out, fd, (const size_t[2]){ least, most }, own);
	close(fd);
	return st;
}

void vb_map_close(struct vb_map *map)
{
	if (map->bytes.ptr)
		munmap((void *)(uintptr_t)map->bytes.ptr, map->bytes.len);
	memset(map, 0, sizeof(*map));
}
