"""What `ssg deploy` needs on a machine that is made for one run: secrets, programs, settings."""

import shlex
from collections.abc import Mapping

from ssg.model.record import dataclass
from ssg.text.target_names import password_variable

DEFAULT_IDENTITY = "~/.ssh/id_ed25519"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a target needs.

    `secrets` are variables. `identity` is where its key of ssh belongs, "" if it takes none.
    `program` is to be installed. `commits` tells whether the deploy makes commits, `forge` is the
    host that they are pushed to with the token of the run, "" if it is another one.
    """

    secrets: tuple[str, ...] = ()
    identity: str = ""
    program: str = ""
    commits: bool = False
    forge: str = ""

    @property
    def has_files(self) -> bool:
        """Tell whether what is secret is put into files before the deploy."""
        return bool(self.identity) or self.program == "rclone"

    @property
    def pushes_to_forge(self) -> bool:
        """Tell whether the deploy pushes to where the workflow runs."""
        return bool(self.forge)

    def commands(self, as_root: str) -> tuple[str, ...]:
        """Return the lines of a shell that set it all up; `as_root` is put before an installer."""
        return (
            *(_install(self.program, as_root) if self.program else ()),
            *(_keep_key(self.identity) if self.identity else ()),
            *(_rclone_settings() if self.program == "rclone" else ()),
            *(_sign_commits() if self.commits else ()),
            *(_push_with_token(self.forge) if self.forge else ()),
        )


def needs_of(target: str, keys: Mapping[str, object], forge: str) -> Needs:
    """Return what the target called `target` needs in a workflow at `forge` ("github.com")."""
    kind = str(keys.get("type", ""))
    match kind:
        case "rsync" | "sftp":
            identity = str(keys.get("identity") or DEFAULT_IDENTITY)
            return Needs(_SSH, identity, "rsync" if kind == "rsync" else "")
        case "git":
            host = host_of_repository(str(keys.get("to", "")))
            if forge and host == forge:
                # The token that GitLab gives a run may not push: its owner makes another.
                secrets = ("FORGE_TOKEN",) if forge == "gitlab.com" else ()
                return Needs(secrets, commits=True, forge=forge)
            return Needs(_SSH, DEFAULT_IDENTITY, commits=True)
        case "rclone":
            return Needs(("RCLONE_CONF",), program="rclone")
        case _:
            return Needs(secrets_of(target, keys))


def secrets_of(target: str, keys: Mapping[str, object]) -> tuple[str, ...]:
    """Return the variables in which `ssg deploy` looks for what is secret."""
    match keys.get("type"):
        case "ftp" | "sftp":
            return (password_variable(target),)
        case "netlify":
            return ("NETLIFY_AUTH_TOKEN",)
        case "s3":
            return ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        case "command" if "wrangler" in str(keys.get("run")):
            return ("CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID")
        case _:
            return ()


def host_of_repository(address: str) -> str:
    """Return the host in an address of a repository: "git@host:me/x.git", "https://host/me/x"."""
    rest = address.partition("://")[2] or address
    host = rest.partition("/")[0].rpartition("@")[2]
    return host.partition(":")[0].lower()


def secrets_comment(needs: Needs, place: str) -> str:
    """Return the comment of a workflow that names its secrets and `place`, where they are kept."""
    if not needs.secrets:
        return ""
    return f"# It needs these secrets ({place}): {', '.join(needs.secrets)}.\n"


_SSH = ("SSH_KEY", "SSH_KNOWN_HOSTS")


def _install(program: str, as_root: str) -> tuple[str, ...]:
    return (
        (
            f"command -v {program} || {{ {as_root}apt-get update && "
            f"{as_root}apt-get install --yes {program}; }}"
        ),
    )


def _keep_key(identity: str) -> tuple[str, ...]:
    file = f'"$HOME"/{shlex.quote(identity[2:])}' if identity[:2] == "~/" else shlex.quote(identity)
    return (
        "umask 077",
        f'mkdir -p "$HOME"/.ssh "$(dirname {file})"',
        f"printf '%s\\n' \"$SSH_KEY\" > {file}",
        'printf \'%s\\n\' "$SSH_KNOWN_HOSTS" > "$HOME"/.ssh/known_hosts',
    )


def _rclone_settings() -> tuple[str, ...]:
    return (
        'mkdir -p "$HOME"/.config/rclone',
        'printf \'%s\\n\' "$RCLONE_CONF" > "$HOME"/.config/rclone/rclone.conf',
    )


def _sign_commits() -> tuple[str, ...]:
    return ("git config --global user.name ssg", "git config --global user.email ssg@localhost")


def _push_with_token(forge: str) -> tuple[str, ...]:
    """Return lines that let git take the token of FORGE_TOKEN, and write it to no file."""
    helper = '!f() { echo username=x-access-token; echo "password=$FORGE_TOKEN"; }; f'
    return (
        f'git config --global url."https://{forge}/".insteadOf "git@{forge}:"',
        f"git config --global credential.https://{forge}.helper {shlex.quote(helper)}",
    )
