"""The messages: every error has its words, and the words can be filled."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app import domain
from journal_app.content.library import ContentLibrary
from journal_app.content.messages import MAX_VALUE_LENGTH, Messages
from journal_app.domain.entry import MAX_TAG_LENGTH
from journal_app.domain.errors import (
    BadDate,
    BadTag,
    CannotWriteFile,
    NoJournal,
    TextTooLong,
    UserFacingError,
    WrongPassphrase,
)

CONTENT = Path(__file__).parents[3] / "resources" / "content"

MODULES = [
    import_module(f"journal_app.domain.{each.name}") for each in iter_modules(domain.__path__) if "errors" in each.name
]

ERRORS: list[type[UserFacingError]] = [
    each
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, UserFacingError) and each.__module__ == module.__name__
    if each is not UserFacingError
]

TEMPLATES: dict[str, str] = tomllib.loads((CONTENT / "messages.toml").read_text(encoding="utf-8"))["messages"]


@pytest.fixture
def messages() -> Messages:
    return Messages(CONTENT)


def documented(error: type[UserFacingError]) -> set[str]:
    """The parameters that the error's docstring names after "Params:"."""
    found = re.search(r"Params: ([^.]*)\.", error.__doc__ or "")
    return set(found.group(1).replace(" ", "").split(",")) if found else set()


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def a_messages_file(folder: Path, line: str) -> Messages:
    (folder / "messages.toml").write_text(f"[messages]\n{line}\n", encoding="utf-8")
    return Messages(folder)


# What ships


def test_every_error_has_a_message_and_every_message_an_error() -> None:
    assert sorted(TEMPLATES) == sorted(error.message_id for error in ERRORS)


def test_no_two_errors_share_a_message_id() -> None:
    assert len({error.message_id for error in ERRORS}) == len(ERRORS)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.message_id)
def test_a_message_uses_only_the_parameters_its_error_documents(error: type[UserFacingError]) -> None:
    assert placeholders(TEMPLATES[error.message_id]) <= documented(error)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.message_id)
def test_every_documented_parameter_is_told_to_the_person(error: type[UserFacingError]) -> None:
    assert documented(error) <= placeholders(TEMPLATES[error.message_id])


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.message_id)
def test_every_error_can_be_put_into_words(error: type[UserFacingError], messages: Messages) -> None:
    text = messages.text(error(**{name: f"the {name}" for name in documented(error)}))
    assert all(f"the {name}" in text for name in documented(error))
    assert "{" not in text
    assert "}" not in text


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_message_is_one_line_of_two_or_three_sentences(template: str) -> None:
    assert template.isprintable()
    assert template == " ".join(template.split())
    assert template.endswith(".")
    sentences = re.findall(r"\.(?: |$)", template)
    assert 2 <= len(sentences) <= 3
    assert len(template) <= 260


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_message_says_what_is_safe_and_what_to_do_next(template: str) -> None:
    safe = r"\b(nothing|unchanged|safe|left as they (are|were)|not been (touched|changed)|all still here)\b"
    assert re.search(safe, template.lower())
    assert ";" in template, "what to do next follows a semicolon"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_message_neither_blames_nor_shouts(template: str) -> None:
    words = set(re.findall(r"[a-z]+", template.lower()))
    assert not words & {"invalid", "illegal", "failed", "failure", "fatal", "abort", "oops", "sorry"}
    assert "!" not in template
    assert not re.search(r"\byou (failed|must|should|cannot)\b", template.lower())


def test_no_message_for_trouble_with_the_files_suggests_deleting_anything() -> None:
    for key in ("journal-damaged", "key-file-missing", "key-file-damaged", "disk-trouble", "not-a-journal"):
        assert not re.search(r"\b(delete|remove|erase|discard|overwrite|start again|reset)\b", TEMPLATES[key].lower())


def test_a_damaged_journal_points_to_a_copy_and_to_the_backups() -> None:
    assert "copy of the whole folder" in TEMPLATES["journal-damaged"]
    assert "backups" in TEMPLATES["journal-damaged"]


def test_the_limits_in_the_messages_are_the_limits_in_the_program() -> None:
    scale = ContentLibrary(CONTENT).scale()
    assert f"{scale.lowest} ({scale.words(scale.lowest)})" in TEMPLATES["bad-rating"]
    assert f"{scale.highest} ({scale.words(scale.highest)})" in TEMPLATES["bad-rating"]
    assert f"1 to {MAX_TAG_LENGTH} characters" in TEMPLATES["bad-tag"]


# How they are filled


def test_a_message_without_parameters_stands_as_written(messages: Messages) -> None:
    assert messages.text(WrongPassphrase()) == (
        "That passphrase does not open this journal. "
        "Nothing has been changed; check capitals and spaces, and try again."
    )


def test_a_folder_is_named_in_the_message(messages: Messages) -> None:
    assert "“/home/o'brien/my journal”" in messages.text(NoJournal(folder="/home/o'brien/my journal"))


def test_a_number_is_put_in_as_it_is(messages: Messages) -> None:
    assert "32 MB" in messages.text(TextTooLong(megabytes=32))


def test_braces_in_a_value_are_left_alone(messages: Messages) -> None:
    assert "“{folder} {0} {x!r:>9}”" in messages.text(NoJournal(folder="{folder} {0} {x!r:>9}"))


def test_a_value_with_line_ends_is_put_on_one_line(messages: Messages) -> None:
    assert "“the 5th of May or June”" in messages.text(BadDate(text="the 5th\r\nof\tMay\u2028or  June\n"))


def test_characters_that_do_not_show_are_replaced(messages: Messages) -> None:
    text = messages.text(CannotWriteFile(name="\x1b[31mred\u202e\udcff.pdf", reason="no\0"))
    assert text.isprintable()
    assert "“\ufffd[31mred\ufffd\ufffd.pdf”" in text


def test_a_pasted_page_does_not_bury_the_sentence(messages: Messages) -> None:
    text = messages.text(BadTag(text="long " * 10_000))
    assert len(text) < MAX_VALUE_LENGTH + 200
    assert "…”" in text


@given(st.text(), st.text())
def test_whatever_the_values_are_the_message_is_one_printable_line(name: str, reason: str) -> None:
    text = Messages(CONTENT).text(CannotWriteFile(name=name, reason=reason))
    assert text.isprintable()
    assert text.endswith("try another name or another folder.")


# What is a bug


@pytest.mark.parametrize("placeholder", ["{folder.parent}", "{folder[0]}", "{0}", "{}", "{folder!r}", "{folder:>9}"])
def test_a_message_with_more_than_plain_names_is_refused(tmp_path: Path, placeholder: str) -> None:
    broken = a_messages_file(tmp_path, f'no-journal = "In {placeholder}."')
    with pytest.raises(ValueError, match=r"messages\.toml: messages: 'no-journal'"):
        broken.text(NoJournal(folder="here"))


def test_a_message_with_a_stray_brace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"messages\.toml: messages: 'no-journal'"):
        a_messages_file(tmp_path, 'no-journal = "In {folder."').text(NoJournal(folder="here"))


def test_a_parameter_that_the_error_does_not_carry_is_named(messages: Messages) -> None:
    with pytest.raises(ValueError, match=r"'no-journal' needs 'folder'"):
        messages.text(NoJournal())


def test_an_error_without_a_message_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"messages\.toml: messages: 'wrong-passphrase'"):
        a_messages_file(tmp_path, 'no-journal = "None."').text(WrongPassphrase())


def test_the_file_is_not_read_before_a_message_is_needed(tmp_path: Path) -> None:
    messages = Messages(tmp_path)
    (tmp_path / "messages.toml").write_text('[messages]\nwrong-passphrase = "No."\n', encoding="utf-8")
    assert messages.text(WrongPassphrase()) == "No."
