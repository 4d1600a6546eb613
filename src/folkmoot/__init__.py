"""Folkmoot: a self-hosted, Telegram-compatible messaging server with accountability built in."""
