"""help.*: what a client asks about the server before it asks about people."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from folkmoot.domain.accounts import ABOUT_AT_MOST, NOTE_AT_MOST
from folkmoot.kernel.clock import Clock
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves

CONFIG_LASTS = 3600
"""Seconds for which a client may keep the configuration."""

DAY = 86400

Json = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where clients find this server."""

    host: str
    """An address rather than a name: clients hand it to a socket."""
    port: int
    dc_id: int
    links: str
    """What links to people and chats begin with, such as `https://folk.example/`."""


APP_CONFIG: Mapping[str, Json] = {
    "about_length_limit_default": ABOUT_AT_MOST,
    "about_length_limit_premium": ABOUT_AT_MOST,
    "contact_note_length_limit": NOTE_AT_MOST,
    "caption_length_limit_default": 1024,
    "caption_length_limit_premium": 1024,
    "dialog_filters_enabled": False,
    "dialog_filters_tooltip": False,
    "premium_purchase_blocked": True,
    "stars_purchase_blocked": True,
    "giveaway_gifts_purchase_available": False,
    "stories_posting": "disabled",
    "qr_login_code": "disabled",
    "qr_login_camera": False,
    "autologin_domains": [],
    "url_auth_domains": [],
    "emojies_send_dice": [],
    "ignore_restriction_reasons": [],
    "new_noncontact_peers_require_premium_without_ownpremium": False,
}
"""What we tell clients of ourselves, in the names that they know. Nothing is claimed that is not there."""


class Help:
    """The namespace `help`. Most of it may be asked before signing in: clients do, to show the right form."""

    def __init__(self, place: Place, clock: Clock) -> None:
        self._place = place
        self._clock = clock

    @serves(tl.HelpGetConfig, signed_out=True)
    async def get_config(self, caller: Caller, request: tl.HelpGetConfig) -> tl.Config:
        """Limits are what the server holds to; times are what it and its clients do well with."""
        now, place = int(self._clock.time()), self._place
        return tl.Config(
            date=now,
            expires=now + CONFIG_LASTS,
            test_mode=False,
            this_dc=place.dc_id,
            dc_options=[
                tl.DcOption(
                    id=place.dc_id,
                    ip_address=place.host,
                    port=place.port,
                    ipv6=":" in place.host,
                    static=True,
                )
            ],
            dc_txt_domain_name="",
            chat_size_max=200,
            megagroup_size_max=200_000,
            forwarded_count_max=100,
            online_update_period_ms=210_000,
            offline_blur_timeout_ms=5_000,
            offline_idle_timeout_ms=30_000,
            online_cloud_timeout_ms=300_000,
            notify_cloud_delay_ms=30_000,
            notify_default_delay_ms=1_500,
            push_chat_period_ms=60_000,
            push_chat_limit=2,
            edit_time_limit=172_800,
            revoke_time_limit=2**31 - 1,
            revoke_pm_time_limit=2**31 - 1,
            revoke_pm_inbox=True,
            blocked_mode=True,
            default_p2p_contacts=True,
            rating_e_decay=2_419_200,
            stickers_recent_limit=200,
            channels_read_media_period=7 * DAY,
            call_receive_timeout_ms=20_000,
            call_ring_timeout_ms=90_000,
            call_connect_timeout_ms=30_000,
            call_packet_timeout_ms=10_000,
            me_url_prefix=place.links,
            caption_length_max=1024,
            message_length_max=4096,
            webfile_dc_id=place.dc_id,
        )

    @serves(tl.HelpGetNearestDc, signed_out=True)
    async def get_nearest_dc(self, caller: Caller, request: tl.HelpGetNearestDc) -> tl.NearestDc:
        """There is one place only. No country is guessed from the address, which is not for guessing."""
        return tl.NearestDc(country="", this_dc=self._place.dc_id, nearest_dc=self._place.dc_id)

    @serves(tl.HelpGetCdnConfig, signed_out=True)
    async def get_cdn_config(self, caller: Caller, request: tl.HelpGetCdnConfig) -> tl.CdnConfig:
        return tl.CdnConfig(public_keys=[])

    @serves(tl.HelpGetAppConfig, signed_out=True)
    async def get_app_config(self, caller: Caller, request: tl.HelpGetAppConfig) -> tl.TypeHelpAppConfig:
        config, hash = self._app_config
        return tl.HelpAppConfigNotModified() if request.hash == hash else config

    @cached_property
    def _app_config(self) -> tuple[tl.HelpAppConfig, int]:
        value = json_value(APP_CONFIG)
        hash = _hash(tl.encode(value))
        return tl.HelpAppConfig(hash=hash, config=value), hash

    @serves(tl.HelpGetCountriesList, signed_out=True)
    async def get_countries_list(
        self, caller: Caller, request: tl.HelpGetCountriesList
    ) -> tl.TypeHelpCountriesList:
        """Names are in English, whatever `lang_code` asks for: clients have their own translations."""
        countries = self._countries
        return tl.HelpCountriesListNotModified() if request.hash == countries.hash else countries

    @cached_property
    def _countries(self) -> tl.HelpCountriesList:
        table = resources.files(__package__).joinpath("countries.tsv").read_text(encoding="utf-8")
        return tl.HelpCountriesList(
            countries=[_country(*line.split("\t")) for line in table.splitlines()], hash=_hash(table.encode())
        )

    @serves(tl.HelpGetInviteText)
    async def get_invite_text(self, caller: Caller, request: tl.HelpGetInviteText) -> tl.HelpInviteText:
        return tl.HelpInviteText(message=f"Let us talk on Folkmoot: {self._place.links}")

    @serves(tl.HelpGetTermsOfServiceUpdate)
    async def get_terms_of_service_update(
        self, caller: Caller, request: tl.HelpGetTermsOfServiceUpdate
    ) -> tl.HelpTermsOfServiceUpdateEmpty:
        return tl.HelpTermsOfServiceUpdateEmpty(expires=int(self._clock.time()) + DAY)

    @serves(tl.HelpGetPromoData)
    async def get_promo_data(self, caller: Caller, request: tl.HelpGetPromoData) -> tl.HelpPromoDataEmpty:
        """Nobody's chat is put on top of another's list."""
        return tl.HelpPromoDataEmpty(expires=int(self._clock.time()) + DAY)


def json_value(value: Json) -> tl.TypeJSONValue:
    """Return `value` as TL spells JSON."""
    match value:
        case bool():
            return tl.JsonBool(value=value)
        case int() | float():
            return tl.JsonNumber(value=float(value))
        case str():
            return tl.JsonString(value=value)
        case Mapping():
            return tl.JsonObject(
                value=[tl.JsonObjectValue(key=key, value=json_value(each)) for key, each in value.items()]
            )
    return tl.JsonArray(value=[json_value(each) for each in value])


def _country(iso: str, code: str, name: str, prefixes: str, patterns: str) -> tl.HelpCountry:
    return tl.HelpCountry(
        iso2=iso,
        default_name=name,
        country_codes=[
            tl.HelpCountryCode(
                country_code=code,
                prefixes=prefixes.split(",") if prefixes else None,
                patterns=patterns.split(",") if patterns else None,
            )
        ],
    )


def _hash(data: bytes) -> int:
    """Return a hash that a client sends back to ask "still the same?": positive, never 0, 31 bits."""
    return zlib.crc32(data) & 0x7FFF_FFFF or 1
