"""What is counted, for Prometheus. Never what was asked."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.answers import Answer

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


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
