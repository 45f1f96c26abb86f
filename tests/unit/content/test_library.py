"""The content library: what ships, and how it is read."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from journal_app.content.library import ContentLibrary
from journal_app.domain.errors import UnknownLens

CONTENT = Path(__file__).parents[3] / "resources" / "content"

FILES = [
    ("sources.toml", "sources"),
    ("behaviours.toml", "behaviours"),
    *((f"lenses/{path.name}", "lens") for path in sorted((CONTENT / "lenses").glob("*.toml"))),
]

PRACTICE_MARKS = [
    (1, "environment", "Safe, inclusive, trusting", "circle"),
    (2, "relationships", "Healthy relationships", "square"),
    (3, "purpose", "Shared purpose", "triangle"),
    (4, "power", "Managing power", "diamond"),
    (5, "conflict", "Surfacing conflict", "star"),
    (6, "decisions", "Shared decisions", "hexagon"),
]


@pytest.fixture
def library() -> ContentLibrary:
    return ContentLibrary(CONTENT)


@pytest.fixture
def a_copy(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    return copytree(CONTENT, tmp_path / "content")


def schema(name: str) -> Any:
    return json.loads((CONTENT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# What ships


@pytest.mark.parametrize(("file", "schema_name"), FILES)
def test_every_file_follows_its_schema(file: str, schema_name: str) -> None:
    data = tomllib.loads((CONTENT / file).read_text(encoding="utf-8"))
    problems = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema(schema_name)).iter_errors(data)
    ]
    assert problems == []


@pytest.mark.parametrize("name", ["lens", "behaviours", "sources"])
def test_every_schema_is_itself_sound(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", ["lens", "behaviours", "sources"])
def test_a_schema_refuses_keys_it_does_not_know_at_every_level(name: str) -> None:
    def tables(part: Any) -> list[Any]:
        if isinstance(part, list):
            return [found for each in part for found in tables(each)]
        if not isinstance(part, dict):
            return []
        own = [part] if part.get("type") == "object" else []
        return own + [found for each in part.values() for found in tables(each)]

    found = tables(schema(name))
    assert len(found) >= 2
    assert all("additionalProperties" in table and table["additionalProperties"] is not True for table in found)


def test_the_six_practices_stand_in_their_order_each_with_its_number_and_shape(library: ContentLibrary) -> None:
    marks = [(item.number, item.key, item.short, item.shape) for item in library.practices()]
    assert marks == PRACTICE_MARKS
    assert all(item.lens == "practices" for item in library.practices())


def test_each_practice_can_be_spoken_of_in_a_sentence(library: ContentLibrary) -> None:
    spoken = [item.spoken for item in library.practices()]
    assert len(set(spoken)) == 6
    assert all(spoken), "an empty name would leave a hole in the sentence"


def test_the_six_devon_principles_stand_in_their_order(library: ContentLibrary) -> None:
    lens = library.lens("devon")
    assert lens.item_name == "Devon principle"
    assert [item.key for item in lens.items] == [
        "cynicism", "communicate", "cascade", "challenge", "own-change", "ethos",
    ]  # fmt: skip
    assert [item.number for item in lens.items] == [1, 2, 3, 4, 5, 6]
    assert lens.item("challenge").short == "Permission to challenge"


def test_only_the_practices_have_shapes(library: ContentLibrary) -> None:
    for key in library.lens_keys():
        for item in library.lens(key).items:
            assert bool(item.shape) == (key == "practices")


def test_there_are_eighteen_behaviours_three_for_each_practice_in_their_order(library: ContentLibrary) -> None:
    assert [behaviour.practice for behaviour in library.behaviours()] == [
        item.key for item in library.practices() for _ in range(3)
    ]


def test_every_behaviour_has_a_key_and_a_text_of_its_own(library: ContentLibrary) -> None:
    assert len({behaviour.key for behaviour in library.behaviours()}) == 18
    assert len({behaviour.text.casefold() for behaviour in library.behaviours()}) == 18


def test_every_behaviour_is_one_act_of_mine_in_eight_to_twenty_words(library: ContentLibrary) -> None:
    for behaviour in library.behaviours():
        words = behaviour.text.replace(",", "").split()
        assert "I" in words, behaviour.text
        assert 8 <= len(words) <= 20, behaviour.text
        assert not {"and", "or", "but"} & set(words), f"two acts cannot share one rating: {behaviour.text}"


def test_every_behaviour_is_worded_so_that_more_is_better(library: ContentLibrary) -> None:
    for behaviour in library.behaviours():
        assert not {"avoid", "never", "fail", "refuse", "stop"} & set(behaviour.text.casefold().split())
        assert " I do not " not in behaviour.text.removeprefix("When I do not know the answer")


def test_every_point_of_the_scale_is_said_in_words(library: ContentLibrary) -> None:
    assert [(point.value, point.words, point.short) for point in library.scale().points] == [
        (1, "hardly ever", "hardly ever"),
        (2, "occasionally", "occasionally"),
        (3, "about half the time", "about half"),
        (4, "usually", "usually"),
        (5, "almost always", "almost always"),
    ]
    assert library.scale().no_opportunity == "no opportunity"
    assert (library.scale().lowest, library.scale().highest) == (1, 5)


def test_every_source_that_is_named_is_listed(library: ContentLibrary) -> None:
    lenses = [library.lens(key) for key in library.lens_keys()]
    named = {lens.source for lens in lenses}
    named |= {item.source for lens in lenses for item in lens.items}
    named |= {behaviour.source for behaviour in library.behaviours()}
    assert named <= set(library.sources())


def test_the_publications_are_given_with_publisher_and_year(library: ContentLibrary) -> None:
    sources = library.sources()
    assert (sources["tkf-2023"].publisher, sources["tkf-2023"].year) == ("The King’s Fund", 2023)
    assert (sources["tkf-2017"].publisher, sources["tkf-2017"].year) == ("The King’s Fund", 2017)
    assert "Devon" in sources["tkf-2017"].note
    assert sources["throughline"].year == 2026


# How it is read


def test_the_practices_come_first_among_the_lenses_and_the_others_by_name(a_copy: Path) -> None:
    (a_copy / "lenses" / "compassion.toml").touch()
    (a_copy / "lenses" / "notes.txt").touch()
    assert ContentLibrary(a_copy).lens_keys() == ("practices", "compassion", "devon")


def test_an_unknown_lens_is_refused_with_the_known_ones_named(library: ContentLibrary) -> None:
    with pytest.raises(UnknownLens) as caught:
        library.lens("cornwall")
    assert caught.value.params == {"key": "cornwall", "known": "practices, devon"}


@pytest.mark.parametrize("key", ["../sources", "../behaviours", "", ".", "devon.toml", "DEVON", "devon\0"])
def test_a_lens_key_cannot_lead_to_another_file(library: ContentLibrary, key: str) -> None:
    with pytest.raises(UnknownLens):
        library.lens(key)


def test_reading_one_lens_opens_no_other_file(a_copy: Path) -> None:
    for path in [*a_copy.glob("*.toml"), a_copy / "lenses" / "practices.toml"]:
        path.write_text("not TOML at all", encoding="utf-8")
    library = ContentLibrary(a_copy)
    assert len(library.lens("devon").items) == 6
    assert library.prompt("devon.challenge.01") is not None


def test_a_file_is_read_once(a_copy: Path) -> None:
    library = ContentLibrary(a_copy)
    first = (library.lens("devon"), library.behaviours(), library.scale(), library.sources(), library.lens_keys())
    for path in a_copy.rglob("*.toml"):
        path.unlink()
    again = (library.lens("devon"), library.behaviours(), library.scale(), library.sources(), library.lens_keys())
    assert all(before is after for before, after in zip(first, again, strict=True))


def test_making_a_library_reads_nothing(tmp_path: Path) -> None:
    ContentLibrary(tmp_path / "not there")


def test_a_prompt_is_found_by_its_key(library: ContentLibrary) -> None:
    prompt = library.prompt("devon.challenge.01")
    assert prompt is not None
    assert (prompt.lens, prompt.item) == ("devon", "challenge")
    assert prompt.text == "When did you last let a remark pass in the room and answer it in the corridor?"
    assert prompt.practices == ("conflict", "environment")


@pytest.mark.parametrize("key", ["devon.challenge.99", "cornwall.challenge.01", "devon", "", "..", "../x.y.01"])
def test_an_unknown_prompt_is_none(library: ContentLibrary, key: str) -> None:
    assert library.prompt(key) is None


def test_the_sources_cannot_be_changed_by_who_reads_them(library: ContentLibrary) -> None:
    with pytest.raises(TypeError):
        library.sources()["new"] = library.sources()["throughline"]  # type: ignore[index]


# A malformed file is a bug, and says where


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('key = "devon"', 'key = "dorset"', r"devon\.toml: 'key'"),
        ('title = "Devon principles"', "title = 7", r"devon\.toml: 'title' should be a text"),
        ('title = "Devon principles"', 'title = " "', r"devon\.toml: 'title' should be a text"),
        ("number = 2", 'number = "2"', r"devon\.toml: items 2: 'number' should be a whole number"),
        ("number = 2", "number = true", r"devon\.toml: items 2: 'number' should be a whole number"),
        ('key = "devon.cynicism.02"', 'key = "devon.cheer.02"', r"prompts 2: 'key' is 'devon\.cheer\.02'"),
        ('key = "devon.cynicism.02"', 'key = "devon.cynicism"', r"prompts 2: 'key' is 'devon\.cynicism'"),
        ("follow_up = ", "followup = ", r"devon\.toml: prompts 1: 'follow_up' should be a text"),
        ('practices = ["environment", "relationships"]', "practices = []", r"prompts 1: 'practices' should be a list"),
        ('item_name = "Devon principle"', "item_name = ", r"devon\.toml: Invalid value"),
    ],
)
def test_a_malformed_lens_is_refused_with_file_and_key(a_copy: Path, old: str, new: str, named: str) -> None:
    replace(a_copy / "lenses" / "devon.toml", old, new)
    with pytest.raises(ValueError, match=named):
        ContentLibrary(a_copy).lens("devon")


def test_a_lens_without_prompts_is_refused(a_copy: Path) -> None:
    path = a_copy / "lenses" / "devon.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("[[prompts]]")[0], encoding="utf-8")
    with pytest.raises(ValueError, match=r"devon\.toml: 'prompts' should be a list of tables"):
        ContentLibrary(a_copy).lens("devon")


def test_a_file_that_is_not_utf8_is_refused_by_name(a_copy: Path) -> None:
    (a_copy / "sources.toml").write_bytes(b'[sources]\nx = "\xff"\n')
    with pytest.raises(ValueError, match=r"sources\.toml"):
        ContentLibrary(a_copy).sources()


def test_a_source_that_is_no_table_is_refused_by_key(a_copy: Path) -> None:
    (a_copy / "sources.toml").write_text("[sources]\ntkf = 2023\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"sources\.toml: sources: 'tkf' should be a table"):
        ContentLibrary(a_copy).sources()


def test_a_scale_with_a_gap_is_refused(a_copy: Path) -> None:
    replace(a_copy / "behaviours.toml", "value = 4", "value = 6")
    with pytest.raises(ValueError, match=r"behaviours\.toml: 'scale' should rise by one"):
        ContentLibrary(a_copy).scale()


def test_a_missing_folder_fails_loudly_and_is_not_taken_for_an_unknown_lens(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ContentLibrary(tmp_path).practices()
