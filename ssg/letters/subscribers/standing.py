"""Whether a person on a list gets letters, as hosts say it in their languages."""

import enum
import re

_SIGNS = re.compile(r"[\s_-]+")


class Standing(enum.Enum):
    """What a host says of a subscriber. All but the first two are left out, for that reason."""

    SUBSCRIBED = ""
    UNKNOWN = "unknown"
    UNSUBSCRIBED = "has unsubscribed"
    READER = "follows in the WordPress.com Reader, not by e-mail"
    UNCONFIRMED = "has never confirmed the address"
    BLOCKED = "is blocked, or letters came back"


_WORDS = {
    Standing.SUBSCRIBED: (
        "subscribed active confirmed verified enabled yes true 1 on free paid regular premium "
        "abonniert aktiv bestätigt ja aktiviert kostenlos abonné abonnée actif active confirmé oui "
        "suscrito suscrita activo activa confirmado sí si inscrito inscrita assinante ativo sim "
        "подписан подписана активен активный подтвержден да مشترك نشط نعم مؤكد "
        "已订阅 活跃 是 已确认 订阅"
    ),
    Standing.UNSUBSCRIBED: (
        "unsubscribed cancelled canceled removed deleted optedout no false 0 off disabled "
        "abgemeldet gekündigt nein désabonné désabonnée non desuscrito baja cancelado cancelada "
        "descadastrado não отписан отписался нет ملغى لا 已退订 否 未订阅"
    ),
    Standing.READER: (
        "notsubscribed readeronly nichtabonniert nonabonné nosuscrito nãoinscrito неподписан "
        "غيرمشترك"
    ),
    Standing.UNCONFIRMED: (
        "notconfirmed unconfirmed unverified notverified pending inactive unactivated waiting "
        "nichtbestätigt unbestätigt ausstehend inaktiv nonconfirmé enattente inactif noconfirmado "
        "pendiente inactivo nãoconfirmado pendente inativo неподтвержден ожидает غيرمؤكد معلق "
        "未确认 待确认"
    ),
    Standing.BLOCKED: (
        "notsending blocked bounced bounce spam complained complaint cleaned suppressed "
        "blocklisted blacklisted undeliverable invalid gesperrt blockiert wirdnichtgesendet bloqué "
        "bloqueado bloqueada rejeté rebotado заблокирован محظور 已屏蔽 退信"
    ),
}
_BY_WORD = {word: standing for standing, words in _WORDS.items() for word in words.split()}


def standing_of(word: str) -> Standing:
    """Return what a word in a column about the subscription says; an empty one says nothing."""
    plain = _SIGNS.sub("", word.strip().casefold()).strip(".")
    return _BY_WORD.get(plain, Standing.UNKNOWN) if plain else Standing.SUBSCRIBED


def is_known(word: str) -> bool:
    """Tell whether a word says something of a subscription."""
    return bool(word.strip()) and standing_of(word) is not Standing.UNKNOWN
