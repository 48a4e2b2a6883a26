"""S3 and CloudFront as a target, on moto's server on loopback."""

import logging
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import LOCK, OURS, RECORD
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets.s3.cloudfront import paths_to_refresh
from ssg.deploy.targets.s3.store import S3Store
from tests.deploy import habits
from tests.deploy.cutting import relay_to
from tests.deploy.places import Place, deploy, release_files, shipment_for, workplace
from tests.deploy.s3_server import SECRET, Answer, Bucket, S3Server, error, make_bucket, s3_server


@pytest.fixture(scope="module")
def one_server() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def server(one_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    # Nothing of this machine's own access to Amazon, and no question to a cloud around it.
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    yield one_server
    one_server.intrude = lambda *_: None


@pytest.fixture
def bucket(server: S3Server) -> Bucket:
    return make_bucket(server)


def _deploy(bucket: Bucket, tmp_path: Path, contents: dict[str, bytes]) -> None:
    target = make_target(bucket.place.keys, workplace(tmp_path / "site", bucket.place))
    deploy(target, tmp_path / "output", contents)


def test_only_what_changed_is_sent_and_deletions_come_last(bucket: Bucket, tmp_path: Path) -> None:
    def forget() -> None:
        bucket.server.asked.clear()

    habits.show_the_order_of_a_deploy(
        bucket.place, tmp_path, lambda: bucket.server.events(bucket.name, "blog/"), forget
    )


def test_without_a_record_checksums_tell_what_is_there(bucket: Bucket, tmp_path: Path) -> None:
    _deploy(bucket, tmp_path, habits.FIRST)
    assert bucket.place.change_by_hand
    bucket.place.change_by_hand(RECORD, None)
    target = make_target(bucket.place.keys, workplace(tmp_path / "site", bucket.place))
    assert deploy(target, tmp_path / "output", habits.FIRST).is_empty


def test_changes_by_hand_are_noticed_also_where_the_size_is_the_same(
    bucket: Bucket, tmp_path: Path
) -> None:
    habits.show_that_changes_by_hand_are_mended(bucket.place, tmp_path, b"<h1>Owe</h1>")


def test_two_deploys_exclude_each_other(bucket: Bucket, tmp_path: Path) -> None:
    store = S3Store(bucket.place.keys, workplace(tmp_path, bucket.place))
    habits.show_that_two_deploys_exclude_each_other(store, bucket.place, tmp_path)


def test_what_lies_outside_of_the_prefix_is_neither_seen_nor_touched(
    bucket: Bucket, tmp_path: Path
) -> None:
    client = bucket.server.client()
    others = {"index.html": b"mine", "blog2/index.html": b"mine", "blogger.html": b"mine"}
    for key, content in others.items():
        client.put_object(Bucket=bucket.name, Key=key, Body=content)
    client.put_object(Bucket=bucket.name, Key="blog/folder/", Body=b"")
    for contents in (habits.FIRST, habits.SECOND, {"index.html": b"alone"}):
        _deploy(bucket, tmp_path, contents)
    shown = bucket.shown()
    assert {key: shown[key] for key in others} == others
    target = make_target(bucket.place.keys, workplace(tmp_path / "site", bucket.place))
    assert set(target.look().found or {}) - OURS - {"assets/x.0123abcd.css"} == {"index.html"}


def test_a_bucket_without_a_prefix_holds_the_site_at_its_top(
    server: S3Server, tmp_path: Path
) -> None:
    bucket = make_bucket(server)
    keys = {**bucket.place.keys, "to": f"s3://{bucket.name}"}
    bucket.place = replace(bucket.place, keys=keys)
    _deploy(bucket, tmp_path, habits.FIRST)
    assert set(bucket.keys()) - OURS == set(habits.FIRST)


def _redirect_page(address: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>T</title>\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n</head></html>\n'
    ).encode()


def test_readers_are_told_types_lifetimes_and_where_pages_went(
    bucket: Bucket, tmp_path: Path
) -> None:
    _deploy(
        bucket,
        tmp_path,
        {
            **habits.FIRST,
            "feed.xml": b"<rss/>",
            "moved/index.html": _redirect_page("/new/?a=1&amp;b=2"),
            "umlaut/index.html": _redirect_page("/\u00fcber/%20x/"),
            "away/index.html": _redirect_page("https://elsewhere.example/"),
            "odd/index.html": _redirect_page("javascript:alert(1)"),
        },
    )
    page, asset = bucket.head("blog/index.html"), bucket.head("blog/assets/x.0123abcd.css")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert asset["ContentType"].startswith("text/css")
    assert "immutable" in asset["CacheControl"]
    assert "immutable" not in page["CacheControl"]
    assert bucket.head("blog/feed.xml")["ContentType"].partition(";")[0].endswith("xml")
    assert bucket.head(f"blog/{RECORD}")["CacheControl"] == "no-store"
    moved = {
        path: bucket.head(f"blog/{path}/index.html").get("WebsiteRedirectLocation")
        for path in ("moved", "umlaut", "away", "odd")
    }
    assert moved == {
        "moved": "/new/?a=1&b=2",
        "umlaut": "/%C3%BCber/%20x/",
        "away": "https://elsewhere.example/",
        "odd": None,
    }
    assert "WebsiteRedirectLocation" not in page


def test_a_provider_that_knows_less_is_served_all_the_same(bucket: Bucket, tmp_path: Path) -> None:
    """No conditions, no redirects, no deleting of many."""

    def refuse(method: str, path: str, headers: dict[str, str]) -> Answer | None:
        knows = not (
            "HTTP_IF_NONE_MATCH" in headers
            or "HTTP_X_AMZ_WEBSITE_REDIRECT_LOCATION" in headers
            or (method == "POST" and "?delete" in path)
        )
        return None if knows else error("NotImplemented", "501 Not Implemented")

    bucket.server.intrude = refuse
    first = {**habits.FIRST, "moved/index.html": _redirect_page("/new/")}
    _deploy(bucket, tmp_path, first)
    assert habits.without_ours(bucket.place) == first
    _deploy(bucket, tmp_path, habits.SECOND)
    assert habits.without_ours(bucket.place) == habits.SECOND
    assert LOCK not in bucket.place.shown()


def test_a_bucket_whose_tags_are_no_checksums_is_judged_by_the_record(
    bucket: Bucket, tmp_path: Path
) -> None:
    _deploy(bucket, tmp_path, habits.FIRST)
    # A tag that is none: so it is for everything in a bucket that is encrypted by keys of its own.
    client, key = bucket.server.client(), f"blog/{RECORD}"
    record = bucket.head(key)["Body"].read()
    upload = client.create_multipart_upload(Bucket=bucket.name, Key=key)["UploadId"]
    one = {"Bucket": bucket.name, "Key": key, "UploadId": upload}
    tag = client.upload_part(**one, PartNumber=1, Body=record)["ETag"]
    parts = {"Parts": [{"PartNumber": 1, "ETag": tag}]}
    client.complete_multipart_upload(**one, MultipartUpload=parts)
    target = make_target(bucket.place.keys, workplace(tmp_path / "site", bucket.place))
    found = target.look().found or {}
    assert {file.checksum for file in found.values()} == {""}
    assert deploy(target, tmp_path / "output", habits.FIRST).is_empty


def test_a_large_file_goes_in_parts_and_is_sent_once(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.deploy.targets.s3.store._WHOLE_BYTES", 6 * 1024 * 1024)
    contents = {"film.mp4": b"0123456789abcdef" * 1024 * 1024}
    _deploy(bucket, tmp_path, contents)
    assert "-" in bucket.head("blog/film.mp4")["ETag"]
    assert bucket.head("blog/film.mp4")["ContentType"] == "video/mp4"
    target = make_target(bucket.place.keys, workplace(tmp_path / "site", bucket.place))
    assert deploy(target, tmp_path / "output", contents).is_empty


def test_a_provider_that_is_busy_is_asked_again(bucket: Bucket, tmp_path: Path) -> None:
    stumbled: set[str] = set()

    def stumble(method: str, path: str, _: dict[str, str]) -> Answer | None:
        kind = f"{method} {path.partition('?')[2][:4] or path[-9:]}"
        if kind in stumbled:
            return None
        stumbled.add(kind)
        return error("SlowDown", "503 Slow Down", "Please reduce your request rate.")

    bucket.server.intrude = stumble
    _deploy(bucket, tmp_path, habits.FIRST)
    assert len(stumbled) > 5
    assert habits.without_ours(bucket.place) == habits.FIRST
    bucket.server.intrude = lambda *_: error("SlowDown", "503 Slow Down")
    with pytest.raises(TransientError, match="busy"):
        _deploy(bucket, tmp_path, habits.FIRST)


REFUSALS = {
    "AccessDenied": ("403 Forbidden", "may not do that", "s3:PutObject"),
    "InvalidAccessKeyId": ("403 Forbidden", "does not know", "AWS_ACCESS_KEY_ID"),
    "SignatureDoesNotMatch": ("403 Forbidden", "secret key", "AWS_SECRET_ACCESS_KEY"),
    "ExpiredToken": ("400 Bad Request", "expired", "log in"),
    "RequestTimeTooSkewed": ("403 Forbidden", "clock", "date and time"),
    "IllegalLocationConstraintException": ("400 Bad Request", "another region", "region:"),
    "AllAccessDisabled": ("403 Forbidden", "may not do that", "s3:PutObject"),
    "Teapot": ("418 Teapot", "the provider answered", "help"),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_what_a_provider_refuses_is_explained(bucket: Bucket, tmp_path: Path, code: str) -> None:
    status, words, advice = REFUSALS[code]
    bucket.server.intrude = lambda *_: error(code, status, "the provider's words")
    with pytest.raises(DeployError, match=words) as refusal:
        _deploy(bucket, tmp_path, habits.FIRST)
    assert "the provider's words" in str(refusal.value)
    assert advice in refusal.value.fix


def test_a_missing_bucket_and_missing_keys_are_explained(bucket: Bucket, tmp_path: Path) -> None:
    keys = {**bucket.place.keys, "to": "s3://there-is-no-such-bucket-here"}
    with pytest.raises(DeployError, match="no bucket there-is-no-such-bucket-here"):
        make_target(keys, workplace(tmp_path, bucket.place)).look()
    nobody = replace(bucket.place, environment={})
    with pytest.raises(DeployError, match="no access key") as refusal:
        make_target(bucket.place.keys, workplace(tmp_path, nobody)).look()
    assert "AWS_ACCESS_KEY_ID" in refusal.value.fix
    with pytest.raises(DeployError, match="nowhere"):
        make_target({**bucket.place.keys, "profile": "nowhere"}, workplace(tmp_path, nobody))
    closed = {**bucket.place.keys, "endpoint": "http://127.0.0.1:9"}
    with pytest.raises(TransientError, match=r"127\.0\.0\.1:9"):
        make_target(closed, workplace(tmp_path, bucket.place)).look()


VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("broken", ["hunter2\nb", "hunter2\u2019"])
def test_keys_that_no_request_can_hold_are_refused_and_not_shown(
    bucket: Bucket, tmp_path: Path, variable: str, broken: str
) -> None:
    place = replace(bucket.place, environment={**dict.fromkeys(VARIABLES, "x"), variable: broken})
    with pytest.raises(DeployError, match=variable) as refusal:
        make_target(place.keys, workplace(tmp_path, place)).look()
    assert "hunter2" not in str(refusal.value)
    assert refusal.value.fix
    assert not isinstance(refusal.value, TransientError)


def write_profile(key: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the configuration of AWS hold a profile with an access key."""
    file = folder / "credentials"
    file.write_text(f"[blog]\naws_access_key_id = {key}\naws_secret_access_key = x\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))


def test_a_broken_key_of_a_profile_is_not_shown(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_profile("hunter2\n  b", tmp_path, monkeypatch)
    place = replace(bucket.place, environment={})
    keys = {**place.keys, "profile": "blog"}
    with pytest.raises(DeployError, match="access key cannot be right") as refusal:
        make_target(keys, workplace(tmp_path, place)).look()
    assert "hunter2" not in str(refusal.value)
    assert not isinstance(refusal.value, TransientError)


def test_a_profile_of_aws_may_hold_the_keys(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_profile("AKIAX", tmp_path, monkeypatch)
    place = replace(bucket.place, environment={})
    keys = {**place.keys, "profile": "blog"}
    deploy(make_target(keys, workplace(tmp_path, place)), tmp_path / "output", habits.FIRST)
    assert habits.without_ours(place) == habits.FIRST


def test_without_the_library_it_is_said_how_to_get_it(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    for name in [name for name in sys.modules if name.startswith("ssg.deploy.targets.s3.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(DeployError, match="not installed") as refusal:
        make_target(bucket.place.keys, workplace(tmp_path, bucket.place))
    assert refusal.value.fix == 'pip install "commentary-ssg[s3]"'


def test_an_object_that_cannot_be_deleted_is_told(bucket: Bucket, tmp_path: Path) -> None:
    _deploy(bucket, tmp_path, habits.FIRST)

    def refuse(method: str, path: str, _: dict[str, str]) -> Answer | None:
        if method != "POST" or "?delete" not in path:
            return None
        body = "<Key>blog/old</Key><Code>AccessDenied</Code><Message>Object is locked</Message>"
        return "200 OK", f"<DeleteResult><Error>{body}</Error></DeleteResult>"

    bucket.server.intrude = refuse
    with pytest.raises(DeployError, match="Object is locked"):
        _deploy(bucket, tmp_path, habits.SECOND)
    bucket.server.intrude = lambda *_: None
    _deploy(bucket, tmp_path, habits.SECOND)
    assert habits.without_ours(bucket.place) == habits.SECOND


def test_secrets_are_never_told(
    bucket: Bucket, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    _deploy(bucket, tmp_path, habits.FIRST)
    bucket.server.intrude = lambda *_: error("AccessDenied", "403 Forbidden")
    with pytest.raises(DeployError) as refusal:
        _deploy(bucket, tmp_path, habits.FIRST)
    assert SECRET not in f"{refusal.value} {refusal.value.fix} {caplog.text}"


def _break_and_heal(server: S3Server, tmp_path: Path, cut_after: int) -> bool:
    bucket = make_bucket(server)
    with relay_to(server.port) as relay:
        place = replace(
            bucket.place,
            keys={**bucket.place.keys, "endpoint": f"http://127.0.0.1:{relay.port}"},
        )
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", habits.FIRST)
        relay.cut_after(cut_after)
        ended = habits.deploy_until_it_breaks(target, tmp_path / "output", habits.SECOND)
        readers_see = habits.without_ours(place)
        if not {"new/index.html", "b.css"} <= readers_see.keys():
            assert "old/post/index.html" in readers_see
        relay.heal()
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        record = target.look().record
        was_done = record is not None and record.complete
        deploy(target, tmp_path / "output", habits.SECOND)
        assert habits.without_ours(place) == habits.SECOND
        assert deploy(target, tmp_path / "output", habits.SECOND).is_empty
        # Only where all but the end of the lock was done is it left: our next change takes it.
        assert was_done or LOCK not in place.shown()
        return ended


@pytest.mark.parametrize("cut_after", [1_000, 3_000, 5_000, 7_000])
def test_a_connection_that_breaks_is_taken_up_again(
    server: S3Server, tmp_path: Path, cut_after: int
) -> None:
    _break_and_heal(server, tmp_path, cut_after)


@pytest.mark.torture
def test_a_connection_may_break_anywhere(server: S3Server, tmp_path: Path) -> None:
    for cut_after in range(100, 20_000, 300):
        if _break_and_heal(server, tmp_path / str(cut_after), cut_after):
            assert cut_after > 3_000
            return
    pytest.fail("the deploy never ended")


def test_what_has_arrived_is_not_sent_again(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.deploy.batches._MOST_FILES", 5)
    files = habits.many_files(30)
    puts = 0

    def fail(method: str, path: str, _: dict[str, str]) -> Answer | None:
        nonlocal puts
        puts += method == "PUT" and "posts/" in path
        return error("InternalError", "500 Internal Server Error") if puts > 17 else None

    bucket.server.intrude = fail
    with pytest.raises(DeployError):
        _deploy(bucket, tmp_path, files)
    bucket.server.intrude = lambda *_: None
    arrived = set(habits.without_ours(bucket.place))
    assert 15 <= len(arrived) < 20
    bucket.server.asked.clear()
    _deploy(bucket, tmp_path, files)
    sent = [event[1:] for event in bucket.server.events(bucket.name, "blog/posts/")]
    assert not {path.removeprefix("posts/") for path in arrived} & set(sent)
    assert habits.without_ours(bucket.place) == files


def _distribution(server: S3Server) -> str:
    origin = {
        "Id": "bucket",
        "DomainName": "bucket.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    behaviour = {"TargetOriginId": "bucket", "ViewerProtocolPolicy": "allow-all"}
    made = server.client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": uuid.uuid4().hex,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": behaviour,
            "Comment": "",
            "Enabled": True,
        }
    )
    return str(made["Distribution"]["Id"])


def _invalidated(server: S3Server, distribution: str) -> list[set[str]]:
    client = server.client("cloudfront")
    ids = client.list_invalidations(DistributionId=distribution)["InvalidationList"]["Items"]
    return [
        set(
            client.get_invalidation(DistributionId=distribution, Id=each["Id"])["Invalidation"][
                "InvalidationBatch"
            ]["Paths"]["Items"]
        )
        for each in ids
    ]


def _references(server: S3Server, distribution: str) -> list[str]:
    client = server.client("cloudfront")
    ids = client.list_invalidations(DistributionId=distribution)["InvalidationList"]["Items"]
    asked = [client.get_invalidation(DistributionId=distribution, Id=each["Id"]) for each in ids]
    return [each["Invalidation"]["InvalidationBatch"]["CallerReference"] for each in asked]


def _behind_cloudfront(server: S3Server, distribution: str) -> tuple[Bucket, Place]:
    bucket = make_bucket(server, cloudfront=distribution)
    environment = {**bucket.place.environment, "AWS_ENDPOINT_URL_CLOUDFRONT": server.address}
    bucket.place = replace(bucket.place, environment=environment)
    return bucket, bucket.place


def test_cloudfront_is_told_what_changed(server: S3Server, tmp_path: Path) -> None:
    distribution = _distribution(server)
    _, place = _behind_cloudfront(server, distribution)
    work = workplace(tmp_path / "site", place, "https://lamplighter.example/blog/")
    target = make_target(place.keys, work)
    deploy(target, tmp_path / "output", habits.FIRST)
    first = _invalidated(server, distribution)
    assert "/blog/a%20b/%C3%BCber%20uns.html" in first[0]
    deploy(target, tmp_path / "output", habits.SECOND)
    second = [paths for paths in _invalidated(server, distribution) if paths not in first]
    assert second == [
        {
            "/blog/index.html",
            "/blog/",
            "/blog/new/index.html",
            "/blog/new/",
            "/blog/b.css",
            "/blog/old/post/index.html",
            "/blog/old/post/",
        }
    ]


def test_each_refresh_of_cloudfront_has_a_name_of_its_own_and_its_tries_have_the_same(
    server: S3Server, tmp_path: Path
) -> None:
    distribution = _distribution(server)
    _, place = _behind_cloudfront(server, distribution)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    server.refused.clear()
    answers = iter([error("ServiceUnavailable", "503 Service Unavailable")])
    server.intrude = lambda _, path, __: next(answers, None) if "/invalidation" in path else None
    files = release_files(tmp_path / "first", habits.FIRST)
    shipment, _ = shipment_for(tmp_path / "first", files, target.look())
    target.send(shipment, lambda _: None)
    [reference] = _references(server, distribution)
    assert reference.encode() in server.refused[0]
    # A rollback ships a release by the name that it had.
    files = release_files(tmp_path / "back", habits.SECOND)
    back, _ = shipment_for(tmp_path / "back", files, target.look())
    target.send(replace(back, release=shipment.release), lambda _: None)
    assert len(set(_references(server, distribution))) == 2


def test_many_changes_are_told_as_all() -> None:
    changed = [f"{number}/x.html" for number in range(1000)]
    assert len(paths_to_refresh(changed, "")) == 1000
    assert paths_to_refresh([*changed, "y.html"], "/blog") == ["/blog/*"]
    assert paths_to_refresh([RECORD], "") == []


def test_cloudfront_that_refuses_leaves_the_site_published_and_is_owed_a_refresh(
    server: S3Server, tmp_path: Path
) -> None:
    distribution = _distribution(server)
    _, place = _behind_cloudfront(server, distribution)
    target = make_target(place.keys, workplace(tmp_path / "site", place))

    def refuse(_: str, path: str, __: dict[str, str]) -> Answer | None:
        return error("AccessDenied", "403 Forbidden") if "/invalidation" in path else None

    server.intrude = refuse
    with pytest.raises(DeployError, match="old copies") as refusal:
        deploy(target, tmp_path / "output", habits.FIRST)
    assert "cloudfront:CreateInvalidation" in refusal.value.fix
    assert habits.without_ours(place) == habits.FIRST
    assert LOCK not in place.shown()
    server.intrude = lambda *_: None
    deploy(target, tmp_path / "output", habits.SECOND)
    assert _invalidated(server, distribution) == [{"/*"}]
    deploy(target, tmp_path / "output", habits.FIRST)
    assert any({"/index.html", "/"} <= paths for paths in _invalidated(server, distribution))


@pytest.mark.torture
def test_a_large_site_is_sent_once(bucket: Bucket, tmp_path: Path) -> None:
    files = habits.many_files(1_000)
    _deploy(bucket, tmp_path, files)
    bucket.server.asked.clear()
    _deploy(bucket, tmp_path, files)
    assert not [line for line in bucket.server.asked if line.startswith(("PUT", "POST", "DELETE"))]
    assert len(bucket.keys()) == 1_001
    _deploy(bucket, tmp_path, {"index.html": b"alone"})
    assert habits.without_ours(bucket.place) == {"index.html": b"alone"}
