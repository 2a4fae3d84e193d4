import json
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from statistics import mean
from typing import Any
from unicodedata import normalize

import pytest

from assistant.understanding.glossing import GLOSSARY, in_english
from index import Settings, open_model, open_or_rebuild, passage_index, recipe_for

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "glossing.jsonl").read_text("utf-8").splitlines()
]
GUIDES = Path(__file__).parents[3] / "corpus" / "guides"
LANGUAGES: dict[str, dict[str, Any]] = tomllib.loads(GLOSSARY.read_text("utf-8"))["languages"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"]) for case in CASES])
def test_a_question_in_another_language_is_glossed(case: dict[str, Any]) -> None:
    gloss = in_english(case["text"])
    assert [words for words in case["means"] if words.lower() not in gloss.lower()] == []
    assert [words for words in case["keeps"] if words not in gloss] == []


def test_there_are_cases_of_every_language() -> None:
    counts = Counter(case["language"].lower() for case in CASES)
    assert counts.keys() == LANGUAGES.keys()
    assert min(counts.values()) >= 20


def test_hardly_an_english_question_is_touched() -> None:
    asked = [
        question
        for path in sorted(GUIDES.glob("*.answers.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        for question in json.loads(line)["asked"]
    ]
    assert len(asked) > 1_000
    # Of thousands a few are so mistyped that their words are those of another language.
    touched = [question for question in asked if in_english(question) is not question]
    assert len(touched) < len(asked) / 1_000


@pytest.mark.parametrize(
    "question",
    [
        "What is the Gehalt of an ML engineer in München?",
        "Does a PhD from the École Polytechnique or ETH Zürich help an applied scientist?",
        "ML engineer pay in Los Angeles, La Jolla, El Paso and Las Vegas",
        "What does 腾讯 pay research scientists?",
        "what does the man in the hat comment, and is he also real",
        "Is the die cast if I am in on a plus or minus?",
        "My résumé mentions a café and naïve Bayes, is that fine for an MLE?",
        "reserch sientist vs reserch enginer papper discusion round",
        "wat do MLEs ern vs RSs",
        "Does per diem count as total comp, de facto or pro rata?",
        "Vad tjänar en ML engineer i Stockholm?",
        "MLエンジニアの給料はいくらですか",
        "AI AS RE RS",
        "",
        "?!",
        "2026",
    ],
)
def test_what_is_not_surely_of_a_known_language_stays_as_it_is(question: str) -> None:
    assert in_english(question) is question


def test_a_text_of_many_pages_is_no_question() -> None:
    text = "Was verdient ein ML engineer? " * 1_000
    assert in_english(text) is text


@pytest.mark.parametrize(
    ("marked", "unmarked"),
    [
        ("¿Cuánto gana un ML engineer en España?", "cuanto gana un ML engineer en espana?"),
        ("Combien coûte un ingénieur de recherche ?", "combien coute un ingenieur de recherche ?"),
        ("Gehälter für Gründer in München", "Gehaelter fuer Gruender in Muenchen"),
        ("Où trouver des ingénieurs ?", "ou trouver des ingenieurs ?"),
        ("l’ingénieur a-t-il besoin d’un doctorat ?", "l'ingenieur a-t-il besoin d'un doctorat ?"),
        ("Quanto ganha um cientista sênior?", "QUANTO GANHA UM CIENTISTA SENIOR?"),
    ],
)
def test_marks_and_capitals_do_not_matter(marked: str, unmarked: str) -> None:
    gloss = in_english(marked)
    assert gloss != marked
    assert in_english(unmarked) == gloss
    assert in_english(normalize("NFD", marked)) == gloss


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Was verdient ein Forscher?", "Was verdient eine Forscherin?"),
        ("Was ist das Gehalt?", "Was sind Gehälter?"),
        ("¿Qué hace un investigador?", "¿Qué hacen las investigadoras?"),
        ("機器學習工程師的薪資是多少？", "机器学习工程师的薪资是多少？"),
    ],
)
def test_forms_of_a_word_mean_the_same(one: str, other: str) -> None:
    assert in_english(one).replace("are", "is") == in_english(other).replace("are", "is")


@pytest.mark.parametrize(
    ("question", "gloss"),
    [
        ("Kein PhD, 1,5 Mio. Euro: wer?", "no PhD 1,5 Mio. Euro: who?"),
        ("¿Cuánto gana un RE (senior) en 2026?", "how much does RE earn (senior) in 2026?"),
        ("¿Qué paga El Salvador?", "what pay El Salvador?"),
        ("Wie sind AS, RE und RS?", "how are AS RE and RS?"),
    ],
)
def test_numbers_names_and_short_forms_survive(question: str, gloss: str) -> None:
    assert in_english(question) == gloss


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_has_one_meaning_in_a_language(language: str) -> None:
    said = LANGUAGES[language]
    words = chain(said["left_out"].split(), *(ways.split(", ") for ways in said["words"].values()))
    assert [word for word, times in Counter(words).items() if times > 1] == []


@pytest.mark.models
def test_the_right_document_comes_first_for_most_questions() -> None:
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    cases = [case for case in CASES if "document" in case]
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        index = passage_index(opened, model)

        def share(questions: list[str]) -> float:
            firsts = [index.search(one, limit=1)[0].passage.document for one in questions]
            return mean(
                first == str(case["document"]) for first, case in zip(firsts, cases, strict=True)
            )

        asked = [case["text"] for case in cases]
        glossed = share([in_english(question) for question in asked])
        assert glossed >= 0.87
        assert glossed >= share(asked) + 0.25
