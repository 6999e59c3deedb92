"""A folder that holds what the image holds, and the ways to run the program with that folder as its root.

As root that is chroot, and the program gets the image's user; as anyone else a user namespace, where the machine allows it. Neither mounts
anything: that the program writes nowhere but into the volume follows from the rights of the folders.
"""

import os
import shutil
import subprocess

import server

PROBE_LIMIT_SECONDS = 60


class EmptyRoot:
    """The image as a folder. `path(inside)` is where a path of the image lies."""

    def __init__(self, folder, image):
        self.image = image
        self._root = os.path.join(folder, "root")
        os.makedirs(self.path(os.path.dirname(image.environment["SSL_CERT_FILE"])))
        shutil.copy(server.binary_path(), self.path(image.entry_point[0]))
        os.mkdir(self.path(image.volume))
        if os.geteuid() == 0:
            os.chown(self.path(image.volume), image.user, image.group)
        self.write(image.environment["SSL_CERT_FILE"], "")

    def path(self, inside):
        return self._root + inside

    def write(self, inside, text):
        """A file as a container engine would put it there, such that the program cannot change it."""
        self._set_modes(0o755)
        with open(self.path(inside), "w", encoding="utf-8") as file:
            file.write(text)
        self._set_modes(0o555)

    def command(self):
        user, group = self.image.user, self.image.group
        if os.geteuid() == 0:
            enter = ["chroot", f"--userspec={user}:{group}", f"--groups={group}", self._root]
        else:
            enter = ["unshare", f"--map-user={user}", f"--map-group={group}", f"--root={self._root}", "--wd=/"]
        return [*enter, *self.image.entry_point]

    def why_it_cannot_be_entered(self):
        """Empty if it can."""
        probe = subprocess.run([*self.command(), "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                               timeout=PROBE_LIMIT_SECONDS)
        return "" if probe.returncode == 0 else probe.stderr.strip() or f"exit code {probe.returncode}"

    def files(self):
        """All files but those of the volume, with what would change if somebody wrote to them."""
        found = {}
        for folder, _, names in os.walk(self._root):
            if not folder.startswith(self.path(self.image.volume)):
                found.update({os.path.join(folder, name): os.stat(os.path.join(folder, name)).st_mtime_ns for name in names})
        return found

    def close(self):
        """Makes the folders such that their owner can remove them."""
        self._set_modes(0o755)
        os.chmod(self.path(self.image.volume), 0o755)

    def _set_modes(self, mode):
        """Of all but the volume."""
        for folder, _, names in os.walk(self._root):
            if not folder.startswith(self.path(self.image.volume)):
                for path in [folder, *(os.path.join(folder, name) for name in names)]:
                    os.chmod(path, mode)
