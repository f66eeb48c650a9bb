"""Bring uv, which installs everything else, into .uv/ where the machine has none; needs only python3.

pip is tried first, for it knows the machine's package index; a python3 without pip fetches the wheel from PyPI.
"""

import hashlib
import io
import json
import os
import platform
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

VERSION = "0.13.9"
FOLDER = Path(__file__).resolve().parent.parent / ".uv"


def by_pip():
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(FOLDER), "uv==" + VERSION]
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def by_wheel():
    index = os.environ.get("PYPI_JSON", "https://pypi.org/pypi")
    with urllib.request.urlopen("%s/uv/%s/json" % (index, VERSION), timeout=60) as reply:
        wheels = json.load(reply)["urls"]
    machine = platform.machine().lower()
    system = "macosx" if sys.platform == "darwin" else "manylinux"
    for wheel in wheels:
        name = wheel["filename"]
        if name.endswith(".whl") and system in name and machine in name:
            with urllib.request.urlopen(wheel["url"], timeout=300) as reply:
                content = reply.read()
            if hashlib.sha256(content).hexdigest() != wheel["digests"]["sha256"]:
                sys.exit("get_uv: %s arrived damaged; please run it again" % name)
            zipfile.ZipFile(io.BytesIO(content)).extractall(FOLDER)
            return
    sys.exit("get_uv: there is no uv for %s on %s; see https://docs.astral.sh/uv/ for other ways" % (system, machine))


def main():
    if not by_pip():
        by_wheel()
    found = sorted(path for path in FOLDER.rglob("uv") if path.is_file() and path.parent.name in ("bin", "scripts"))
    if not found:
        sys.exit("get_uv: uv %s came without its program" % VERSION)
    found[0].chmod(0o755)
    link = FOLDER / "uv-program"
    if link.is_symlink() or link.exists():
        link.unlink()
    link.symlink_to(found[0])


if __name__ == "__main__":
    main()
