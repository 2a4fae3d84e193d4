"""Check a build in a process of its own, because damaged files can crash the one that opens them.

`python -m index.verifying DIR` ends with 0 when the build may serve, and says what is wrong if not.
"""

import os
import subprocess
import sys
from pathlib import Path

from index.errors import BuildFailed, ChromaAway, IndexDamaged, IndexMismatch, NoTemporaryFolder
from index.manifest import MANIFEST, read
from index.model_files import sha256
from index.opened_build import verify

TIMEOUT_SECONDS = 600
_NO_ROOM = 3


def verify_apart(folder: Path, *, temporary: Path) -> None:
    """Run this module on a build.

    Raises:
        BuildFailed: The build must not serve.
        NoTemporaryFolder: It could not be checked.
    """
    # -P: the folder we are started in may have a package of the same name.
    command = [sys.executable, "-P", "-m", "index.verifying", str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)}
    try:
        subprocess.run(
            command,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
        )
    except subprocess.CalledProcessError as error:
        if error.returncode == _NO_ROOM:
            raise NoTemporaryFolder(f"{temporary} has no room for a copy.") from error
        told = error.stderr.strip().splitlines()[-1:] or [f"exit status {error.returncode}"]
        raise BuildFailed(_failed(told[0])) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildFailed(_failed(str(error))) from error


def _failed(reason: str) -> str:
    return f"The new index did not pass its check, and what was there stays. The check: {reason}"


def main(folder: Path) -> None:
    """Verify a build; a reason not to use it is the exit message."""
    try:
        verify(folder, read(folder, expected_sha256=sha256(folder / MANIFEST)))
    except NoTemporaryFolder:
        sys.exit(_NO_ROOM)
    except (ChromaAway, IndexDamaged, IndexMismatch, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
