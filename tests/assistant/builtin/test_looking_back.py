import pytest

from assistant import Assistant
from assistant.builtin.looking_back import About, asked_about, asks_for_another
from assistant.builtin.phrases import asked_again


@pytest.mark.parametrize(
    ("turn", "about"),
    [
        ("what would change that?", "changes"),
        ("and what would flip it", "changes"),
        ("does that change anything?", "again"),
        ("so which one then?", "again"),
        ("so which offer then?", "again"),
        ("so in short, whom?", "again"),
        ("so is that a no?", "again"),
        ("so my cofounder is right? what's the risk in it?", "cautions"),
        ("under what conditions would it be different?", "changes"),
        (
            "no, i mean under which circumstances would we take a researcher and no engineer?",
            "changes",
        ),
        ("what would make you pick a researcher for us?", "changes"),
        ("what would have to happen for you to say engineer instead", "changes"),
        ("why?", "reasons"),
        ("ok, why that?", "reasons"),
        ("what are your reasons?", "reasons"),
        ("what are the cautions?", "cautions"),
        ("any risks?", "cautions"),
        ("what speaks against it?", "cautions"),
        ("how sure is that", "certainty"),
        ("are you sure?", "certainty"),
        ("why do ML engineers earn less?", ""),
        ("what is the risk of hiring a researcher first?", ""),
        ("how sure can we be that a researcher stays for more than two years with us then?", ""),
        ("yes", ""),
        ("", ""),
    ],
)
def test_a_short_turn_may_ask_about_the_decision(turn: str, about: About) -> None:
    assert asked_about(turn) == about


QUESTION = "Would customers use the prototype?"


@pytest.mark.parametrize(
    ("heard", "asked"),
    [
        ("", QUESTION),
        ("three pilots want it", "You said “three pilots want it”: would customers use it?"),
        (
            " ".join(["word"] * 20),
            f"You said “{' '.join(['word'] * 14)} …”: would customers use it?",
        ),
        ("see [1] and <b>this</b>", QUESTION),
        ("![x](http://a.b)", QUESTION),
        ("go to http://a.b", QUESTION),
        ("*pilots*", QUESTION),
        ("a\nb  c", "You said “a b c”: would customers use it?"),
        ("x" * 300, QUESTION),
    ],
)
def test_a_doubt_is_asked_about_in_the_persons_words(heard: str, asked: str) -> None:
    assert asked_again(QUESTION, heard) == asked.replace("use it?", "use the prototype?")


def test_a_question_of_two_parts_stands_by_itself() -> None:
    question = "What hurts now: the engineering, or the models?"
    assert (
        asked_again(question, "pipelines are slow") == f"You said “pipelines are slow”. {question}"
    )


DECIDED = "We have a demo, nobody wants it. Who should we hire first?"


def _asked(assistant: Assistant, *turns: str) -> str:
    answer = assistant.ask(*turns)
    assert (answer.kind, answer.layer) == ("decision", "decision tree")
    return answer.text


@pytest.mark.models
@pytest.mark.parametrize(
    ("turns", "begins"),
    [
        (
            ("what would change that?",),
            "If customers would use the prototype and the prototype cannot be integrated into a "
            "product yet: ML engineer first",
        ),
        (
            ("why?",),
            "When customers are not willing to use the prototype, the quick decision tree says to "
            "hire an AI researcher or a research engineer [1].",
        ),
        (("what are the cautions?",), "The guide's default first AI hire is an ML engineer"),
        (("how sure is that",), "The guide is at odds with itself"),
        (("what would change that?", "and why?"), "When customers are not willing"),
    ],
)
def test_what_is_asked_about_a_decision_is_told_from_it(
    assistant: Assistant, turns: tuple[str, ...], begins: str
) -> None:
    assert _asked(assistant, DECIDED, *turns).startswith(begins)


@pytest.mark.models
def test_why_without_a_decision_is_another_question(assistant: Assistant) -> None:
    assert assistant.ask("why?").kind == "clarify"
    assert assistant.ask("What does an MLE earn?", "why?").layer != "decision tree"


@pytest.mark.models
def test_who_asks_for_a_posting_is_asked_for_which_role(assistant: Assistant) -> None:
    answer = assistant.ask("what should our job posting say")
    assert (answer.kind, answer.text[:22]) == ("clarify", "Which role do you mean")


@pytest.mark.models
def test_asking_back_quotes_what_was_half_understood(assistant: Assistant) -> None:
    told = (
        "We have a demo that works. I reckon three pilots might want it. Who should we hire first?"
    )
    answer = assistant.ask(told)
    assert answer.kind == "clarify"
    assert answer.text.startswith(
        "You said “I reckon three pilots might want it”: would customers use the prototype?"
    )


BRIDGE = ("I only have a bachelor's and zero papers, I enjoy research. Which track?",)


@pytest.mark.models
def test_what_changes_no_decision_is_said_to_change_nothing(assistant: Assistant) -> None:
    answer = assistant.ask(*BRIDGE, "I work as a software engineer, mostly pipelines")
    assert answer.kind == "decision"
    assert answer.text.startswith("Research engineer, applied scientist or ML engineer")
    assert "Nothing in “I work as a software engineer, mostly pipelines” changes that." in (
        answer.text
    )


@pytest.mark.models
@pytest.mark.parametrize("turn", ["does that change it?", "what should I apply to then?"])
def test_a_decision_is_given_again(turn: str, assistant: Assistant) -> None:
    first, again = assistant.ask(*BRIDGE), assistant.ask(*BRIDGE, turn)
    assert again.kind == "decision"
    assert again.text.split(" [")[0] == first.text.split(" [")[0]


@pytest.mark.models
def test_what_is_only_supposed_is_decided_on(assistant: Assistant) -> None:
    no_money = (
        "Our model is live, accuracy is flat, we have one ML engineer. Who's the next AI hire?",
        "we have no runway for research",
    )
    assert assistant.ask(*no_money).text.startswith("No AI researcher yet")
    answer = assistant.ask(*no_money, "what if we raised money for two years of research?")
    assert answer.text.startswith("AI researcher, your first")


@pytest.mark.models
def test_a_question_behind_a_decision_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Our model is live and customers like it. Who's the next AI hire?",
        "neither really",
        "hm, then if we wait: what would be the sign that it's time for a researcher?",
    )
    assert answer.kind == "answer"
    assert "plateau" in answer.text


@pytest.mark.models
def test_who_asks_what_a_question_means_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("who to hire first for an ai startup", "what counts as a prototype?")
    assert answer.kind == "clarify"
    assert "Yes: A demo in a notebook counts." in answer.text


@pytest.mark.models
def test_another_role_goes_on_with_the_question_before(assistant: Assistant) -> None:
    before = ("How quickly does a new ML engineer deliver something?", "and a researcher")
    assert assistant.ask(*before, "what about a research engineer?").kind == "decline"


@pytest.mark.models
def test_who_asks_on_is_answered_of_where_a_decision_probably_leads(assistant: Assistant) -> None:
    answer = assistant.ask(
        "I'm a compilers person, ten years of C++ and GPU, some ML. Would a lab want me, as what?",
        "what does the loop test",
    )
    assert answer.kind == "answer"
    assert "research engineer interview" in answer.text


@pytest.mark.models
def test_what_would_change_a_decision_that_nobody_asked_for_outright(assistant: Assistant) -> None:
    answer = assistant.ask(
        "thinking of hiring a researcher first, good idea?",
        "because we don't know yet if detecting tumours from voice is even possible",
        "and what would change your mind?",
    )
    assert answer.kind == "decision"
    assert answer.text.startswith("If there ")
    assert "ML engineer first" in answer.text


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("hm. and why not the applied scientist?", True),
        ("why can't we just take a researcher", True),
        ("why is that better than research engineer", True),
        ("why ml engineer? i said tooling", True),
        ("why that and not the bank offer?", True),
        ("why not straight to research scientist?", True),
        ("why ml engineers leave", False),
        ("why do applied scientists earn more?", False),
        ("why not", False),
    ],
)
def test_who_asks_why_it_is_not_somebody_else(turn: str, asks: bool) -> None:
    assert asks_for_another(turn) is asks


INVOICES = (
    "We are six people, seed money, no ML person yet. Who do I bring in first?",
    "A colleague hacked a prototype, and four customers said they'd pay for it",
    "yes, it can be wired into the web app, but nothing is deployed",
)


@pytest.mark.models
@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("what do people like that cost, someone with 3-4 years experience", "$180k-$220k"),
        ("and where do I find one? we looked everywhere", "Hacker News"),
    ],
)
def test_who_asks_on_is_not_given_the_decision_again(
    turn: str, said: str, assistant: Assistant
) -> None:
    assert assistant.ask(*INVOICES).kind == "decision"
    answer = assistant.ask(*INVOICES, turn)
    assert answer.kind == "answer"
    assert said in answer.text


DENTAL_LABS = (
    "A chain of dental labs, we want software that reads scans. Applied scientist or MLE?",
    "we're no AI company at all, and it must run in 40 labs every day",
)


@pytest.mark.models
def test_why_it_is_not_the_other_is_told_by_the_reasons(assistant: Assistant) -> None:
    answer = assistant.ask(
        *DENTAL_LABS,
        "hm, and why not the scientist? they'd know more about images",
    )
    assert answer.kind == "decision"
    assert "struggle" in answer.text


@pytest.mark.models
def test_who_chose_and_asks_on_is_not_given_the_decision_again(assistant: Assistant) -> None:
    answer = assistant.ask(
        *DENTAL_LABS,
        "fine, the ML engineer. What would somebody like that earn in Europe, not in California?",
    )
    assert answer.kind == "answer"
    assert "15-25% below" in answer.text


@pytest.mark.models
def test_what_is_asked_behind_a_reply_is_answered_too(assistant: Assistant) -> None:
    answer = assistant.ask(
        *INVOICES[:2], "no, it can't be built in yet. What puts ML engineers off?"
    )
    assert answer.kind == "decision"
    assert answer.text.startswith("ML engineer first")
    assert "No infra in place" in answer.text


@pytest.mark.models
def test_words_that_were_asked_about_and_left_as_they_are_count(assistant: Assistant) -> None:
    turns = (
        "Trying to work out my track. I have a PhD in physics",
        "In my PhD I was stuck for eight months on one problem. I love open-ended research",
    )
    asked = assistant.ask(*turns)
    assert "eight months" in asked.text
    again = assistant.ask(*turns, "as I said, it was no problem for me, I would do it again")
    assert "Are you comfortable with months" not in again.text


@pytest.mark.models
def test_what_is_denied_of_what_was_said_is_supposed(assistant: Assistant) -> None:
    turns = (
        "We can afford exactly one AI person. Just an idea right now, nothing built, "
        "and we don't know if it is feasible",
        "we closed 5 million from a VC last month",
    )
    assert "researcher" in assistant.ask(*turns).text.split(":")[0]
    answer = assistant.ask(*turns, "and what would you say if we hadn't got the 5 million")
    assert answer.text.startswith("ML engineer")


@pytest.mark.models
def test_no_tree_is_walked_that_cannot_tell_two_named_roles_apart(assistant: Assistant) -> None:
    answer = assistant.ask(
        "need to decide: research scientist or research engineer for our lab. "
        "we do robotics foundation models, about 40 people, plenty of money"
    )
    assert answer.kind == "answer"
    assert "Where does the value to your business come from" not in answer.text


@pytest.mark.models
def test_what_is_to_be_forgotten_is_not_looked_for(assistant: Assistant) -> None:
    turns = ("what does a senior ml engineer cost us? we're in chicago", "forget chicago, the US")
    assert assistant.ask(*turns[:1]).kind == "decline"
    answer = assistant.ask(*turns)
    assert answer.kind == "answer"
    assert "$380K-$750K" in answer.text


@pytest.mark.models
def test_who_wants_no_decision_is_asked_for_none(assistant: Assistant) -> None:
    turns = (
        "Whom should we hire first?",
        "no, i don't want a recommendation. what does a research engineer earn in the Bay Area?",
    )
    assert assistant.ask(*turns[:1]).kind == "clarify"
    answer = assistant.ask(*turns)
    assert answer.path is None
    assert "$220k-$300k" in answer.text


@pytest.mark.models
def test_a_whole_question_about_another_matter_asks_for_that(assistant: Assistant) -> None:
    turns = ("how much equity does an AI researcher get", "what does a research engineer earn")
    assert "$220k-$300k" in assistant.ask(*turns).text
    also = ("how much equity does an AI researcher get", "and a research engineer")
    assert "$" not in assistant.ask(*also).text


@pytest.mark.models
def test_an_answer_is_not_given_a_third_time(assistant: Assistant) -> None:
    turns = (
        "How fast does an ML engineer get something into production compared to a researcher?",
        "why are they so much faster",
        "no not hiring speed. why does the researcher need 3-6 months",
        "Ok. what do they do all day, the researchers",
    )
    assert "reading papers" in assistant.ask(*turns).text


@pytest.mark.models
def test_who_looks_for_a_job_does_not_hire_in_the_next_turn(assistant: Assistant) -> None:
    turns = (
        "Quant trader for five years. Which track fits me at a lab, ML engineer or scientist?",
        "no phd, maths undergrad. I like quick feedback every day, hate waiting",
        "I don't want research, I want to ship quickly and see results. ML engineer, yes or no?",
    )
    for number in (2, 3):
        answer = assistant.ask(*turns[:number])
        assert not (answer.path and answer.path.tree != "which-track")


@pytest.mark.models
def test_a_candidate_is_not_told_why_companies_hire_somebody(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Backend developer for 8 years, no PhD, I like scaling things. Which AI job fits me?",
        "interesting, but why not ML engineer?",
    )
    assert "first AI hire" not in answer.text
    assert answer.path is not None
    assert answer.path.tree == "which-track"


@pytest.mark.models
def test_who_hires_is_not_asked_what_they_enjoy(assistant: Assistant) -> None:
    answer = assistant.ask(
        "I'm in HR, the CTO told me to recruit 'an AI person'. Can you help me work out which?"
    )
    assert answer.path is not None
    assert answer.path.tree == "first-hire"


@pytest.mark.models
def test_who_tells_the_same_again_hears_the_decision_again(assistant: Assistant) -> None:
    turns = (
        "SRE, kubernetes, GPU clusters for 10 years, no degree. Which AI track is for me?",
        "I love making things run on 1000 GPUs, but I've never trained a model",
        "no ML exposure really, but systems very strong. that's the thing",
    )
    decided, again = assistant.ask(*turns[:2]), assistant.ask(*turns)
    assert (decided.kind, again.kind) == ("decision", "decision")
    assert decided.path is not None
    assert again.path is not None
    assert decided.path.answers == again.path.answers


@pytest.mark.models
@pytest.mark.parametrize(
    "offers",
    [
        "I have two offers, AS at a startup and MLE at a bank. Which do I take? I love shipping",
        "I have two offers, as applied scientist and as MLE. Which one? I love shipping to users",
    ],
)
def test_a_reply_counts_although_it_asks_why_not_another(assistant: Assistant, offers: str) -> None:
    answer = assistant.ask(offers, "deploy first. but why not the applied scientist?")
    assert answer.kind == "decision"
    assert answer.path is not None
    assert answer.path.answers["instinct"] == "deploy"


@pytest.mark.models
@pytest.mark.parametrize(
    "again",
    ["so who was it you said?", "so my cofounder is right?", "our office moved. same advice?"],
)
def test_a_decision_is_said_again_whatever_was_talked_of_since(
    assistant: Assistant, again: str
) -> None:
    text = _asked(assistant, DECIDED, "How long does hiring take?", again)
    assert text.startswith("AI researcher or research engineer first")
