"""Signing in at an identity provider: whoever comes back with less than the provider's word for this very login stays out."""

import hmac
import http.client
import http.cookies
import time
import urllib.parse

from attacks.tokens import MODULUS, part, secret_of_public, signature, token
from kit import Broken, attack, each, quoted
from provider import Provider

GROUP = "19 login"

KEY = {"kty": "RSA", "kid": "attack", "alg": "RS256", "use": "sig", "e": "AQAB", "n": part(MODULUS.to_bytes(256, "big"))}


class Browser:
    """Keeps cookies, and follows nothing by itself."""

    def __init__(self, c):
        self.c, self.cookies = c, {}

    def get(self, path, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.c.port, timeout=120)
        try:
            sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
            connection.request("GET", path, None, dict(sent, **(headers or {})))
            reply = connection.getresponse()
            for line in reply.headers.get_all("Set-Cookie") or []:
                for name, morsel in http.cookies.SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            return reply.status, reply.headers.get("Location", ""), reply.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def begin(self, query="", headers=None):
        status, location, text = self.get("/oauth2/authorization/provider" + query, headers)
        if status != 302 or not location.startswith(self.c.provider.issuer + "/authorize?"):
            raise Broken(f"a login begins with {status} {location} {text[:200]}")
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))

    def back(self, query):
        return self.get("/login/oauth2/code/provider?" + query)

    def comes_back(self, code, asked):
        return self.back(f"code={quoted(code)}&state={quoted(asked['state'])}")

    def who(self):
        return self.get("/api/keys")[0]

    def stays_out(self, reply):
        status, location, text = reply
        if status >= 500:
            raise Broken(f"the answer is {status}: {text[:200]}")
        if location and urllib.parse.urlsplit(location).netloc not in ("", f"127.0.0.1:{self.c.port}"):
            raise Broken(f"it is sent elsewhere: {location}")
        if self.who() != 401:
            raise Broken(f"it is let in: {status} {location}")


def said(c, asked, **changed):
    """What the ID token of an administrator says."""
    now = int(time.time())
    claims = dict({"sub": "ada", "iss": c.provider.issuer, "aud": Provider.CLIENT, "iat": now, "exp": now + 300,
                   "nonce": asked["nonce"], "roles": ["admin"]}, **changed)
    return {name: value for name, value in claims.items() if value is not None}


def swapped(text):
    """A signature of claims that are others by now."""
    head, body, sign = text.split(".")
    return head + "." + part(b'{"sub":"eve","roles":["admin"]}') + "." + sign


NOW = int(time.time())
ID_TOKENS = {
    "of another issuer": lambda c, a: token(said(c, a, iss="https://evil.example")),
    "of an issuer with a slash": lambda c, a: token(said(c, a, iss=c.provider.issuer + "/")),
    "of no issuer": lambda c, a: token(said(c, a, iss=None)),
    "for another audience": lambda c, a: token(said(c, a, aud="other")),
    "for an audience that begins so": lambda c, a: token(said(c, a, aud=[Provider.CLIENT + "-dev"])),
    "for two, of another party": lambda c, a: token(said(c, a, aud=[Provider.CLIENT, "other"], azp="other")),
    "for two, of no party": lambda c, a: token(said(c, a, aud=[Provider.CLIENT, "other"])),
    "for nobody": lambda c, a: token(said(c, a, aud=None)),
    "with another nonce": lambda c, a: token(said(c, a, nonce="other")),
    "with the nonce itself": lambda c, a: token(said(c, a, nonce=a["state"])),
    "with a list of nonces": lambda c, a: token(said(c, a, nonce=[a["nonce"]])),
    "without a nonce": lambda c, a: token(said(c, a, nonce=None)),
    "that has ended": lambda c, a: token(said(c, a, exp=NOW - 7200, iat=NOW - 9000)),
    "without an end": lambda c, a: token(said(c, a, exp=None)),
    "with an end that is a text": lambda c, a: token(said(c, a, exp="tomorrow")),
    "made in the future": lambda c, a: token(said(c, a, iat=NOW + 7200, exp=NOW + 9000)),
    "without the time it was made": lambda c, a: token(said(c, a, iat=None)),
    "without a subject": lambda c, a: token(said(c, a, sub=None)),
    "of a subject that is empty": lambda c, a: token(said(c, a, sub="")),
    "without roles": lambda c, a: token(said(c, a, roles=None)),
    "with roles of others": lambda c, a: token(said(c, a, roles=["administrator", "root", "noetl-admins"])),
    "with a role by another alphabet": lambda c, a: token(said(c, a, roles=["\u0430dmin", "adm\u0131n"])),
    "with roles as an object": lambda c, a: token(said(c, a, roles={"admin": True})),
    "with roles in a list": lambda c, a: token(said(c, a, roles=[["admin"]])),
    "without a signature": lambda c, a: token(said(c, a), {"alg": "none"}, lambda t: b""),
    "with the public key as a secret": lambda c, a: token(said(c, a), {"alg": "HS256"}, secret_of_public),
    "with the client's secret as a secret": lambda c, a: token(said(c, a), {"alg": "HS256"}, lambda t: hmac.digest(Provider.SECRET.encode(), t.encode(), "sha256")),
    "with another's signature": lambda c, a: token(said(c, a), None, lambda t: signature(t + "x")),
    "with a key in it": lambda c, a: token(said(c, a), {"jwk": KEY, "kid": "evil"}, lambda t: b"x" * 256),
    "with the claims of another": lambda c, a: swapped(token(said(c, a))),
    "that is none": lambda c, a: "x.y.z",
    "that is empty": lambda c, a: "",
    "that is not there": lambda c, a: {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300},
    "that is a number": lambda c, a: {"access_token": "opaque", "token_type": "Bearer", "id_token": 1},
    "in a reply that is a list": lambda c, a: [1],
    "in a reply of another type": lambda c, a: {"access_token": "opaque", "token_type": "mac", "id_token": token(said(c, a))},
}


@each(GROUP, ID_TOKENS)
def refused(c, make):
    browser = Browser(c)
    asked = browser.begin()
    browser.stays_out(browser.comes_back(c.provider.code(make(c, asked)), asked))


@attack(GROUP, "a good ID token is taken, so that the others mean something")
def good(c):
    browser = Browser(c)
    asked = browser.begin()
    status, location, _ = browser.comes_back(c.provider.code(token(said(c, asked))), asked)
    if browser.who() != 200:
        raise Broken(f"it is not: {status} {location}")
    lacking = {"response_type": "code", "code_challenge_method": "S256"}.items() - asked.items()
    if lacking or not {"state", "nonce", "code_challenge"} <= asked.keys():
        raise Broken(f"a login asks without {lacking}: {asked}")


BACK = {
    "without a state": lambda code, state: f"code={code}",
    "with an empty state": lambda code, state: f"code={code}&state=",
    "with a guessed state": lambda code, state: f"code={code}&state=AAAA",
    "with a state that is cut": lambda code, state: f"code={code}&state={quoted(state[:-1])}",
    "with a state behind another": lambda code, state: f"code={code}&state=x&state={quoted(state)}",
    "with a line in the state": lambda code, state: f"code={code}&state={quoted(state)}%0d%0aSet-Cookie:%20a=b",
    "with a null in the state": lambda code, state: f"code={code}&state={quoted(state)}%00",
    "without a code": lambda code, state: f"state={quoted(state)}",
    "with an empty code": lambda code, state: f"code=&state={quoted(state)}",
    "with a code that is none": lambda code, state: f"code=none&state={quoted(state)}",
    "with a code that is an address": lambda code, state: f"code=http://127.0.0.1:1/&state={quoted(state)}",
    "with a long code": lambda code, state: f"code={'a' * 6000}&state={quoted(state)}",
    "with an error": lambda code, state: f"error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E&state={quoted(state)}",
    "with an error that is an address": lambda code, state: f"error=http://evil.example/&error_uri=http://evil.example/&state={quoted(state)}",
    "with an error that is a line": lambda code, state: f"error=a%0d%0aLocation:%20http://evil.example/&state={quoted(state)}",
    "with a session's name": lambda code, state: f"code=none&state={quoted(state)}&JSESSIONID=x",
    "with the token itself": lambda code, state: f"id_token={code}&access_token=x&state={quoted(state)}",
}


@each(GROUP, BACK)
def comes_back(c, query):
    browser = Browser(c)
    asked = browser.begin()
    code = c.provider.code(token(said(c, asked)))
    reply = browser.back(query(code, asked["state"]))
    browser.stays_out(reply)
    if "<script" in reply[2]:
        raise Broken(f"a page says what it was told: {reply[2][:200]}")


@attack(GROUP, "the login of another browser")
def of_another(c):
    ada, eve, nobody = Browser(c), Browser(c), Browser(c)
    asked = ada.begin()
    eve.begin()
    code = c.provider.code(token(said(c, asked)))
    for thief in (eve, nobody):
        thief.stays_out(thief.comes_back(code, asked))
    if code not in c.provider.codes:
        raise Broken("a code was redeemed for one who did not begin the login")


@attack(GROUP, "a login twice")
def twice(c):
    browser, again = Browser(c), Browser(c)
    asked = browser.begin()
    again.cookies = dict(browser.cookies)
    browser.comes_back(c.provider.code(token(said(c, asked))), asked)
    again.stays_out(again.comes_back(c.provider.code(token(said(c, asked))), asked))


@attack(GROUP, "a session's name that was there before the login")
def fixed(c):
    browser = Browser(c)
    asked = browser.begin()
    browser.cookies["JSESSIONID"] = browser.cookies["SESSION"] = "0123456789ABCDEF0123456789ABCDEF"
    before = dict(browser.cookies)
    browser.comes_back(c.provider.code(token(said(c, asked))), asked)
    if browser.who() != 200:
        raise Broken("the attack itself failed: no session")
    thief = Browser(c)
    thief.cookies = before
    if thief.who() != 401:
        raise Broken("who knew the session before is in it now")


@attack(GROUP, "a login that begins with an address of its own")
def elsewhere(c):
    for query in ("?redirect_uri=http://evil.example/", "?client_id=evil&scope=x&state=s&nonce=n", "?continue=http://evil.example/", "?action=evil"):
        asked = Browser(c).begin(query)
        if "evil" in str(asked) or asked["state"] == "s" or asked["nonce"] == "n":
            raise Broken(f"{query} is taken over: {asked}")
    asked = Browser(c).begin(headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Forwarded-Proto": "gopher"})
    if "evil" in str(asked):
        raise Broken(f"a header that no proxy of ours sent is believed: {asked}")


@attack(GROUP, "other providers")
def others(c):
    for name in ("other", "..%2fprovider", "provider;x=y", "provider%00", "http:%2f%2fevil.example", "${jndi:ldap:x}", "%23%7b1%7d", "a" * 5000):
        for path in ("/oauth2/authorization/", "/login/oauth2/code/"):
            status, location, text = Browser(c).get(path + name.replace("$", "%24").replace("{", "%7b").replace("}", "%7d"))
            if status >= 500 or (location and not location.startswith(("/", f"http://127.0.0.1:{c.port}/"))):
                raise Broken(f"{path}{name[:40]} is answered with {status} {location} {text[:200]}")


@attack(GROUP, "many logins that nobody ends")
def many(c):
    mine = Browser(c)
    asked = mine.begin()
    for _ in range(300):
        Browser(c).begin()
    mine.comes_back(c.provider.code(token(said(c, asked))), asked)
    if mine.who() != 200:
        raise Broken("a login is forgotten where 300 others begin")
