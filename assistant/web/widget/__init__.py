"""The assistant in other people's pages: a launcher, and a frame of our own origin behind it.

Why a frame. All that runs in a host page is at its mercy: its styles reach into everything but a
shadow root, its scripts may have frozen or replaced what a script calls, and its connect-src
decides whom a script may ask. So in the host page there is a button in a closed shadow root, styled
by a sheet that script has made, which no style-src forbids. The conversation is a document of our
own in a sandboxed frame, made at the first click: other globals, other styles, other policy, and no
word of it can be read from the page around. What a frame needs is the host's frame-src; where that
refuses, the launcher opens the whole page in a new tab.

Nobody may show the frame, or even load the launcher, until the owner lists their origin.
"""

from assistant.web.widget.routes import router

__all__ = ["router"]
