"""What S3 and CloudFront answer, in words that a writer understands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from boto3.exceptions import S3UploadFailedError
from botocore import exceptions

from ssg.deploy.failures import DeployError, TransientError

_AGAIN = "deploy again: it goes on where it was"
_KEYS = "see the access key in the environment (AWS_ACCESS_KEY_ID) or in your AWS profile"
_TIMES = frozenset({429, 500, 502, 503, 504})
_TRANSIENT = frozenset(
    {
        "InternalError",
        "OperationAborted",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyInvalidationsInProgress",
        "TooManyRequests",
    }
)
_MEANINGS: Mapping[str, tuple[str, str]] = {
    "NoSuchBucket": (
        "there is no bucket {bucket}",
        "make it at your provider first; see that `to:` and `endpoint:` are right",
    ),
    "AccessDenied": (
        "your key may not do that in the bucket {bucket}",
        "it needs s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject",
    ),
    "InvalidAccessKeyId": ("the provider does not know your access key", _KEYS),
    "SignatureDoesNotMatch": (
        "the secret key does not belong to the access key",
        "see AWS_SECRET_ACCESS_KEY in the environment, or the profile",
    ),
    "ExpiredToken": ("your login has expired", "log in again, with `aws sso login` for example"),
    "InvalidToken": ("your login is not valid", "log in again, with `aws sso login` for example"),
    "RequestTimeTooSkewed": (
        "the clock of this machine is wrong: the provider does not believe it",
        "let the system set date and time by itself",
    ),
    "InvalidBucketName": ("{bucket} cannot be the name of a bucket", "see `to:`"),
    "NoSuchDistribution": (
        "there is no CloudFront distribution of that id",
        "see `cloudfront:`; the id looks like E2EXAMPLE1ABCD",
    ),
}
_ELSEWHERE = frozenset(
    {
        "AuthorizationHeaderMalformed",
        "IllegalLocationConstraintException",
        "InvalidRegionName",
        "PermanentRedirect",
        "TemporaryRedirect",
        "301",
    }
)
_SAME: Mapping[str, str] = {
    "403": "AccessDenied",
    "404": "NoSuchBucket",
    "AllAccessDisabled": "AccessDenied",
}


@contextmanager
def explained(bucket: str) -> Iterator[None]:
    """Turn what goes wrong into a DeployError."""
    try:
        yield
    except exceptions.ClientError as error:
        raise _refused(error, bucket) from error
    except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError) as error:
        message = "there is no access key for the bucket"
        fix = (
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or make a"
            " profile with `aws configure`"
        )
        raise DeployError(message, fix) from error
    except S3UploadFailedError as error:
        if isinstance(error.__context__, exceptions.ClientError):
            raise _refused(error.__context__, bucket) from error
        raise TransientError(_short(error), _AGAIN) from error
    except exceptions.TokenRetrievalError as error:
        raise DeployError(*_MEANINGS["ExpiredToken"]) from error
    except exceptions.ProfileNotFound as error:
        fix = "see `profile:`, or make it with `aws configure`"
        raise DeployError(_short(error), fix) from error
    except (exceptions.SSLError, exceptions.ParamValidationError) as error:
        raise DeployError(_short(error), "see `to:` and `endpoint:`") from error
    except exceptions.EndpointConnectionError as error:
        fix = "see the network, `endpoint:` and `region:`"
        raise TransientError(_short(error), fix) from error
    except (exceptions.BotoCoreError, OSError) as error:
        raise _cut(error) from error


def code_of(error: exceptions.ClientError) -> str:
    """Return the word by which S3 calls an error."""
    return str(error.response.get("Error", {}).get("Code", ""))


def status_of(error: exceptions.ClientError) -> int:
    """Return the HTTP status of an error."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _refused(error: exceptions.ClientError, bucket: str) -> DeployError:
    code, status = code_of(error), status_of(error)
    said = str(error.response.get("Error", {}).get("Message", "")) or code
    if code in _TRANSIENT or status in _TIMES:
        return TransientError(f"the provider is busy ({said})", _AGAIN)
    if code in _ELSEWHERE:
        region = error.response.get("Error", {}).get("Region")
        fix = f"write `region: {region}`" if region else "see `region:` and `endpoint:`"
        return DeployError(f"the bucket {bucket} is in another region ({said})", fix)
    message, fix = _MEANINGS.get(_SAME.get(code, code), ("the provider answered", "see its help"))
    return DeployError(f"{message.format(bucket=bucket)} ({said})", fix)


def _cut(error: Exception) -> DeployError:
    """Return what broke a connection, or kept a request from being made: never its headers."""
    if isinstance(error, exceptions.HTTPClientError) and isinstance(
        error.kwargs.get("error"), ValueError
    ):
        return DeployError("the access key cannot be right: no request can hold it", _KEYS)
    return TransientError(f"the connection broke: {_short(error)}", _AGAIN)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())
