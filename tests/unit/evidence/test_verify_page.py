"""verify.html in a real Chromium: never GOOD when anything differs, and it finds what we find."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.verify_page import PAGE
from tests.fakes.chromium import Chromium, program
from tests.fakes.made_packages import Files, key, made, public, write_folder
from tests.fakes.verify_page import Opened

FINGERPRINT = "AD4A-75BD-59E7-1689-93D7-FB41-C6F6-F2EA"
Change = Callable[[Files], Files]
HOSTILE = "<img src=x onerror='window.hacked=1'></script><script>window.hacked=1</script>"

needs_chromium = pytest.mark.skipif(
    program() is None, reason="Chromium is not installed (apt install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as started:
        yield started


@pytest.fixture(scope="module")
def good() -> Files:
    return made(left_out=(1,))


@pytest.fixture
def page(browser: Chromium, good: Files, tmp_path: Path) -> Opened:
    """The page of the good package, which lies in ``tmp_path / "good"``."""
    return Opened(browser).at(write_folder(good, tmp_path / "good"))


@needs_chromium
@pytest.mark.requirement("J-7", "T-4")
def test_a_package_as_given_out_is_good_and_asks_nobody(page: Opened, tmp_path: Path) -> None:
    assert page.check(tmp_path / "good") == "GOOD"
    assert not page.found()
    page.browser.run("the('en').click()")
    english = page.words()
    page.browser.run("the('ja').click()")
    japanese = page.words()
    for said in (english, japanese):
        assert FINGERPRINT in said
        assert "さくら商店" in said
        assert "2023-11-15 07:13:20" in said
        assert "undefined" not in said
    assert "Damaged and left out" in english
    assert "傷んでいて入っていない時間" in japanese
    assert "捜査関係事項照会書による照会に応じた提供" in japanese
    assert not page.browser.asked_of_the_network()
    assert not page.browser.complaints()


@needs_chromium
def test_the_clips_play_with_their_time_beside(page: Opened, tmp_path: Path) -> None:
    page.check(tmp_path / "good")
    page.browser.run("document.querySelector('#clips button').click()")
    page.browser.run(
        "new Promise((done) => { const film = the('player'); film.muted = true;"
        "for (const name of ['seeked', 'error']) film.addEventListener(name, () => done(name));"
        "film.addEventListener('loadeddata', () => { film.pause(); film.currentTime = 1.5; });"
        "if (film.readyState > 1) { film.pause(); film.currentTime = 1.5; } })"
    )
    assert page.browser.run("the('player').videoWidth") == 320
    assert "2023-11-15 07:13:21 日本時間" in page.browser.run("the('now').textContent")


def changed(name: str, at: int, bit: int = 0) -> Change:
    def change(files: Files) -> Files:
        data = bytearray(files[name])
        data[at] ^= 1 << bit
        return files | {name: bytes(data)}

    return change


@needs_chromium
@pytest.mark.requirement("T-4")
def test_a_package_of_another_key_is_changed(page: Opened, tmp_path: Path) -> None:
    assert page.check(write_folder(made(by="forger"), tmp_path / "forged")) == "CHANGED"
    assert {row[0] for row in page.found()} == {"key"}


def campaign(page: Opened, good: Files, folder: Path, turns: int) -> None:
    dice, names = random.Random(11), sorted(good)
    for turn in range(turns):
        name = names[turn % len(names)] if turn < 2 * len(names) else dice.choice(names)
        at, bit = dice.randrange(len(good[name])), dice.randrange(8)
        (folder / name).write_bytes(changed(name, at, bit)(good)[name])
        assert page.check(folder) == "CHANGED", f"{name}: bit {bit} of byte {at}"
        (folder / name).write_bytes(good[name])
    assert page.check(folder) == "GOOD"


@needs_chromium
@pytest.mark.requirement("J-7", "T-4")
def test_a_changed_byte_is_never_good(page: Opened, good: Files, tmp_path: Path) -> None:
    campaign(page, good, tmp_path / "good", 60)


@needs_chromium
@pytest.mark.soak
def test_a_thousand_changed_bytes_are_never_good(page: Opened, good: Files, tmp_path: Path) -> None:
    campaign(page, good, tmp_path / "good", 1000)


@needs_chromium
@pytest.mark.requirement("T-4")
def test_what_a_package_says_never_becomes_markup(page: Opened, tmp_path: Path) -> None:
    def hostile(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: hostile(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [hostile(inner) for inner in value]
        return HOSTILE if isinstance(value, str) else value

    def change(told: dict[str, Any]) -> None:
        for name in ("provision", "clock", "custody", "software"):
            told[name] = hostile(told[name])
        told["provision"]["fields"][HOSTILE] = HOSTILE
        told["site"]["name"] = told["site"]["contact"] = HOSTILE
        for camera in told["cameras"]:
            camera["name"] = camera["place"] = camera["clock_offset_us"] = HOSTILE
            camera["gaps"] = [{"start_us": HOSTILE, "end_us": HOSTILE, "cause": HOSTILE}, {}]
        for person in told["approvals"]["people"]:
            person["name"] = person["role"] = HOSTILE

    files = made(change)
    files["media/c01-01.srt"] = f"1\n00:00:00,000 --> 00:00:09,000\n{HOSTILE}\n".encode()
    page.check(write_folder(files | {"__proto__": b"", "<b>": b""}, tmp_path / "hostile"))
    assert not page.browser.run("window.hacked")
    assert page.browser.run("document.querySelectorAll('img, main script, b').length") == 0
    assert HOSTILE in page.words()
    page.browser.run("document.querySelector('#clips button').click()")
    assert page.browser.run(
        "new Promise((done) => { const look = () => the('now').textContent.includes('onerror')"
        " ? done(true) : setTimeout(look, 5); look(); })"
    )
    assert not page.browser.run("window.hacked")


@needs_chromium
def test_what_cannot_be_checked_is_never_good(page: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "good"
    page.browser.run("crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))")
    assert page.check(folder) == "INCOMPLETE"
    assert {row[0] for row in page.found()} == {"no_ed25519"}
    page.at(folder)
    page.browser.run("crypto.subtle.verify = () => Promise.resolve(true)")  # says yes to anything
    assert page.check(folder) == "INCOMPLETE"
    page.at(folder)
    page.browser.run("Check.prototype.went = () => { throw new Stopped(); }")
    assert page.check(folder) == "INCOMPLETE"
    page.browser.open(PAGE.as_uri())  # the page as it lies in the program, without a key
    assert page.check(folder) == "CHANGED"
    assert page.found() >= {("no_own_key", "", None, None)}


@needs_chromium
def test_a_folder_without_a_package_is_told_kindly(page: Opened, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("hello", encoding="utf-8")
    page.browser.choose("#folder", tmp_path / "other")
    said = page.browser.run(
        "new Promise((done) => { const look = () => the('trouble').textContent"
        " ? done(the('trouble').textContent) : setTimeout(look, 5); look(); })"
    )
    assert "manifest.json" in said
    assert page.check(tmp_path / "good") == "GOOD"


@needs_chromium
def test_its_own_sha256_is_sha256(page: Opened) -> None:
    """Used for what is too large to be hashed at once; fed in odd portions."""
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100_003):
        data = bytes(n * 7 % 256 for n in range(length))
        given = json.dumps(list(data))
        digest = page.browser.run(
            f"(() => {{ const all = Uint8Array.from({given}), running = new Sha256();"
            "for (let at = 0, step = 1; at < all.length; at += step, step = step * 3 % 977 + 1)"
            " running.update(all.subarray(at, at + step)); return hex(running.digest()); })()"
        )
        assert digest == hashlib.sha256(data).hexdigest(), length


@needs_chromium
def test_large_pieces_and_copies_are_hashed_in_portions(page: Opened, tmp_path: Path) -> None:
    script = (
        "(async () => { AT_ONCE.file = 2 ** 20; const bytes = new Uint8Array(9 * 2 ** 20);"
        "for (let at = 0; at < bytes.length; at += 977) bytes[at] = at % 251;"
        "const check = { went() {} }, file = new File([bytes], 'x');"
        "return (await digestOf(check, file, 5, bytes.length)) === "
        "hex(await crypto.subtle.digest('SHA-256', bytes.subarray(5))); })()"
    )
    assert page.browser.run(script) is True


@needs_chromium
@pytest.mark.requirement("T-4")
@pytest.mark.parametrize("piece", [1, 64])
@pytest.mark.parametrize("file", [1, 256])
def test_a_clip_is_hashed_as_a_whole_too(page: Opened, piece: int, file: int) -> None:
    """By the browser and in portions; a piece that is too large for it among small ones."""
    script = (
        f"(async () => {{ Object.assign(AT_ONCE, {{ piece: {piece} << 20, file: {file} << 20 }});"
        "const bytes = new Uint8Array(9 * 2 ** 20 + 7);"
        "for (let at = 0; at < bytes.length; at += 977) bytes[at] = at % 251;"
        "const ends = [5, bytes.length - 9, bytes.length], pieces = [];"
        "for (const end of ends) { const at = pieces.length ? ends[pieces.length - 1] : 0;"
        " const piece = bytes.slice(at, end);"
        " const sha256 = hex(await crypto.subtle.digest('SHA-256', piece));"
        " pieces.push({ at, bytes: piece.length, sha256, what: 'gop' }); }"
        "const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));"
        "const check = { went() {} }, file = new File([bytes], 'x'), bad = pieces.slice();"
        "const told = { bytes: bytes.length, sha256, pieces };"
        "bad[1] = { ...bad[1], sha256: '0'.repeat(64) };"
        "return JSON.stringify([await hashed(check, file, told),"
        " await hashed(check, file, { ...told, sha256: '0'.repeat(64) }),"
        " await hashed(check, file, { ...told, pieces: bad })]); })()"
    )
    good, whole, other = json.loads(page.browser.run(script))
    assert good == {"bad": [], "differs": False}
    assert whole == {"bad": [], "differs": True}
    assert ([each["at"] for each in other["bad"]], other["differs"]) == ([5], False)


@needs_chromium
def test_the_folder_can_be_dropped(page: Opened, tmp_path: Path) -> None:
    items = {"items": [], "files": [str(tmp_path / "good")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.browser.send("Input.dispatchDragEvent", type=kind, x=640, y=300, data=items)
    said = page.browser.run(
        "new Promise((done) => { const look = () => { const it = document.documentElement.dataset"
        ".verdict || the('trouble').textContent; it ? done(it) : setTimeout(look, 5); }; look(); })"
    )
    assert said == "GOOD"


def test_the_fingerprint_shown_is_that_of_the_key() -> None:
    digits = hashlib.sha256(public(key("shop"))).hexdigest()[:32].upper()
    assert FINGERPRINT.replace("-", "") == digits
