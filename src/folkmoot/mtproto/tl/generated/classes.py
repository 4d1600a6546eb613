"""The constructors and methods that we speak. Written by tools/generate_tl.py from schema/: change that and run the tool."""

# ruff: noqa
# fmt: off
from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TypeAlias, Union

from ..codec import TLObject


class AccountAuthorizations(TLObject, frozen=True, gc=False):
    authorization_ttl_days: int
    authorizations: Sequence[TypeAuthorization]

class AccountAutoDownloadSettings(TLObject, frozen=True, gc=False):
    low: TypeAutoDownloadSettings
    medium: TypeAutoDownloadSettings
    high: TypeAutoDownloadSettings

class AccountAutoSaveSettings(TLObject, frozen=True, gc=False):
    users_settings: TypeAutoSaveSettings
    chats_settings: TypeAutoSaveSettings
    broadcasts_settings: TypeAutoSaveSettings
    exceptions: Sequence[TypeAutoSaveException]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class AccountBusinessChatLinks(TLObject, frozen=True, gc=False):
    links: Sequence[TypeBusinessChatLink]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class AccountConnectedBots(TLObject, frozen=True, gc=False):
    users: Sequence[TypeUser]

class AccountContentSettings(TLObject, frozen=True, gc=False):
    sensitive_enabled: bool = False
    sensitive_can_change: bool = False

class AccountEmojiStatuses(TLObject, frozen=True, gc=False):
    hash: int
    statuses: Sequence[TypeEmojiStatus]

class AccountEmojiStatusesNotModified(TLObject, frozen=True, gc=False):
    pass

class AccountPassword(TLObject, frozen=True, gc=False):
    new_algo: TypePasswordKdfAlgo
    new_secure_algo: TypeSecurePasswordKdfAlgo
    secure_random: bytes
    has_recovery: bool = False
    has_secure_values: bool = False
    has_password: bool = False
    current_algo: TypePasswordKdfAlgo | None = None
    srp_B: bytes | None = None
    srp_id: int | None = None
    hint: str | None = None
    email_unconfirmed_pattern: str | None = None
    pending_reset_date: int | None = None
    login_email_pattern: str | None = None

class AccountPasswordInputSettings(TLObject, frozen=True, gc=False):
    new_algo: TypePasswordKdfAlgo | None = None
    new_password_hash: bytes | None = None
    hint: str | None = None
    email: str | None = None
    new_secure_settings: TypeSecureSecretSettings | None = None

class AccountPasswordSettings(TLObject, frozen=True, gc=False):
    email: str | None = None
    secure_settings: TypeSecureSecretSettings | None = None

class AccountPrivacyRules(TLObject, frozen=True, gc=False):
    rules: Sequence[TypePrivacyRule]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class AccountResetPasswordFailedWait(TLObject, frozen=True, gc=False):
    retry_date: int

class AccountResetPasswordOk(TLObject, frozen=True, gc=False):
    pass

class AccountResetPasswordRequestedWait(TLObject, frozen=True, gc=False):
    until_date: int

class AccountSavedRingtones(TLObject, frozen=True, gc=False):
    hash: int
    ringtones: Sequence[TypeDocument]

class AccountSavedRingtonesNotModified(TLObject, frozen=True, gc=False):
    pass

class AccountTakeout(TLObject, frozen=True, gc=False):
    id: int

class AccountThemes(TLObject, frozen=True, gc=False):
    hash: int

class AccountThemesNotModified(TLObject, frozen=True, gc=False):
    pass

class AccountTmpPassword(TLObject, frozen=True, gc=False):
    tmp_password: bytes
    valid_until: int

class AccountWallPapers(TLObject, frozen=True, gc=False):
    hash: int

class AccountWallPapersNotModified(TLObject, frozen=True, gc=False):
    pass

class AccountWebAuthorizations(TLObject, frozen=True, gc=False):
    users: Sequence[TypeUser]

class AccountCancelPasswordEmail(TLObject, frozen=True, gc=False):
    pass

class AccountChangeAuthorizationSettings(TLObject, frozen=True, gc=False):
    hash: int
    confirmed: bool = False
    encrypted_requests_disabled: bool | None = None
    call_requests_disabled: bool | None = None

class AccountChangePhone(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str
    phone_code: str

class AccountCheckUsername(TLObject, frozen=True, gc=False):
    username: str

class AccountConfirmPasswordEmail(TLObject, frozen=True, gc=False):
    code: str

class AccountConfirmPhone(TLObject, frozen=True, gc=False):
    phone_code_hash: str
    phone_code: str

class AccountDeclinePasswordReset(TLObject, frozen=True, gc=False):
    pass

class AccountDeleteAccount(TLObject, frozen=True, gc=False):
    reason: str
    password: TypeInputCheckPasswordSRP | None = None

class AccountFinishTakeoutSession(TLObject, frozen=True, gc=False):
    success: bool = False

class AccountGetAccountTTL(TLObject, frozen=True, gc=False):
    pass

class AccountGetAuthorizations(TLObject, frozen=True, gc=False):
    pass

class AccountGetAutoDownloadSettings(TLObject, frozen=True, gc=False):
    pass

class AccountGetAutoSaveSettings(TLObject, frozen=True, gc=False):
    pass

class AccountGetBusinessChatLinks(TLObject, frozen=True, gc=False):
    pass

class AccountGetChatThemes(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetCollectibleEmojiStatuses(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetConnectedBots(TLObject, frozen=True, gc=False):
    pass

class AccountGetContactSignUpNotification(TLObject, frozen=True, gc=False):
    pass

class AccountGetContentSettings(TLObject, frozen=True, gc=False):
    pass

class AccountGetDefaultBackgroundEmojis(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetDefaultEmojiStatuses(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetDefaultGroupPhotoEmojis(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetDefaultProfilePhotoEmojis(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetGlobalPrivacySettings(TLObject, frozen=True, gc=False):
    pass

class AccountGetNotifyExceptions(TLObject, frozen=True, gc=False):
    compare_sound: bool = False
    compare_stories: bool = False
    peer: TypeInputNotifyPeer | None = None

class AccountGetNotifySettings(TLObject, frozen=True, gc=False):
    peer: TypeInputNotifyPeer

class AccountGetPassword(TLObject, frozen=True, gc=False):
    pass

class AccountGetPasswordSettings(TLObject, frozen=True, gc=False):
    password: TypeInputCheckPasswordSRP

class AccountGetPrivacy(TLObject, frozen=True, gc=False):
    key: TypeInputPrivacyKey

class AccountGetReactionsNotifySettings(TLObject, frozen=True, gc=False):
    pass

class AccountGetRecentEmojiStatuses(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetSavedRingtones(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetThemes(TLObject, frozen=True, gc=False):
    format: str
    hash: int

class AccountGetTmpPassword(TLObject, frozen=True, gc=False):
    password: TypeInputCheckPasswordSRP
    period: int

class AccountGetWallPapers(TLObject, frozen=True, gc=False):
    hash: int

class AccountGetWebAuthorizations(TLObject, frozen=True, gc=False):
    pass

class AccountInitTakeoutSession(TLObject, frozen=True, gc=False):
    contacts: bool = False
    message_users: bool = False
    message_chats: bool = False
    message_megagroups: bool = False
    message_channels: bool = False
    files: bool = False
    file_max_size: int | None = None

class AccountInvalidateSignInCodes(TLObject, frozen=True, gc=False):
    codes: Sequence[str]

class AccountRegisterDevice(TLObject, frozen=True, gc=False):
    token_type: int
    token: str
    app_sandbox: bool
    secret: bytes
    other_uids: Sequence[int]
    no_muted: bool = False

class AccountReorderUsernames(TLObject, frozen=True, gc=False):
    order: Sequence[str]

class AccountReportPeer(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    reason: TypeReportReason
    message: str

class AccountReportProfilePhoto(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    photo_id: TypeInputPhoto
    reason: TypeReportReason
    message: str

class AccountResendPasswordEmail(TLObject, frozen=True, gc=False):
    pass

class AccountResetAuthorization(TLObject, frozen=True, gc=False):
    hash: int

class AccountResetNotifySettings(TLObject, frozen=True, gc=False):
    pass

class AccountResetPassword(TLObject, frozen=True, gc=False):
    pass

class AccountResetWebAuthorization(TLObject, frozen=True, gc=False):
    hash: int

class AccountResetWebAuthorizations(TLObject, frozen=True, gc=False):
    pass

class AccountSaveAutoDownloadSettings(TLObject, frozen=True, gc=False):
    settings: TypeAutoDownloadSettings
    low: bool = False
    high: bool = False

class AccountSendChangePhoneCode(TLObject, frozen=True, gc=False):
    phone_number: str
    settings: TypeCodeSettings

class AccountSendConfirmPhoneCode(TLObject, frozen=True, gc=False):
    hash: str
    settings: TypeCodeSettings

class AccountSetAccountTTL(TLObject, frozen=True, gc=False):
    ttl: TypeAccountDaysTTL

class AccountSetAuthorizationTTL(TLObject, frozen=True, gc=False):
    authorization_ttl_days: int

class AccountSetContactSignUpNotification(TLObject, frozen=True, gc=False):
    silent: bool

class AccountSetContentSettings(TLObject, frozen=True, gc=False):
    sensitive_enabled: bool = False

class AccountSetGlobalPrivacySettings(TLObject, frozen=True, gc=False):
    settings: TypeGlobalPrivacySettings

class AccountSetPrivacy(TLObject, frozen=True, gc=False):
    key: TypeInputPrivacyKey
    rules: Sequence[TypeInputPrivacyRule]

class AccountSetReactionsNotifySettings(TLObject, frozen=True, gc=False):
    settings: TypeReactionsNotifySettings

class AccountToggleUsername(TLObject, frozen=True, gc=False):
    username: str
    active: bool

class AccountUnregisterDevice(TLObject, frozen=True, gc=False):
    token_type: int
    token: str
    other_uids: Sequence[int]

class AccountUpdateBirthday(TLObject, frozen=True, gc=False):
    birthday: TypeBirthday | None = None

class AccountUpdateColor(TLObject, frozen=True, gc=False):
    for_profile: bool = False
    color: TypePeerColor | None = None

class AccountUpdateDeviceLocked(TLObject, frozen=True, gc=False):
    period: int

class AccountUpdateEmojiStatus(TLObject, frozen=True, gc=False):
    emoji_status: TypeEmojiStatus

class AccountUpdateNotifySettings(TLObject, frozen=True, gc=False):
    peer: TypeInputNotifyPeer
    settings: TypeInputPeerNotifySettings

class AccountUpdatePasswordSettings(TLObject, frozen=True, gc=False):
    password: TypeInputCheckPasswordSRP
    new_settings: TypeAccountPasswordInputSettings

class AccountUpdatePersonalChannel(TLObject, frozen=True, gc=False):
    channel: TypeInputChannel

class AccountUpdateProfile(TLObject, frozen=True, gc=False):
    first_name: str | None = None
    last_name: str | None = None
    about: str | None = None

class AccountUpdateStatus(TLObject, frozen=True, gc=False):
    offline: bool

class AccountUpdateUsername(TLObject, frozen=True, gc=False):
    username: str

class AuthAuthorization(TLObject, frozen=True, gc=False):
    user: TypeUser
    setup_password_required: bool = False
    otherwise_relogin_days: int | None = None
    tmp_sessions: int | None = None
    future_auth_token: bytes | None = None

class AuthAuthorizationSignUpRequired(TLObject, frozen=True, gc=False):
    terms_of_service: TypeHelpTermsOfService | None = None

class AuthCodeTypeSms(TLObject, frozen=True, gc=False):
    pass

class AuthExportedAuthorization(TLObject, frozen=True, gc=False):
    id: int
    bytes: builtins.bytes

class AuthLoggedOut(TLObject, frozen=True, gc=False):
    future_auth_token: bytes | None = None

class AuthLoginToken(TLObject, frozen=True, gc=False):
    expires: int
    token: bytes

class AuthLoginTokenMigrateTo(TLObject, frozen=True, gc=False):
    dc_id: int
    token: bytes

class AuthLoginTokenSuccess(TLObject, frozen=True, gc=False):
    authorization: TypeAuthAuthorization

class AuthPasswordRecovery(TLObject, frozen=True, gc=False):
    email_pattern: str

class AuthSentCode(TLObject, frozen=True, gc=False):
    type: TypeAuthSentCodeType
    phone_code_hash: str
    next_type: TypeAuthCodeType | None = None
    timeout: int | None = None

class AuthSentCodePaymentRequired(TLObject, frozen=True, gc=False):
    store_product: str
    phone_code_hash: str
    support_email_address: str
    support_email_subject: str
    premium_days: int
    currency: str
    amount: int

class AuthSentCodeSuccess(TLObject, frozen=True, gc=False):
    authorization: TypeAuthAuthorization

class AuthSentCodeTypeApp(TLObject, frozen=True, gc=False):
    length: int

class AuthSentCodeTypeCall(TLObject, frozen=True, gc=False):
    length: int

class AuthSentCodeTypeEmailCode(TLObject, frozen=True, gc=False):
    email_pattern: str
    length: int
    apple_signin_allowed: bool = False
    google_signin_allowed: bool = False
    reset_available_period: int | None = None
    reset_pending_date: int | None = None

class AuthSentCodeTypeFirebaseSms(TLObject, frozen=True, gc=False):
    length: int
    nonce: bytes | None = None
    play_integrity_project_id: int | None = None
    play_integrity_nonce: bytes | None = None
    receipt: str | None = None
    push_timeout: int | None = None

class AuthSentCodeTypeFlashCall(TLObject, frozen=True, gc=False):
    pattern: str

class AuthSentCodeTypeFragmentSms(TLObject, frozen=True, gc=False):
    url: str
    length: int

class AuthSentCodeTypeMissedCall(TLObject, frozen=True, gc=False):
    prefix: str
    length: int

class AuthSentCodeTypeSetUpEmailRequired(TLObject, frozen=True, gc=False):
    apple_signin_allowed: bool = False
    google_signin_allowed: bool = False

class AuthSentCodeTypeSms(TLObject, frozen=True, gc=False):
    length: int

class AuthSentCodeTypeSmsPhrase(TLObject, frozen=True, gc=False):
    beginning: str | None = None

class AuthSentCodeTypeSmsWord(TLObject, frozen=True, gc=False):
    beginning: str | None = None

class AuthAcceptLoginToken(TLObject, frozen=True, gc=False):
    token: bytes

class AuthBindTempAuthKey(TLObject, frozen=True, gc=False):
    perm_auth_key_id: int
    nonce: int
    expires_at: int
    encrypted_message: bytes

class AuthCancelCode(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str

class AuthCheckPassword(TLObject, frozen=True, gc=False):
    password: TypeInputCheckPasswordSRP

class AuthCheckRecoveryPassword(TLObject, frozen=True, gc=False):
    code: str

class AuthDropTempAuthKeys(TLObject, frozen=True, gc=False):
    except_auth_keys: Sequence[int]

class AuthExportAuthorization(TLObject, frozen=True, gc=False):
    dc_id: int

class AuthExportLoginToken(TLObject, frozen=True, gc=False):
    api_id: int
    api_hash: str
    except_ids: Sequence[int]

class AuthImportAuthorization(TLObject, frozen=True, gc=False):
    id: int
    bytes: builtins.bytes

class AuthImportBotAuthorization(TLObject, frozen=True, gc=False):
    flags: int
    api_id: int
    api_hash: str
    bot_auth_token: str

class AuthImportLoginToken(TLObject, frozen=True, gc=False):
    token: bytes

class AuthLogOut(TLObject, frozen=True, gc=False):
    pass

class AuthRecoverPassword(TLObject, frozen=True, gc=False):
    code: str
    new_settings: TypeAccountPasswordInputSettings | None = None

class AuthReportMissingCode(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str
    mnc: str

class AuthRequestFirebaseSms(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str
    safety_net_token: str | None = None
    play_integrity_token: str | None = None
    ios_push_secret: str | None = None

class AuthRequestPasswordRecovery(TLObject, frozen=True, gc=False):
    pass

class AuthResendCode(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str
    reason: str | None = None

class AuthResetAuthorizations(TLObject, frozen=True, gc=False):
    pass

class AuthResetLoginEmail(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str

class AuthSendCode(TLObject, frozen=True, gc=False):
    phone_number: str
    api_id: int
    api_hash: str
    settings: TypeCodeSettings

class AuthSignIn(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str
    phone_code: str | None = None
    email_verification: TypeEmailVerification | None = None

class AuthSignUp(TLObject, frozen=True, gc=False):
    phone_number: str
    phone_code_hash: str
    first_name: str
    last_name: str
    no_joined_notifications: bool = False

class AccountDaysTTL(TLObject, frozen=True, gc=False):
    days: int

class Authorization(TLObject, frozen=True, gc=False):
    hash: int
    device_model: str
    platform: str
    system_version: str
    api_id: int
    app_name: str
    app_version: str
    date_created: int
    date_active: int
    ip: str
    country: str
    region: str
    current: bool = False
    official_app: bool = False
    password_pending: bool = False
    encrypted_requests_disabled: bool = False
    call_requests_disabled: bool = False
    unconfirmed: bool = False

class AutoDownloadSettings(TLObject, frozen=True, gc=False):
    photo_size_max: int
    video_size_max: int
    file_size_max: int
    video_upload_maxbitrate: int
    small_queue_active_operations_max: int
    large_queue_active_operations_max: int
    disabled: bool = False
    video_preload_large: bool = False
    audio_preload_next: bool = False
    phonecalls_less_data: bool = False
    stories_preload: bool = False

class AutoSaveException(TLObject, frozen=True, gc=False):
    peer: TypePeer
    settings: TypeAutoSaveSettings

class AutoSaveSettings(TLObject, frozen=True, gc=False):
    photos: bool = False
    videos: bool = False
    video_max_size: int | None = None

class AvailableReaction(TLObject, frozen=True, gc=False):
    reaction: str
    title: str
    static_icon: TypeDocument
    appear_animation: TypeDocument
    select_animation: TypeDocument
    activate_animation: TypeDocument
    effect_animation: TypeDocument
    inactive: bool = False
    premium: bool = False
    around_animation: TypeDocument | None = None
    center_icon: TypeDocument | None = None

class Birthday(TLObject, frozen=True, gc=False):
    day: int
    month: int
    year: int | None = None

class BotCommand(TLObject, frozen=True, gc=False):
    command: str
    description: str
    ephemeral: bool = False

class BotInfo(TLObject, frozen=True, gc=False):
    has_preview_medias: bool = False
    user_id: int | None = None
    description: str | None = None
    description_photo: TypePhoto | None = None
    description_document: TypeDocument | None = None
    commands: Sequence[TypeBotCommand] | None = None
    menu_button: TypeBotMenuButton | None = None
    privacy_policy_url: str | None = None

class BotMenuButton(TLObject, frozen=True, gc=False):
    text: str
    url: str

class BotMenuButtonCommands(TLObject, frozen=True, gc=False):
    pass

class BotMenuButtonDefault(TLObject, frozen=True, gc=False):
    pass

class BusinessChatLink(TLObject, frozen=True, gc=False):
    link: str
    message: str
    views: int
    entities: Sequence[TypeMessageEntity] | None = None
    title: str | None = None

class ButtonTypeDefault(TLObject, frozen=True, gc=False):
    pass

class ButtonTypeRequestGeoLocation(TLObject, frozen=True, gc=False):
    pass

class ButtonTypeRequestPeer(TLObject, frozen=True, gc=False):
    button_id: int
    peer_type: TypeRequestPeerType
    max_quantity: int

class ButtonTypeRequestPhone(TLObject, frozen=True, gc=False):
    pass

class ButtonTypeRequestPoll(TLObject, frozen=True, gc=False):
    quiz: bool | None = None

class ButtonTypeSimpleWebView(TLObject, frozen=True, gc=False):
    url: str

class InputButtonTypeRequestPeer(TLObject, frozen=True, gc=False):
    button_id: int
    peer_type: TypeRequestPeerType
    max_quantity: int
    name_requested: bool = False
    username_requested: bool = False
    photo_requested: bool = False

class CdnConfig(TLObject, frozen=True, gc=False):
    public_keys: Sequence[TypeCdnPublicKey]

class CdnPublicKey(TLObject, frozen=True, gc=False):
    dc_id: int
    public_key: str

class ChannelLocation(TLObject, frozen=True, gc=False):
    geo_point: TypeGeoPoint
    address: str

class ChannelLocationEmpty(TLObject, frozen=True, gc=False):
    pass

class ChannelMessagesFilter(TLObject, frozen=True, gc=False):
    ranges: Sequence[TypeMessageRange]
    exclude_new_messages: bool = False

class ChannelMessagesFilterEmpty(TLObject, frozen=True, gc=False):
    pass

class Channel(TLObject, frozen=True, gc=False):
    id: int
    title: str
    photo: TypeChatPhoto
    date: int
    creator: bool = False
    left: bool = False
    broadcast: bool = False
    verified: bool = False
    megagroup: bool = False
    restricted: bool = False
    signatures: bool = False
    min: bool = False
    scam: bool = False
    has_link: bool = False
    has_geo: bool = False
    slowmode_enabled: bool = False
    call_active: bool = False
    call_not_empty: bool = False
    fake: bool = False
    gigagroup: bool = False
    noforwards: bool = False
    join_to_send: bool = False
    join_request: bool = False
    forum: bool = False
    stories_hidden: bool = False
    stories_hidden_min: bool = False
    stories_unavailable: bool = False
    signature_profiles: bool = False
    autotranslation: bool = False
    broadcast_messages_allowed: bool = False
    monoforum: bool = False
    forum_tabs: bool = False
    access_hash: int | None = None
    username: str | None = None
    restriction_reason: Sequence[TypeRestrictionReason] | None = None
    admin_rights: TypeChatAdminRights | None = None
    banned_rights: TypeChatBannedRights | None = None
    default_banned_rights: TypeChatBannedRights | None = None
    participants_count: int | None = None
    usernames: Sequence[TypeUsername] | None = None
    color: TypePeerColor | None = None
    profile_color: TypePeerColor | None = None
    emoji_status: TypeEmojiStatus | None = None
    level: int | None = None
    subscription_until_date: int | None = None
    bot_verification_icon: int | None = None
    send_paid_messages_stars: int | None = None
    linked_monoforum_id: int | None = None
    linked_community_id: int | None = None

class ChannelForbidden(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int
    title: str
    broadcast: bool = False
    megagroup: bool = False
    monoforum: bool = False
    until_date: int | None = None

class Chat(TLObject, frozen=True, gc=False):
    id: int
    title: str
    photo: TypeChatPhoto
    participants_count: int
    date: int
    version: int
    creator: bool = False
    left: bool = False
    deactivated: bool = False
    call_active: bool = False
    call_not_empty: bool = False
    noforwards: bool = False
    migrated_to: TypeInputChannel | None = None
    admin_rights: TypeChatAdminRights | None = None
    default_banned_rights: TypeChatBannedRights | None = None

class ChatEmpty(TLObject, frozen=True, gc=False):
    id: int

class ChatForbidden(TLObject, frozen=True, gc=False):
    id: int
    title: str

class ChatAdminRights(TLObject, frozen=True, gc=False):
    change_info: bool = False
    post_messages: bool = False
    edit_messages: bool = False
    delete_messages: bool = False
    ban_users: bool = False
    invite_users: bool = False
    pin_messages: bool = False
    add_admins: bool = False
    anonymous: bool = False
    manage_call: bool = False
    other: bool = False
    manage_topics: bool = False
    post_stories: bool = False
    edit_stories: bool = False
    delete_stories: bool = False
    manage_direct_messages: bool = False
    manage_ranks: bool = False
    manage_linked_peers: bool = False
    manage_welcome_messages: bool = False

class ChatBannedRights(TLObject, frozen=True, gc=False):
    until_date: int
    view_messages: bool = False
    send_messages: bool = False
    send_media: bool = False
    send_stickers: bool = False
    send_gifs: bool = False
    send_games: bool = False
    send_inline: bool = False
    embed_links: bool = False
    send_polls: bool = False
    change_info: bool = False
    invite_users: bool = False
    pin_messages: bool = False
    manage_topics: bool = False
    send_photos: bool = False
    send_videos: bool = False
    send_roundvideos: bool = False
    send_audios: bool = False
    send_voices: bool = False
    send_docs: bool = False
    send_plain: bool = False
    edit_rank: bool = False
    send_reactions: bool = False
    manage_linked_peers: bool = False

class ChannelFull(TLObject, frozen=True, gc=False):
    id: int
    about: str
    read_inbox_max_id: int
    read_outbox_max_id: int
    unread_count: int
    chat_photo: TypePhoto
    notify_settings: TypePeerNotifySettings
    bot_info: Sequence[TypeBotInfo]
    pts: int
    can_view_participants: bool = False
    can_set_username: bool = False
    can_set_stickers: bool = False
    hidden_prehistory: bool = False
    can_set_location: bool = False
    has_scheduled: bool = False
    can_view_stats: bool = False
    blocked: bool = False
    can_delete_channel: bool = False
    antispam: bool = False
    participants_hidden: bool = False
    translations_disabled: bool = False
    stories_pinned_available: bool = False
    view_forum_as_messages: bool = False
    restricted_sponsored: bool = False
    can_view_revenue: bool = False
    paid_media_allowed: bool = False
    can_view_stars_revenue: bool = False
    paid_reactions_available: bool = False
    stargifts_available: bool = False
    paid_messages_available: bool = False
    has_welcome_messages: bool = False
    participants_count: int | None = None
    admins_count: int | None = None
    kicked_count: int | None = None
    banned_count: int | None = None
    online_count: int | None = None
    exported_invite: TypeExportedChatInvite | None = None
    migrated_from_chat_id: int | None = None
    migrated_from_max_id: int | None = None
    pinned_msg_id: int | None = None
    available_min_id: int | None = None
    folder_id: int | None = None
    linked_chat_id: int | None = None
    location: TypeChannelLocation | None = None
    slowmode_seconds: int | None = None
    slowmode_next_send_date: int | None = None
    stats_dc: int | None = None
    ttl_period: int | None = None
    pending_suggestions: Sequence[str] | None = None
    groupcall_default_join_as: TypePeer | None = None
    theme_emoticon: str | None = None
    requests_pending: int | None = None
    recent_requesters: Sequence[int] | None = None
    default_send_as: TypePeer | None = None
    available_reactions: TypeChatReactions | None = None
    reactions_limit: int | None = None
    boosts_applied: int | None = None
    boosts_unrestrict: int | None = None
    stargifts_count: int | None = None
    send_paid_messages_stars: int | None = None
    guard_bot_id: int | None = None

class ChatFull(TLObject, frozen=True, gc=False):
    id: int
    about: str
    participants: TypeChatParticipants
    notify_settings: TypePeerNotifySettings
    can_set_username: bool = False
    has_scheduled: bool = False
    translations_disabled: bool = False
    has_welcome_messages: bool = False
    chat_photo: TypePhoto | None = None
    exported_invite: TypeExportedChatInvite | None = None
    bot_info: Sequence[TypeBotInfo] | None = None
    pinned_msg_id: int | None = None
    folder_id: int | None = None
    ttl_period: int | None = None
    groupcall_default_join_as: TypePeer | None = None
    theme_emoticon: str | None = None
    requests_pending: int | None = None
    recent_requesters: Sequence[int] | None = None
    available_reactions: TypeChatReactions | None = None
    reactions_limit: int | None = None

class ChatParticipant(TLObject, frozen=True, gc=False):
    user_id: int
    inviter_id: int
    date: int
    rank: str | None = None

class ChatParticipantAdmin(TLObject, frozen=True, gc=False):
    user_id: int
    inviter_id: int
    date: int
    rank: str | None = None

class ChatParticipantCreator(TLObject, frozen=True, gc=False):
    user_id: int
    rank: str | None = None

class ChatParticipants(TLObject, frozen=True, gc=False):
    chat_id: int
    participants: Sequence[TypeChatParticipant]
    version: int

class ChatParticipantsForbidden(TLObject, frozen=True, gc=False):
    chat_id: int
    self_participant: TypeChatParticipant | None = None

class ChatPhoto(TLObject, frozen=True, gc=False):
    photo_id: int
    dc_id: int
    has_video: bool = False
    stripped_thumb: bytes | None = None

class ChatPhotoEmpty(TLObject, frozen=True, gc=False):
    pass

class ChatReactionsAll(TLObject, frozen=True, gc=False):
    allow_custom: bool = False

class ChatReactionsNone(TLObject, frozen=True, gc=False):
    pass

class ChatReactionsSome(TLObject, frozen=True, gc=False):
    reactions: Sequence[TypeReaction]

class CodeSettings(TLObject, frozen=True, gc=False):
    allow_flashcall: bool = False
    current_number: bool = False
    allow_app_hash: bool = False
    allow_missed_call: bool = False
    allow_firebase: bool = False
    unknown_number: bool = False
    logout_tokens: Sequence[bytes] | None = None
    token: str | None = None
    app_sandbox: bool | None = None

class Config(TLObject, frozen=True, gc=False):
    date: int
    expires: int
    test_mode: bool
    this_dc: int
    dc_options: Sequence[TypeDcOption]
    dc_txt_domain_name: str
    chat_size_max: int
    megagroup_size_max: int
    forwarded_count_max: int
    online_update_period_ms: int
    offline_blur_timeout_ms: int
    offline_idle_timeout_ms: int
    online_cloud_timeout_ms: int
    notify_cloud_delay_ms: int
    notify_default_delay_ms: int
    push_chat_period_ms: int
    push_chat_limit: int
    edit_time_limit: int
    revoke_time_limit: int
    revoke_pm_time_limit: int
    rating_e_decay: int
    stickers_recent_limit: int
    channels_read_media_period: int
    call_receive_timeout_ms: int
    call_ring_timeout_ms: int
    call_connect_timeout_ms: int
    call_packet_timeout_ms: int
    me_url_prefix: str
    caption_length_max: int
    message_length_max: int
    webfile_dc_id: int
    default_p2p_contacts: bool = False
    preload_featured_stickers: bool = False
    revoke_pm_inbox: bool = False
    blocked_mode: bool = False
    force_try_ipv6: bool = False
    tmp_sessions: int | None = None
    autoupdate_url_prefix: str | None = None
    gif_search_username: str | None = None
    venue_search_username: str | None = None
    img_search_username: str | None = None
    static_maps_provider: str | None = None
    suggested_lang_code: str | None = None
    lang_pack_version: int | None = None
    base_lang_pack_version: int | None = None
    reactions_default: TypeReaction | None = None
    autologin_token: str | None = None

class Contact(TLObject, frozen=True, gc=False):
    user_id: int
    mutual: bool

class ContactBirthday(TLObject, frozen=True, gc=False):
    contact_id: int
    birthday: TypeBirthday

class ContactStatus(TLObject, frozen=True, gc=False):
    user_id: int
    status: TypeUserStatus

class DataJSON(TLObject, frozen=True, gc=False):
    data: str

class DcOption(TLObject, frozen=True, gc=False):
    id: int
    ip_address: str
    port: int
    ipv6: bool = False
    media_only: bool = False
    tcpo_only: bool = False
    cdn: bool = False
    static: bool = False
    this_port_only: bool = False
    secret: bytes | None = None

class DefaultHistoryTTL(TLObject, frozen=True, gc=False):
    period: int

class Dialog(TLObject, frozen=True, gc=False):
    peer: TypePeer
    top_message: int
    read_inbox_max_id: int
    read_outbox_max_id: int
    unread_count: int
    unread_mentions_count: int
    unread_reactions_count: int
    unread_poll_votes_count: int
    notify_settings: TypePeerNotifySettings
    pinned: bool = False
    unread_mark: bool = False
    view_forum_as_messages: bool = False
    pts: int | None = None
    draft: TypeDraftMessage | None = None
    folder_id: int | None = None
    ttl_period: int | None = None

class DialogFolder(TLObject, frozen=True, gc=False):
    folder: TypeFolder
    peer: TypePeer
    top_message: int
    unread_muted_peers_count: int
    unread_unmuted_peers_count: int
    unread_muted_messages_count: int
    unread_unmuted_messages_count: int
    pinned: bool = False

class DialogFilter(TLObject, frozen=True, gc=False):
    id: int
    title: TypeTextWithEntities
    pinned_peers: Sequence[TypeInputPeer]
    include_peers: Sequence[TypeInputPeer]
    exclude_peers: Sequence[TypeInputPeer]
    contacts: bool = False
    non_contacts: bool = False
    groups: bool = False
    broadcasts: bool = False
    bots: bool = False
    exclude_muted: bool = False
    exclude_read: bool = False
    exclude_archived: bool = False
    title_noanimate: bool = False
    emoticon: str | None = None
    color: int | None = None

class DialogFilterChatlist(TLObject, frozen=True, gc=False):
    id: int
    title: TypeTextWithEntities
    pinned_peers: Sequence[TypeInputPeer]
    include_peers: Sequence[TypeInputPeer]
    has_my_invites: bool = False
    title_noanimate: bool = False
    emoticon: str | None = None
    color: int | None = None

class DialogFilterDefault(TLObject, frozen=True, gc=False):
    pass

class DialogFilterSuggested(TLObject, frozen=True, gc=False):
    filter: TypeDialogFilter
    description: str

class DialogPeer(TLObject, frozen=True, gc=False):
    peer: TypePeer

class DialogPeerCommunity(TLObject, frozen=True, gc=False):
    community_id: int

class DialogPeerFolder(TLObject, frozen=True, gc=False):
    folder_id: int

class DisallowedGiftsSettings(TLObject, frozen=True, gc=False):
    disallow_unlimited_stargifts: bool = False
    disallow_limited_stargifts: bool = False
    disallow_unique_stargifts: bool = False
    disallow_premium_gifts: bool = False
    disallow_stargifts_from_channels: bool = False

class Document(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int
    file_reference: bytes
    date: int
    mime_type: str
    size: int
    dc_id: int
    attributes: Sequence[TypeDocumentAttribute]
    thumbs: Sequence[TypePhotoSize] | None = None
    video_thumbs: Sequence[TypeVideoSize] | None = None

class DocumentEmpty(TLObject, frozen=True, gc=False):
    id: int

class DocumentAttributeAnimated(TLObject, frozen=True, gc=False):
    pass

class DocumentAttributeAudio(TLObject, frozen=True, gc=False):
    duration: int
    voice: bool = False
    title: str | None = None
    performer: str | None = None
    waveform: bytes | None = None

class DocumentAttributeCustomEmoji(TLObject, frozen=True, gc=False):
    alt: str
    stickerset: TypeInputStickerSet
    free: bool = False
    text_color: bool = False

class DocumentAttributeFilename(TLObject, frozen=True, gc=False):
    file_name: str

class DocumentAttributeHasStickers(TLObject, frozen=True, gc=False):
    pass

class DocumentAttributeImageSize(TLObject, frozen=True, gc=False):
    w: int
    h: int

class DocumentAttributeSticker(TLObject, frozen=True, gc=False):
    alt: str
    stickerset: TypeInputStickerSet
    mask: bool = False
    mask_coords: TypeMaskCoords | None = None

class DocumentAttributeVideo(TLObject, frozen=True, gc=False):
    duration: float
    w: int
    h: int
    round_message: bool = False
    supports_streaming: bool = False
    nosound: bool = False
    preload_prefix_size: int | None = None
    video_start_ts: float | None = None
    video_codec: str | None = None

class DraftMessage(TLObject, frozen=True, gc=False):
    message: str
    date: int
    no_webpage: bool = False
    invert_media: bool = False
    reply_to: TypeInputReplyTo | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    media: TypeInputMedia | None = None
    effect: int | None = None
    suggested_post: TypeSuggestedPost | None = None

class DraftMessageEmpty(TLObject, frozen=True, gc=False):
    date: int | None = None

class EmailVerificationApple(TLObject, frozen=True, gc=False):
    token: str

class EmailVerificationCode(TLObject, frozen=True, gc=False):
    code: str

class EmailVerificationGoogle(TLObject, frozen=True, gc=False):
    token: str

class EmojiList(TLObject, frozen=True, gc=False):
    hash: int
    document_id: Sequence[int]

class EmojiListNotModified(TLObject, frozen=True, gc=False):
    pass

class EmojiStatus(TLObject, frozen=True, gc=False):
    document_id: int
    until: int | None = None

class EmojiStatusEmpty(TLObject, frozen=True, gc=False):
    pass

class ChatInviteExported(TLObject, frozen=True, gc=False):
    link: str
    admin_id: int
    date: int
    revoked: bool = False
    permanent: bool = False
    request_needed: bool = False
    start_date: int | None = None
    expire_date: int | None = None
    usage_limit: int | None = None
    usage: int | None = None
    requested: int | None = None
    subscription_expired: int | None = None
    title: str | None = None

class ChatInvitePublicJoinRequests(TLObject, frozen=True, gc=False):
    pass

class ExportedContactToken(TLObject, frozen=True, gc=False):
    url: str
    expires: int

class Folder(TLObject, frozen=True, gc=False):
    id: int
    title: str
    autofill_new_broadcasts: bool = False
    autofill_public_groups: bool = False
    autofill_new_correspondents: bool = False
    photo: TypeChatPhoto | None = None

class FolderPeer(TLObject, frozen=True, gc=False):
    peer: TypePeer
    folder_id: int

class GeoPoint(TLObject, frozen=True, gc=False):
    long: float
    lat: float
    access_hash: int
    accuracy_radius: int | None = None

class GeoPointEmpty(TLObject, frozen=True, gc=False):
    pass

class GlobalPrivacySettings(TLObject, frozen=True, gc=False):
    archive_and_mute_new_noncontact_peers: bool = False
    keep_archived_unmuted: bool = False
    keep_archived_folders: bool = False
    hide_read_marks: bool = False
    new_noncontact_peers_require_premium: bool = False
    display_gifts_button: bool = False
    noncontact_peers_paid_stars: int | None = None
    disallowed_gifts: TypeDisallowedGiftsSettings | None = None

class ImportedContact(TLObject, frozen=True, gc=False):
    user_id: int
    client_id: int

class InlineButtonTypeBuy(TLObject, frozen=True, gc=False):
    pass

class InlineButtonTypeCallback(TLObject, frozen=True, gc=False):
    data: bytes
    requires_password: bool = False

class InlineButtonTypeCopy(TLObject, frozen=True, gc=False):
    copy_text: str

class InlineButtonTypeDisabled(TLObject, frozen=True, gc=False):
    pass

class InlineButtonTypeGame(TLObject, frozen=True, gc=False):
    pass

class InlineButtonTypeSwitchInline(TLObject, frozen=True, gc=False):
    query: str
    same_peer: bool = False
    peer_types: Sequence[TypeInlineQueryPeerType] | None = None

class InlineButtonTypeUrl(TLObject, frozen=True, gc=False):
    url: str

class InlineButtonTypeUrlAuth(TLObject, frozen=True, gc=False):
    url: str
    button_id: int
    fwd_text: str | None = None

class InlineButtonTypeUserProfile(TLObject, frozen=True, gc=False):
    user_id: int

class InlineButtonTypeWebView(TLObject, frozen=True, gc=False):
    url: str

class InputInlineButtonTypeUrlAuth(TLObject, frozen=True, gc=False):
    url: str
    request_write_access: bool = False
    fwd_text: str | None = None
    bot: TypeInputUser | None = None

class InputInlineButtonTypeUserProfile(TLObject, frozen=True, gc=False):
    user_id: TypeInputUser

class InlineQueryPeerTypeBotPM(TLObject, frozen=True, gc=False):
    pass

class InlineQueryPeerTypeBroadcast(TLObject, frozen=True, gc=False):
    pass

class InlineQueryPeerTypeChat(TLObject, frozen=True, gc=False):
    pass

class InlineQueryPeerTypeMegagroup(TLObject, frozen=True, gc=False):
    pass

class InlineQueryPeerTypePM(TLObject, frozen=True, gc=False):
    pass

class InlineQueryPeerTypeSameBotPM(TLObject, frozen=True, gc=False):
    pass

class InputAppEvent(TLObject, frozen=True, gc=False):
    time: float
    type: str
    peer: int
    data: TypeJSONValue

class InputBotInlineMessageID(TLObject, frozen=True, gc=False):
    dc_id: int
    id: int
    access_hash: int

class InputBotInlineMessageID64(TLObject, frozen=True, gc=False):
    dc_id: int
    owner_id: int
    id: int
    access_hash: int

class InputChannel(TLObject, frozen=True, gc=False):
    channel_id: int
    access_hash: int

class InputChannelEmpty(TLObject, frozen=True, gc=False):
    pass

class InputChannelFromMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    msg_id: int
    channel_id: int

class InputCheckPasswordEmpty(TLObject, frozen=True, gc=False):
    pass

class InputCheckPasswordSRP(TLObject, frozen=True, gc=False):
    srp_id: int
    A: bytes
    M1: bytes

class InputClientProxy(TLObject, frozen=True, gc=False):
    address: str
    port: int

class InputPhoneContact(TLObject, frozen=True, gc=False):
    client_id: int
    phone: str
    first_name: str
    last_name: str
    note: TypeTextWithEntities | None = None

class InputDialogPeer(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer

class InputDialogPeerCommunity(TLObject, frozen=True, gc=False):
    community: TypeInputChannel

class InputDialogPeerFolder(TLObject, frozen=True, gc=False):
    folder_id: int

class InputDocument(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int
    file_reference: bytes

class InputDocumentEmpty(TLObject, frozen=True, gc=False):
    pass

class InputFile(TLObject, frozen=True, gc=False):
    id: int
    parts: int
    name: str
    md5_checksum: str

class InputFileBig(TLObject, frozen=True, gc=False):
    id: int
    parts: int
    name: str

class InputFileStoryDocument(TLObject, frozen=True, gc=False):
    id: TypeInputDocument

class InputGameID(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int

class InputGameShortName(TLObject, frozen=True, gc=False):
    bot_id: TypeInputUser
    short_name: str

class InputGeoPoint(TLObject, frozen=True, gc=False):
    lat: float
    long: float
    accuracy_radius: int | None = None

class InputGeoPointEmpty(TLObject, frozen=True, gc=False):
    pass

class InputMediaContact(TLObject, frozen=True, gc=False):
    phone_number: str
    first_name: str
    last_name: str
    vcard: str

class InputMediaDice(TLObject, frozen=True, gc=False):
    emoticon: str

class InputMediaDocument(TLObject, frozen=True, gc=False):
    id: TypeInputDocument
    spoiler: bool = False
    video_cover: TypeInputPhoto | None = None
    video_timestamp: int | None = None
    ttl_seconds: int | None = None
    query: str | None = None

class InputMediaDocumentExternal(TLObject, frozen=True, gc=False):
    url: str
    spoiler: bool = False
    ttl_seconds: int | None = None
    video_cover: TypeInputPhoto | None = None
    video_timestamp: int | None = None

class InputMediaEmpty(TLObject, frozen=True, gc=False):
    pass

class InputMediaGame(TLObject, frozen=True, gc=False):
    id: TypeInputGame

class InputMediaGeoLive(TLObject, frozen=True, gc=False):
    geo_point: TypeInputGeoPoint
    stopped: bool = False
    heading: int | None = None
    period: int | None = None
    proximity_notification_radius: int | None = None

class InputMediaGeoPoint(TLObject, frozen=True, gc=False):
    geo_point: TypeInputGeoPoint

class InputMediaInvoice(TLObject, frozen=True, gc=False):
    title: str
    description: str
    invoice: TypeInvoice
    payload: bytes
    provider_data: TypeDataJSON
    photo: TypeInputWebDocument | None = None
    provider: str | None = None
    start_param: str | None = None
    extended_media: TypeInputMedia | None = None

class InputMediaPaidMedia(TLObject, frozen=True, gc=False):
    stars_amount: int
    extended_media: Sequence[TypeInputMedia]
    payload: str | None = None

class InputMediaPhoto(TLObject, frozen=True, gc=False):
    id: TypeInputPhoto
    spoiler: bool = False
    live_photo: bool = False
    ttl_seconds: int | None = None
    video: TypeInputDocument | None = None

class InputMediaPhotoExternal(TLObject, frozen=True, gc=False):
    url: str
    spoiler: bool = False
    ttl_seconds: int | None = None

class InputMediaPoll(TLObject, frozen=True, gc=False):
    poll: TypePoll
    correct_answers: Sequence[int] | None = None
    attached_media: TypeInputMedia | None = None
    solution: str | None = None
    solution_entities: Sequence[TypeMessageEntity] | None = None
    solution_media: TypeInputMedia | None = None

class InputMediaStakeDice(TLObject, frozen=True, gc=False):
    game_hash: str
    ton_amount: int
    client_seed: bytes

class InputMediaStory(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    id: int

class InputMediaTodo(TLObject, frozen=True, gc=False):
    todo: TypeTodoList

class InputMediaUploadedDocument(TLObject, frozen=True, gc=False):
    file: TypeInputFile
    mime_type: str
    attributes: Sequence[TypeDocumentAttribute]
    nosound_video: bool = False
    force_file: bool = False
    spoiler: bool = False
    thumb: TypeInputFile | None = None
    stickers: Sequence[TypeInputDocument] | None = None
    video_cover: TypeInputPhoto | None = None
    video_timestamp: int | None = None
    ttl_seconds: int | None = None

class InputMediaUploadedPhoto(TLObject, frozen=True, gc=False):
    file: TypeInputFile
    spoiler: bool = False
    live_photo: bool = False
    stickers: Sequence[TypeInputDocument] | None = None
    ttl_seconds: int | None = None
    video: TypeInputDocument | None = None

class InputMediaVenue(TLObject, frozen=True, gc=False):
    geo_point: TypeInputGeoPoint
    title: str
    address: str
    provider: str
    venue_id: str
    venue_type: str

class InputMediaWebPage(TLObject, frozen=True, gc=False):
    url: str
    force_large_media: bool = False
    force_small_media: bool = False
    optional: bool = False

class InputMessageCallbackQuery(TLObject, frozen=True, gc=False):
    id: int
    query_id: int

class InputMessageID(TLObject, frozen=True, gc=False):
    id: int

class InputMessagePinned(TLObject, frozen=True, gc=False):
    pass

class InputMessageReplyTo(TLObject, frozen=True, gc=False):
    id: int

class InputNotifyBroadcasts(TLObject, frozen=True, gc=False):
    pass

class InputNotifyChats(TLObject, frozen=True, gc=False):
    pass

class InputNotifyCommunity(TLObject, frozen=True, gc=False):
    community: TypeInputChannel

class InputNotifyForumTopic(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    top_msg_id: int

class InputNotifyPeer(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer

class InputNotifyUsers(TLObject, frozen=True, gc=False):
    pass

class InputPeerChannel(TLObject, frozen=True, gc=False):
    channel_id: int
    access_hash: int

class InputPeerChannelFromMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    msg_id: int
    channel_id: int

class InputPeerChat(TLObject, frozen=True, gc=False):
    chat_id: int

class InputPeerEmpty(TLObject, frozen=True, gc=False):
    pass

class InputPeerSelf(TLObject, frozen=True, gc=False):
    pass

class InputPeerUser(TLObject, frozen=True, gc=False):
    user_id: int
    access_hash: int

class InputPeerUserFromMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    msg_id: int
    user_id: int

class InputPeerNotifySettings(TLObject, frozen=True, gc=False):
    show_previews: bool | None = None
    silent: bool | None = None
    mute_until: int | None = None
    sound: TypeNotificationSound | None = None
    stories_muted: bool | None = None
    stories_hide_sender: bool | None = None
    stories_sound: TypeNotificationSound | None = None

class InputPhoto(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int
    file_reference: bytes

class InputPhotoEmpty(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyAbout(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyAddedByPhone(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyBirthday(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyChatInvite(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyForwards(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyNoPaidMessages(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyPhoneCall(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyPhoneNumber(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyPhoneP2P(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyProfilePhoto(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeySavedMusic(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyStarGiftsAutoSave(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyStatusTimestamp(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyKeyVoiceMessages(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueAllowAll(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueAllowBots(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueAllowChatParticipants(TLObject, frozen=True, gc=False):
    chats: Sequence[int]

class InputPrivacyValueAllowCloseFriends(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueAllowContacts(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueAllowPremium(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueAllowUsers(TLObject, frozen=True, gc=False):
    users: Sequence[TypeInputUser]

class InputPrivacyValueDisallowAll(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueDisallowBots(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueDisallowChatParticipants(TLObject, frozen=True, gc=False):
    chats: Sequence[int]

class InputPrivacyValueDisallowContacts(TLObject, frozen=True, gc=False):
    pass

class InputPrivacyValueDisallowUsers(TLObject, frozen=True, gc=False):
    users: Sequence[TypeInputUser]

class InputQuickReplyShortcut(TLObject, frozen=True, gc=False):
    shortcut: str

class InputQuickReplyShortcutId(TLObject, frozen=True, gc=False):
    shortcut_id: int

class InputReplyToEphemeralMessage(TLObject, frozen=True, gc=False):
    id: int

class InputReplyToMessage(TLObject, frozen=True, gc=False):
    reply_to_msg_id: int
    top_msg_id: int | None = None
    reply_to_peer_id: TypeInputPeer | None = None
    quote_text: str | None = None
    quote_entities: Sequence[TypeMessageEntity] | None = None
    quote_offset: int | None = None
    monoforum_peer_id: TypeInputPeer | None = None
    todo_item_id: int | None = None
    poll_option: bytes | None = None

class InputReplyToMonoForum(TLObject, frozen=True, gc=False):
    monoforum_peer_id: TypeInputPeer

class InputReplyToStory(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    story_id: int

class InputSingleMedia(TLObject, frozen=True, gc=False):
    media: TypeInputMedia
    random_id: int
    message: str
    entities: Sequence[TypeMessageEntity] | None = None

class InputStickerSetAnimatedEmoji(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetAnimatedEmojiAnimations(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetDice(TLObject, frozen=True, gc=False):
    emoticon: str

class InputStickerSetEmojiChannelDefaultStatuses(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetEmojiDefaultStatuses(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetEmojiDefaultTopicIcons(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetEmojiGenericAnimations(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetEmpty(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetID(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int

class InputStickerSetPremiumGifts(TLObject, frozen=True, gc=False):
    pass

class InputStickerSetShortName(TLObject, frozen=True, gc=False):
    short_name: str

class InputStickerSetTonGifts(TLObject, frozen=True, gc=False):
    pass

class InputUser(TLObject, frozen=True, gc=False):
    user_id: int
    access_hash: int

class InputUserEmpty(TLObject, frozen=True, gc=False):
    pass

class InputUserFromMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    msg_id: int
    user_id: int

class InputUserSelf(TLObject, frozen=True, gc=False):
    pass

class InputWebDocument(TLObject, frozen=True, gc=False):
    url: str
    size: int
    mime_type: str
    attributes: Sequence[TypeDocumentAttribute]

class Invoice(TLObject, frozen=True, gc=False):
    currency: str
    prices: Sequence[TypeLabeledPrice]
    test: bool = False
    name_requested: bool = False
    phone_requested: bool = False
    email_requested: bool = False
    shipping_address_requested: bool = False
    flexible: bool = False
    phone_to_provider: bool = False
    email_to_provider: bool = False
    recurring: bool = False
    max_tip_amount: int | None = None
    suggested_tip_amounts: Sequence[int] | None = None
    terms_url: str | None = None
    subscription_period: int | None = None

class JsonObjectValue(TLObject, frozen=True, gc=False):
    key: str
    value: TypeJSONValue

class JsonArray(TLObject, frozen=True, gc=False):
    value: Sequence[TypeJSONValue]

class JsonBool(TLObject, frozen=True, gc=False):
    value: bool

class JsonNull(TLObject, frozen=True, gc=False):
    pass

class JsonNumber(TLObject, frozen=True, gc=False):
    value: float

class JsonObject(TLObject, frozen=True, gc=False):
    value: Sequence[TypeJSONObjectValue]

class JsonString(TLObject, frozen=True, gc=False):
    value: str

class InputKeyboardButtonRequestPeer(TLObject, frozen=True, gc=False):
    text: str
    button_id: int
    peer_type: TypeRequestPeerType
    max_quantity: int
    name_requested: bool = False
    username_requested: bool = False
    photo_requested: bool = False
    style: TypeKeyboardButtonStyle | None = None

class InputKeyboardButtonUrlAuth(TLObject, frozen=True, gc=False):
    text: str
    url: str
    bot: TypeInputUser
    request_write_access: bool = False
    style: TypeKeyboardButtonStyle | None = None
    fwd_text: str | None = None

class InputKeyboardButtonUserProfile(TLObject, frozen=True, gc=False):
    text: str
    user_id: TypeInputUser
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButton(TLObject, frozen=True, gc=False):
    text: str
    type: TypeButtonType
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonBuy(TLObject, frozen=True, gc=False):
    text: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonCallback(TLObject, frozen=True, gc=False):
    text: str
    data: bytes
    requires_password: bool = False
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonCopy(TLObject, frozen=True, gc=False):
    text: str
    copy_text: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonGame(TLObject, frozen=True, gc=False):
    text: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonRequestGeoLocation(TLObject, frozen=True, gc=False):
    text: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonRequestPeer(TLObject, frozen=True, gc=False):
    text: str
    button_id: int
    peer_type: TypeRequestPeerType
    max_quantity: int
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonRequestPhone(TLObject, frozen=True, gc=False):
    text: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonRequestPoll(TLObject, frozen=True, gc=False):
    text: str
    style: TypeKeyboardButtonStyle | None = None
    quiz: bool | None = None

class KeyboardButtonSimpleWebView(TLObject, frozen=True, gc=False):
    text: str
    url: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonSwitchInline(TLObject, frozen=True, gc=False):
    text: str
    query: str
    same_peer: bool = False
    style: TypeKeyboardButtonStyle | None = None
    peer_types: Sequence[TypeInlineQueryPeerType] | None = None

class KeyboardButtonUrl(TLObject, frozen=True, gc=False):
    text: str
    url: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonUrlAuth(TLObject, frozen=True, gc=False):
    text: str
    url: str
    button_id: int
    style: TypeKeyboardButtonStyle | None = None
    fwd_text: str | None = None

class KeyboardButtonUserProfile(TLObject, frozen=True, gc=False):
    text: str
    user_id: int
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonWebView(TLObject, frozen=True, gc=False):
    text: str
    url: str
    style: TypeKeyboardButtonStyle | None = None

class KeyboardButtonRow(TLObject, frozen=True, gc=False):
    buttons: Sequence[TypeKeyboardButton]

class KeyboardButtonStyle(TLObject, frozen=True, gc=False):
    bg_primary: bool = False
    bg_danger: bool = False
    bg_success: bool = False
    icon: int | None = None

class KeyboardInlineButton(TLObject, frozen=True, gc=False):
    text: str
    type: TypeInlineButtonType
    style: TypeKeyboardButtonStyle | None = None

class KeyboardInlineButtonRow(TLObject, frozen=True, gc=False):
    buttons: Sequence[TypeKeyboardInlineButton]

class LabeledPrice(TLObject, frozen=True, gc=False):
    label: str
    amount: int

class LangPackDifference(TLObject, frozen=True, gc=False):
    lang_code: str
    from_version: int
    version: int
    strings: Sequence[TypeLangPackString]

class LangPackLanguage(TLObject, frozen=True, gc=False):
    name: str
    native_name: str
    lang_code: str
    plural_code: str
    strings_count: int
    translated_count: int
    translations_url: str
    official: bool = False
    rtl: bool = False
    beta: bool = False
    base_lang_code: str | None = None

class LangPackString(TLObject, frozen=True, gc=False):
    key: str
    value: str

class LangPackStringDeleted(TLObject, frozen=True, gc=False):
    key: str

class LangPackStringPluralized(TLObject, frozen=True, gc=False):
    key: str
    other_value: str
    zero_value: str | None = None
    one_value: str | None = None
    two_value: str | None = None
    few_value: str | None = None
    many_value: str | None = None

class MaskCoords(TLObject, frozen=True, gc=False):
    n: int
    x: float
    y: float
    zoom: float

class Message(TLObject, frozen=True, gc=False):
    id: int
    peer_id: TypePeer
    date: int
    message: str
    out: bool = False
    mentioned: bool = False
    media_unread: bool = False
    silent: bool = False
    post: bool = False
    from_scheduled: bool = False
    legacy: bool = False
    edit_hide: bool = False
    pinned: bool = False
    noforwards: bool = False
    invert_media: bool = False
    offline: bool = False
    video_processing_pending: bool = False
    paid_suggested_post_stars: bool = False
    paid_suggested_post_ton: bool = False
    from_id: TypePeer | None = None
    from_boosts_applied: int | None = None
    from_rank: str | None = None
    saved_peer_id: TypePeer | None = None
    fwd_from: TypeMessageFwdHeader | None = None
    via_bot_id: int | None = None
    via_business_bot_id: int | None = None
    guestchat_via_from: TypePeer | None = None
    reply_to: TypeMessageReplyHeader | None = None
    media: TypeMessageMedia | None = None
    reply_markup: TypeReplyMarkup | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    views: int | None = None
    forwards: int | None = None
    replies: TypeMessageReplies | None = None
    edit_date: int | None = None
    post_author: str | None = None
    grouped_id: int | None = None
    reactions: TypeMessageReactions | None = None
    restriction_reason: Sequence[TypeRestrictionReason] | None = None
    ttl_period: int | None = None
    quick_reply_shortcut_id: int | None = None
    effect: int | None = None
    report_delivery_until_date: int | None = None
    paid_message_stars: int | None = None
    suggested_post: TypeSuggestedPost | None = None
    schedule_repeat_period: int | None = None
    summary_from_language: str | None = None

class MessageEmpty(TLObject, frozen=True, gc=False):
    id: int
    peer_id: TypePeer | None = None

class MessageService(TLObject, frozen=True, gc=False):
    id: int
    peer_id: TypePeer
    date: int
    action: TypeMessageAction
    out: bool = False
    mentioned: bool = False
    media_unread: bool = False
    reactions_are_possible: bool = False
    silent: bool = False
    post: bool = False
    legacy: bool = False
    from_id: TypePeer | None = None
    saved_peer_id: TypePeer | None = None
    reply_to: TypeMessageReplyHeader | None = None
    reactions: TypeMessageReactions | None = None
    ttl_period: int | None = None

class MessageActionBotAllowed(TLObject, frozen=True, gc=False):
    attach_menu: bool = False
    from_request: bool = False
    domain: str | None = None

class MessageActionChangeCreator(TLObject, frozen=True, gc=False):
    new_creator_id: int

class MessageActionChannelCreate(TLObject, frozen=True, gc=False):
    title: str

class MessageActionChannelMigrateFrom(TLObject, frozen=True, gc=False):
    title: str
    chat_id: int

class MessageActionChatAddUser(TLObject, frozen=True, gc=False):
    users: Sequence[int]

class MessageActionChatCreate(TLObject, frozen=True, gc=False):
    title: str
    users: Sequence[int]

class MessageActionChatDeletePhoto(TLObject, frozen=True, gc=False):
    pass

class MessageActionChatDeleteUser(TLObject, frozen=True, gc=False):
    user_id: int

class MessageActionChatEditPhoto(TLObject, frozen=True, gc=False):
    photo: TypePhoto

class MessageActionChatEditTitle(TLObject, frozen=True, gc=False):
    title: str

class MessageActionChatJoinedByLink(TLObject, frozen=True, gc=False):
    inviter_id: int

class MessageActionChatJoinedByRequest(TLObject, frozen=True, gc=False):
    pass

class MessageActionChatMigrateTo(TLObject, frozen=True, gc=False):
    channel_id: int

class MessageActionContactSignUp(TLObject, frozen=True, gc=False):
    pass

class MessageActionCustomAction(TLObject, frozen=True, gc=False):
    message: str

class MessageActionEmpty(TLObject, frozen=True, gc=False):
    pass

class MessageActionHistoryClear(TLObject, frozen=True, gc=False):
    pass

class MessageActionNewCreatorPending(TLObject, frozen=True, gc=False):
    new_creator_id: int

class MessageActionNoForwardsToggle(TLObject, frozen=True, gc=False):
    prev_value: bool
    new_value: bool

class MessageActionPinMessage(TLObject, frozen=True, gc=False):
    pass

class MessageActionScreenshotTaken(TLObject, frozen=True, gc=False):
    pass

class MessageActionSetMessagesTTL(TLObject, frozen=True, gc=False):
    period: int
    auto_setting_from: int | None = None

class MessageActionSuggestProfilePhoto(TLObject, frozen=True, gc=False):
    photo: TypePhoto

class InputMessageEntityMentionName(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    user_id: TypeInputUser

class MessageEntityBankCard(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityBlockquote(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    collapsed: bool = False

class MessageEntityBold(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityBotCommand(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityCashtag(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityCode(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityCustomEmoji(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    document_id: int

class MessageEntityDiffDelete(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityDiffInsert(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityDiffReplace(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    old_text: str

class MessageEntityEmail(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityFormattedDate(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    date: int
    relative: bool = False
    short_time: bool = False
    long_time: bool = False
    short_date: bool = False
    long_date: bool = False
    day_of_week: bool = False

class MessageEntityHashtag(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityItalic(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityMention(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityMentionName(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    user_id: int

class MessageEntityPhone(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityPre(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    language: str

class MessageEntitySpoiler(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityStrike(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityTextUrl(TLObject, frozen=True, gc=False):
    offset: int
    length: int
    url: str

class MessageEntityUnderline(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityUnknown(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageEntityUrl(TLObject, frozen=True, gc=False):
    offset: int
    length: int

class MessageFwdHeader(TLObject, frozen=True, gc=False):
    date: int
    imported: bool = False
    saved_out: bool = False
    from_id: TypePeer | None = None
    from_name: str | None = None
    channel_post: int | None = None
    post_author: str | None = None
    saved_from_peer: TypePeer | None = None
    saved_from_msg_id: int | None = None
    saved_from_id: TypePeer | None = None
    saved_from_name: str | None = None
    saved_date: int | None = None
    psa_type: str | None = None

class MessageMediaContact(TLObject, frozen=True, gc=False):
    phone_number: str
    first_name: str
    last_name: str
    vcard: str
    user_id: int

class MessageMediaDice(TLObject, frozen=True, gc=False):
    value: int
    emoticon: str
    game_outcome: TypeMessagesEmojiGameOutcome | None = None

class MessageMediaDocument(TLObject, frozen=True, gc=False):
    nopremium: bool = False
    spoiler: bool = False
    video: bool = False
    round: bool = False
    voice: bool = False
    document: TypeDocument | None = None
    alt_documents: Sequence[TypeDocument] | None = None
    video_cover: TypePhoto | None = None
    video_timestamp: int | None = None
    ttl_seconds: int | None = None

class MessageMediaEmpty(TLObject, frozen=True, gc=False):
    pass

class MessageMediaGeo(TLObject, frozen=True, gc=False):
    geo: TypeGeoPoint

class MessageMediaPhoto(TLObject, frozen=True, gc=False):
    spoiler: bool = False
    live_photo: bool = False
    photo: TypePhoto | None = None
    ttl_seconds: int | None = None
    video: TypeDocument | None = None

class MessageMediaPoll(TLObject, frozen=True, gc=False):
    poll: TypePoll
    results: TypePollResults
    attached_media: TypeMessageMedia | None = None

class MessageMediaUnsupported(TLObject, frozen=True, gc=False):
    pass

class MessageMediaVenue(TLObject, frozen=True, gc=False):
    geo: TypeGeoPoint
    title: str
    address: str
    provider: str
    venue_id: str
    venue_type: str

class MessageMediaWebPage(TLObject, frozen=True, gc=False):
    webpage: TypeWebPage
    force_large_media: bool = False
    force_small_media: bool = False
    manual: bool = False
    safe: bool = False

class MessageRange(TLObject, frozen=True, gc=False):
    min_id: int
    max_id: int

class MessageReactions(TLObject, frozen=True, gc=False):
    results: Sequence[TypeReactionCount]
    min: bool = False
    can_see_list: bool = False
    reactions_as_tags: bool = False

class MessageReplies(TLObject, frozen=True, gc=False):
    replies: int
    replies_pts: int
    comments: bool = False
    recent_repliers: Sequence[TypePeer] | None = None
    channel_id: int | None = None
    max_id: int | None = None
    read_max_id: int | None = None

class MessageReplyHeader(TLObject, frozen=True, gc=False):
    reply_to_scheduled: bool = False
    forum_topic: bool = False
    quote: bool = False
    reply_to_ephemeral: bool = False
    reply_to_msg_id: int | None = None
    reply_to_peer_id: TypePeer | None = None
    reply_from: TypeMessageFwdHeader | None = None
    reply_media: TypeMessageMedia | None = None
    reply_to_top_id: int | None = None
    quote_text: str | None = None
    quote_entities: Sequence[TypeMessageEntity] | None = None
    quote_offset: int | None = None
    todo_item_id: int | None = None
    poll_option: bytes | None = None

class MessageReplyStoryHeader(TLObject, frozen=True, gc=False):
    peer: TypePeer
    story_id: int

class MessageReportOption(TLObject, frozen=True, gc=False):
    text: str
    option: bytes

class MessageViews(TLObject, frozen=True, gc=False):
    views: int | None = None
    forwards: int | None = None
    replies: TypeMessageReplies | None = None

class InputMessagesFilterChatPhotos(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterContacts(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterDocument(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterEmpty(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterGeo(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterGif(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterMusic(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterMyMentions(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterPhoneCalls(TLObject, frozen=True, gc=False):
    missed: bool = False

class InputMessagesFilterPhotoVideo(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterPhotos(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterPinned(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterPoll(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterRoundVideo(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterRoundVoice(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterUrl(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterVideo(TLObject, frozen=True, gc=False):
    pass

class InputMessagesFilterVoice(TLObject, frozen=True, gc=False):
    pass

class NearestDc(TLObject, frozen=True, gc=False):
    country: str
    this_dc: int
    nearest_dc: int

class NotificationSoundDefault(TLObject, frozen=True, gc=False):
    pass

class NotificationSoundLocal(TLObject, frozen=True, gc=False):
    title: str
    data: str

class NotificationSoundNone(TLObject, frozen=True, gc=False):
    pass

class NotificationSoundRingtone(TLObject, frozen=True, gc=False):
    id: int

class NotifyBroadcasts(TLObject, frozen=True, gc=False):
    pass

class NotifyChats(TLObject, frozen=True, gc=False):
    pass

class NotifyCommunity(TLObject, frozen=True, gc=False):
    community_id: int

class NotifyForumTopic(TLObject, frozen=True, gc=False):
    peer: TypePeer
    top_msg_id: int

class NotifyPeer(TLObject, frozen=True, gc=False):
    peer: TypePeer

class NotifyUsers(TLObject, frozen=True, gc=False):
    pass

class OutboxReadDate(TLObject, frozen=True, gc=False):
    date: int

class PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow(TLObject, frozen=True, gc=False):
    salt1: bytes
    salt2: bytes
    g: int
    p: bytes

class PasswordKdfAlgoUnknown(TLObject, frozen=True, gc=False):
    pass

class PeerChannel(TLObject, frozen=True, gc=False):
    channel_id: int

class PeerChat(TLObject, frozen=True, gc=False):
    chat_id: int

class PeerUser(TLObject, frozen=True, gc=False):
    user_id: int

class PeerBlocked(TLObject, frozen=True, gc=False):
    peer_id: TypePeer
    date: int

class PeerColor(TLObject, frozen=True, gc=False):
    color: int | None = None
    background_emoji_id: int | None = None

class PeerNotifySettings(TLObject, frozen=True, gc=False):
    show_previews: bool | None = None
    silent: bool | None = None
    mute_until: int | None = None
    ios_sound: TypeNotificationSound | None = None
    android_sound: TypeNotificationSound | None = None
    other_sound: TypeNotificationSound | None = None
    stories_muted: bool | None = None
    stories_hide_sender: bool | None = None
    stories_ios_sound: TypeNotificationSound | None = None
    stories_android_sound: TypeNotificationSound | None = None
    stories_other_sound: TypeNotificationSound | None = None

class PeerSettings(TLObject, frozen=True, gc=False):
    report_spam: bool = False
    add_contact: bool = False
    block_contact: bool = False
    share_contact: bool = False
    need_contacts_exception: bool = False
    report_geo: bool = False
    autoarchived: bool = False
    invite_members: bool = False
    request_chat_broadcast: bool = False
    business_bot_paused: bool = False
    business_bot_can_reply: bool = False
    geo_distance: int | None = None
    request_chat_title: str | None = None
    request_chat_date: int | None = None
    business_bot_id: int | None = None
    business_bot_manage_url: str | None = None
    charge_paid_message_stars: int | None = None
    registration_month: str | None = None
    phone_country: str | None = None
    name_change_date: int | None = None
    photo_change_date: int | None = None

class Photo(TLObject, frozen=True, gc=False):
    id: int
    access_hash: int
    file_reference: bytes
    date: int
    sizes: Sequence[TypePhotoSize]
    dc_id: int
    has_stickers: bool = False
    video_sizes: Sequence[TypeVideoSize] | None = None

class PhotoEmpty(TLObject, frozen=True, gc=False):
    id: int

class PhotoCachedSize(TLObject, frozen=True, gc=False):
    type: str
    w: int
    h: int
    bytes: builtins.bytes

class PhotoPathSize(TLObject, frozen=True, gc=False):
    type: str
    bytes: builtins.bytes

class PhotoSize(TLObject, frozen=True, gc=False):
    type: str
    w: int
    h: int
    size: int

class PhotoSizeEmpty(TLObject, frozen=True, gc=False):
    type: str

class PhotoSizeProgressive(TLObject, frozen=True, gc=False):
    type: str
    w: int
    h: int
    sizes: Sequence[int]

class PhotoStrippedSize(TLObject, frozen=True, gc=False):
    type: str
    bytes: builtins.bytes

class Poll(TLObject, frozen=True, gc=False):
    id: int
    question: TypeTextWithEntities
    answers: Sequence[TypePollAnswer]
    hash: int
    closed: bool = False
    public_voters: bool = False
    multiple_choice: bool = False
    quiz: bool = False
    open_answers: bool = False
    revoting_disabled: bool = False
    shuffle_answers: bool = False
    hide_results_until_close: bool = False
    creator: bool = False
    subscribers_only: bool = False
    close_period: int | None = None
    close_date: int | None = None
    countries_iso2: Sequence[str] | None = None

class InputPollAnswer(TLObject, frozen=True, gc=False):
    text: TypeTextWithEntities
    media: TypeInputMedia | None = None

class PollAnswer(TLObject, frozen=True, gc=False):
    text: TypeTextWithEntities
    option: bytes
    media: TypeMessageMedia | None = None
    added_by: TypePeer | None = None
    date: int | None = None

class PollAnswerVoters(TLObject, frozen=True, gc=False):
    option: bytes
    chosen: bool = False
    correct: bool = False
    voters: int | None = None
    recent_voters: Sequence[TypePeer] | None = None

class PollResults(TLObject, frozen=True, gc=False):
    min: bool = False
    has_unread_votes: bool = False
    can_view_stats: bool = False
    results: Sequence[TypePollAnswerVoters] | None = None
    total_voters: int | None = None
    recent_voters: Sequence[TypePeer] | None = None
    solution: str | None = None
    solution_entities: Sequence[TypeMessageEntity] | None = None
    solution_media: TypeMessageMedia | None = None

class PopularContact(TLObject, frozen=True, gc=False):
    client_id: int
    importers: int

class PremiumSubscriptionOption(TLObject, frozen=True, gc=False):
    months: int
    currency: str
    amount: int
    bot_url: str
    current: bool = False
    can_purchase_upgrade: bool = False
    transaction: str | None = None
    store_product: str | None = None

class PrivacyKeyAbout(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyAddedByPhone(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyBirthday(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyChatInvite(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyForwards(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyNoPaidMessages(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyPhoneCall(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyPhoneNumber(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyPhoneP2P(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyProfilePhoto(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeySavedMusic(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyStarGiftsAutoSave(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyStatusTimestamp(TLObject, frozen=True, gc=False):
    pass

class PrivacyKeyVoiceMessages(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueAllowAll(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueAllowBots(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueAllowChatParticipants(TLObject, frozen=True, gc=False):
    chats: Sequence[int]

class PrivacyValueAllowCloseFriends(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueAllowContacts(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueAllowPremium(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueAllowUsers(TLObject, frozen=True, gc=False):
    users: Sequence[int]

class PrivacyValueDisallowAll(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueDisallowBots(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueDisallowChatParticipants(TLObject, frozen=True, gc=False):
    chats: Sequence[int]

class PrivacyValueDisallowContacts(TLObject, frozen=True, gc=False):
    pass

class PrivacyValueDisallowUsers(TLObject, frozen=True, gc=False):
    users: Sequence[int]

class ReactionCustomEmoji(TLObject, frozen=True, gc=False):
    document_id: int

class ReactionEmoji(TLObject, frozen=True, gc=False):
    emoticon: str

class ReactionEmpty(TLObject, frozen=True, gc=False):
    pass

class ReactionPaid(TLObject, frozen=True, gc=False):
    pass

class ReactionCount(TLObject, frozen=True, gc=False):
    reaction: TypeReaction
    count: int
    chosen_order: int | None = None

class ReactionNotificationsFromAll(TLObject, frozen=True, gc=False):
    pass

class ReactionNotificationsFromContacts(TLObject, frozen=True, gc=False):
    pass

class ReactionsNotifySettings(TLObject, frozen=True, gc=False):
    sound: TypeNotificationSound
    show_previews: bool
    messages_notify_from: TypeReactionNotificationsFrom | None = None
    stories_notify_from: TypeReactionNotificationsFrom | None = None
    poll_votes_notify_from: TypeReactionNotificationsFrom | None = None

class ReadParticipantDate(TLObject, frozen=True, gc=False):
    user_id: int
    date: int

class ReceivedNotifyMessage(TLObject, frozen=True, gc=False):
    id: int
    flags: int

class ReplyInlineMarkup(TLObject, frozen=True, gc=False):
    rows: Sequence[TypeKeyboardInlineButtonRow]
    force_reply: bool = False

class ReplyKeyboardForceReply(TLObject, frozen=True, gc=False):
    single_use: bool = False
    selective: bool = False
    placeholder: str | None = None

class ReplyKeyboardHide(TLObject, frozen=True, gc=False):
    selective: bool = False

class ReplyKeyboardMarkup(TLObject, frozen=True, gc=False):
    rows: Sequence[TypeKeyboardButtonRow]
    resize: bool = False
    single_use: bool = False
    selective: bool = False
    persistent: bool = False
    force_reply: bool = False
    placeholder: str | None = None

class InputReportReasonChildAbuse(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonCopyright(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonFake(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonGeoIrrelevant(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonIllegalDrugs(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonOther(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonPersonalDetails(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonPornography(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonSpam(TLObject, frozen=True, gc=False):
    pass

class InputReportReasonViolence(TLObject, frozen=True, gc=False):
    pass

class ReportResultAddComment(TLObject, frozen=True, gc=False):
    option: bytes
    optional: bool = False

class ReportResultChooseOption(TLObject, frozen=True, gc=False):
    title: str
    options: Sequence[TypeMessageReportOption]

class ReportResultReported(TLObject, frozen=True, gc=False):
    pass

class RequestPeerTypeBroadcast(TLObject, frozen=True, gc=False):
    creator: bool = False
    has_username: bool | None = None
    user_admin_rights: TypeChatAdminRights | None = None
    bot_admin_rights: TypeChatAdminRights | None = None

class RequestPeerTypeChat(TLObject, frozen=True, gc=False):
    creator: bool = False
    bot_participant: bool = False
    has_username: bool | None = None
    forum: bool | None = None
    user_admin_rights: TypeChatAdminRights | None = None
    bot_admin_rights: TypeChatAdminRights | None = None

class RequestPeerTypeCreateBot(TLObject, frozen=True, gc=False):
    bot_managed: bool = False
    suggested_name: str | None = None
    suggested_username: str | None = None

class RequestPeerTypeUser(TLObject, frozen=True, gc=False):
    bot: bool | None = None
    premium: bool | None = None

class RequirementToContactEmpty(TLObject, frozen=True, gc=False):
    pass

class RequirementToContactPaidMessages(TLObject, frozen=True, gc=False):
    stars_amount: int

class RequirementToContactPremium(TLObject, frozen=True, gc=False):
    pass

class RestrictionReason(TLObject, frozen=True, gc=False):
    platform: str
    reason: str
    text: str

class SavedPhoneContact(TLObject, frozen=True, gc=False):
    phone: str
    first_name: str
    last_name: str
    date: int

class SavedDialog(TLObject, frozen=True, gc=False):
    peer: TypePeer
    top_message: int
    pinned: bool = False

class SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000(TLObject, frozen=True, gc=False):
    salt: bytes

class SecurePasswordKdfAlgoSHA512(TLObject, frozen=True, gc=False):
    salt: bytes

class SecurePasswordKdfAlgoUnknown(TLObject, frozen=True, gc=False):
    pass

class SecureSecretSettings(TLObject, frozen=True, gc=False):
    secure_algo: TypeSecurePasswordKdfAlgo
    secure_secret: bytes
    secure_secret_id: int

class SendMessageCancelAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageChooseContactAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageChooseStickerAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageEmojiInteraction(TLObject, frozen=True, gc=False):
    emoticon: str
    msg_id: int
    interaction: TypeDataJSON

class SendMessageEmojiInteractionSeen(TLObject, frozen=True, gc=False):
    emoticon: str

class SendMessageGamePlayAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageGeoLocationAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageHistoryImportAction(TLObject, frozen=True, gc=False):
    progress: int

class SendMessageRecordAudioAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageRecordRoundAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageRecordVideoAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageStopDraftAction(TLObject, frozen=True, gc=False):
    random_id: int

class SendMessageTextDraftAction(TLObject, frozen=True, gc=False):
    random_id: int
    text: TypeTextWithEntities
    can_stop: bool = False
    keep_on_stop: bool = False

class SendMessageTypingAction(TLObject, frozen=True, gc=False):
    pass

class SendMessageUploadAudioAction(TLObject, frozen=True, gc=False):
    progress: int

class SendMessageUploadDocumentAction(TLObject, frozen=True, gc=False):
    progress: int

class SendMessageUploadPhotoAction(TLObject, frozen=True, gc=False):
    progress: int

class SendMessageUploadRoundAction(TLObject, frozen=True, gc=False):
    progress: int

class SendMessageUploadVideoAction(TLObject, frozen=True, gc=False):
    progress: int

class SpeakingInGroupCallAction(TLObject, frozen=True, gc=False):
    pass

class StarsAmount(TLObject, frozen=True, gc=False):
    amount: int
    nanos: int

class StarsTonAmount(TLObject, frozen=True, gc=False):
    amount: int

class SuggestedPost(TLObject, frozen=True, gc=False):
    accepted: bool = False
    rejected: bool = False
    price: TypeStarsAmount | None = None
    schedule_date: int | None = None

class TextWithEntities(TLObject, frozen=True, gc=False):
    text: str
    entities: Sequence[TypeMessageEntity]

class Timezone(TLObject, frozen=True, gc=False):
    id: str
    name: str
    utc_offset: int

class TodoItem(TLObject, frozen=True, gc=False):
    id: int
    title: TypeTextWithEntities

class TodoList(TLObject, frozen=True, gc=False):
    title: TypeTextWithEntities
    list: Sequence[TypeTodoItem]
    others_can_append: bool = False
    others_can_complete: bool = False

class TopPeer(TLObject, frozen=True, gc=False):
    peer: TypePeer
    rating: float

class TopPeerCategoryBotsApp(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryBotsGuestChat(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryBotsInline(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryBotsPM(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryChannels(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryCorrespondents(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryForwardChats(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryForwardUsers(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryGroups(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryPhoneCalls(TLObject, frozen=True, gc=False):
    pass

class TopPeerCategoryPeers(TLObject, frozen=True, gc=False):
    category: TypeTopPeerCategory
    count: int
    peers: Sequence[TypeTopPeer]

class UpdateBotCallbackQuery(TLObject, frozen=True, gc=False):
    query_id: int
    user_id: int
    peer: TypePeer
    msg_id: int
    chat_instance: int
    data: bytes | None = None
    game_short_name: str | None = None

class UpdateBotChatInviteRequester(TLObject, frozen=True, gc=False):
    peer: TypePeer
    date: int
    user_id: int
    about: str
    invite: TypeExportedChatInvite
    qts: int
    query_id: int | None = None

class UpdateBotCommands(TLObject, frozen=True, gc=False):
    peer: TypePeer
    bot_id: int
    commands: Sequence[TypeBotCommand]

class UpdateBotInlineQuery(TLObject, frozen=True, gc=False):
    query_id: int
    user_id: int
    query: str
    offset: str
    geo: TypeGeoPoint | None = None
    peer_type: TypeInlineQueryPeerType | None = None

class UpdateBotInlineSend(TLObject, frozen=True, gc=False):
    user_id: int
    query: str
    id: str
    geo: TypeGeoPoint | None = None
    msg_id: TypeInputBotInlineMessageID | None = None

class UpdateBotMenuButton(TLObject, frozen=True, gc=False):
    bot_id: int
    button: TypeBotMenuButton

class UpdateBotStopped(TLObject, frozen=True, gc=False):
    user_id: int
    date: int
    stopped: bool
    qts: int

class UpdateChannel(TLObject, frozen=True, gc=False):
    channel_id: int

class UpdateChannelAvailableMessages(TLObject, frozen=True, gc=False):
    channel_id: int
    available_min_id: int

class UpdateChannelMessageForwards(TLObject, frozen=True, gc=False):
    channel_id: int
    id: int
    forwards: int

class UpdateChannelMessageViews(TLObject, frozen=True, gc=False):
    channel_id: int
    id: int
    views: int

class UpdateChannelParticipant(TLObject, frozen=True, gc=False):
    channel_id: int
    date: int
    actor_id: int
    user_id: int
    qts: int
    via_chatlist: bool = False
    invite: TypeExportedChatInvite | None = None

class UpdateChannelReadMessagesContents(TLObject, frozen=True, gc=False):
    channel_id: int
    messages: Sequence[int]
    top_msg_id: int | None = None
    saved_peer_id: TypePeer | None = None

class UpdateChannelTooLong(TLObject, frozen=True, gc=False):
    channel_id: int
    pts: int | None = None

class UpdateChannelUserTyping(TLObject, frozen=True, gc=False):
    channel_id: int
    from_id: TypePeer
    action: TypeSendMessageAction
    top_msg_id: int | None = None

class UpdateChat(TLObject, frozen=True, gc=False):
    chat_id: int

class UpdateChatDefaultBannedRights(TLObject, frozen=True, gc=False):
    peer: TypePeer
    default_banned_rights: TypeChatBannedRights
    version: int

class UpdateChatParticipant(TLObject, frozen=True, gc=False):
    chat_id: int
    date: int
    actor_id: int
    user_id: int
    qts: int
    prev_participant: TypeChatParticipant | None = None
    new_participant: TypeChatParticipant | None = None
    invite: TypeExportedChatInvite | None = None

class UpdateChatParticipantAdd(TLObject, frozen=True, gc=False):
    chat_id: int
    user_id: int
    inviter_id: int
    date: int
    version: int

class UpdateChatParticipantAdmin(TLObject, frozen=True, gc=False):
    chat_id: int
    user_id: int
    is_admin: bool
    version: int

class UpdateChatParticipantDelete(TLObject, frozen=True, gc=False):
    chat_id: int
    user_id: int
    version: int

class UpdateChatParticipantRank(TLObject, frozen=True, gc=False):
    chat_id: int
    user_id: int
    rank: str
    version: int

class UpdateChatParticipants(TLObject, frozen=True, gc=False):
    participants: TypeChatParticipants

class UpdateChatUserTyping(TLObject, frozen=True, gc=False):
    chat_id: int
    from_id: TypePeer
    action: TypeSendMessageAction

class UpdateConfig(TLObject, frozen=True, gc=False):
    pass

class UpdateContactsReset(TLObject, frozen=True, gc=False):
    pass

class UpdateDcOptions(TLObject, frozen=True, gc=False):
    dc_options: Sequence[TypeDcOption]

class UpdateDeleteChannelMessages(TLObject, frozen=True, gc=False):
    channel_id: int
    messages: Sequence[int]
    pts: int
    pts_count: int

class UpdateDeleteMessages(TLObject, frozen=True, gc=False):
    messages: Sequence[int]
    pts: int
    pts_count: int

class UpdateDialogFilter(TLObject, frozen=True, gc=False):
    id: int
    filter: TypeDialogFilter | None = None

class UpdateDialogFilterOrder(TLObject, frozen=True, gc=False):
    order: Sequence[int]

class UpdateDialogFilters(TLObject, frozen=True, gc=False):
    pass

class UpdateDialogPinned(TLObject, frozen=True, gc=False):
    peer: TypeDialogPeer
    pinned: bool = False
    folder_id: int | None = None

class UpdateDialogUnreadMark(TLObject, frozen=True, gc=False):
    peer: TypeDialogPeer
    unread: bool = False
    saved_peer_id: TypePeer | None = None

class UpdateDraftMessage(TLObject, frozen=True, gc=False):
    peer: TypePeer
    draft: TypeDraftMessage
    top_msg_id: int | None = None
    saved_peer_id: TypePeer | None = None

class UpdateEditChannelMessage(TLObject, frozen=True, gc=False):
    message: TypeMessage
    pts: int
    pts_count: int

class UpdateEditMessage(TLObject, frozen=True, gc=False):
    message: TypeMessage
    pts: int
    pts_count: int

class UpdateFolderPeers(TLObject, frozen=True, gc=False):
    folder_peers: Sequence[TypeFolderPeer]
    pts: int
    pts_count: int

class UpdateInlineBotCallbackQuery(TLObject, frozen=True, gc=False):
    query_id: int
    user_id: int
    msg_id: TypeInputBotInlineMessageID
    chat_instance: int
    data: bytes | None = None
    game_short_name: str | None = None

class UpdateLangPack(TLObject, frozen=True, gc=False):
    difference: TypeLangPackDifference

class UpdateLangPackTooLong(TLObject, frozen=True, gc=False):
    lang_code: str

class UpdateLoginToken(TLObject, frozen=True, gc=False):
    pass

class UpdateMessageID(TLObject, frozen=True, gc=False):
    id: int
    random_id: int

class UpdateMessagePoll(TLObject, frozen=True, gc=False):
    poll_id: int
    results: TypePollResults
    peer: TypePeer | None = None
    msg_id: int | None = None
    top_msg_id: int | None = None
    poll: TypePoll | None = None

class UpdateMessageReactions(TLObject, frozen=True, gc=False):
    peer: TypePeer
    msg_id: int
    reactions: TypeMessageReactions
    top_msg_id: int | None = None
    saved_peer_id: TypePeer | None = None

class UpdateNewAuthorization(TLObject, frozen=True, gc=False):
    hash: int
    unconfirmed: bool = False
    date: int | None = None
    device: str | None = None
    location: str | None = None

class UpdateNewChannelMessage(TLObject, frozen=True, gc=False):
    message: TypeMessage
    pts: int
    pts_count: int

class UpdateNewMessage(TLObject, frozen=True, gc=False):
    message: TypeMessage
    pts: int
    pts_count: int

class UpdateNotifySettings(TLObject, frozen=True, gc=False):
    peer: TypeNotifyPeer
    notify_settings: TypePeerNotifySettings

class UpdatePeerBlocked(TLObject, frozen=True, gc=False):
    peer_id: TypePeer
    blocked: bool = False
    blocked_my_stories_from: bool = False

class UpdatePeerHistoryTTL(TLObject, frozen=True, gc=False):
    peer: TypePeer
    ttl_period: int | None = None

class UpdatePeerSettings(TLObject, frozen=True, gc=False):
    peer: TypePeer
    settings: TypePeerSettings

class UpdatePendingJoinRequests(TLObject, frozen=True, gc=False):
    peer: TypePeer
    requests_pending: int
    recent_requesters: Sequence[int]

class UpdatePinnedChannelMessages(TLObject, frozen=True, gc=False):
    channel_id: int
    messages: Sequence[int]
    pts: int
    pts_count: int
    pinned: bool = False

class UpdatePinnedDialogs(TLObject, frozen=True, gc=False):
    folder_id: int | None = None
    order: Sequence[TypeDialogPeer] | None = None

class UpdatePinnedMessages(TLObject, frozen=True, gc=False):
    peer: TypePeer
    messages: Sequence[int]
    pts: int
    pts_count: int
    pinned: bool = False

class UpdatePrivacy(TLObject, frozen=True, gc=False):
    key: TypePrivacyKey
    rules: Sequence[TypePrivacyRule]

class UpdatePtsChanged(TLObject, frozen=True, gc=False):
    pass

class UpdateReadChannelDiscussionInbox(TLObject, frozen=True, gc=False):
    channel_id: int
    top_msg_id: int
    read_max_id: int
    broadcast_id: int | None = None
    broadcast_post: int | None = None

class UpdateReadChannelDiscussionOutbox(TLObject, frozen=True, gc=False):
    channel_id: int
    top_msg_id: int
    read_max_id: int

class UpdateReadChannelInbox(TLObject, frozen=True, gc=False):
    channel_id: int
    max_id: int
    still_unread_count: int
    pts: int
    folder_id: int | None = None

class UpdateReadChannelOutbox(TLObject, frozen=True, gc=False):
    channel_id: int
    max_id: int

class UpdateReadHistoryInbox(TLObject, frozen=True, gc=False):
    peer: TypePeer
    max_id: int
    still_unread_count: int
    pts: int
    pts_count: int
    folder_id: int | None = None
    top_msg_id: int | None = None

class UpdateReadHistoryOutbox(TLObject, frozen=True, gc=False):
    peer: TypePeer
    max_id: int
    pts: int
    pts_count: int

class UpdateReadMessagesContents(TLObject, frozen=True, gc=False):
    messages: Sequence[int]
    pts: int
    pts_count: int
    date: int | None = None

class UpdateSentPhoneCode(TLObject, frozen=True, gc=False):
    sent_code: TypeAuthSentCode

class UpdateServiceNotification(TLObject, frozen=True, gc=False):
    type: str
    message: str
    media: TypeMessageMedia
    entities: Sequence[TypeMessageEntity]
    popup: bool = False
    invert_media: bool = False
    inbox_date: int | None = None

class UpdateUser(TLObject, frozen=True, gc=False):
    user_id: int

class UpdateUserEmojiStatus(TLObject, frozen=True, gc=False):
    user_id: int
    emoji_status: TypeEmojiStatus

class UpdateUserName(TLObject, frozen=True, gc=False):
    user_id: int
    first_name: str
    last_name: str
    usernames: Sequence[TypeUsername]

class UpdateUserPhone(TLObject, frozen=True, gc=False):
    user_id: int
    phone: str

class UpdateUserStatus(TLObject, frozen=True, gc=False):
    user_id: int
    status: TypeUserStatus

class UpdateUserTyping(TLObject, frozen=True, gc=False):
    user_id: int
    action: TypeSendMessageAction
    top_msg_id: int | None = None

class UpdateWebPage(TLObject, frozen=True, gc=False):
    webpage: TypeWebPage
    pts: int
    pts_count: int

class UpdateShort(TLObject, frozen=True, gc=False):
    update: TypeUpdate
    date: int

class UpdateShortChatMessage(TLObject, frozen=True, gc=False):
    id: int
    from_id: int
    chat_id: int
    message: str
    pts: int
    pts_count: int
    date: int
    out: bool = False
    mentioned: bool = False
    media_unread: bool = False
    silent: bool = False
    fwd_from: TypeMessageFwdHeader | None = None
    via_bot_id: int | None = None
    reply_to: TypeMessageReplyHeader | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    ttl_period: int | None = None

class UpdateShortMessage(TLObject, frozen=True, gc=False):
    id: int
    user_id: int
    message: str
    pts: int
    pts_count: int
    date: int
    out: bool = False
    mentioned: bool = False
    media_unread: bool = False
    silent: bool = False
    fwd_from: TypeMessageFwdHeader | None = None
    via_bot_id: int | None = None
    reply_to: TypeMessageReplyHeader | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    ttl_period: int | None = None

class UpdateShortSentMessage(TLObject, frozen=True, gc=False):
    id: int
    pts: int
    pts_count: int
    date: int
    out: bool = False
    media: TypeMessageMedia | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    ttl_period: int | None = None

class Updates(TLObject, frozen=True, gc=False):
    updates: Sequence[TypeUpdate]
    users: Sequence[TypeUser]
    chats: Sequence[TypeChat]
    date: int
    seq: int

class UpdatesCombined(TLObject, frozen=True, gc=False):
    updates: Sequence[TypeUpdate]
    users: Sequence[TypeUser]
    chats: Sequence[TypeChat]
    date: int
    seq_start: int
    seq: int

class UpdatesTooLong(TLObject, frozen=True, gc=False):
    pass

class User(TLObject, frozen=True, gc=False):
    id: int
    self_: bool = False
    contact: bool = False
    mutual_contact: bool = False
    deleted: bool = False
    bot: bool = False
    bot_chat_history: bool = False
    bot_nochats: bool = False
    verified: bool = False
    restricted: bool = False
    min: bool = False
    bot_inline_geo: bool = False
    support: bool = False
    scam: bool = False
    apply_min_photo: bool = False
    fake: bool = False
    bot_attach_menu: bool = False
    premium: bool = False
    attach_menu_enabled: bool = False
    bot_can_edit: bool = False
    close_friend: bool = False
    stories_hidden: bool = False
    stories_unavailable: bool = False
    contact_require_premium: bool = False
    bot_business: bool = False
    bot_has_main_app: bool = False
    bot_forum_view: bool = False
    bot_forum_can_manage_topics: bool = False
    bot_can_manage_bots: bool = False
    bot_guestchat: bool = False
    bot_guard: bool = False
    access_hash: int | None = None
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    phone: str | None = None
    photo: TypeUserProfilePhoto | None = None
    status: TypeUserStatus | None = None
    bot_info_version: int | None = None
    restriction_reason: Sequence[TypeRestrictionReason] | None = None
    bot_inline_placeholder: str | None = None
    lang_code: str | None = None
    emoji_status: TypeEmojiStatus | None = None
    usernames: Sequence[TypeUsername] | None = None
    color: TypePeerColor | None = None
    profile_color: TypePeerColor | None = None
    bot_active_users: int | None = None
    bot_verification_icon: int | None = None
    send_paid_messages_stars: int | None = None
    linked_community_id: int | None = None

class UserEmpty(TLObject, frozen=True, gc=False):
    id: int

class UserFull(TLObject, frozen=True, gc=False):
    id: int
    settings: TypePeerSettings
    notify_settings: TypePeerNotifySettings
    common_chats_count: int
    blocked: bool = False
    phone_calls_available: bool = False
    phone_calls_private: bool = False
    can_pin_message: bool = False
    has_scheduled: bool = False
    video_calls_available: bool = False
    voice_messages_forbidden: bool = False
    translations_disabled: bool = False
    stories_pinned_available: bool = False
    blocked_my_stories_from: bool = False
    wallpaper_overridden: bool = False
    contact_require_premium: bool = False
    read_dates_private: bool = False
    sponsored_enabled: bool = False
    can_view_revenue: bool = False
    bot_can_manage_emoji_status: bool = False
    display_gifts_button: bool = False
    noforwards_my_enabled: bool = False
    noforwards_peer_enabled: bool = False
    unofficial_security_risk: bool = False
    about: str | None = None
    personal_photo: TypePhoto | None = None
    profile_photo: TypePhoto | None = None
    fallback_photo: TypePhoto | None = None
    bot_info: TypeBotInfo | None = None
    pinned_msg_id: int | None = None
    folder_id: int | None = None
    ttl_period: int | None = None
    private_forward_name: str | None = None
    bot_group_admin_rights: TypeChatAdminRights | None = None
    bot_broadcast_admin_rights: TypeChatAdminRights | None = None
    birthday: TypeBirthday | None = None
    personal_channel_id: int | None = None
    personal_channel_message: int | None = None
    stargifts_count: int | None = None
    send_paid_messages_stars: int | None = None
    disallowed_gifts: TypeDisallowedGiftsSettings | None = None
    saved_music: TypeDocument | None = None
    note: TypeTextWithEntities | None = None
    bot_manager_id: int | None = None

class UserProfilePhoto(TLObject, frozen=True, gc=False):
    photo_id: int
    dc_id: int
    has_video: bool = False
    personal: bool = False
    stripped_thumb: bytes | None = None

class UserProfilePhotoEmpty(TLObject, frozen=True, gc=False):
    pass

class UserStatusEmpty(TLObject, frozen=True, gc=False):
    pass

class UserStatusLastMonth(TLObject, frozen=True, gc=False):
    by_me: bool = False

class UserStatusLastWeek(TLObject, frozen=True, gc=False):
    by_me: bool = False

class UserStatusOffline(TLObject, frozen=True, gc=False):
    was_online: int

class UserStatusOnline(TLObject, frozen=True, gc=False):
    expires: int

class UserStatusRecently(TLObject, frozen=True, gc=False):
    by_me: bool = False

class Username(TLObject, frozen=True, gc=False):
    username: str
    editable: bool = False
    active: bool = False

class VideoSize(TLObject, frozen=True, gc=False):
    type: str
    w: int
    h: int
    size: int
    video_start_ts: float | None = None

class VideoSizeEmojiMarkup(TLObject, frozen=True, gc=False):
    emoji_id: int
    background_colors: Sequence[int]

class VideoSizeStickerMarkup(TLObject, frozen=True, gc=False):
    stickerset: TypeInputStickerSet
    sticker_id: int
    background_colors: Sequence[int]

class WebPage(TLObject, frozen=True, gc=False):
    id: int
    url: str
    display_url: str
    hash: int
    has_large_media: bool = False
    video_cover_photo: bool = False
    type: str | None = None
    site_name: str | None = None
    title: str | None = None
    description: str | None = None
    photo: TypePhoto | None = None
    embed_url: str | None = None
    embed_type: str | None = None
    embed_width: int | None = None
    embed_height: int | None = None
    duration: int | None = None
    author: str | None = None
    document: TypeDocument | None = None

class WebPageEmpty(TLObject, frozen=True, gc=False):
    id: int
    url: str | None = None

class WebPageNotModified(TLObject, frozen=True, gc=False):
    cached_page_views: int | None = None

class WebPagePending(TLObject, frozen=True, gc=False):
    id: int
    date: int
    url: str | None = None

class InitConnection(TLObject, frozen=True, gc=False):
    api_id: int
    device_model: str
    system_version: str
    app_version: str
    system_lang_code: str
    lang_pack: str
    lang_code: str
    query: bytes
    proxy: TypeInputClientProxy | None = None
    params: TypeJSONValue | None = None

class InvokeAfterMsg(TLObject, frozen=True, gc=False):
    msg_id: int
    query: bytes

class InvokeAfterMsgs(TLObject, frozen=True, gc=False):
    msg_ids: Sequence[int]
    query: bytes

class InvokeWithApnsSecret(TLObject, frozen=True, gc=False):
    nonce: str
    secret: str
    query: bytes

class InvokeWithBusinessConnection(TLObject, frozen=True, gc=False):
    connection_id: str
    query: bytes

class InvokeWithGooglePlayIntegrity(TLObject, frozen=True, gc=False):
    nonce: str
    token: str
    query: bytes

class InvokeWithLayer(TLObject, frozen=True, gc=False):
    layer: int
    query: bytes

class InvokeWithMessagesRange(TLObject, frozen=True, gc=False):
    range: TypeMessageRange
    query: bytes

class InvokeWithReCaptcha(TLObject, frozen=True, gc=False):
    token: str
    query: bytes

class InvokeWithTakeout(TLObject, frozen=True, gc=False):
    takeout_id: int
    query: bytes

class InvokeWithoutUpdates(TLObject, frozen=True, gc=False):
    query: bytes

class ContactsBlocked(TLObject, frozen=True, gc=False):
    blocked: Sequence[TypePeerBlocked]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class ContactsBlockedSlice(TLObject, frozen=True, gc=False):
    count: int
    blocked: Sequence[TypePeerBlocked]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class ContactsContactBirthdays(TLObject, frozen=True, gc=False):
    contacts: Sequence[TypeContactBirthday]
    users: Sequence[TypeUser]

class ContactsContacts(TLObject, frozen=True, gc=False):
    contacts: Sequence[TypeContact]
    saved_count: int
    users: Sequence[TypeUser]

class ContactsContactsNotModified(TLObject, frozen=True, gc=False):
    pass

class ContactsFound(TLObject, frozen=True, gc=False):
    my_results: Sequence[TypePeer]
    results: Sequence[TypePeer]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class ContactsImportedContacts(TLObject, frozen=True, gc=False):
    imported: Sequence[TypeImportedContact]
    popular_invites: Sequence[TypePopularContact]
    retry_contacts: Sequence[int]
    users: Sequence[TypeUser]

class ContactsResolvedPeer(TLObject, frozen=True, gc=False):
    peer: TypePeer
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class ContactsSponsoredPeers(TLObject, frozen=True, gc=False):
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class ContactsSponsoredPeersEmpty(TLObject, frozen=True, gc=False):
    pass

class ContactsTopPeers(TLObject, frozen=True, gc=False):
    categories: Sequence[TypeTopPeerCategoryPeers]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class ContactsTopPeersDisabled(TLObject, frozen=True, gc=False):
    pass

class ContactsTopPeersNotModified(TLObject, frozen=True, gc=False):
    pass

class ContactsAcceptContact(TLObject, frozen=True, gc=False):
    id: TypeInputUser

class ContactsAddContact(TLObject, frozen=True, gc=False):
    id: TypeInputUser
    first_name: str
    last_name: str
    phone: str
    add_phone_privacy_exception: bool = False
    note: TypeTextWithEntities | None = None

class ContactsBlock(TLObject, frozen=True, gc=False):
    id: TypeInputPeer
    my_stories_from: bool = False

class ContactsBlockFromReplies(TLObject, frozen=True, gc=False):
    msg_id: int
    delete_message: bool = False
    delete_history: bool = False
    report_spam: bool = False

class ContactsDeleteByPhones(TLObject, frozen=True, gc=False):
    phones: Sequence[str]

class ContactsDeleteContacts(TLObject, frozen=True, gc=False):
    id: Sequence[TypeInputUser]

class ContactsEditCloseFriends(TLObject, frozen=True, gc=False):
    id: Sequence[int]

class ContactsExportContactToken(TLObject, frozen=True, gc=False):
    pass

class ContactsGetBirthdays(TLObject, frozen=True, gc=False):
    pass

class ContactsGetBlocked(TLObject, frozen=True, gc=False):
    offset: int
    limit: int
    my_stories_from: bool = False

class ContactsGetContactIDs(TLObject, frozen=True, gc=False):
    hash: int

class ContactsGetContacts(TLObject, frozen=True, gc=False):
    hash: int

class ContactsGetLocated(TLObject, frozen=True, gc=False):
    geo_point: TypeInputGeoPoint
    background: bool = False
    self_expires: int | None = None

class ContactsGetSaved(TLObject, frozen=True, gc=False):
    pass

class ContactsGetSponsoredPeers(TLObject, frozen=True, gc=False):
    q: str

class ContactsGetStatuses(TLObject, frozen=True, gc=False):
    pass

class ContactsGetTopPeers(TLObject, frozen=True, gc=False):
    offset: int
    limit: int
    hash: int
    correspondents: bool = False
    bots_pm: bool = False
    bots_inline: bool = False
    phone_calls: bool = False
    forward_users: bool = False
    forward_chats: bool = False
    groups: bool = False
    channels: bool = False
    bots_app: bool = False
    bots_guestchat: bool = False

class ContactsImportContactToken(TLObject, frozen=True, gc=False):
    token: str

class ContactsImportContacts(TLObject, frozen=True, gc=False):
    contacts: Sequence[TypeInputContact]

class ContactsResetSaved(TLObject, frozen=True, gc=False):
    pass

class ContactsResetTopPeerRating(TLObject, frozen=True, gc=False):
    category: TypeTopPeerCategory
    peer: TypeInputPeer

class ContactsResolvePhone(TLObject, frozen=True, gc=False):
    phone: str

class ContactsResolveUsername(TLObject, frozen=True, gc=False):
    username: str
    referer: str | None = None

class ContactsSearch(TLObject, frozen=True, gc=False):
    q: str
    limit: int
    broadcasts: bool = False
    bots: bool = False

class ContactsSetBlocked(TLObject, frozen=True, gc=False):
    id: Sequence[TypeInputPeer]
    limit: int
    my_stories_from: bool = False

class ContactsToggleTopPeers(TLObject, frozen=True, gc=False):
    enabled: bool

class ContactsUnblock(TLObject, frozen=True, gc=False):
    id: TypeInputPeer
    my_stories_from: bool = False

class ContactsUpdateContactNote(TLObject, frozen=True, gc=False):
    id: TypeInputUser
    note: TypeTextWithEntities

class HelpAppConfig(TLObject, frozen=True, gc=False):
    hash: int
    config: TypeJSONValue

class HelpAppConfigNotModified(TLObject, frozen=True, gc=False):
    pass

class HelpAppUpdate(TLObject, frozen=True, gc=False):
    id: int
    version: str
    text: str
    entities: Sequence[TypeMessageEntity]
    can_not_skip: bool = False
    document: TypeDocument | None = None
    url: str | None = None
    sticker: TypeDocument | None = None

class HelpNoAppUpdate(TLObject, frozen=True, gc=False):
    pass

class HelpCountriesList(TLObject, frozen=True, gc=False):
    countries: Sequence[TypeHelpCountry]
    hash: int

class HelpCountriesListNotModified(TLObject, frozen=True, gc=False):
    pass

class HelpCountry(TLObject, frozen=True, gc=False):
    iso2: str
    default_name: str
    country_codes: Sequence[TypeHelpCountryCode]
    hidden: bool = False
    name: str | None = None

class HelpCountryCode(TLObject, frozen=True, gc=False):
    country_code: str
    prefixes: Sequence[str] | None = None
    patterns: Sequence[str] | None = None

class HelpDeepLinkInfo(TLObject, frozen=True, gc=False):
    message: str
    update_app: bool = False
    entities: Sequence[TypeMessageEntity] | None = None

class HelpDeepLinkInfoEmpty(TLObject, frozen=True, gc=False):
    pass

class HelpInviteText(TLObject, frozen=True, gc=False):
    message: str

class HelpPeerColorOption(TLObject, frozen=True, gc=False):
    color_id: int
    hidden: bool = False
    channel_min_level: int | None = None
    group_min_level: int | None = None

class HelpPeerColors(TLObject, frozen=True, gc=False):
    hash: int
    colors: Sequence[TypeHelpPeerColorOption]

class HelpPeerColorsNotModified(TLObject, frozen=True, gc=False):
    pass

class HelpPremiumPromo(TLObject, frozen=True, gc=False):
    status_text: str
    status_entities: Sequence[TypeMessageEntity]
    video_sections: Sequence[str]
    videos: Sequence[TypeDocument]
    period_options: Sequence[TypePremiumSubscriptionOption]
    users: Sequence[TypeUser]

class HelpPromoData(TLObject, frozen=True, gc=False):
    expires: int
    pending_suggestions: Sequence[str]
    dismissed_suggestions: Sequence[str]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    proxy: bool = False
    peer: TypePeer | None = None
    psa_type: str | None = None
    psa_message: str | None = None

class HelpPromoDataEmpty(TLObject, frozen=True, gc=False):
    expires: int

class HelpRecentMeUrls(TLObject, frozen=True, gc=False):
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class HelpSupport(TLObject, frozen=True, gc=False):
    phone_number: str
    user: TypeUser

class HelpSupportName(TLObject, frozen=True, gc=False):
    name: str

class HelpTermsOfService(TLObject, frozen=True, gc=False):
    id: TypeDataJSON
    text: str
    entities: Sequence[TypeMessageEntity]
    popup: bool = False
    min_age_confirm: int | None = None

class HelpTermsOfServiceUpdate(TLObject, frozen=True, gc=False):
    expires: int
    terms_of_service: TypeHelpTermsOfService

class HelpTermsOfServiceUpdateEmpty(TLObject, frozen=True, gc=False):
    expires: int

class HelpTimezonesList(TLObject, frozen=True, gc=False):
    timezones: Sequence[TypeTimezone]
    hash: int

class HelpTimezonesListNotModified(TLObject, frozen=True, gc=False):
    pass

class HelpUserInfo(TLObject, frozen=True, gc=False):
    message: str
    entities: Sequence[TypeMessageEntity]
    author: str
    date: int

class HelpUserInfoEmpty(TLObject, frozen=True, gc=False):
    pass

class HelpAcceptTermsOfService(TLObject, frozen=True, gc=False):
    id: TypeDataJSON

class HelpDismissSuggestion(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    suggestion: str

class HelpGetAppConfig(TLObject, frozen=True, gc=False):
    hash: int

class HelpGetAppUpdate(TLObject, frozen=True, gc=False):
    source: str

class HelpGetCdnConfig(TLObject, frozen=True, gc=False):
    pass

class HelpGetConfig(TLObject, frozen=True, gc=False):
    pass

class HelpGetCountriesList(TLObject, frozen=True, gc=False):
    lang_code: str
    hash: int

class HelpGetDeepLinkInfo(TLObject, frozen=True, gc=False):
    path: str

class HelpGetInviteText(TLObject, frozen=True, gc=False):
    pass

class HelpGetNearestDc(TLObject, frozen=True, gc=False):
    pass

class HelpGetPeerColors(TLObject, frozen=True, gc=False):
    hash: int

class HelpGetPeerProfileColors(TLObject, frozen=True, gc=False):
    hash: int

class HelpGetPremiumPromo(TLObject, frozen=True, gc=False):
    pass

class HelpGetPromoData(TLObject, frozen=True, gc=False):
    pass

class HelpGetRecentMeUrls(TLObject, frozen=True, gc=False):
    referer: str

class HelpGetSupport(TLObject, frozen=True, gc=False):
    pass

class HelpGetSupportName(TLObject, frozen=True, gc=False):
    pass

class HelpGetTermsOfServiceUpdate(TLObject, frozen=True, gc=False):
    pass

class HelpGetTimezonesList(TLObject, frozen=True, gc=False):
    hash: int

class HelpGetUserInfo(TLObject, frozen=True, gc=False):
    user_id: TypeInputUser

class HelpHidePromoData(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer

class HelpSaveAppLog(TLObject, frozen=True, gc=False):
    events: Sequence[TypeInputAppEvent]

class HelpSetBotUpdatesStatus(TLObject, frozen=True, gc=False):
    pending_updates_count: int
    message: str

class LangpackGetDifference(TLObject, frozen=True, gc=False):
    lang_pack: str
    lang_code: str
    from_version: int

class LangpackGetLangPack(TLObject, frozen=True, gc=False):
    lang_pack: str
    lang_code: str

class LangpackGetLanguage(TLObject, frozen=True, gc=False):
    lang_pack: str
    lang_code: str

class LangpackGetLanguages(TLObject, frozen=True, gc=False):
    lang_pack: str

class LangpackGetStrings(TLObject, frozen=True, gc=False):
    lang_pack: str
    lang_code: str
    keys: Sequence[str]

class MessagesAffectedHistory(TLObject, frozen=True, gc=False):
    pts: int
    pts_count: int
    offset: int

class MessagesAffectedMessages(TLObject, frozen=True, gc=False):
    pts: int
    pts_count: int

class MessagesAvailableReactions(TLObject, frozen=True, gc=False):
    hash: int
    reactions: Sequence[TypeAvailableReaction]

class MessagesAvailableReactionsNotModified(TLObject, frozen=True, gc=False):
    pass

class MessagesChats(TLObject, frozen=True, gc=False):
    chats: Sequence[TypeChat]

class MessagesChatsSlice(TLObject, frozen=True, gc=False):
    count: int
    chats: Sequence[TypeChat]

class MessagesDhConfig(TLObject, frozen=True, gc=False):
    g: int
    p: bytes
    version: int
    random: bytes

class MessagesDhConfigNotModified(TLObject, frozen=True, gc=False):
    random: bytes

class MessagesDialogFilters(TLObject, frozen=True, gc=False):
    filters: Sequence[TypeDialogFilter]
    tags_enabled: bool = False

class MessagesDialogs(TLObject, frozen=True, gc=False):
    dialogs: Sequence[TypeDialog]
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesDialogsNotModified(TLObject, frozen=True, gc=False):
    count: int

class MessagesDialogsSlice(TLObject, frozen=True, gc=False):
    count: int
    dialogs: Sequence[TypeDialog]
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesEmojiGameOutcome(TLObject, frozen=True, gc=False):
    seed: bytes
    stake_ton_amount: int
    ton_amount: int

class MessagesMessageEditData(TLObject, frozen=True, gc=False):
    caption: bool = False

class MessagesMessageViews(TLObject, frozen=True, gc=False):
    views: Sequence[TypeMessageViews]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesChannelMessages(TLObject, frozen=True, gc=False):
    pts: int
    count: int
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    inexact: bool = False
    offset_id_offset: int | None = None

class MessagesMessages(TLObject, frozen=True, gc=False):
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesMessagesNotModified(TLObject, frozen=True, gc=False):
    count: int

class MessagesMessagesSlice(TLObject, frozen=True, gc=False):
    count: int
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    inexact: bool = False
    next_rate: int | None = None
    offset_id_offset: int | None = None

class MessagesPeerDialogs(TLObject, frozen=True, gc=False):
    dialogs: Sequence[TypeDialog]
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    state: TypeUpdatesState

class MessagesPeerSettings(TLObject, frozen=True, gc=False):
    settings: TypePeerSettings
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesSavedDialogs(TLObject, frozen=True, gc=False):
    dialogs: Sequence[TypeSavedDialog]
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesSavedDialogsNotModified(TLObject, frozen=True, gc=False):
    count: int

class MessagesSavedDialogsSlice(TLObject, frozen=True, gc=False):
    count: int
    dialogs: Sequence[TypeSavedDialog]
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesSearchCounter(TLObject, frozen=True, gc=False):
    filter: TypeMessagesFilter
    count: int
    inexact: bool = False

class MessagesWebPage(TLObject, frozen=True, gc=False):
    webpage: TypeWebPage
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesWebPagePreview(TLObject, frozen=True, gc=False):
    media: TypeMessageMedia
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class MessagesClearAllDrafts(TLObject, frozen=True, gc=False):
    pass

class MessagesDeleteHistory(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    max_id: int
    just_clear: bool = False
    revoke: bool = False
    min_date: int | None = None
    max_date: int | None = None

class MessagesDeleteMessages(TLObject, frozen=True, gc=False):
    id: Sequence[int]
    revoke: bool = False

class MessagesEditMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    id: int
    no_webpage: bool = False
    invert_media: bool = False
    message: str | None = None
    media: TypeInputMedia | None = None
    reply_markup: TypeReplyMarkup | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    schedule_date: int | None = None
    schedule_repeat_period: int | None = None
    quick_reply_shortcut_id: int | None = None

class MessagesForwardMessages(TLObject, frozen=True, gc=False):
    from_peer: TypeInputPeer
    id: Sequence[int]
    random_id: Sequence[int]
    to_peer: TypeInputPeer
    silent: bool = False
    background: bool = False
    with_my_score: bool = False
    drop_author: bool = False
    drop_media_captions: bool = False
    noforwards: bool = False
    allow_paid_floodskip: bool = False
    from_ephemeral: bool = False
    top_msg_id: int | None = None
    reply_to: TypeInputReplyTo | None = None
    schedule_date: int | None = None
    schedule_repeat_period: int | None = None
    send_as: TypeInputPeer | None = None
    quick_reply_shortcut: TypeInputQuickReplyShortcut | None = None
    effect: int | None = None
    video_timestamp: int | None = None
    allow_paid_stars: int | None = None
    suggested_post: TypeSuggestedPost | None = None

class MessagesGetAllDrafts(TLObject, frozen=True, gc=False):
    pass

class MessagesGetAvailableReactions(TLObject, frozen=True, gc=False):
    hash: int

class MessagesGetCommonChats(TLObject, frozen=True, gc=False):
    user_id: TypeInputUser
    max_id: int
    limit: int

class MessagesGetDefaultHistoryTTL(TLObject, frozen=True, gc=False):
    pass

class MessagesGetDhConfig(TLObject, frozen=True, gc=False):
    version: int
    random_length: int

class MessagesGetDialogFilters(TLObject, frozen=True, gc=False):
    pass

class MessagesGetDialogUnreadMarks(TLObject, frozen=True, gc=False):
    parent_peer: TypeInputPeer | None = None

class MessagesGetDialogs(TLObject, frozen=True, gc=False):
    offset_date: int
    offset_id: int
    offset_peer: TypeInputPeer
    limit: int
    hash: int
    exclude_pinned: bool = False
    folder_id: int | None = None

class MessagesGetHistory(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    offset_id: int
    offset_date: int
    add_offset: int
    limit: int
    max_id: int
    min_id: int
    hash: int

class MessagesGetMessageEditData(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    id: int

class MessagesGetMessageReadParticipants(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    msg_id: int

class MessagesGetMessages(TLObject, frozen=True, gc=False):
    id: Sequence[TypeInputMessage]

class MessagesGetMessagesViews(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    id: Sequence[int]
    increment: bool

class MessagesGetOutboxReadDate(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    msg_id: int

class MessagesGetPeerDialogs(TLObject, frozen=True, gc=False):
    peers: Sequence[TypeInputDialogPeer]

class MessagesGetPeerSettings(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer

class MessagesGetPinnedDialogs(TLObject, frozen=True, gc=False):
    folder_id: int

class MessagesGetPinnedSavedDialogs(TLObject, frozen=True, gc=False):
    pass

class MessagesGetSavedDialogs(TLObject, frozen=True, gc=False):
    offset_date: int
    offset_id: int
    offset_peer: TypeInputPeer
    limit: int
    hash: int
    exclude_pinned: bool = False
    parent_peer: TypeInputPeer | None = None

class MessagesGetScheduledHistory(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    hash: int

class MessagesGetSearchCounters(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    filters: Sequence[TypeMessagesFilter]
    saved_peer_id: TypeInputPeer | None = None
    top_msg_id: int | None = None

class MessagesGetSuggestedDialogFilters(TLObject, frozen=True, gc=False):
    pass

class MessagesGetUnreadMentions(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    offset_id: int
    add_offset: int
    limit: int
    max_id: int
    min_id: int
    top_msg_id: int | None = None

class MessagesGetWebPage(TLObject, frozen=True, gc=False):
    url: str
    hash: int

class MessagesGetWebPagePreview(TLObject, frozen=True, gc=False):
    message: str
    entities: Sequence[TypeMessageEntity] | None = None

class MessagesHidePeerSettingsBar(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer

class MessagesMarkDialogUnread(TLObject, frozen=True, gc=False):
    peer: TypeInputDialogPeer
    unread: bool = False
    parent_peer: TypeInputPeer | None = None

class MessagesReadHistory(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    max_id: int

class MessagesReadMentions(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    top_msg_id: int | None = None

class MessagesReadMessageContents(TLObject, frozen=True, gc=False):
    id: Sequence[int]

class MessagesReceivedMessages(TLObject, frozen=True, gc=False):
    max_id: int

class MessagesReorderPinnedDialogs(TLObject, frozen=True, gc=False):
    folder_id: int
    order: Sequence[TypeInputDialogPeer]
    force: bool = False

class MessagesReport(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    id: Sequence[int]
    option: bytes
    message: str

class MessagesReportSpam(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer

class MessagesSaveDraft(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    message: str
    no_webpage: bool = False
    invert_media: bool = False
    reply_to: TypeInputReplyTo | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    media: TypeInputMedia | None = None
    effect: int | None = None
    suggested_post: TypeSuggestedPost | None = None

class MessagesSearch(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    q: str
    filter: TypeMessagesFilter
    min_date: int
    max_date: int
    offset_id: int
    add_offset: int
    limit: int
    max_id: int
    min_id: int
    hash: int
    from_id: TypeInputPeer | None = None
    saved_peer_id: TypeInputPeer | None = None
    saved_reaction: Sequence[TypeReaction] | None = None
    top_msg_id: int | None = None

class MessagesSearchGlobal(TLObject, frozen=True, gc=False):
    q: str
    filter: TypeMessagesFilter
    min_date: int
    max_date: int
    offset_rate: int
    offset_peer: TypeInputPeer
    offset_id: int
    limit: int
    broadcasts_only: bool = False
    groups_only: bool = False
    users_only: bool = False
    folder_id: int | None = None
    community: TypeInputChannel | None = None

class MessagesSendMedia(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    media: TypeInputMedia
    message: str
    random_id: int
    silent: bool = False
    background: bool = False
    clear_draft: bool = False
    noforwards: bool = False
    update_stickersets_order: bool = False
    invert_media: bool = False
    allow_paid_floodskip: bool = False
    reply_to: TypeInputReplyTo | None = None
    reply_markup: TypeReplyMarkup | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    schedule_date: int | None = None
    schedule_repeat_period: int | None = None
    send_as: TypeInputPeer | None = None
    quick_reply_shortcut: TypeInputQuickReplyShortcut | None = None
    effect: int | None = None
    allow_paid_stars: int | None = None
    suggested_post: TypeSuggestedPost | None = None

class MessagesSendMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    message: str
    random_id: int
    no_webpage: bool = False
    silent: bool = False
    background: bool = False
    clear_draft: bool = False
    noforwards: bool = False
    update_stickersets_order: bool = False
    invert_media: bool = False
    allow_paid_floodskip: bool = False
    reply_to: TypeInputReplyTo | None = None
    reply_markup: TypeReplyMarkup | None = None
    entities: Sequence[TypeMessageEntity] | None = None
    schedule_date: int | None = None
    schedule_repeat_period: int | None = None
    send_as: TypeInputPeer | None = None
    quick_reply_shortcut: TypeInputQuickReplyShortcut | None = None
    effect: int | None = None
    allow_paid_stars: int | None = None
    suggested_post: TypeSuggestedPost | None = None

class MessagesSendMultiMedia(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    multi_media: Sequence[TypeInputSingleMedia]
    silent: bool = False
    background: bool = False
    clear_draft: bool = False
    noforwards: bool = False
    update_stickersets_order: bool = False
    invert_media: bool = False
    allow_paid_floodskip: bool = False
    reply_to: TypeInputReplyTo | None = None
    schedule_date: int | None = None
    send_as: TypeInputPeer | None = None
    quick_reply_shortcut: TypeInputQuickReplyShortcut | None = None
    effect: int | None = None
    allow_paid_stars: int | None = None

class MessagesSetDefaultHistoryTTL(TLObject, frozen=True, gc=False):
    period: int

class MessagesSetHistoryTTL(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    period: int

class MessagesSetTyping(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    action: TypeSendMessageAction
    top_msg_id: int | None = None

class MessagesToggleDialogFilterTags(TLObject, frozen=True, gc=False):
    enabled: bool

class MessagesToggleDialogPin(TLObject, frozen=True, gc=False):
    peer: TypeInputDialogPeer
    pinned: bool = False

class MessagesToggleNoForwards(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    enabled: bool
    request_msg_id: int | None = None

class MessagesUnpinAllMessages(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    top_msg_id: int | None = None
    saved_peer_id: TypeInputPeer | None = None

class MessagesUpdateDialogFilter(TLObject, frozen=True, gc=False):
    id: int
    filter: TypeDialogFilter | None = None

class MessagesUpdateDialogFiltersOrder(TLObject, frozen=True, gc=False):
    order: Sequence[int]

class MessagesUpdatePinnedMessage(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    id: int
    silent: bool = False
    unpin: bool = False
    pm_oneside: bool = False

class MessagesUploadMedia(TLObject, frozen=True, gc=False):
    peer: TypeInputPeer
    media: TypeInputMedia
    business_connection_id: str | None = None

class ResPQ(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    pq: bytes
    server_public_key_fingerprints: Sequence[int]

class PQInnerData(TLObject, frozen=True, gc=False):
    pq: bytes
    p: bytes
    q: bytes
    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes

class PQInnerDataDc(TLObject, frozen=True, gc=False):
    pq: bytes
    p: bytes
    q: bytes
    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes
    dc: int

class PQInnerDataTemp(TLObject, frozen=True, gc=False):
    pq: bytes
    p: bytes
    q: bytes
    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes
    expires_in: int

class PQInnerDataTempDc(TLObject, frozen=True, gc=False):
    pq: bytes
    p: bytes
    q: bytes
    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes
    dc: int
    expires_in: int

class ServerDHParamsFail(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    new_nonce_hash: bytes

class ServerDHParamsOk(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    encrypted_answer: bytes

class ServerDHInnerData(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    g: int
    dh_prime: bytes
    g_a: bytes
    server_time: int

class ClientDHInnerData(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    retry_id: int
    g_b: bytes

class DhGenOk(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    new_nonce_hash1: bytes

class DhGenRetry(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    new_nonce_hash2: bytes

class DhGenFail(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    new_nonce_hash3: bytes

class BindAuthKeyInner(TLObject, frozen=True, gc=False):
    nonce: int
    temp_auth_key_id: int
    perm_auth_key_id: int
    temp_session_id: int
    expires_at: int

class DestroyAuthKeyOk(TLObject, frozen=True, gc=False):
    pass

class DestroyAuthKeyNone(TLObject, frozen=True, gc=False):
    pass

class DestroyAuthKeyFail(TLObject, frozen=True, gc=False):
    pass

class RpcResult(TLObject, frozen=True, gc=False):
    req_msg_id: int
    result: bytes

class RpcError(TLObject, frozen=True, gc=False):
    error_code: int
    error_message: str

class GzipPacked(TLObject, frozen=True, gc=False):
    packed_data: bytes

class RpcAnswerUnknown(TLObject, frozen=True, gc=False):
    pass

class RpcAnswerDroppedRunning(TLObject, frozen=True, gc=False):
    pass

class RpcAnswerDropped(TLObject, frozen=True, gc=False):
    msg_id: int
    seq_no: int
    bytes: int

class MsgsAck(TLObject, frozen=True, gc=False):
    msg_ids: Sequence[int]

class BadMsgNotification(TLObject, frozen=True, gc=False):
    bad_msg_id: int
    bad_msg_seqno: int
    error_code: int

class BadServerSalt(TLObject, frozen=True, gc=False):
    bad_msg_id: int
    bad_msg_seqno: int
    error_code: int
    new_server_salt: int

class MsgsStateReq(TLObject, frozen=True, gc=False):
    msg_ids: Sequence[int]

class MsgsStateInfo(TLObject, frozen=True, gc=False):
    req_msg_id: int
    info: bytes

class MsgsAllInfo(TLObject, frozen=True, gc=False):
    msg_ids: Sequence[int]
    info: bytes

class MsgDetailedInfo(TLObject, frozen=True, gc=False):
    msg_id: int
    answer_msg_id: int
    bytes: int
    status: int

class MsgNewDetailedInfo(TLObject, frozen=True, gc=False):
    answer_msg_id: int
    bytes: int
    status: int

class MsgResendReq(TLObject, frozen=True, gc=False):
    msg_ids: Sequence[int]

class MsgResendAnsReq(TLObject, frozen=True, gc=False):
    msg_ids: Sequence[int]

class FutureSalt(TLObject, frozen=True, gc=False):
    valid_since: int
    valid_until: int
    salt: int

class FutureSalts(TLObject, frozen=True, gc=False):
    req_msg_id: int
    now: int
    salts: Sequence[FutureSalt]

class Pong(TLObject, frozen=True, gc=False):
    msg_id: int
    ping_id: int

class DestroySessionOk(TLObject, frozen=True, gc=False):
    session_id: int

class DestroySessionNone(TLObject, frozen=True, gc=False):
    session_id: int

class NewSessionCreated(TLObject, frozen=True, gc=False):
    first_msg_id: int
    unique_id: int
    server_salt: int

class HttpWait(TLObject, frozen=True, gc=False):
    max_delay: int
    wait_after: int
    max_wait: int

class ReqPq(TLObject, frozen=True, gc=False):
    nonce: bytes

class ReqPqMulti(TLObject, frozen=True, gc=False):
    nonce: bytes

class ReqDHParams(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    p: bytes
    q: bytes
    public_key_fingerprint: int
    encrypted_data: bytes

class SetClientDHParams(TLObject, frozen=True, gc=False):
    nonce: bytes
    server_nonce: bytes
    encrypted_data: bytes

class DestroyAuthKey(TLObject, frozen=True, gc=False):
    pass

class RpcDropAnswer(TLObject, frozen=True, gc=False):
    req_msg_id: int

class GetFutureSalts(TLObject, frozen=True, gc=False):
    num: int

class Ping(TLObject, frozen=True, gc=False):
    ping_id: int

class PingDelayDisconnect(TLObject, frozen=True, gc=False):
    ping_id: int
    disconnect_delay: int

class DestroySession(TLObject, frozen=True, gc=False):
    session_id: int

class UpdatesChannelDifference(TLObject, frozen=True, gc=False):
    pts: int
    new_messages: Sequence[TypeMessage]
    other_updates: Sequence[TypeUpdate]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    final: bool = False
    timeout: int | None = None

class UpdatesChannelDifferenceEmpty(TLObject, frozen=True, gc=False):
    pts: int
    final: bool = False
    timeout: int | None = None

class UpdatesChannelDifferenceTooLong(TLObject, frozen=True, gc=False):
    dialog: TypeDialog
    messages: Sequence[TypeMessage]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    final: bool = False
    timeout: int | None = None

class UpdatesDifference(TLObject, frozen=True, gc=False):
    new_messages: Sequence[TypeMessage]
    other_updates: Sequence[TypeUpdate]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    state: TypeUpdatesState

class UpdatesDifferenceEmpty(TLObject, frozen=True, gc=False):
    date: int
    seq: int

class UpdatesDifferenceSlice(TLObject, frozen=True, gc=False):
    new_messages: Sequence[TypeMessage]
    other_updates: Sequence[TypeUpdate]
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]
    intermediate_state: TypeUpdatesState

class UpdatesDifferenceTooLong(TLObject, frozen=True, gc=False):
    pts: int

class UpdatesState(TLObject, frozen=True, gc=False):
    pts: int
    qts: int
    date: int
    seq: int
    unread_count: int

class UpdatesGetChannelDifference(TLObject, frozen=True, gc=False):
    channel: TypeInputChannel
    filter: TypeChannelMessagesFilter
    pts: int
    limit: int
    force: bool = False

class UpdatesGetDifference(TLObject, frozen=True, gc=False):
    pts: int
    date: int
    qts: int
    pts_limit: int | None = None
    pts_total_limit: int | None = None
    qts_limit: int | None = None

class UpdatesGetState(TLObject, frozen=True, gc=False):
    pass

class UsersUserFull(TLObject, frozen=True, gc=False):
    full_user: TypeUserFull
    chats: Sequence[TypeChat]
    users: Sequence[TypeUser]

class UsersGetFullUser(TLObject, frozen=True, gc=False):
    id: TypeInputUser

class UsersGetIsPremiumRequiredToContact(TLObject, frozen=True, gc=False):
    id: Sequence[TypeInputUser]

class UsersGetRequirementsToContact(TLObject, frozen=True, gc=False):
    id: Sequence[TypeInputUser]

class UsersGetUsers(TLObject, frozen=True, gc=False):
    id: Sequence[TypeInputUser]

TypeAccountAuthorizations: TypeAlias = AccountAuthorizations

TypeAccountAutoDownloadSettings: TypeAlias = AccountAutoDownloadSettings

TypeAccountAutoSaveSettings: TypeAlias = AccountAutoSaveSettings

TypeAccountBusinessChatLinks: TypeAlias = AccountBusinessChatLinks

TypeAccountConnectedBots: TypeAlias = AccountConnectedBots

TypeAccountContentSettings: TypeAlias = AccountContentSettings

TypeAccountEmojiStatuses: TypeAlias = Union[AccountEmojiStatuses, AccountEmojiStatusesNotModified]

TypeAccountPassword: TypeAlias = AccountPassword

TypeAccountPasswordInputSettings: TypeAlias = AccountPasswordInputSettings

TypeAccountPasswordSettings: TypeAlias = AccountPasswordSettings

TypeAccountPrivacyRules: TypeAlias = AccountPrivacyRules

TypeAccountResetPasswordResult: TypeAlias = Union[AccountResetPasswordFailedWait, AccountResetPasswordOk, AccountResetPasswordRequestedWait]

TypeAccountSavedRingtones: TypeAlias = Union[AccountSavedRingtones, AccountSavedRingtonesNotModified]

TypeAccountTakeout: TypeAlias = AccountTakeout

TypeAccountThemes: TypeAlias = Union[AccountThemes, AccountThemesNotModified]

TypeAccountTmpPassword: TypeAlias = AccountTmpPassword

TypeAccountWallPapers: TypeAlias = Union[AccountWallPapers, AccountWallPapersNotModified]

TypeAccountWebAuthorizations: TypeAlias = AccountWebAuthorizations

TypeAuthAuthorization: TypeAlias = Union[AuthAuthorization, AuthAuthorizationSignUpRequired]

TypeAuthCodeType: TypeAlias = AuthCodeTypeSms

TypeAuthExportedAuthorization: TypeAlias = AuthExportedAuthorization

TypeAuthLoggedOut: TypeAlias = AuthLoggedOut

TypeAuthLoginToken: TypeAlias = Union[AuthLoginToken, AuthLoginTokenMigrateTo, AuthLoginTokenSuccess]

TypeAuthPasswordRecovery: TypeAlias = AuthPasswordRecovery

TypeAuthSentCode: TypeAlias = Union[AuthSentCode, AuthSentCodePaymentRequired, AuthSentCodeSuccess]

TypeAuthSentCodeType: TypeAlias = Union[AuthSentCodeTypeApp, AuthSentCodeTypeCall, AuthSentCodeTypeEmailCode, AuthSentCodeTypeFirebaseSms, AuthSentCodeTypeFlashCall, AuthSentCodeTypeFragmentSms, AuthSentCodeTypeMissedCall, AuthSentCodeTypeSetUpEmailRequired, AuthSentCodeTypeSms, AuthSentCodeTypeSmsPhrase, AuthSentCodeTypeSmsWord]

TypeAccountDaysTTL: TypeAlias = AccountDaysTTL

TypeAuthorization: TypeAlias = Authorization

TypeAutoDownloadSettings: TypeAlias = AutoDownloadSettings

TypeAutoSaveException: TypeAlias = AutoSaveException

TypeAutoSaveSettings: TypeAlias = AutoSaveSettings

TypeAvailableReaction: TypeAlias = AvailableReaction

TypeBirthday: TypeAlias = Birthday

TypeBotCommand: TypeAlias = BotCommand

TypeBotInfo: TypeAlias = BotInfo

TypeBotMenuButton: TypeAlias = Union[BotMenuButton, BotMenuButtonCommands, BotMenuButtonDefault]

TypeBusinessChatLink: TypeAlias = BusinessChatLink

TypeButtonType: TypeAlias = Union[ButtonTypeDefault, ButtonTypeRequestGeoLocation, ButtonTypeRequestPeer, ButtonTypeRequestPhone, ButtonTypeRequestPoll, ButtonTypeSimpleWebView, InputButtonTypeRequestPeer]

TypeCdnConfig: TypeAlias = CdnConfig

TypeCdnPublicKey: TypeAlias = CdnPublicKey

TypeChannelLocation: TypeAlias = Union[ChannelLocation, ChannelLocationEmpty]

TypeChannelMessagesFilter: TypeAlias = Union[ChannelMessagesFilter, ChannelMessagesFilterEmpty]

TypeChat: TypeAlias = Union[Channel, ChannelForbidden, Chat, ChatEmpty, ChatForbidden]

TypeChatAdminRights: TypeAlias = ChatAdminRights

TypeChatBannedRights: TypeAlias = ChatBannedRights

TypeChatFull: TypeAlias = Union[ChannelFull, ChatFull]

TypeChatParticipant: TypeAlias = Union[ChatParticipant, ChatParticipantAdmin, ChatParticipantCreator]

TypeChatParticipants: TypeAlias = Union[ChatParticipants, ChatParticipantsForbidden]

TypeChatPhoto: TypeAlias = Union[ChatPhoto, ChatPhotoEmpty]

TypeChatReactions: TypeAlias = Union[ChatReactionsAll, ChatReactionsNone, ChatReactionsSome]

TypeCodeSettings: TypeAlias = CodeSettings

TypeConfig: TypeAlias = Config

TypeContact: TypeAlias = Contact

TypeContactBirthday: TypeAlias = ContactBirthday

TypeContactStatus: TypeAlias = ContactStatus

TypeDataJSON: TypeAlias = DataJSON

TypeDcOption: TypeAlias = DcOption

TypeDefaultHistoryTTL: TypeAlias = DefaultHistoryTTL

TypeDialog: TypeAlias = Union[Dialog, DialogFolder]

TypeDialogFilter: TypeAlias = Union[DialogFilter, DialogFilterChatlist, DialogFilterDefault]

TypeDialogFilterSuggested: TypeAlias = DialogFilterSuggested

TypeDialogPeer: TypeAlias = Union[DialogPeer, DialogPeerCommunity, DialogPeerFolder]

TypeDisallowedGiftsSettings: TypeAlias = DisallowedGiftsSettings

TypeDocument: TypeAlias = Union[Document, DocumentEmpty]

TypeDocumentAttribute: TypeAlias = Union[DocumentAttributeAnimated, DocumentAttributeAudio, DocumentAttributeCustomEmoji, DocumentAttributeFilename, DocumentAttributeHasStickers, DocumentAttributeImageSize, DocumentAttributeSticker, DocumentAttributeVideo]

TypeDraftMessage: TypeAlias = Union[DraftMessage, DraftMessageEmpty]

TypeEmailVerification: TypeAlias = Union[EmailVerificationApple, EmailVerificationCode, EmailVerificationGoogle]

TypeEmojiList: TypeAlias = Union[EmojiList, EmojiListNotModified]

TypeEmojiStatus: TypeAlias = Union[EmojiStatus, EmojiStatusEmpty]

TypeExportedChatInvite: TypeAlias = Union[ChatInviteExported, ChatInvitePublicJoinRequests]

TypeExportedContactToken: TypeAlias = ExportedContactToken

TypeFolder: TypeAlias = Folder

TypeFolderPeer: TypeAlias = FolderPeer

TypeGeoPoint: TypeAlias = Union[GeoPoint, GeoPointEmpty]

TypeGlobalPrivacySettings: TypeAlias = GlobalPrivacySettings

TypeImportedContact: TypeAlias = ImportedContact

TypeInlineButtonType: TypeAlias = Union[InlineButtonTypeBuy, InlineButtonTypeCallback, InlineButtonTypeCopy, InlineButtonTypeDisabled, InlineButtonTypeGame, InlineButtonTypeSwitchInline, InlineButtonTypeUrl, InlineButtonTypeUrlAuth, InlineButtonTypeUserProfile, InlineButtonTypeWebView, InputInlineButtonTypeUrlAuth, InputInlineButtonTypeUserProfile]

TypeInlineQueryPeerType: TypeAlias = Union[InlineQueryPeerTypeBotPM, InlineQueryPeerTypeBroadcast, InlineQueryPeerTypeChat, InlineQueryPeerTypeMegagroup, InlineQueryPeerTypePM, InlineQueryPeerTypeSameBotPM]

TypeInputAppEvent: TypeAlias = InputAppEvent

TypeInputBotInlineMessageID: TypeAlias = Union[InputBotInlineMessageID, InputBotInlineMessageID64]

TypeInputChannel: TypeAlias = Union[InputChannel, InputChannelEmpty, InputChannelFromMessage]

TypeInputCheckPasswordSRP: TypeAlias = Union[InputCheckPasswordEmpty, InputCheckPasswordSRP]

TypeInputClientProxy: TypeAlias = InputClientProxy

TypeInputContact: TypeAlias = InputPhoneContact

TypeInputDialogPeer: TypeAlias = Union[InputDialogPeer, InputDialogPeerCommunity, InputDialogPeerFolder]

TypeInputDocument: TypeAlias = Union[InputDocument, InputDocumentEmpty]

TypeInputFile: TypeAlias = Union[InputFile, InputFileBig, InputFileStoryDocument]

TypeInputGame: TypeAlias = Union[InputGameID, InputGameShortName]

TypeInputGeoPoint: TypeAlias = Union[InputGeoPoint, InputGeoPointEmpty]

TypeInputMedia: TypeAlias = Union[InputMediaContact, InputMediaDice, InputMediaDocument, InputMediaDocumentExternal, InputMediaEmpty, InputMediaGame, InputMediaGeoLive, InputMediaGeoPoint, InputMediaInvoice, InputMediaPaidMedia, InputMediaPhoto, InputMediaPhotoExternal, InputMediaPoll, InputMediaStakeDice, InputMediaStory, InputMediaTodo, InputMediaUploadedDocument, InputMediaUploadedPhoto, InputMediaVenue, InputMediaWebPage]

TypeInputMessage: TypeAlias = Union[InputMessageCallbackQuery, InputMessageID, InputMessagePinned, InputMessageReplyTo]

TypeInputNotifyPeer: TypeAlias = Union[InputNotifyBroadcasts, InputNotifyChats, InputNotifyCommunity, InputNotifyForumTopic, InputNotifyPeer, InputNotifyUsers]

TypeInputPeer: TypeAlias = Union[InputPeerChannel, InputPeerChannelFromMessage, InputPeerChat, InputPeerEmpty, InputPeerSelf, InputPeerUser, InputPeerUserFromMessage]

TypeInputPeerNotifySettings: TypeAlias = InputPeerNotifySettings

TypeInputPhoto: TypeAlias = Union[InputPhoto, InputPhotoEmpty]

TypeInputPrivacyKey: TypeAlias = Union[InputPrivacyKeyAbout, InputPrivacyKeyAddedByPhone, InputPrivacyKeyBirthday, InputPrivacyKeyChatInvite, InputPrivacyKeyForwards, InputPrivacyKeyNoPaidMessages, InputPrivacyKeyPhoneCall, InputPrivacyKeyPhoneNumber, InputPrivacyKeyPhoneP2P, InputPrivacyKeyProfilePhoto, InputPrivacyKeySavedMusic, InputPrivacyKeyStarGiftsAutoSave, InputPrivacyKeyStatusTimestamp, InputPrivacyKeyVoiceMessages]

TypeInputPrivacyRule: TypeAlias = Union[InputPrivacyValueAllowAll, InputPrivacyValueAllowBots, InputPrivacyValueAllowChatParticipants, InputPrivacyValueAllowCloseFriends, InputPrivacyValueAllowContacts, InputPrivacyValueAllowPremium, InputPrivacyValueAllowUsers, InputPrivacyValueDisallowAll, InputPrivacyValueDisallowBots, InputPrivacyValueDisallowChatParticipants, InputPrivacyValueDisallowContacts, InputPrivacyValueDisallowUsers]

TypeInputQuickReplyShortcut: TypeAlias = Union[InputQuickReplyShortcut, InputQuickReplyShortcutId]

TypeInputReplyTo: TypeAlias = Union[InputReplyToEphemeralMessage, InputReplyToMessage, InputReplyToMonoForum, InputReplyToStory]

TypeInputSingleMedia: TypeAlias = InputSingleMedia

TypeInputStickerSet: TypeAlias = Union[InputStickerSetAnimatedEmoji, InputStickerSetAnimatedEmojiAnimations, InputStickerSetDice, InputStickerSetEmojiChannelDefaultStatuses, InputStickerSetEmojiDefaultStatuses, InputStickerSetEmojiDefaultTopicIcons, InputStickerSetEmojiGenericAnimations, InputStickerSetEmpty, InputStickerSetID, InputStickerSetPremiumGifts, InputStickerSetShortName, InputStickerSetTonGifts]

TypeInputUser: TypeAlias = Union[InputUser, InputUserEmpty, InputUserFromMessage, InputUserSelf]

TypeInputWebDocument: TypeAlias = InputWebDocument

TypeInvoice: TypeAlias = Invoice

TypeJSONObjectValue: TypeAlias = JsonObjectValue

TypeJSONValue: TypeAlias = Union[JsonArray, JsonBool, JsonNull, JsonNumber, JsonObject, JsonString]

TypeKeyboardButton: TypeAlias = Union[InputKeyboardButtonRequestPeer, InputKeyboardButtonUrlAuth, InputKeyboardButtonUserProfile, KeyboardButton, KeyboardButtonBuy, KeyboardButtonCallback, KeyboardButtonCopy, KeyboardButtonGame, KeyboardButtonRequestGeoLocation, KeyboardButtonRequestPeer, KeyboardButtonRequestPhone, KeyboardButtonRequestPoll, KeyboardButtonSimpleWebView, KeyboardButtonSwitchInline, KeyboardButtonUrl, KeyboardButtonUrlAuth, KeyboardButtonUserProfile, KeyboardButtonWebView]

TypeKeyboardButtonRow: TypeAlias = KeyboardButtonRow

TypeKeyboardButtonStyle: TypeAlias = KeyboardButtonStyle

TypeKeyboardInlineButton: TypeAlias = KeyboardInlineButton

TypeKeyboardInlineButtonRow: TypeAlias = KeyboardInlineButtonRow

TypeLabeledPrice: TypeAlias = LabeledPrice

TypeLangPackDifference: TypeAlias = LangPackDifference

TypeLangPackLanguage: TypeAlias = LangPackLanguage

TypeLangPackString: TypeAlias = Union[LangPackString, LangPackStringDeleted, LangPackStringPluralized]

TypeMaskCoords: TypeAlias = MaskCoords

TypeMessage: TypeAlias = Union[Message, MessageEmpty, MessageService]

TypeMessageAction: TypeAlias = Union[MessageActionBotAllowed, MessageActionChangeCreator, MessageActionChannelCreate, MessageActionChannelMigrateFrom, MessageActionChatAddUser, MessageActionChatCreate, MessageActionChatDeletePhoto, MessageActionChatDeleteUser, MessageActionChatEditPhoto, MessageActionChatEditTitle, MessageActionChatJoinedByLink, MessageActionChatJoinedByRequest, MessageActionChatMigrateTo, MessageActionContactSignUp, MessageActionCustomAction, MessageActionEmpty, MessageActionHistoryClear, MessageActionNewCreatorPending, MessageActionNoForwardsToggle, MessageActionPinMessage, MessageActionScreenshotTaken, MessageActionSetMessagesTTL, MessageActionSuggestProfilePhoto]

TypeMessageEntity: TypeAlias = Union[InputMessageEntityMentionName, MessageEntityBankCard, MessageEntityBlockquote, MessageEntityBold, MessageEntityBotCommand, MessageEntityCashtag, MessageEntityCode, MessageEntityCustomEmoji, MessageEntityDiffDelete, MessageEntityDiffInsert, MessageEntityDiffReplace, MessageEntityEmail, MessageEntityFormattedDate, MessageEntityHashtag, MessageEntityItalic, MessageEntityMention, MessageEntityMentionName, MessageEntityPhone, MessageEntityPre, MessageEntitySpoiler, MessageEntityStrike, MessageEntityTextUrl, MessageEntityUnderline, MessageEntityUnknown, MessageEntityUrl]

TypeMessageFwdHeader: TypeAlias = MessageFwdHeader

TypeMessageMedia: TypeAlias = Union[MessageMediaContact, MessageMediaDice, MessageMediaDocument, MessageMediaEmpty, MessageMediaGeo, MessageMediaPhoto, MessageMediaPoll, MessageMediaUnsupported, MessageMediaVenue, MessageMediaWebPage]

TypeMessageRange: TypeAlias = MessageRange

TypeMessageReactions: TypeAlias = MessageReactions

TypeMessageReplies: TypeAlias = MessageReplies

TypeMessageReplyHeader: TypeAlias = Union[MessageReplyHeader, MessageReplyStoryHeader]

TypeMessageReportOption: TypeAlias = MessageReportOption

TypeMessageViews: TypeAlias = MessageViews

TypeMessagesFilter: TypeAlias = Union[InputMessagesFilterChatPhotos, InputMessagesFilterContacts, InputMessagesFilterDocument, InputMessagesFilterEmpty, InputMessagesFilterGeo, InputMessagesFilterGif, InputMessagesFilterMusic, InputMessagesFilterMyMentions, InputMessagesFilterPhoneCalls, InputMessagesFilterPhotoVideo, InputMessagesFilterPhotos, InputMessagesFilterPinned, InputMessagesFilterPoll, InputMessagesFilterRoundVideo, InputMessagesFilterRoundVoice, InputMessagesFilterUrl, InputMessagesFilterVideo, InputMessagesFilterVoice]

TypeNearestDc: TypeAlias = NearestDc

TypeNotificationSound: TypeAlias = Union[NotificationSoundDefault, NotificationSoundLocal, NotificationSoundNone, NotificationSoundRingtone]

TypeNotifyPeer: TypeAlias = Union[NotifyBroadcasts, NotifyChats, NotifyCommunity, NotifyForumTopic, NotifyPeer, NotifyUsers]

TypeOutboxReadDate: TypeAlias = OutboxReadDate

TypePasswordKdfAlgo: TypeAlias = Union[PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow, PasswordKdfAlgoUnknown]

TypePeer: TypeAlias = Union[PeerChannel, PeerChat, PeerUser]

TypePeerBlocked: TypeAlias = PeerBlocked

TypePeerColor: TypeAlias = PeerColor

TypePeerNotifySettings: TypeAlias = PeerNotifySettings

TypePeerSettings: TypeAlias = PeerSettings

TypePhoto: TypeAlias = Union[Photo, PhotoEmpty]

TypePhotoSize: TypeAlias = Union[PhotoCachedSize, PhotoPathSize, PhotoSize, PhotoSizeEmpty, PhotoSizeProgressive, PhotoStrippedSize]

TypePoll: TypeAlias = Poll

TypePollAnswer: TypeAlias = Union[InputPollAnswer, PollAnswer]

TypePollAnswerVoters: TypeAlias = PollAnswerVoters

TypePollResults: TypeAlias = PollResults

TypePopularContact: TypeAlias = PopularContact

TypePremiumSubscriptionOption: TypeAlias = PremiumSubscriptionOption

TypePrivacyKey: TypeAlias = Union[PrivacyKeyAbout, PrivacyKeyAddedByPhone, PrivacyKeyBirthday, PrivacyKeyChatInvite, PrivacyKeyForwards, PrivacyKeyNoPaidMessages, PrivacyKeyPhoneCall, PrivacyKeyPhoneNumber, PrivacyKeyPhoneP2P, PrivacyKeyProfilePhoto, PrivacyKeySavedMusic, PrivacyKeyStarGiftsAutoSave, PrivacyKeyStatusTimestamp, PrivacyKeyVoiceMessages]

TypePrivacyRule: TypeAlias = Union[PrivacyValueAllowAll, PrivacyValueAllowBots, PrivacyValueAllowChatParticipants, PrivacyValueAllowCloseFriends, PrivacyValueAllowContacts, PrivacyValueAllowPremium, PrivacyValueAllowUsers, PrivacyValueDisallowAll, PrivacyValueDisallowBots, PrivacyValueDisallowChatParticipants, PrivacyValueDisallowContacts, PrivacyValueDisallowUsers]

TypeReaction: TypeAlias = Union[ReactionCustomEmoji, ReactionEmoji, ReactionEmpty, ReactionPaid]

TypeReactionCount: TypeAlias = ReactionCount

TypeReactionNotificationsFrom: TypeAlias = Union[ReactionNotificationsFromAll, ReactionNotificationsFromContacts]

TypeReactionsNotifySettings: TypeAlias = ReactionsNotifySettings

TypeReadParticipantDate: TypeAlias = ReadParticipantDate

TypeReceivedNotifyMessage: TypeAlias = ReceivedNotifyMessage

TypeReplyMarkup: TypeAlias = Union[ReplyInlineMarkup, ReplyKeyboardForceReply, ReplyKeyboardHide, ReplyKeyboardMarkup]

TypeReportReason: TypeAlias = Union[InputReportReasonChildAbuse, InputReportReasonCopyright, InputReportReasonFake, InputReportReasonGeoIrrelevant, InputReportReasonIllegalDrugs, InputReportReasonOther, InputReportReasonPersonalDetails, InputReportReasonPornography, InputReportReasonSpam, InputReportReasonViolence]

TypeReportResult: TypeAlias = Union[ReportResultAddComment, ReportResultChooseOption, ReportResultReported]

TypeRequestPeerType: TypeAlias = Union[RequestPeerTypeBroadcast, RequestPeerTypeChat, RequestPeerTypeCreateBot, RequestPeerTypeUser]

TypeRequirementToContact: TypeAlias = Union[RequirementToContactEmpty, RequirementToContactPaidMessages, RequirementToContactPremium]

TypeRestrictionReason: TypeAlias = RestrictionReason

TypeSavedContact: TypeAlias = SavedPhoneContact

TypeSavedDialog: TypeAlias = SavedDialog

TypeSecurePasswordKdfAlgo: TypeAlias = Union[SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000, SecurePasswordKdfAlgoSHA512, SecurePasswordKdfAlgoUnknown]

TypeSecureSecretSettings: TypeAlias = SecureSecretSettings

TypeSendMessageAction: TypeAlias = Union[SendMessageCancelAction, SendMessageChooseContactAction, SendMessageChooseStickerAction, SendMessageEmojiInteraction, SendMessageEmojiInteractionSeen, SendMessageGamePlayAction, SendMessageGeoLocationAction, SendMessageHistoryImportAction, SendMessageRecordAudioAction, SendMessageRecordRoundAction, SendMessageRecordVideoAction, SendMessageStopDraftAction, SendMessageTextDraftAction, SendMessageTypingAction, SendMessageUploadAudioAction, SendMessageUploadDocumentAction, SendMessageUploadPhotoAction, SendMessageUploadRoundAction, SendMessageUploadVideoAction, SpeakingInGroupCallAction]

TypeStarsAmount: TypeAlias = Union[StarsAmount, StarsTonAmount]

TypeSuggestedPost: TypeAlias = SuggestedPost

TypeTextWithEntities: TypeAlias = TextWithEntities

TypeTimezone: TypeAlias = Timezone

TypeTodoItem: TypeAlias = TodoItem

TypeTodoList: TypeAlias = TodoList

TypeTopPeer: TypeAlias = TopPeer

TypeTopPeerCategory: TypeAlias = Union[TopPeerCategoryBotsApp, TopPeerCategoryBotsGuestChat, TopPeerCategoryBotsInline, TopPeerCategoryBotsPM, TopPeerCategoryChannels, TopPeerCategoryCorrespondents, TopPeerCategoryForwardChats, TopPeerCategoryForwardUsers, TopPeerCategoryGroups, TopPeerCategoryPhoneCalls]

TypeTopPeerCategoryPeers: TypeAlias = TopPeerCategoryPeers

TypeUpdate: TypeAlias = Union[UpdateBotCallbackQuery, UpdateBotChatInviteRequester, UpdateBotCommands, UpdateBotInlineQuery, UpdateBotInlineSend, UpdateBotMenuButton, UpdateBotStopped, UpdateChannel, UpdateChannelAvailableMessages, UpdateChannelMessageForwards, UpdateChannelMessageViews, UpdateChannelParticipant, UpdateChannelReadMessagesContents, UpdateChannelTooLong, UpdateChannelUserTyping, UpdateChat, UpdateChatDefaultBannedRights, UpdateChatParticipant, UpdateChatParticipantAdd, UpdateChatParticipantAdmin, UpdateChatParticipantDelete, UpdateChatParticipantRank, UpdateChatParticipants, UpdateChatUserTyping, UpdateConfig, UpdateContactsReset, UpdateDcOptions, UpdateDeleteChannelMessages, UpdateDeleteMessages, UpdateDialogFilter, UpdateDialogFilterOrder, UpdateDialogFilters, UpdateDialogPinned, UpdateDialogUnreadMark, UpdateDraftMessage, UpdateEditChannelMessage, UpdateEditMessage, UpdateFolderPeers, UpdateInlineBotCallbackQuery, UpdateLangPack, UpdateLangPackTooLong, UpdateLoginToken, UpdateMessageID, UpdateMessagePoll, UpdateMessageReactions, UpdateNewAuthorization, UpdateNewChannelMessage, UpdateNewMessage, UpdateNotifySettings, UpdatePeerBlocked, UpdatePeerHistoryTTL, UpdatePeerSettings, UpdatePendingJoinRequests, UpdatePinnedChannelMessages, UpdatePinnedDialogs, UpdatePinnedMessages, UpdatePrivacy, UpdatePtsChanged, UpdateReadChannelDiscussionInbox, UpdateReadChannelDiscussionOutbox, UpdateReadChannelInbox, UpdateReadChannelOutbox, UpdateReadHistoryInbox, UpdateReadHistoryOutbox, UpdateReadMessagesContents, UpdateSentPhoneCode, UpdateServiceNotification, UpdateUser, UpdateUserEmojiStatus, UpdateUserName, UpdateUserPhone, UpdateUserStatus, UpdateUserTyping, UpdateWebPage]

TypeUpdates: TypeAlias = Union[UpdateShort, UpdateShortChatMessage, UpdateShortMessage, UpdateShortSentMessage, Updates, UpdatesCombined, UpdatesTooLong]

TypeUser: TypeAlias = Union[User, UserEmpty]

TypeUserFull: TypeAlias = UserFull

TypeUserProfilePhoto: TypeAlias = Union[UserProfilePhoto, UserProfilePhotoEmpty]

TypeUserStatus: TypeAlias = Union[UserStatusEmpty, UserStatusLastMonth, UserStatusLastWeek, UserStatusOffline, UserStatusOnline, UserStatusRecently]

TypeUsername: TypeAlias = Username

TypeVideoSize: TypeAlias = Union[VideoSize, VideoSizeEmojiMarkup, VideoSizeStickerMarkup]

TypeWebPage: TypeAlias = Union[WebPage, WebPageEmpty, WebPageNotModified, WebPagePending]

TypeContactsBlocked: TypeAlias = Union[ContactsBlocked, ContactsBlockedSlice]

TypeContactsContactBirthdays: TypeAlias = ContactsContactBirthdays

TypeContactsContacts: TypeAlias = Union[ContactsContacts, ContactsContactsNotModified]

TypeContactsFound: TypeAlias = ContactsFound

TypeContactsImportedContacts: TypeAlias = ContactsImportedContacts

TypeContactsResolvedPeer: TypeAlias = ContactsResolvedPeer

TypeContactsSponsoredPeers: TypeAlias = Union[ContactsSponsoredPeers, ContactsSponsoredPeersEmpty]

TypeContactsTopPeers: TypeAlias = Union[ContactsTopPeers, ContactsTopPeersDisabled, ContactsTopPeersNotModified]

TypeHelpAppConfig: TypeAlias = Union[HelpAppConfig, HelpAppConfigNotModified]

TypeHelpAppUpdate: TypeAlias = Union[HelpAppUpdate, HelpNoAppUpdate]

TypeHelpCountriesList: TypeAlias = Union[HelpCountriesList, HelpCountriesListNotModified]

TypeHelpCountry: TypeAlias = HelpCountry

TypeHelpCountryCode: TypeAlias = HelpCountryCode

TypeHelpDeepLinkInfo: TypeAlias = Union[HelpDeepLinkInfo, HelpDeepLinkInfoEmpty]

TypeHelpInviteText: TypeAlias = HelpInviteText

TypeHelpPeerColorOption: TypeAlias = HelpPeerColorOption

TypeHelpPeerColors: TypeAlias = Union[HelpPeerColors, HelpPeerColorsNotModified]

TypeHelpPremiumPromo: TypeAlias = HelpPremiumPromo

TypeHelpPromoData: TypeAlias = Union[HelpPromoData, HelpPromoDataEmpty]

TypeHelpRecentMeUrls: TypeAlias = HelpRecentMeUrls

TypeHelpSupport: TypeAlias = HelpSupport

TypeHelpSupportName: TypeAlias = HelpSupportName

TypeHelpTermsOfService: TypeAlias = HelpTermsOfService

TypeHelpTermsOfServiceUpdate: TypeAlias = Union[HelpTermsOfServiceUpdate, HelpTermsOfServiceUpdateEmpty]

TypeHelpTimezonesList: TypeAlias = Union[HelpTimezonesList, HelpTimezonesListNotModified]

TypeHelpUserInfo: TypeAlias = Union[HelpUserInfo, HelpUserInfoEmpty]

TypeMessagesAffectedHistory: TypeAlias = MessagesAffectedHistory

TypeMessagesAffectedMessages: TypeAlias = MessagesAffectedMessages

TypeMessagesAvailableReactions: TypeAlias = Union[MessagesAvailableReactions, MessagesAvailableReactionsNotModified]

TypeMessagesChats: TypeAlias = Union[MessagesChats, MessagesChatsSlice]

TypeMessagesDhConfig: TypeAlias = Union[MessagesDhConfig, MessagesDhConfigNotModified]

TypeMessagesDialogFilters: TypeAlias = MessagesDialogFilters

TypeMessagesDialogs: TypeAlias = Union[MessagesDialogs, MessagesDialogsNotModified, MessagesDialogsSlice]

TypeMessagesEmojiGameOutcome: TypeAlias = MessagesEmojiGameOutcome

TypeMessagesMessageEditData: TypeAlias = MessagesMessageEditData

TypeMessagesMessageViews: TypeAlias = MessagesMessageViews

TypeMessagesMessages: TypeAlias = Union[MessagesChannelMessages, MessagesMessages, MessagesMessagesNotModified, MessagesMessagesSlice]

TypeMessagesPeerDialogs: TypeAlias = MessagesPeerDialogs

TypeMessagesPeerSettings: TypeAlias = MessagesPeerSettings

TypeMessagesSavedDialogs: TypeAlias = Union[MessagesSavedDialogs, MessagesSavedDialogsNotModified, MessagesSavedDialogsSlice]

TypeMessagesSearchCounter: TypeAlias = MessagesSearchCounter

TypeMessagesWebPage: TypeAlias = MessagesWebPage

TypeMessagesWebPagePreview: TypeAlias = MessagesWebPagePreview

TypeResPQ: TypeAlias = ResPQ

TypePQInnerData: TypeAlias = Union[PQInnerData, PQInnerDataDc, PQInnerDataTemp, PQInnerDataTempDc]

TypeServerDHParams: TypeAlias = Union[ServerDHParamsFail, ServerDHParamsOk]

TypeServerDHInnerData: TypeAlias = ServerDHInnerData

TypeClientDHInnerData: TypeAlias = ClientDHInnerData

TypeSetClientDHParamsAnswer: TypeAlias = Union[DhGenOk, DhGenRetry, DhGenFail]

TypeBindAuthKeyInner: TypeAlias = BindAuthKeyInner

TypeDestroyAuthKeyRes: TypeAlias = Union[DestroyAuthKeyOk, DestroyAuthKeyNone, DestroyAuthKeyFail]

TypeRpcResult: TypeAlias = RpcResult

TypeRpcError: TypeAlias = RpcError

TypeObject: TypeAlias = GzipPacked

TypeRpcDropAnswer: TypeAlias = Union[RpcAnswerUnknown, RpcAnswerDroppedRunning, RpcAnswerDropped]

TypeMsgsAck: TypeAlias = MsgsAck

TypeBadMsgNotification: TypeAlias = Union[BadMsgNotification, BadServerSalt]

TypeMsgsStateReq: TypeAlias = MsgsStateReq

TypeMsgsStateInfo: TypeAlias = MsgsStateInfo

TypeMsgsAllInfo: TypeAlias = MsgsAllInfo

TypeMsgDetailedInfo: TypeAlias = Union[MsgDetailedInfo, MsgNewDetailedInfo]

TypeMsgResendReq: TypeAlias = Union[MsgResendReq, MsgResendAnsReq]

TypeFutureSalt: TypeAlias = FutureSalt

TypeFutureSalts: TypeAlias = FutureSalts

TypePong: TypeAlias = Pong

TypeDestroySessionRes: TypeAlias = Union[DestroySessionOk, DestroySessionNone]

TypeNewSession: TypeAlias = NewSessionCreated

TypeHttpWait: TypeAlias = HttpWait

TypeUpdatesChannelDifference: TypeAlias = Union[UpdatesChannelDifference, UpdatesChannelDifferenceEmpty, UpdatesChannelDifferenceTooLong]

TypeUpdatesDifference: TypeAlias = Union[UpdatesDifference, UpdatesDifferenceEmpty, UpdatesDifferenceSlice, UpdatesDifferenceTooLong]

TypeUpdatesState: TypeAlias = UpdatesState

TypeUsersUserFull: TypeAlias = UsersUserFull
