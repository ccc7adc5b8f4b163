"""The world of the pictured desk: its people, cameras, words, and what the cameras see."""

from __future__ import annotations

from functools import cache

import numpy as np

from shopguard.app.demo.painter import Painter
from shopguard.app.demo.scenes import SCENES
from shopguard.base.clock import SECOND
from shopguard.base.texts import Language
from ui.first_run.model import Suggestion
from ui.model import CameraInfo, PersonInfo, Picture, Room

CAMERAS = (
    CameraInfo("cam-1", "入口", "自動ドアの内側"),
    CameraInfo("cam-2", "売場A", "化粧品の棚"),
    CameraInfo("cam-3", "レジ", "レジ1と2"),
    CameraInfo("cam-4", "裏口", "搬入口"),
)
SATO = PersonInfo("p-1", "sato", "佐藤 花子", "chief")
SUZUKI = PersonInfo("p-2", "suzuki", "鈴木 一郎", "deputy")
TAKAHASHI = PersonInfo("p-3", "takahashi", "高橋 実", "operator")
TANAKA = PersonInfo("p-4", "tanaka", "田中 葵", "staff")
PEOPLE = (SATO, SUZUKI, TAKAHASHI, TANAKA)
ENGLISH = {
    "山田 太郎": "Yamada Taro",
    "みどり警察署": "Midori police station",
    "巡査部長": "sergeant",
    "み刑発第1234号": "Mi-kei 1234",
    "刑事課で在籍を確認": "the detectives' office confirmed him",
    "警察手帳": "police identification",
    "代表番号に折り返して確認した": "called back on the published number",
    "自転車の盗難の捜査のため": "to investigate the theft of a bicycle",
    "根拠がなく、本人の同意もない": "no ground, and no consent of the person shown",
    "近所の方": "a neighbour",
    "小林 健": "Ken Kobayashi",
    "中村 由美": "Yumi Nakamura",
    "駅前1-2-3": "1-2-3 Ekimae",
    "警察に渡したことがあるか知りたい": "wants to know whether the police ever got pictures",
    "おととい、入口で転んだときの映像を見たい": "pictures of the entrance, when she fell there",
    "運転免許証": "driving licence",
    "顔写真と見比べた": "compared with the photo",
    "運転免許証、顔写真と見比べた": "driving licence, compared with the photo",
    "応じる、録画が残っている": "granted, the recording is kept",
    "入口": "Entrance",
    "自動ドアの内側": "inside the sliding door",
    "売場A": "Aisle A",
    "化粧品の棚": "cosmetics shelf",
    "レジ": "Till",
    "レジ1と2": "tills 1 and 2",
    "裏口": "Back door",
    "搬入口": "deliveries",
    "佐藤 花子": "Hanako Sato",
    "鈴木 一郎": "Ichiro Suzuki",
    "高橋 実": "Minoru Takahashi",
    "田中 葵": "Aoi Tanaka",
    "みどり薬局 駅前店": "Midori Pharmacy, Ekimae",
    "見本の店": "Demo shop",
    "事務所のPC": "office PC",
    "閉店のとき": "closing time",
    "警察へ被害届": "reported to the police",
    "出入口での事故とトラブルの確認": "accidents and disputes at the door",
    "化粧品の万引き防止": "prevention of theft of cosmetics",
    "レジでの金銭トラブルの確認": "disputes about change at the till",
    "レジ横の化粧品の棚": "cosmetics shelf beside the till",
}
KEYS = {person.login: f"{person.login} has six plain words" for person in PEOPLE}
_OWN = frozenset({Room.SETTINGS, Room.HELP})
_MANAGERS = _OWN | {
    Room.LIVE,
    Room.REVIEW,
    Room.PROVISION,
    Room.PROVISION,
    Room.CAMERAS,
    Room.RETENTION,
    Room.AUDIT,
    Room.HEALTH,
    Room.PEOPLE,
}
ROOMS = {
    "chief": _MANAGERS,
    "deputy": _MANAGERS,
    "operator": _OWN | {Room.LIVE, Room.HEALTH},
    "staff": _OWN,
}
WORDS = (
    "abandon",
    "ability",
    "able",
    "about",
    "above",
    "absent",
    "absorb",
    "abstract",
    "absurd",
    "abuse",
    "access",
    "accident",
)


@cache
def painter(name: str) -> Painter:
    return Painter(SCENES[name], 960, 540)


def scene(camera_id: str, us: int) -> Picture:
    """What a camera sees at a moment."""
    name = list(SCENES)[(int(camera_id[-1]) - 1) % len(SCENES)]
    seconds = (us / SECOND) % 24.0
    return Picture(us, painter(name).picture(int(seconds * 25), seconds, 24.0))


def black(us: int = 0) -> Picture:
    return Picture(us, np.zeros((90, 160, 3), np.uint8))


def suggestion(language: Language) -> Suggestion:
    """The same six words each time."""
    if language == "en":
        return Suggestion("maple river candle orbit velvet canyon")
    read = "たんぽぽ からす ゆかた なつ てぶくろ もぐら"
    return Suggestion("tanpopo karasu yukata natsu tebukuro mogura", read)
