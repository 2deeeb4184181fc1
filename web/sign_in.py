"""Signing in and out: a signed cookie for browsers, name and password with each call (HTTP Basic) for programs."""

import base64
import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from web.accounts import Accounts
from web.doors import API, inside, refuse
from web.journal import USER, record
from web.theme import FOLDER

LOGIN_PAGE = (FOLDER / "login.html").read_text(encoding="utf-8")
HEALTH = "/health"
# What strangers may ask for, besides the login page at "/". Gradio itself calls startup-events when it starts.
OPEN = {HEALTH, "/login", "/logout", "/favicon.ico", f"{API}startup-events"}
MOST_REMEMBERED = 1000  # right passwords that came with calls


class SignIn:
    """Decides who a request comes from.

    A session counts as long as its account has the same line as at sign-in and its user has not left since. So a user
    who is removed, gets another password or presses 退出 in any browser needs the password at the next request. The
    key is drawn at each start: a restart signs everybody out.
    """

    def __init__(self, accounts: Accounts) -> None:
        self.key = secrets.token_hex(32)
        self._accounts = accounts
        self._times_left: Counter[str] = Counter()  # how often each user has pressed 退出
        self._right: dict[str, str] = {}  # digests of right passwords and the lines they were right for: scrypt is slow

    def routes(self) -> list[Route]:
        return [Route("/login", self.login, methods=["POST"]), Route("/logout", self.logout)]

    async def login(self, request: Request) -> Response:
        """Start a session for the name and password in a form; status 400 when they are wrong."""
        form = await request.form(max_files=0)
        name, password = str(form.get("username", "")).strip(), str(form.get("password", ""))
        is_right = await self._accounts.admits(name, password)
        record("login", ok=is_right)
        if not is_right:
            return refuse(400, "用户名或密码不对。")
        request.session.update(user=name, seal=self._seal(name))
        return JSONResponse({"success": True})

    async def logout(self, request: Request) -> Response:
        """End all sessions of the user, and go to the login page."""
        if user := request.scope[USER]:
            self._times_left[user] += 1
        request.session.clear()
        return RedirectResponse("./", 302)  # relative, because a proxy may have put the page below a path

    def user_of_session(self, session: Mapping[str, Any]) -> str:
        """The name of whoever is signed in, "" for nobody."""
        name, seal = session.get("user", ""), session.get("seal", "")
        return name if name and seal and hmac.compare_digest(seal, self._seal(name)) else ""

    async def user_of_password(self, authorization: str) -> str:
        """The name in an Authorization header of the Basic scheme, "" without one or with a wrong password."""
        scheme, _, sent = authorization.partition(" ")
        if scheme.lower() != "basic":
            return ""
        try:
            name, _, password = base64.b64decode(sent, validate=True).decode("utf-8").partition(":")
        except ValueError:  # not base64, or not UTF-8
            return ""
        digest, line = self._digest(sent), self._accounts.line(name)
        if line and self._right.get(digest) == line:
            return name
        is_right = await self._accounts.admits(name, password)
        record("login", ok=is_right)
        if not is_right or not line:
            return ""
        if len(self._right) >= MOST_REMEMBERED:
            self._right.clear()
        self._right[digest] = line
        return name

    def _seal(self, name: str) -> str:
        """Changes with the line of the account and each time its user leaves; "" for a name without an account."""
        line = self._accounts.line(name)
        return self._digest(f"{self._times_left[name]} {line}") if line else ""

    def _digest(self, text: str) -> str:
        return hmac.new(self.key.encode(), text.encode("utf-8"), hashlib.sha256).hexdigest()


class SignedIn:
    """Lets nobody in but users: Gradio leaves its MCP server and some of its routes open to everybody."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self.app = app
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        user = self._sign_in.user_of_session(request.session)
        if not user:
            user = await self._sign_in.user_of_password(request.headers.get("authorization", ""))
        scope[USER] = user
        path = inside(scope)
        if user or path in OPEN:
            await self.app(scope, receive, send)
        elif path == "/":
            await HTMLResponse(LOGIN_PAGE, headers={"Cache-Control": "no-store"})(scope, receive, send)
        else:
            await refuse(401, "请先登录，或随请求带上用户名和密码（HTTP Basic）。")(scope, receive, send)


def sign_in_doors(sign_in: SignIn, port: int, root_path: str) -> list[Middleware]:
    # A browser sends the cookies of a host to all its ports and paths, so that two servers need two names. It forgets
    # the cookie when it is closed.
    cookie = f"mingce_{port}_{root_path.encode().hex()}"
    session = Middleware(SessionMiddleware, secret_key=sign_in.key, session_cookie=cookie, max_age=None)
    return [session, Middleware(SignedIn, sign_in)]


def signed_in_user(request: Request) -> str | None:
    """Tells Gradio whose request it is: its `auth_dependency`."""
    return request.scope.get(USER) or None
