"""CloudFront keeps copies of what S3 holds: it is told which of them are old."""

import uuid
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from ssg.deploy.failures import DeployError
from ssg.deploy.model import OURS, Keys, Shipment, Workplace
from ssg.deploy.retrying import tried
from ssg.deploy.targets.s3.client import make_client
from ssg.deploy.targets.s3.failures import explained

_MOST = 1000
_INDEX = "index.html"


class Distribution:
    """A CloudFront distribution in front of a bucket."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Refresh the distribution `cloudfront` of `keys`."""
        self._id = str(keys["cloudfront"])
        self._keys = keys
        self._work = work
        self._base = urlsplit(work.url).path.rstrip("/")
        self._debt = work.private / "not-refreshed"
        """Is there while a refresh is owed that covers all."""

    def refresh(self, shipment: Shipment) -> None:
        """Have the copies of all that `shipment` changed fetched anew.

        Where an earlier deploy was cut off or could not refresh, that means everything. Raises
        DeployError: the files are at the target all the same.
        """
        changed = [file.path for file in shipment.uploads] + list(shipment.deleted)
        was_cut_off = shipment.before is not None and not shipment.before.complete
        if was_cut_off or self._debt.exists():
            paths = [f"{self._base}/*"]
        else:
            paths = paths_to_refresh(changed, self._base)
        # Not the release: a rollback ships one by the name that it had, and CloudFront does nothing
        # for a name that it knows. Tries of one refresh have the same, so that it is paid for once.
        reference = f"ssg-{uuid.uuid4().hex}"
        try:
            tried(self._work.patience, lambda: self._invalidate(paths, reference), lambda: None)
        except DeployError as error:
            self._debt.touch()
            message = (
                "the new site is in the bucket, but CloudFront may show readers old copies for"
                f" some hours: {error}"
            )
            fix = (
                f"{error.fix}; the key needs cloudfront:CreateInvalidation. Then invalidate /* in"
                " the CloudFront console; the next deploy of a change does so, too"
            )
            raise DeployError(message, fix) from error
        self._debt.unlink(missing_ok=True)

    def _invalidate(self, paths: list[str], reference: str) -> None:
        with explained(f"or the distribution {self._id}"):
            client = make_client("cloudfront", self._keys, self._work.environment, 1)
            client.create_invalidation(
                DistributionId=self._id,
                InvalidationBatch={
                    "Paths": {"Quantity": len(paths), "Items": paths},
                    "CallerReference": reference,
                },
            )


def paths_to_refresh(changed: Iterable[str], base: str) -> list[str]:
    """Return the addresses, below `base`, at which the files `changed` are shown."""
    paths = []
    for path in changed:
        if path in OURS:
            continue
        address = f"{base}/{quote(path)}"
        paths.append(address)
        if address.endswith(f"/{_INDEX}"):
            paths.append(address.removesuffix(_INDEX))
    return paths if len(paths) <= _MOST else [f"{base}/*"]
