"""What ``resources/evidence/verify.html`` takes from elsewhere, put into it.

    .venv/bin/python -m tests.contracts.verify_page

The words that the program has too (one source), and the digests by which the page's own rules
allow its one script and its one style and nothing else. A test fails when it is not in step.
"""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256

from shopguard.base.texts import RESOURCES, all_codes

PAGE = RESOURCES / "evidence" / "verify.html"
# Which of the program's words the page says.
SAID = (
    "gap.",
    "ground.print.",
    "policy.purpose.",
    "provision.field.",
    "provision.step.",
    "ui.role.",
    "verify.found.",
    "verify.seconds",
)
_WORDS = re.compile(
    r'(<script type="application/json" id="program-words">\n).*?(\n</script>)', re.S
)
_RULES = {
    "script-src": re.compile(r"<script>(.*?)</script>", re.S),
    "style-src": re.compile(r"<style>(.*?)</style>", re.S),
}


def in_step(page: str) -> str:
    """The page with the program's words and the digests of its own parts."""
    page = _WORDS.sub(lambda found: found[1] + program_words() + found[2], page)
    for rule, part in _RULES.items():
        (body,) = part.findall(page)
        digest = base64.b64encode(sha256(body.encode()).digest()).decode()
        page = re.sub(rf"{rule} '[^']*'", f"{rule} 'sha256-{digest}'", page)
    return page


def program_words() -> str:
    """One code a line, so that a change is read as one."""
    lines = [
        f"{json.dumps(code)}: {json.dumps(words, ensure_ascii=False)}".replace("</", "<\\/")
        for code, words in sorted(all_codes().items())
        if code.startswith(SAID)
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    PAGE.write_text(in_step(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
