"""The targets of `deploy:` in site.yaml: no secret is taken, and none is told."""

import json

import pytest

from ssg.model.diagnostic import Diagnostic
from ssg.model.source import SourceFile
from ssg.parse.settings.site import parse_settings

BEGINNING = "title: The Lamplighter\nurl: https://lamplighter.example/\n"
SECRET = "Zx81Secret9"  # noqa: S105 - nobody's
TOKENS = [
    f"ghp_{SECRET}Q2w3E4r5T6",
    f"gho_{SECRET}",
    f"github_pat_{SECRET}_abc",
    f"glpat-{SECRET}",
    f"nfp_{SECRET}0123456789abcdef",
    "AKIAIOSFODNN7EXAMPLE",
    f"sk_live_{SECRET}",
]
COMMAND = {"type": "command"}
FOLDER = {"type": "folder", "to": "/srv/www"}


def problems_of(target: object, name: str = "web") -> list[Diagnostic]:
    # JSON is YAML.
    text = f"{BEGINNING}deploy: {json.dumps({name: target})}\n"
    return list(parse_settings(SourceFile("site.yaml", text)).diagnostics)


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize(
    "target",
    [
        {"type": "git", "to": "https://TOKEN@host.example/jane/blog.git"},
        {"type": "git", "to": "ssh://TOKEN@host.example/jane/blog.git"},
        {"type": "git", "to": "git@host.example:jane/blog.git", "branch": "TOKEN"},
        {"type": "git", "to": ["git@host.example:jane/blog.git", "TOKEN"]},
        {"type": "rsync", "to": "TOKEN@host.example:/srv"},
        {"type": "ftp", "to": "jane@host.example:/www", "ca": "TOKEN"},
        {"type": "netlify", "site": "TOKEN"},
        {"type": "s3", "to": "s3://bucket/blog", "profile": "TOKEN"},
        {"type": "folder", "to": "/srv/TOKEN"},
        {"type": "rclone", "to": "remote:TOKEN"},
        {**COMMAND, "run": "publish {output} TOKEN"},
        {"type": "gti", "to": "https://TOKEN@host.example/jane/blog.git"},
        {"to": "https://TOKEN@host.example/jane/blog.git"},
        "https://TOKEN@host.example/jane/blog.git",
    ],
)
def test_a_token_is_refused_wherever_it_stands_and_not_told(target: object, token: str) -> None:
    problems = problems_of(json.loads(json.dumps(target).replace("TOKEN", token)))

    assert ("credentials", 3) in {(problem.rule, problem.line) for problem in problems}
    assert token not in str(problems)


@pytest.mark.parametrize(
    ("target", "fix"),
    [
        ({"type": "git", "to": "https://me:SECRET@host.example/x.git"}, "credential helper"),
        ({"type": "git", "to": "https://SECRET@host.example/x.git"}, "credential helper"),
        ({"type": "ftp", "to": "me:SECRET@host.example:/www"}, "SSG_WEB_PASSWORD"),
        ({"type": "ftp", "to": "me@mail.example:SECRET@host.example:/www"}, "SSG_WEB_PASSWORD"),
        ({"type": "sftp", "to": "me@host.example:/www", "password": "SECRET"}, "SSG_WEB_PASSWORD"),
        ({"type": "s3", "to": "s3://b", "endpoint": "https://k:SECRET@host.example"}, "AWS"),
        *(
            ({"type": "rclone", "to": to}, "rclone config")
            for to in (
                ":ftp,host=h.example,user=me,pass=SECRET:path",
                ":ftp,pass='SECRET',host=h.example:path",
                ":s3,access_key_id=x,secret_access_key=SECRET:bucket",
                ":azureblob,account=a,key=SECRET:container",
                'remote,password="SECRET":path',
                "remote,bearer_token=SECRET:path",
                "drive,token={SECRET}:path",
                ":webdav,url='https://me:SECRET@host.example':path",
            )
        ),
        *(
            ({**COMMAND, "run": run}, "$NAME")
            for run in (
                "curl --user me:SECRET -T {output} ftp://host.example/",
                "curl --user=me:SECRET https://host.example/",
                'curl -u "me:SECRET" https://host.example/',
                "curl -sSume:SECRET https://host.example/",
                "cd {output} && curl -s -u me:SECRET https://host.example/",
                "lftp -u me,SECRET host.example",
                "sshpass -p SECRET scp -r {output} host.example:",
                "wget --http-password=SECRET https://host.example/",
                "publish --password SECRET {output}",
                'publish --token "SECRET" {output}',
                "publish --auth-token=SECRET {output}",
                "publish -password SECRET",
                "curl --oauth2-bearer SECRET https://host.example/",
                "TOKEN=SECRET publish {output}",
                "export NETLIFY_AUTH_TOKEN='SECRET'; publish",
                "AWS_SECRET_ACCESS_KEY=SECRET aws s3 sync {output} s3://b",
                "PGPASSWORD=SECRET publish",
                "curl 'https://host.example/hook?token=SECRET'",
                "curl -H 'Authorization: Bearer SECRET' https://host.example/",
                'curl --header "PRIVATE-TOKEN: SECRET" https://host.example/',
                "curl -T x ftp://me:SECRET@host.example/",
                "rclone sync {output} :ftp,host=h,pass=SECRET:x",
            )
        ),
    ],
)
def test_a_password_is_refused_with_where_it_belongs(target: dict[str, str], fix: str) -> None:
    told = problems_of(json.loads(json.dumps(target).replace("SECRET", SECRET)))

    assert [problem.rule for problem in told] == ["credentials"]
    assert fix in told[0].fix
    assert SECRET not in str(told)


@pytest.mark.parametrize(
    "target",
    [
        {"type": "git", "to": "git@host.example:jane/blog.git"},
        {"type": "git", "to": "ssh://git@host.example:2222/jane/blog.git"},
        {"type": "git", "to": "https://host.example/jane/blog.git"},
        {"type": "git", "to": "https://host.example/@jane/blog.git"},
        {"type": "git", "to": "/srv/jane@home/blog.git"},
        {"type": "ftp", "to": "me@mail.example@host.example:/www"},
        {"type": "rsync", "to": "me@host.example:/srv/ghp_/tokens"},
        {"type": "folder", "to": "/srv/a:b@c/pass=word"},
        {"type": "rclone", "to": "remote:blog"},
        {"type": "rclone", "to": ":webdav,url='https://host.example',vendor=other,user=me:path"},
        {"type": "rclone", "to": "remote:a,b/secret"},
        {"type": "s3", "to": "s3://bucket/blog"},
        *(
            {**COMMAND, "run": run}
            for run in (
                "npx wrangler pages deploy {output} --project-name blog",
                "curl --user me:$PASSWORD -T {output} ftp://host.example/",
                'curl --user "$NAME:$PASSWORD" ftp://host.example/',
                "curl --user me:%PASSWORD% ftp://host.example/",
                "curl -H 'Authorization: Bearer '$TOKEN https://host.example/",
                'curl -H "Authorization: Bearer ${TOKEN}" https://host.example/',
                'publish --token "$TOKEN" --password=${PASSWORD}',
                "publish --token $(cat ~/.token) {output}",
                "publish --no-password --token -x",
                "docker login --password-stdin < ~/.docker-password",
                "rsync --password-file=/home/me/.pw -au {output}/ me@host.example::www",
                "rsync -u --exclude a:b {output}/ host.example:/www",
                "docker run --user 1000:1000 -u www-data:www-data publisher",
                'docker run --user "$(id -u):$(id -g)" publisher',
                "lftp -u me,$PASSWORD host.example",
                "sshpass -e scp -r {output} host.example:",
                "git push https://$TOKEN@host.example/x.git",
                "git push https://me:$TOKEN@host.example/x.git",
                "TOKEN=$OTHER NODE_ENV=production COMPASS=north publish {output}",
                "TOKEN= publish",
                "docker run my-token:latest",
            )
        ),
    ],
)
def test_what_holds_no_secret_is_taken(target: dict[str, str]) -> None:
    assert problems_of(target) == []


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("../../../esc ape", "esc-ape"),
        ("web space", "web-space"),
        ("Größe", "grosse"),
        ("-web", "web"),
        ("_web", "web"),
        ("a.b", "a-b"),
        ("a/b", "a-b"),
        ("web\n", "web"),
        ("東京", "production"),
        ("", "untitled"),
    ],
)
def test_a_target_has_a_name_that_folders_and_shells_can_take(name: str, better: str) -> None:
    (problem,) = problems_of(FOLDER, name)

    assert (problem.rule, problem.line, problem.column) == ("wrong-value", 3, 10)
    assert problem.fix == f"call the target {better}"
    text = f"{BEGINNING}deploy: {json.dumps({name: FOLDER})}\n"
    settings = parse_settings(SourceFile("site.yaml", text)).value
    assert settings is not None
    assert not settings.deploy


@pytest.mark.parametrize("name", ["production", "web-space", "Web_2", "2", "a-"])
def test_a_plain_name_is_taken(name: str) -> None:
    assert problems_of(FOLDER, name) == []


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("{type: folder, to: ../www}", []),
        ("\n  type: folder\n  to: ../www", []),
        ("{type: ftp, to: me@host:/x, password: Zx81}", ["credentials"]),
        ("{type: rsync, to: nowhere}", ["wrong-value"]),
    ],
)
def test_a_target_without_a_name_is_told_to_need_one(target: str, told: list[str]) -> None:
    text = f"{BEGINNING}deploy: {target}\n"
    first, *others = parse_settings(SourceFile("site.yaml", text)).diagnostics
    assert (first.rule, first.message) == ("missing-key", "the target has no name")
    assert first.fix.startswith("put it behind one: deploy: {production: {type: ")
    assert [problem.rule for problem in others] == told
    assert "Zx81" not in str(others)


def test_a_target_may_be_called_type() -> None:
    assert not problems_of(FOLDER, "type")
