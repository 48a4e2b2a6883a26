"""The files that make GitLab and SourceHut build and publish a site. Pure."""

import shlex
from urllib.parse import urlsplit

from ssg.commands.scheduling.publication import PYTHON, Publication
from ssg.commands.scheduling.secrets import needs_of, secrets_comment
from ssg.parse.yaml.text import quoted


def gitlab_pipeline(publication: Publication) -> str:
    """Return .gitlab-ci.yml: for GitLab Pages, or for a target. When to run is set elsewhere."""
    if publication.target:
        needs = needs_of(publication.target, publication.keys, "gitlab.com")
        head = "# Builds the site and publishes it with `ssg deploy`.\n"
        head += secrets_comment(needs, "Settings, CI/CD, Variables")
        job, artifacts = "publish", ""
        lines = (*needs.commands(""), publication.install_command, publication.deploy_command)
    else:
        head = "# Builds the site and publishes it at GitLab Pages.\n"
        job, artifacts = "pages", "  artifacts:\n    paths:\n      - public\n"
        lines = (publication.install_command, publication.command("build --output public"))
    script = "\n".join(f"    - {quoted(line)}" for line in lines)
    return f"""\
{head}# It runs when something is pushed. For scheduled posts, add a schedule under Build, Pipeline
# schedules; each run takes about one of the minutes that GitLab gives you a month.
{job}:
  image: python:{PYTHON}
  resource_group: publish
  cache:
    key: ssg
    paths:
      - {quoted(publication.path(".ssg-cache") + "/")}
  script:
{script}
{artifacts}  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""


def sourcehut_manifest(publication: Publication) -> str:
    """Return .build.yml for pages.sr.ht. SourceHut fetches the repository, but has no clock."""
    host = urlsplit(publication.url).hostname or "me.srht.site"
    folder = f"{shlex.quote(publication.site)}/" if publication.site else ""
    return f"""\
# Builds the site and publishes it at SourceHut Pages, when something is pushed to git.sr.ht.
image: debian/stable
oauth: pages.sr.ht/PAGES:RW
packages:
  - hut
  - python3-venv
environment:
  domain: {quoted(host)}
tasks:
  - build: |
      python3 -m venv /tmp/ssg
      /tmp/ssg/bin/{publication.install_command}
      cd "$(dirname "$HOME"/*/{folder}site.yaml)"
      /tmp/ssg/bin/ssg build --output ~/output
  - publish: |
      tar --create --gzip --file ~/site.tar.gz --directory ~/output .
      hut pages publish --domain "$domain" ~/site.tar.gz
"""
