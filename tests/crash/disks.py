"""Disks that can be filled up at will: a small one of their own, and a limit of file size where none can be mounted."""

import os
import resource
import subprocess
import tempfile


class SmallDisk:
    """A tmpfs of a few megabytes; a filler file takes its room."""

    name = "a small tmpfs"
    _SIZE = "4m"

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rockpool-disk-")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self._SIZE}", "rockpool-test", self.folder], check=True)
        self._filler = os.path.join(self.folder, "filler")
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", self.folder], check=True)
        os.rmdir(self.folder)

    def take_room(self, _pid, left):
        """Leaves `left` bytes."""
        disk = os.statvfs(self.folder)
        with open(self._filler, "wb") as filler:
            filler.write(b"\0" * max(0, disk.f_bavail * disk.f_frsize - left))

    def give_room(self, _pid):
        os.remove(self._filler)

    @staticmethod
    def is_permitted():
        with tempfile.TemporaryDirectory(prefix="rockpool-disk-") as folder:
            try:
                done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "rockpool-test", folder], capture_output=True)
            except OSError:
                return False
            if done.returncode == 0:
                subprocess.run(["umount", folder], check=True)
            return done.returncode == 0


class FileSizeLimit:
    """RLIMIT_FSIZE of the running server, lowered and raised from outside."""

    name = "a limit of file size"

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="rockpool-disk-")
        self.folder = self._folder.name
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def take_room(self, pid, left):
        largest = max(entry.stat().st_size for entry in os.scandir(self.folder))
        self._limit(pid, largest + left)

    def give_room(self, pid):
        self._limit(pid, resource.RLIM_INFINITY)

    @staticmethod
    def _limit(pid, soft):
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
