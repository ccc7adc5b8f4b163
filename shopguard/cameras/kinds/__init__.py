"""The kinds of cameras: one file each, all of them a ``CameraSource``."""
