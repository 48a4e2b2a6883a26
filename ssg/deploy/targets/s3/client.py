"""The way to S3 and CloudFront: who we are there, and where they are."""

from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config

from ssg.deploy.credentials import refuse_broken_word
from ssg.deploy.model import Keys
from ssg.deploy.targets.s3.failures import explained


def make_client(service: str, keys: Keys, environment: Mapping[str, str], at_once: int) -> Any:  # noqa: ANN401 - boto3 has no types
    """Return a client for `service`, for `at_once` threads.

    Keys come from the environment or from AWS' own files, never from site.yaml.
    """
    endpoint = (
        (keys.get("endpoint") if service == "s3" else None)
        or environment.get(f"AWS_ENDPOINT_URL_{service.upper()}")
        or environment.get("AWS_ENDPOINT_URL")
    )
    # Checksums of Amazon's newer kinds, and a bucket in the host's name, are not known to all.
    config = Config(
        retries={"total_max_attempts": 1},
        max_pool_connections=at_once,
        connect_timeout=15,
        read_timeout=60,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if endpoint else "auto"},
    )
    with explained(str(keys.get("to", ""))):
        session = _session(keys, environment)
        return session.client(service, endpoint_url=endpoint, config=config)


def _session(keys: Keys, environment: Mapping[str, str]) -> Any:  # noqa: ANN401 - boto3 has no types
    region = (
        keys.get("region")
        or environment.get("AWS_REGION")
        or environment.get("AWS_DEFAULT_REGION")
        or None
    )
    profile = keys.get("profile") or environment.get("AWS_PROFILE") or None
    if profile and (keys.get("profile") or "AWS_ACCESS_KEY_ID" not in environment):
        return boto3.session.Session(profile_name=profile, region_name=region)
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        refuse_broken_word(environment.get(variable, ""), variable)
    # Without a region: other providers do not mind, and Amazon tells where the bucket is.
    return boto3.session.Session(
        aws_access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=environment.get("AWS_SESSION_TOKEN"),
        region_name=region,
    )
