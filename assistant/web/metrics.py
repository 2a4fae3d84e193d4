"""What is counted, for Prometheus. Never what was asked."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from assistant.answers import Answer
from assistant.llm import Spending, totals

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


OF_THE_MODEL = {
    "assistant_model_answers": "Answers that the language model was asked for.",
    "assistant_model_calls": "Calls of the language model.",
    "assistant_model_tokens": "Tokens that the language model has read and written.",
    "assistant_model_sentences_cut": "Sentences of the language model that nothing bears out.",
    "assistant_model_fallbacks": "Answers of the built-in model in its place, by why.",
}


class _OfTheModel(Collector):
    """What a language model has cost, as it stands when it is asked for."""

    def __init__(self, spending: Spending) -> None:
        self._spending = spending

    def collect(self) -> Iterator[CounterMetricFamily]:
        """One family a name."""
        families: dict[str, CounterMetricFamily] = {}
        for name, labels, count in totals(self._spending.counts):
            family = families.setdefault(
                name, CounterMetricFamily(name, OF_THE_MODEL[name], labels=tuple(labels))
            )
            family.add_metric(tuple(labels.values()), count)
        yield from families.values()


class Metrics:
    """Counts of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "assistant_requests",
            "Requests by route, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "assistant_request_seconds",
            "How long until the reply was sent.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "assistant_answers",
            "Answers by kind and by the layer that wrote them.",
            ("kind", "layer"),
            registry=self.registry,
        )
        self.busy = Gauge(
            "assistant_busy", "Questions that are being answered or wait.", registry=self.registry
        )

    def of_the_model(self, spending: Spending) -> None:
        """Tell what a language model costs, too."""
        self.registry.register(_OfTheModel(spending))

    def answered(self, answer: Answer) -> None:
        """Count an answer by its kind; declines are a kind."""
        self._answers.labels(answer.kind, answer.layer or "none").inc()

    def requested(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request by its route, never by what was in its address."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """As Prometheus reads it."""
        return generate_latest(self.registry)
