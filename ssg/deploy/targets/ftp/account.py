"""Who we are at an FTP server, and how the way there is closed."""

from ssg.deploy.credentials import refuse_broken_line
from ssg.deploy.failures import DeployError
from ssg.deploy.model import Keys, Workplace
from ssg.deploy.targets.ftp.connection import Account, encrypting_context
from ssg.deploy.targets.home import own_path
from ssg.text.target_names import password_variable


def read_account(keys: Keys, work: Workplace) -> tuple[Account, str]:
    """Return the account that `keys` name, and the folder there.

    Raises DeployError where the environment has no password for it.
    """
    user, host, folder = split_place(str(keys["to"]))
    variable = password_variable(work.name)
    password = work.environment.get(variable, "")
    if not user:
        message = f"`to: {keys['to']}` does not say who you are there"
        raise DeployError(message, f"write `to: user@{host}:{folder}`")
    if not password:
        message = f"the password of {user} at {host} is not known"
        raise DeployError(message, f"set {variable} in the environment")
    refuse_broken_line(password, variable)
    ca = str(keys.get("ca") or "")
    ca_file = str(work.site / own_path(ca)) if ca else ""
    trusted = ca_file or work.environment.get("SSL_CERT_FILE", "")
    tls = None if keys.get("tls") is False else encrypting_context(trusted)
    return Account(host, int(str(keys.get("port") or 21)), user, password, tls), folder


def split_place(to: str) -> tuple[str, str, str]:
    """Return user, host and folder of "me@host:/folder"; the user may hold an @ itself."""
    who, _, folder = to.partition(":")
    user, _, host = who.rpartition("@")
    return user, host, folder
