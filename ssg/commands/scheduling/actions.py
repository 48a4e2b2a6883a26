"""The workflows of GitHub Actions and of Forgejo Actions, which are much alike. Pure.

Each runs when something is pushed, by hand, and now and then for scheduled posts.
"""

from urllib.parse import urlsplit

from ssg.commands.scheduling.publication import PYTHON, Publication
from ssg.commands.scheduling.secrets import Needs, needs_of, secrets_comment
from ssg.parse.yaml.text import quoted

GITHUB_CRON = "7,37 * * * *"
"""Half-hourly; not at the full hour, when GitHub has the most to do and is late or leaves runs out
(docs.github.com, "Events that trigger workflows": schedule)."""
CODEBERG_CRON = "7 * * * *"
"""Hourly: Codeberg is run on donations."""


def github_workflow(publication: Publication) -> str:
    """Return .github/workflows/publish.yml: for GitHub Pages, or for a target."""
    if publication.target:
        return _github_to_target(publication)
    return f"""\
# Builds the site and publishes it at GitHub Pages. In the settings of the repository, under Pages,
# the source must be "GitHub Actions".
name: Publish

{_triggers(publication.branch, GITHUB_CRON, _GITHUB_CLOCK)}
permissions:
  contents: read
  pages: write
  id-token: write

{_CONCURRENCY}
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{{{ steps.publish.outputs.page_url }}}}
    steps:
{_checkout_and_install(publication)}
      - name: Build
        run: |
          {publication.command("build")}
      - uses: actions/configure-pages@v6
      - uses: actions/upload-pages-artifact@v5
        with:
          path: {quoted(publication.path("output"))}
          include-hidden-files: true
      - name: Publish
        id: publish
        uses: actions/deploy-pages@v5
"""


def _github_to_target(publication: Publication) -> str:
    needs = needs_of(publication.target, publication.keys, "github.com")
    permission = "write" if needs.pushes_to_forge else "read"
    return f"""\
# Builds the site and publishes it with `ssg deploy`.
{secrets_comment(needs, "Settings, Secrets and variables, Actions")}name: Publish

{_triggers(publication.branch, GITHUB_CRON, _GITHUB_CLOCK)}
permissions:
  contents: {permission}

{_CONCURRENCY}
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
{_checkout_and_install(publication)}
{_preparation(needs, "sudo ")}      - name: Publish
{_environment(needs, "github")}        run: |
          {publication.deploy_command}
"""


def codeberg_workflow(publication: Publication) -> str:
    """Return .forgejo/workflows/publish.yml for Codeberg: for its Pages, or for a target."""
    if publication.target:
        return _forgejo_to_target(publication, "codeberg.org", "codeberg-tiny")
    is_own_domain = not (urlsplit(publication.url).hostname or "").endswith(".codeberg.page")
    server = "          server: codeberg.page\n" if is_own_domain else ""
    return f"""\
# Builds the site and publishes it at Codeberg Pages. In the settings of the repository, under
# Units, Overview, Actions must be on.
name: Publish

{_triggers(publication.branch, CODEBERG_CRON, _FORGEJO_CLOCK)}
{_CONCURRENCY}
jobs:
  publish:
{_runs_on("codeberg-tiny")}
    steps:
{_checkout_and_install(publication)}
      - name: Build
        run: |
          {publication.command("build")}
      - name: Publish
        uses: https://codeberg.org/git-pages/action@v2
        with:
          site: {quoted(publication.url)}
{server}          token: ${{{{ forge.token }}}}
          source: {quoted(publication.path("output") + "/")}
"""


def forgejo_workflow(publication: Publication) -> str:
    """Return .forgejo/workflows/publish.yml for any server with Forgejo; needs a target."""
    return _forgejo_to_target(publication, "", "docker")


def _forgejo_to_target(publication: Publication, forge: str, runner: str) -> str:
    needs = needs_of(publication.target, publication.keys, forge)
    return f"""\
# Builds the site and publishes it with `ssg deploy`. In the settings of the repository, under
# Units, Overview, Actions must be on.
{secrets_comment(needs, "Settings, Actions, Secrets")}name: Publish

{_triggers(publication.branch, CODEBERG_CRON, _FORGEJO_CLOCK)}
{_CONCURRENCY}
jobs:
  publish:
{_runs_on(runner)}
    steps:
{_checkout_and_install(publication)}
{_preparation(needs, "")}      - name: Publish
{_environment(needs, "forge")}        run: |
          {publication.deploy_command}
"""


_GITHUB_CLOCK = """\
  # For scheduled posts. The times are those of UTC, and GitHub may be late. In a private repository
  # each run takes a minute of those that are free: "7 * * * *" runs half as often. In a public one
  # that had no commit for 60 days GitHub stops this, and tells you by mail how to go on."""
_FORGEJO_CLOCK = "  # For scheduled posts: minute and hour. The machines are shared, so be modest."
_CONCURRENCY = """\
concurrency:
  group: publish
  cancel-in-progress: false
"""


def _triggers(branch: str, cron: str, about_the_clock: str) -> str:
    return f"""\
on:
  push:
    branches: [{quoted(branch)}]
{about_the_clock}
  schedule:
    - cron: "{cron}"
  # By hand, with the button under Actions.
  workflow_dispatch:
"""


def _runs_on(runner: str) -> str:
    if not runner.startswith("codeberg"):
        return f"    runs-on: {runner}"
    return f"""\
    # Enough for most sites. It is stopped after two minutes: then take codeberg-small.
    runs-on: {runner}"""


def _checkout_and_install(publication: Publication) -> str:
    """Return the steps that every workflow begins with; the cache holds what builds remember.

    A cache is saved only under a key that is new, and a run may learn what no file says: that a
    scheduled post is out. So each run has a key, and begins with the newest cache that there is.
    Source: github.com/actions/cache, "Update a cache". Forgejo knows `github` as well.
    """
    return f"""\
      - uses: actions/checkout@v6
      - uses: actions/setup-python@v6
        with:
          python-version: "{PYTHON}"
      - uses: actions/cache@v5
        with:
          path: {quoted(publication.path(".ssg-cache"))}
          key: ssg-${{{{ github.run_id }}}}
          restore-keys: ssg-
      - run: {publication.install_command}"""


def _environment(needs: Needs, context: str) -> str:
    """Return the variables of a deploy: secrets, and the token to push with."""
    lines = [] if needs.has_files else _secret_lines(needs)
    if needs.pushes_to_forge and "FORGE_TOKEN" not in needs.secrets:
        lines.append(f"          FORGE_TOKEN: ${{{{ {context}.token }}}}\n")
    return f"        env:\n{''.join(lines)}" if lines else ""


def _preparation(needs: Needs, as_root: str) -> str:
    """Return the step that sets up what the deploy needs, "" if it needs nothing."""
    lines = "".join(f"          {line}\n" for line in needs.commands(as_root))
    if not lines:
        return ""
    environment = f"        env:\n{''.join(_secret_lines(needs))}" if needs.has_files else ""
    return f"      - name: Prepare\n{environment}        run: |\n{lines}"


def _secret_lines(needs: Needs) -> list[str]:
    return [f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in needs.secrets]
