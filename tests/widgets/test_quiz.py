"""Quizzes in a notebook: driven by the messages that a browser would send."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nnkit.errors import NNKitError
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.questions import ChoiceQuestion, NumberQuestion, Option, OrderQuestion, Question
from nnkit.widgets import quiz as make_quiz
from nnkit.widgets import review as make_review
from nnkit.widgets.quiz import Quiz
from nnkit.widgets.quiz_text import as_html, rich

NOT_YET = "Not yet."
RIGHT = "✓ Right."


class Browser:
    """Stands in for the page: sends messages to a quiz, keeps what it sends back."""

    def __init__(self, quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
        self.quiz = quiz
        self.received: list[dict[str, Any]] = []
        monkeypatch.setattr(quiz, "send", lambda content, buffers=None: self.received.append(content))

    def send(self, content: Any) -> None:
        self.quiz._handle_custom_msg(content, [])

    def check(self, question_id: str, answer: Any) -> dict[str, Any]:
        self.send({"type": "check", "id": question_id, "answer": answer})
        return dict(self.received[-1]["given"][question_id])


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path))
    return tmp_path


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz("06_softmax")


@pytest.fixture
def browser(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(quiz, monkeypatch)


def plain(paragraphs: list[dict[str, Any]]) -> str:
    words = [
        paragraph.get("code") or "".join(part.get("text") or part["code"] for part in paragraph["parts"])
        for paragraph in paragraphs
    ]
    return " ".join(words).replace("\u00a0", " ")


def feedback_of(question: Question) -> list[str]:
    if isinstance(question, ChoiceQuestion):
        return [option.feedback for option in question.options]
    if isinstance(question, NumberQuestion):
        return [question.right, question.otherwise, *(slip.sentence for slip in question.slips)]
    assert isinstance(question, OrderQuestion)
    return [question.right, *(rule.because for rule in question.rules)]


def right_answer(question: Question) -> Any:
    if isinstance(question, ChoiceQuestion):
        return [option.right for option in question.options].index(True)
    if isinstance(question, NumberQuestion):
        return str(question.answer)
    assert isinstance(question, OrderQuestion)
    return list(question.lines.values())


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_nothing_of_the_answers_is_sent_before_they_are_given(quiz: Quiz, browser: Browser) -> None:
    browser.send({"type": "look"})
    data, _ = quiz._repr_mimebundle_() or ({}, {})
    shown = squeezed(json.dumps([quiz.get_state("spec"), browser.received, data], ensure_ascii=False))
    assert squeezed("Adding 100 to all three") in shown
    for question in quiz.questions.values():
        for sentence in feedback_of(question):
            assert squeezed(sentence) not in shown


def test_a_verdict_tells_about_this_answer_only(quiz: Quiz, browser: Browser) -> None:
    browser.check("06.temperature", 1)
    sent = squeezed(json.dumps(browser.received, ensure_ascii=False))
    sentences = [(q.id, s) for q in quiz.questions.values() for s in feedback_of(q) if squeezed(s) in sent]
    question = quiz.questions["06.temperature"]
    assert isinstance(question, ChoiceQuestion)
    assert sentences == [("06.temperature", question.options[1].feedback)]


def test_wrong_then_right_records_only_the_first_try(browser: Browser, workspace: Path) -> None:
    assert browser.check("06.gradient", "0.371")["label"] == NOT_YET
    assert browser.check("06.gradient", "−0,371")["label"] == RIGHT
    record = Progress.load(workspace).question("06.gradient")
    assert (record["tries"], record["wrong"], record["concept"]) == (1, 1, 6)


def test_what_is_no_answer_does_not_count_as_a_try(browser: Browser, workspace: Path) -> None:
    for answer in ("", "abc", "nan", None):
        verdict = browser.check("06.gradient", answer)
        assert (verdict["mark"], verdict["label"]) == ("unclear", "")
    assert browser.received[-1]["summary"] == ""
    assert not Progress.load(workspace).path.exists()
    browser.check("06.gradient", "-0.371")
    assert Progress.load(workspace).question("06.gradient")["row"] == 1


def test_a_right_answer_is_told_in_words(quiz: Quiz, browser: Browser) -> None:
    for name, question in quiz.questions.items():
        verdict = browser.check(name, right_answer(question))
        assert (verdict["mark"], verdict["label"]) == ("right", RIGHT)
    assert quiz.summary == "6 of 6 right at first try."


def test_the_summary_counts_first_tries_and_names_what_to_look_at_again(quiz: Quiz, browser: Browser) -> None:
    assert quiz.summary == ""
    browser.check("06.logits", 0)
    browser.check("06.logits", 2)
    assert quiz.summary == "1 of 6 answered, 0 right at first try."
    browser.check("06.gradient", "7")
    browser.check("06.head", 0)
    for name in ("06.temperature", "06.confidently-wrong", "06.stable-code"):
        browser.check(name, right_answer(quiz.questions[name]))
    assert browser.received[-1]["summary"] == (
        "3 of 6 right at first try; look again at questions 1 (logits), 3 (head) and 5 (gradient)."
    )


def test_a_single_question_to_look_at_again_is_named_in_the_singular(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(make_quiz("06_softmax", only="head"), monkeypatch)
    browser.check("06.head", 0)
    assert browser.quiz.summary == "0 of 1 right at first try; look again at question 1 (head)."


def test_a_page_that_is_opened_again_gets_what_was_answered(browser: Browser) -> None:
    browser.check("06.head", 0)
    browser.check("06.gradient", "abc")
    browser.send({"type": "look"})
    again = browser.received[-1]
    assert again["all"]
    assert {name: given["answer"] for name, given in again["given"].items()} == {
        "06.head": 0,
        "06.gradient": "abc",
    }


@pytest.mark.parametrize(
    "message", [None, "check", [], {}, {"type": "check"}, {"type": "check", "id": "06.x"}, {"type": "reset"}]
)
def test_strange_messages_are_ignored(browser: Browser, message: Any) -> None:
    browser.send(message)
    assert browser.received == []


def test_an_order_can_be_answered(browser: Browser, quiz: Quiz) -> None:
    question = quiz.questions["06.stable-code"]
    assert isinstance(question, OrderQuestion)
    verdict = browser.check(question.id, list(question.shown))
    assert verdict["label"] == NOT_YET
    assert plain(verdict["text"]).startswith("m is subtracted before it has been computed")
    assert browser.check(question.id, right_answer(question))["label"] == RIGHT


def test_a_workspace_that_cannot_be_written_is_mentioned_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path / "file"))
    browser = Browser(make_quiz("06_softmax"), monkeypatch)
    browser.check("06.head", 2)
    assert "progress is kept in memory only" in browser.received[-1]["summary"]
    browser.check("06.head", 2)
    assert "memory" not in browser.received[-1]["summary"]


# -- without a kernel -------------------------------------------------------------------------------------


def test_a_page_without_a_kernel_lists_questions_and_options(quiz: Quiz) -> None:
    data, _ = quiz._repr_mimebundle_() or ({}, {})
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].count("<pre>loss = -np.log(p[1] + 1e-12)</pre>") == 1
    assert "Run this cell to answer" in data["text/html"]
    for question in quiz.questions.values():
        assert question.prompt in data["text/plain"]
        for text in question.describe().get("options", ()):
            assert text in data["text/plain"]
            assert as_html(text) in data["text/html"]


@pytest.mark.parametrize("make", [make_quiz, make_review])
def test_the_saved_texts_are_the_same_every_time(make: Any) -> None:
    first, second = ((make("06_softmax")._repr_mimebundle_() or ({}, {}))[0] for _ in range(2))
    for kind in ("text/html", "text/plain"):
        assert first[kind] == second[kind]


def test_text_is_escaped() -> None:
    script = "<script>alert(1)</script> & `<b>`"
    nasty = ChoiceQuestion(
        id="01.x",
        concept=1,
        prompt=script,
        options=(Option(script, script, right=True), Option("no", script)),
    )
    data, _ = Quiz("<i>", "<i>", [nasty], Progress.load())._repr_mimebundle_() or ({}, {})
    tags = set(re.findall(r"<(\w+)", data["text/html"]))
    assert tags == {"section", "h4", "p", "ol", "ul", "li", "code"}


def test_the_page_never_takes_text_for_html() -> None:
    assert "innerHTML" not in Quiz._esm
    assert "insertAdjacentHTML" not in Quiz._esm


# -- which questions --------------------------------------------------------------------------------------


@pytest.mark.parametrize("only", ["head", "06.head", ["head"], ["06.head"]])
def test_single_questions_can_be_shown(only: Any) -> None:
    assert list(make_quiz("06_softmax", only).questions) == ["06.head"]


def test_questions_are_shown_in_the_order_asked_for() -> None:
    assert list(make_quiz("06_softmax", ["head", "logits"]).questions) == ["06.head", "06.logits"]


def test_an_unknown_question_or_chapter_is_named() -> None:
    with pytest.raises(NNKitError, match="Did you mean 'temperature'"):
        make_quiz("06_softmax", "temprature")
    with pytest.raises(NNKitError, match="Did you mean '06_softmax'"):
        make_quiz("06_softmacks")


def test_a_review_names_the_chapters_and_learns_from_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_review("06_softmax")
    browser = Browser(first, monkeypatch)
    assert len(first.questions) == 3
    assert all(re.fullmatch(r"from chapter \d\d", shown["from"]) for shown in first.spec["questions"])
    wrong, *others = reversed(first.questions)
    browser.check(wrong, -1)  # no answer at all: no verdict on it
    question = first.questions[wrong]
    bad = (
        (right_answer(question) + 1) % len(question.options)
        if isinstance(question, ChoiceQuestion)
        else "1e9"
    )
    browser.check(wrong, bad)
    for name in others:
        browser.check(name, right_answer(first.questions[name]))
    assert f", chapter {wrong[:2]})" in first.summary
    again = list(make_review("06_softmax").questions)
    assert again[0] == wrong
    assert not set(others) & set(again)


def test_the_first_chapter_says_that_there_is_nothing_to_review() -> None:
    empty = make_review("00_start_here")
    assert empty.questions == {}
    assert empty.summary == ""
    data, _ = empty._repr_mimebundle_() or ({}, {})
    assert "nothing to look back at yet" in data["text/html"]


# -- texts ------------------------------------------------------------------------------------------------


def test_code_and_paragraphs_are_told_apart() -> None:
    assert rich("the `x` is\n\n    a = 1\n      b\n\nend") == [
        {"parts": [{"text": "the "}, {"code": "x"}, {"text": " is"}]},
        {"code": "a = 1\n  b"},
        {"parts": [{"text": "end"}]},
    ]


def test_a_lone_backtick_is_just_a_character() -> None:
    assert rich("a `b` c`d") == [{"parts": [{"text": "a "}, {"code": "b"}, {"text": " c`d"}]}]


def test_formulas_do_not_break_across_lines() -> None:
    text = "for x = [2, 1], a − b, one - two and (N, K)"
    assert plain(rich(text)) == text
    assert rich(text)[0]["parts"][0]["text"].count("\u00a0") == 5
