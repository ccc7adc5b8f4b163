"""How far setting up has come: seven names, the ticks behind, what was left for later."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.first_run.state import Step
from ui.translate import translate
from ui.widgets.basics import label, set_tone
from ui.widgets.flow import Flow


def mark_of(step: Step) -> int:
    """The two managers share one mark."""
    return {Step.SHOP: 0, Step.CHIEF: 1, Step.DEPUTY: 1}.get(step, int(step) - 1)


class Marks(QWidget):
    """The one in turn is bold; a tick only stands where something was done."""

    def __init__(self) -> None:
        super().__init__()
        self._names = (
            translate("first run", "Shop"),
            translate("first run", "Two managers"),
            translate("first run", "Recovery sheet"),
            translate("first run", "Cameras"),
            translate("first run", "Retention"),
            translate("first run", "Start"),
            translate("first run", "Ready"),
        )
        self._labels = [label(name, "muted") for name in self._names]
        self.setLayout(Flow(*self._labels, gap=2))

    def show_step(self, step: Step, later: frozenset[Step] = frozenset()) -> None:
        now, left = mark_of(step), {mark_of(each) for each in later}
        for index, (name, shown) in enumerate(zip(self._names, self._labels, strict=True)):
            behind = index < now or (bool(later) and index in left)
            shown.setText(_words(index, name, behind=behind, later=index in left))
            shown.setProperty("kind", "strong" if index == now else "muted")
            set_tone(shown, "good" if behind and index not in left else "")
            shown.style().unpolish(shown)
            shown.style().polish(shown)
        said = translate("first run", "Step {n} of {m}: {name}")
        self.setAccessibleName(said.format(n=now + 1, m=len(self._names), name=self._names[now]))


def _words(index: int, name: str, *, behind: bool, later: bool) -> str:
    if later and behind:
        return translate("first run", "○ {name} (later)").format(name=name)
    return f"✓ {name}" if behind else f"{index + 1} {name}"
