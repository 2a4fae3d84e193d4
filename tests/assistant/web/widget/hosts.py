"""Other people's pages, served from an origin of their own."""

from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Intranet</title>
{head}
</head>
<body>
<main>
<h1>People team</h1>
<p>Our guides for interviews, offers and the first weeks. Ask your colleagues for the rest.</p>
<p><a href="#news">News</a> <button type="button" id="own">Our own button</button></p>
{body}
</main>
{snippet}
</body>
</html>
"""
# What Bootstrap's base does to elements, and its utilities that win over everything.
FRAMEWORK = """<style>
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; font: 400 1rem/1.5 serif; color: #212529; background: #fff }
button { border-radius: 0; font: inherit; text-transform: none }
button:not(:disabled) { cursor: wait }
iframe, svg, img { vertical-align: middle; max-width: 100% }
section, article { padding: 4rem; background: tomato }
p { margin-bottom: 3rem }
a { color: #0d6efd; text-decoration: underline }
div { overflow: hidden; transform: translateZ(0) }
[hidden] { display: none !important }
.start, .panel, .float, .card { display: none !important; position: static !important }
iframe { width: 20px !important; height: 20px !important }
</style>"""
RESET = "<style>* { all: unset !important }</style>"
HOSTILE = """<script>
Object.prototype.mode = "open";
Object.prototype.delegatesFocus = true;
Object.prototype.once = true;
Object.prototype.signal = "none";
Object.prototype.get = () => "polluted";
Object.prototype.type = "polluted";
Object.prototype.floats = false;
Array.prototype.polluted = "polluted";
Array.prototype[Symbol.iterator] = () => { throw new Error("polluted") };
JSON.parse = () => { throw new Error("polluted") };
window.fetch = () => { throw new Error("polluted") };
const those = [Object, Array, Function, String, Promise, Event, EventTarget, Node, Element,
  HTMLElement, Document];
for (let at = 0; at < those.length; at += 1) {
  Object.freeze(those[at]);
  Object.freeze(those[at].prototype);
}
Object.freeze(JSON);
</script>"""


@dataclass(frozen=True)
class Shown:
    """A page and what it is sent with."""

    head: str = ""
    body: str = ""
    script: str = '<script src="{assistant}/widget.js" async></script>'
    headers: dict[str, str] = field(default_factory=dict)


def pages() -> dict[str, Shown]:
    """All of them, by name. `{assistant}` and `{host}` are the origins of both."""
    strict = (
        "default-src 'none'; script-src {assistant}; frame-src {assistant}; style-src 'none'; "
        "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    narrow = "default-src 'self'; script-src {assistant}; img-src 'none'"
    both = (
        '<hiring-assistant name="one" starters="Who should we hire first?"></hiring-assistant>'
        '<hiring-assistant name="two" tree="first-hire" greeting="Whom to hire"></hiring-assistant>'
    )
    script = '<script src="{assistant}/widget.js"%s async></script>'
    return {
        "without": Shown(script=""),
        "plain": Shown(),
        "framework": Shown(head=FRAMEWORK),
        "reset": Shown(head=RESET),
        "hostile": Shown(head=HOSTILE),
        "strict": Shown(headers={"Content-Security-Policy": strict}),
        "narrow": Shown(headers={"Content-Security-Policy": narrow}),
        "silent": Shown(headers={"Referrer-Policy": "no-referrer"}),
        "two": Shown(body=both),
        "both-corners": Shown(
            script=script % ' data-position="bottom-left" data-label="Careers"' + script % ""
        ),
        "german": Shown(script=script % ' data-words="widget/0/words/de.json"'),
        "elsewhere": Shown(script=script % ' data-words="https://evil.example/words.json"'),
        "tree": Shown(script=script % ' data-tree="first-hire"'),
        "open": Shown(script=script % ' data-open="true"'),
        "around": Shown(
            script='<iframe title="Inside" src="{host}/plain" width="900" height="700"></iframe>'
        ),
    }


@dataclass
class Hosts:
    """An application that serves them; the assistant's address is told when it is known."""

    assistant: str = ""
    host: str = ""

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer with a page, or with nothing."""
        if scope["type"] != "http":
            return
        shown = pages().get(scope["path"].strip("/"))
        headers = {"Content-Type": "text/html; charset=utf-8"}
        body = ""
        if shown:
            headers |= shown.headers
            body = (
                PAGE.replace("{head}", shown.head)
                .replace("{body}", shown.body)
                .replace("{snippet}", shown.script)
            )
        told = [
            (name.lower().encode(), self._filled(value).encode()) for name, value in headers.items()
        ]
        await send(
            {"type": "http.response.start", "status": 200 if shown else 204, "headers": told}
        )
        await send({"type": "http.response.body", "body": self._filled(body).encode()})

    def _filled(self, text: str) -> str:
        return text.replace("{assistant}", self.assistant).replace("{host}", self.host)
