"""Joins the parts and serves them: settings -> index -> assistant -> web."""

import sys

from index.offline import go_offline

go_offline()  # before any library is imported that would phone home

from assistant import Settings, opened  # noqa: E402  the line above first
from assistant.web import Access, Feedback, Library, Policy, application  # noqa: E402
from assistant.web.running import AddressTaken, address_of, bound, serve  # noqa: E402
from index import CAN_BE_PUT_RIGHT, open_model  # noqa: E402

WRONG = 2
STOPPED = 130


def main() -> int:
    """Open the page and stay; what stands in the way is told in one line."""
    try:
        settings = Settings.read()
        model = open_model(settings.embedding_model, cache=settings.models)
        with opened(settings, model) as everything:
            app = application(
                Library.of(everything.build, everything.guides, everything.assistant),
                Policy.of(settings),
                access=Access(settings.access),
                kept=Feedback(settings.feedback) if settings.keep_feedback else None,
                answers_at_once=settings.answers_at_once,
            )
            with bound(settings.host, settings.port) as listening:
                print(f"The page is at {address_of(listening)}", flush=True)
                serve(app, listening)
    except (*CAN_BE_PUT_RIGHT, AddressTaken) as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main())
