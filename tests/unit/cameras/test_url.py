"""Hostile addresses end as InvalidInput; a password never comes back out in words (G-6.6)."""

from __future__ import annotations

import itertools
import random
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopguard.base.errors import InvalidInput
from shopguard.base.texts import LANGUAGES
from shopguard.cameras.url import DEFAULT_PORTS, CameraUrl, parse_camera_url

SECRET = "Zq7sEcReT9"


@pytest.mark.parametrize(
    ("typed", "public"),
    [
        ("rtsp://192.0.2.7", "rtsp://192.0.2.7:554/"),
        ("RTSP://Cam-1.Local/Stream1", "rtsp://cam-1.local:554/Stream1"),
        (f"rtsp://admin:{SECRET}@192.0.2.7:8554/a?b=c&d=1", "rtsp://192.0.2.7:8554/a?b=c&d=1"),
        ("rtsp://192.0.2.7/a//b%20c", "rtsp://192.0.2.7:554/a//b%20c"),
        ("http://[fe80::1]:8080/video.cgi", "http://[fe80::1]:8080/video.cgi"),
        ("rtsps://cam/#sha256=" + "AB:" * 31 + "AB", "rtsps://cam:322/#sha256=" + "ab" * 32),
        ("usb:0", "usb:0"),
        ("usb:/dev/video2", "usb:/dev/video2"),
        ("usb:HD Webcam C920", "usb:HD Webcam C920"),
        ("usb:内蔵カメラ", "usb:内蔵カメラ"),
        ("loop:/home/shop/動画/aisle 1.mp4", "loop:/home/shop/動画/aisle 1.mp4"),
        ("loop:C:\\films\\aisle.MP4", "loop:C:\\films\\aisle.MP4"),
    ],
)
def test_a_sane_address_reads_back_as_the_same_camera(typed: str, public: str) -> None:
    url = parse_camera_url(typed)
    assert url.public == str(url) == public
    assert parse_camera_url(public) == url.with_login("", "")


def test_user_and_password_are_split_off_and_unescaped() -> None:
    url = parse_camera_url("rtsp://ad%40min:p%3A%2F%40ss%E3%81%82@192.0.2.7/x")
    assert (url.username, url.password) == ("ad@min", "p:/@ssあ")
    assert "ad@min" not in repr(url)


def test_a_password_inside_the_path_is_taken_out_and_put_back_only_for_the_request() -> None:
    url = parse_camera_url(f"rtsp://cam/user=admin_password={SECRET}_channel=1_stream=0.sdp?real")
    assert (url.username, url.password) == ("admin", SECRET)
    assert SECRET not in f"{url}{url!r}{url.public}{url.path_and_query}"
    assert url.request_target == f"/user=admin_password={SECRET}_channel=1_stream=0.sdp?real"
    stored = parse_camera_url(url.public).with_login("admin", "a b/&")
    assert stored.request_target == "/user=admin_password=a%20b%2F%26_channel=1_stream=0.sdp?real"


@pytest.mark.parametrize("scheme", sorted(DEFAULT_PORTS))
def test_each_scheme_has_its_port(scheme: str) -> None:
    assert parse_camera_url(f"{scheme}://cam/").port == DEFAULT_PORTS[scheme]


HOSTILE = {
    "empty": [""],
    "long": ["rtsp://cam/" + "a" * 3000],
    "scheme": [
        "file:///etc/passwd",
        "concat:rtsp://cam/|/etc/passwd",
        "exec:id",
        "pipe:0",
        "data:text/plain,x",
        "subfile,,start,0,end,0,,:/etc/passwd",
        "crypto:rtsp://cam/",
        "tcp://cam:1",
        "ftp://cam/x",
        "rtmp://cam/x",
        "javascript:alert(1)",
        "192.0.2.7",
        " rtsp://cam/",
        "rtsp //cam/",
        "ｒｔｓｐ://cam/",
        "rtſp://cam/",
    ],
    "characters": [
        "rtsp:/cam/",
        "rtsp:cam",
        "rtsp://cam/a b",
        "rtsp://cam/a\r\nX: y",
        "rtsp://cam/a\n",
        "rtsp://cam/\0",
        "rtsp://cam/\x7f",
        "rtsp://cam/é",
        "rtsp://сam/",
        "rtsp://cam\u202egnp.exe/",
        "rtsp://192。0。2。7/",
        "rtsp://cam\t/",
    ],
    "login": [
        f"rtsp://a@b:{SECRET}@cam/",
        f"rtsp://admin:{SECRET}%0d%0a@cam/",
        f"rtsp://admin:{SECRET}%00@cam/",
        f"rtsp://admin:{SECRET}%ff@cam/",
        f"rtsp://admin:{SECRET}%zz@cam/",
        f"rtsp://admin:{SECRET * 20}@cam/",
        "rtsp://cam/?password=" + "a" * 200,
    ],
    "two_logins": [
        f"rtsp://admin:{SECRET}@cam/?user=admin&password=other",
        f"rtsp://cam/?password={SECRET}&pwd=other",
    ],
    "host": [
        "rtsp://",
        "rtsp:///x",
        "rtsp://:554/",
        f"rtsp://admin:{SECRET}@/",
        "rtsp://127.1/",
        "rtsp://0x7f.1/",
        "rtsp://2130706433/",
        "rtsp://0177.0.0.1/",
        "rtsp://192.0.2.256/",
        "rtsp://0.0.0.0/",
        "rtsp://255.255.255.255/",
        "rtsp://239.1.2.3/",
        "rtsp://[::]/",
        "rtsp://[ff02::1]/",
        "rtsp://[::ffff:192.0.2.7]/",
        "rtsp://[fe80::1%25eth0]/",
        "rtsp://[::1/",
        "rtsp://[cam]/",
        "rtsp://-cam/",
        "rtsp://cam..local/",
        "rtsp://" + "a" * 64 + "/",
        "rtsp://cam|id/",
        "rtsp://cam%2f/",
        "rtsp://cam\\x/",
    ],
    "port": [
        "rtsp://cam:/",
        "rtsp://cam:0/",
        "rtsp://cam:65536/",
        "rtsp://cam:+1/",
        "rtsp://cam:1e3/",
        "rtsp://cam:0554/",
        f"rtsp://admin:{SECRET}#1@cam/",
        "rtsp://[::1]554/",
        "rtsp://[::1]:x/",
    ],
    "path": [
        "rtsp://cam/%0d%0aTEARDOWN",
        "rtsp://cam/%00",
        "rtsp://cam/%",
        "rtsp://cam/%4",
        "rtsp://cam/{x}",
        'rtsp://cam/"x"',
        "rtsp://cam/a|b",
        "rtsp://cam/`id`",
        "rtsp://cam/%E2%80%AE",
        "rtsp://cam/<x>",
    ],
    "pin": [
        "rtsps://cam/#x",
        "rtsps://cam/#",
        "rtsp://cam/#sha256=" + "ab" * 32,
        "rtsps://cam/#sha256=ab",
    ],
    "usb": [
        "usb:",
        "usb: 0",
        "usb:../../etc/passwd",
        "usb:/dev/sda",
        "usb:/dev/video0\n",
        "usb:cam:audio=x",
        'usb:"x"',
        "usb:" + "a" * 121,
        "usb:ｃａｍ",
        "usb:cam\u202e",
        "usb:１",
    ],
    "loop": [
        "loop:",
        "loop:film.mp4",
        "loop:/etc/passwd",
        "loop:/a/../b.mp4",
        "loop://server/share/x.mp4",
        "loop:\\\\server\\share\\x.mp4",
        "loop:/a\n.mp4",
        "loop:/a\0.mp4",
        "loop:file:///a.mp4",
        "loop:C:film.mp4",
        "loop:/a\u202e4pm.mp4",
    ],
}


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize(
    ("code", "words"), [(code, words) for code, every in HOSTILE.items() for words in every]
)
def test_a_hostile_address_is_refused_in_words_that_do_not_repeat_it(code: str, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_camera_url(words)
    assert caught.value.code == f"camera_url.{code}"
    for language in LANGUAGES:
        assert SECRET not in str(caught.value.words(language))
    assert SECRET not in "".join(traceback.format_exception(caught.value)).replace(repr(words), "")


def hostile_corpus(count: int) -> list[str]:
    """``count`` addresses mutated from sane and hostile ones, always the same ones."""
    chance = random.Random(20)
    seeds = [words for every in HOSTILE.values() for words in every]
    seeds += [f"rtsp://admin:{SECRET}@192.0.2.7:554/a?b=c", f"http://u:{SECRET}@cam/x", "usb:0"]
    bits = [
        "\r\n",
        "\0",
        "@",
        ":",
        "//",
        "%0a",
        "%",
        "#",
        "[",
        "]",
        "{password}",
        "\u202e",
        "٣",
        "？",
    ]
    bits += [
        "\ud800",
        "|",
        " ",
        "\\",
        "..",
        "file:",
        "concat:",
        "127.1",
        "é",
        "\U0001f512",
        "&pwd=",
    ]

    def mutated() -> str:
        words = chance.choice(seeds)
        for _ in range(chance.randint(1, 4)):
            at = chance.randint(0, len(words))
            words = words[:at] + chance.choice(bits) + words[at + chance.randint(0, 3) :]
        return words

    return list(itertools.islice(iter(mutated, None), count))


def sane_or_refused(words: str) -> CameraUrl | None:
    try:
        url = parse_camera_url(words)
    except InvalidInput as error:
        str(error)  # every code has its words
        return None
    assert parse_camera_url(url.public) == url.with_login("", "")
    assert not any(ord(letter) < 32 for letter in url.public + url.request_target)
    if url.scheme in DEFAULT_PORTS:
        assert url.public.isascii()
        assert " " not in url.request_target
        assert url.host
        assert 0 < url.port < 65536
    return url


@pytest.mark.requirement("G-6.6")
def test_two_thousand_hostile_addresses_are_refused_or_sane() -> None:
    corpus = hostile_corpus(2000)
    passed = [url for words in corpus if (url := sane_or_refused(words))]
    assert 0 < len(passed) < len(corpus) / 2
    for url in passed:
        if len(url.password) > 4 and url.scheme in DEFAULT_PORTS:
            assert url.password not in f"{url}{url!r}"


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=80),
    st.sampled_from(["", "rtsp://", "rtsp://cam/", "usb:", "loop:/", "http://["]),
)
def test_any_words_at_all_are_refused_or_sane(words: str, start: str) -> None:
    sane_or_refused(start + words)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60))
def test_every_password_comes_back_as_it_was_put_in(password: str) -> None:
    from urllib.parse import quote

    url = parse_camera_url(f"rtsp://u:{quote(password, safe='')}@cam/")
    assert url.password == password
