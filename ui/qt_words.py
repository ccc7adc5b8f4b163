"""Words of Qt's own dialogs that Qt's Japanese catalogue lacks.

They stand here under the names Qt asks for, so that our catalogue answers where Qt's own is silent.
"""

from __future__ import annotations

from ui.translate import translate


def qt_words() -> tuple[str, ...]:
    """In the language in use."""
    return (
        translate("QAbstractFileIconProvider", "Drive"),
        translate("QAbstractFileIconProvider", "Folder"),
        translate("QFileDialog", "&Look in:"),
        translate("QFileDialog", "Files of &type:"),
        translate("QCupsJobWidget", "&Billing information:"),
        translate("QCupsJobWidget", "&Start:"),
        translate("QCupsJobWidget", "&End:"),
        translate("QCupsJobWidget", "Job &priority:"),
        translate("QCupsJobWidget", "Scheduled &printing:"),
        translate("QPageSetupWidget", "Page &order:"),
        translate("QPageSetupWidget", "Pages &per sheet:"),
        translate("QPrintPropertiesWidget", "Advanced"),
        translate(
            "QPrintPropertiesWidget", "There are conflicts in some options. Please fix them."
        ),
        translate("QPrintSettingsOutput", "Double Sided Printing"),
        translate("QPrintSettingsOutput", "Long side binding"),
        translate("QPrintSettingsOutput", "Short side binding"),
        translate("QPrintSettingsOutput", "Off"),
        translate("QPrintSettingsOutput", "Pages"),
        translate("QPrintSettingsOutput", "Page &Set:"),
        translate(
            "QPrintSettingsOutput",
            "Specify pages or ranges separated by commas. Ranges are specified by two numbers"
            " separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.",
        ),
    )
