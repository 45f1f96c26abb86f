"""What can go wrong with check-ins, behaviours and trends that a person can act on (see domain/errors.py)."""

from __future__ import annotations

from journal_app.domain.errors import UserFacingError


class NoSuchCheckIn(UserFacingError):
    """No check-in has this uid (any more)."""

    message_id = "no-such-check-in"


class NoCheckInBegins(UserFacingError):
    """No check-in has a uid that begins like this. Params: uid."""

    message_id = "no-check-in-begins"


class SeveralCheckIns(UserFacingError):
    """More than one check-in has a uid that begins like this. Params: uid."""

    message_id = "several-check-ins"


class PeriodAhead(UserFacingError):
    """A period that begins after today. Params: text."""

    message_id = "period-ahead"


class BadPeriod(UserFacingError):
    """A period of time that cannot be read, or ends before it begins. Params: text."""

    message_id = "bad-period"


class UnknownBehaviour(UserFacingError):
    """No behaviour has this key. Params: key."""

    message_id = "unknown-behaviour"


class NotYourOwn(UserFacingError):
    """A behaviour that ships was to be removed. Params: key."""

    message_id = "not-your-own"


class BadRating(UserFacingError):
    """A rating outside the scale. Params: key, value."""

    message_id = "bad-rating"


class NothingRated(UserFacingError):
    """A check-in needs at least one answer: a rating, or "no opportunity"."""

    message_id = "nothing-rated"


class UnratedNote(UserFacingError):
    """A note or a reflection was put to a statement that has no answer."""

    message_id = "unrated-note"


class LongNote(UserFacingError):
    """A note on a rating is longer than it may be. Params: most."""

    message_id = "long-note"


class EmptyStatement(UserFacingError):
    """A behaviour of one's own needs some words."""

    message_id = "empty-statement"


class LongStatement(UserFacingError):
    """A statement is longer than it may be. Params: most."""

    message_id = "long-statement"


class SameStatement(UserFacingError):
    """Another behaviour is worded in the very same way."""

    message_id = "same-statement"


class BadCheckInFile(UserFacingError):
    """A check-in file that does not have the expected form. Params: name, reason."""

    message_id = "bad-check-in-file"


class NoLookBack(UserFacingError):
    """There is no look back to show."""

    message_id = "no-look-back"
