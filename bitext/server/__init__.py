"""The HTTP service: texts and files translated for other programs, as LibreTranslate does and with links."""
