"""A bucket of Amazon S3, or of a provider that speaks the same language."""

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any, TypeVar

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from ssg.deploy.failures import DeployError
from ssg.deploy.headers import cache_control_of, content_type_of
from ssg.deploy.model import OURS, RECORD, Found, Progress, ReleaseFile, Shipment, Workplace
from ssg.deploy.retrying import tried
from ssg.deploy.s3_failures import code_of, explained, status_of
from ssg.deploy.s3_redirects import redirect_address
from ssg.deploy.side_by_side import done_side_by_side

_AT_ONCE = 12
_WHOLE_BYTES = 64 * 1024 * 1024
_DELETED_AT_ONCE = 1000
_MD5 = re.compile(r"[0-9a-f]{32}")
