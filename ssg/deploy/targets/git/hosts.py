"""What each host of git repositories needs to show a branch as a site, and where it shows it."""

import re
import shlex
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from ssg.deploy.model import Keys, ReleaseFile
from ssg.model.record import dataclass
from ssg.text.host_names import ascii_host

_HOST_BY_NAME = {
    "github.com": "github",
    "ssh.github.com": "github",
    "gitlab.com": "gitlab",
    "altssh.gitlab.com": "gitlab",
    "codeberg.org": "codeberg",
    "git.sr.ht": "sourcehut",
}
_SCP_LIKE = re.compile(r"(?:[^@/\s]+@)?(?P<host>[^:/\s]{2,}):(?!//)(?P<path>.+)")
_MEGABYTE = 1024**2


@dataclass(frozen=True, slots=True)
class _Repository:
    """Where a repository lives: kind of host, name of its machine, and the parts of the path."""

    host: str
    machine: str
    owner: str
    names: tuple[str, ...]
    branch: str

    @property
    def name(self) -> str:
        return self.names[-1]


def host_of(keys: Keys) -> str:
    """Return github, gitlab, codeberg, sourcehut or other."""
    machine, _ = _parts(str(keys["to"]))
    return str(keys.get("host") or _HOST_BY_NAME.get(machine, "other"))


def extra_files(keys: Keys, url: str) -> Mapping[str, bytes]:
    """Return what must lie beside the site at `url` for the host to show the branch, by path.

    Sources: docs.github.com/pages, docs.codeberg.org/codeberg-pages, docs.gitlab.com/user/project/
    pages, srht.site. All of a host's files are compared as the site's are, so that one that
    somebody removed comes back.
    """
    # Without it GitHub leaves out what begins with an underscore.
    files = {".nojekyll": b""}
    cname = str(keys.get("cname", ""))
    match host_of(keys):
        case "gitlab":
            files[".gitlab-ci.yml"] = _GITLAB_JOB.encode()
        case "sourcehut":
            files[".build.yml"] = _sourcehut_job(keys, url).encode()
        case "codeberg" if cname:
            files[".domains"] = f"{cname}\n".encode()
        case "github" | "other" if cname:
            files["CNAME"] = f"{cname}\n".encode()
    return files


# The site may have a folder `public` of its own, so it is moved into one that it cannot have.
_GITLAB_JOB = """\
# ssg writes this file: it lets GitLab Pages show this branch.
pages:
  stage: deploy
  image: alpine:latest
  script:
    - mkdir .ssg-site
    - >-
      find . -mindepth 1 -maxdepth 1 ! -name .git ! -name .gitlab-ci.yml ! -name .ssg-site
      -exec mv {} .ssg-site/ \\;
    - mv .ssg-site public
  artifacts:
    paths:
      - public
  rules:
    - if: $CI_COMMIT_BRANCH
"""

_SOURCEHUT_JOB = """\
# ssg writes this file: it lets SourceHut Pages show this branch.
image: alpine/edge
packages:
  - hut
oauth: pages.sr.ht/PAGES:RW
tasks:
  - package: |
      cd {folder}
      tar -cz --exclude=./.git --exclude=./.build.yml -f ../site.tar.gz .
  - upload: |
      hut pages publish {options} site.tar.gz
"""


def _sourcehut_job(keys: Keys, url: str) -> str:
    place = urlsplit(url)
    repository = _repository(keys)
    host = _ascii(place.hostname or "")
    domain = str(keys.get("cname", ""))
    if not domain:
        own = f"{repository.owner}.srht.site" if repository else ""
        domain = host if host.endswith(".srht.site") else own
    options = ["-d", domain]
    if place.path.strip("/"):
        options += ["-s", place.path]
    folder = repository.name if repository else "."
    return _SOURCEHUT_JOB.format(folder=shlex.quote(folder), options=shlex.join(options))


def expected_url_problem(keys: Keys, url: str) -> tuple[str, str] | None:
    """Return what is wrong with `url` for a site that this host shows, and what puts it right.

    None where it is right, or where nobody can tell.
    """
    place = urlsplit(url)
    host, path = _ascii(place.hostname or ""), f"{place.path.strip('/')}/".lstrip("/")
    cname = str(keys.get("cname", ""))
    if cname and _ascii(cname) != host:
        message = f"`cname` is {cname}, but the site's `url` is {url}"
        return message, f"write `url: https://{cname}/`, or `cname: {place.hostname}`"
    if cname and path and host_of(keys) != "sourcehut":
        message = f"a domain of its own shows the site at https://{cname}/, not at {url}"
        return message, f"write `url: https://{cname}/`"
    repository = _repository(keys)
    if cname or repository is None:
        return None
    known = _PROVIDERS.get(repository.host)
    # A machine with another full name is somebody's own: who knows where that shows its pages.
    is_own = "." in repository.machine and repository.machine not in _HOST_BY_NAME
    if known is None or is_own:
        return None
    return _problem(known, repository, url, host, path)


@dataclass(frozen=True, slots=True)
class _Provider:
    """How a host shows sites.

    `served` gives hosts and paths, the usual ones first; `*` stands for anything.
    """

    title: str
    domain: str
    served: Callable[[_Repository], tuple[tuple[str, str], ...]]
    wants_cname: bool = True


def _problem(
    known: _Provider, repository: _Repository, url: str, host: str, path: str
) -> tuple[str, str] | None:
    served = known.served(repository)
    usual = "https://{}/{}".format(*served[0])
    if host == known.domain or host.endswith(f".{known.domain}"):
        is_right = any(
            re.fullmatch(_as_pattern(name), host) and where in {path, "*"}
            for name, where in known.served(repository)
        )
        if is_right:
            return None
        message = f"{known.title} shows this repository at {usual}, but the site's `url` is {url}"
        return message, f"write `url: {usual}`"
    if not known.wants_cname:
        return None
    # The domain of a person's main repository shows the others in folders.
    if path == f"{repository.name}/":
        return None
    message = f"the site's `url` is {url}, and {known.title} is not told of that domain"
    fix = f"add `cname: {host}` to the target, or write `url: {usual}`"
    return message, fix


def _as_pattern(name: str) -> str:
    return re.escape(name).replace(r"\*", r"[a-z0-9.-]*")


def _github(repository: _Repository) -> tuple[tuple[str, str], ...]:
    site = f"{repository.owner}.github.io"
    return ((site, "" if repository.name.lower() == site else f"{repository.name}/"),)


def _gitlab(repository: _Repository) -> tuple[tuple[str, str], ...]:
    site = f"{repository.owner}.gitlab.io"
    path = "/".join(repository.names) + "/"
    usual = (site, "" if repository.name.lower() == site else path)
    # Projects may have a domain that is theirs alone.
    return usual, (f"{repository.name.lower()}-*.gitlab.io", "")


def _codeberg(repository: _Repository) -> tuple[tuple[str, str], ...]:
    site, branch = f"{repository.owner}.codeberg.page", f"@{repository.branch}/"
    if repository.name == "pages":
        return (site, ""), (site, branch)
    if repository.branch == "pages":
        return (site, f"{repository.name}/"), (site, f"{repository.name}/{branch}")
    return ((site, f"{repository.name}/{branch}"),)


def _sourcehut(repository: _Repository) -> tuple[tuple[str, str], ...]:
    site = f"{repository.owner}.srht.site"
    return (site, ""), (site, "*"), (f"*.{site}", "*")


_PROVIDERS: Mapping[str, _Provider] = {
    "github": _Provider("GitHub", "github.io", _github),
    "gitlab": _Provider("GitLab", "gitlab.io", _gitlab, wants_cname=False),
    "codeberg": _Provider("Codeberg", "codeberg.page", _codeberg),
    "sourcehut": _Provider("SourceHut", "srht.site", _sourcehut),
}


@dataclass(frozen=True, slots=True)
class _Limit:
    title: str
    site: int
    file: int


_LIMITS = {
    "github": _Limit("GitHub", 1_000_000_000, 100 * _MEGABYTE),
    "gitlab": _Limit("GitLab", 1_000_000_000, 1_000_000_000),
}


def limit_problem(keys: Keys, files: Mapping[str, ReleaseFile]) -> tuple[str, str] | None:
    """Return which limit of the host `files` go beyond, and what can be done; None for none.

    Sources: docs.github.com/pages/getting-started-with-github-pages/github-pages-limits and
    …/large-files-on-github; docs.gitlab.com/user/gitlab_com.
    """
    limit = _LIMITS.get(host_of(keys))
    if limit is None:
        return None
    largest = max(files.values(), key=lambda file: file.size, default=None)
    if largest is not None and largest.size > limit.file:
        size = _megabytes(largest.size)
        message = f"{largest.path} has {size}, and {limit.title} takes {_megabytes(limit.file)}"
        return message, "make the file smaller, or keep it on another host and link to it"
    total = sum(file.size for file in files.values())
    if total > limit.site:
        message = f"the site has {_megabytes(total)}, and {limit.title} shows 1 GB at most"
        return message, "make pictures smaller, keep recordings elsewhere, or choose another host"
    return None


def _megabytes(size: int) -> str:
    return f"{-(-size // _MEGABYTE):,} MB"


def _repository(keys: Keys) -> _Repository | None:
    machine, path = _parts(str(keys["to"]))
    names = tuple(part for part in path.removesuffix(".git").split("/") if part)
    if not machine or len(names) < 2:  # noqa: PLR2004 - owner and name
        return None
    owner = names[0].removeprefix("~").lower()
    branch = str(keys.get("branch", "pages"))
    return _Repository(host_of(keys), machine, owner, names[1:], branch)


def _parts(address: str) -> tuple[str, str]:
    """Return machine and path of a repository's address, ("", …) where it is a folder."""
    if "://" in address:
        place = urlsplit(address)
        return (place.hostname or "").lower(), place.path.strip("/")
    if found := _SCP_LIKE.fullmatch(address):
        return found["host"].lower(), found["path"].strip("/")
    return "", address


def _ascii(host: str) -> str:
    try:
        return ascii_host(host)
    except UnicodeError:
        return host.lower()
